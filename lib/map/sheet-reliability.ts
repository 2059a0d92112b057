import { type Grid, gridRegion, isInDegrees, makeGrid, regularAxis } from "../core/grid.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import { colorScale } from "./color-scale.js";
import { frameAspect, mapFrame } from "./map-frame.js";
import type { MapOptions, MapStations } from "./map-options.js";
import { colorBar, type LegendPart } from "./sheet-legend.js";
import { rasterImage } from "./sheet-raster.js";
import { element } from "./svg.js";

/** Cells along the longer side of the map of densities. */
const CELLS = 24;
/** The little map is not higher than this part of its width. */
const HIGHEST = 0.75;

/**
 * A small map of how far to trust the large one: of the grid's standard deviation, or else of how many stations there
 * are. Nothing where neither is known.
 *
 * @param part - its width as a part of the place's
 */
export function reliabilityMap(
  grid: Grid,
  options: MapOptions,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  part: number,
): LegendPart {
  const trust = sigmaGrid(grid) ?? (options.stations && densityGrid(grid, options.stations));
  if (trust === undefined) return { elements: [], width, height: 0 };
  const finite = trust.grid.values.filter(Number.isFinite).sort();
  // The few largest values must not take all colours.
  const top = finite[Math.floor(0.98 * (finite.length - 1))] || finite[finite.length - 1] || 1;
  const scale = colorScale("cividis", finite, { range: [0, top], equalized: false });
  const bar = colorBar(scale, trust.caption, { x: x + 6, y, width: width - 18 });
  const wide = part * Math.min(width, (HIGHEST * width) / frameAspect(grid));
  const frame = mapFrame(trust.grid, { left: x + (width - wide) / 2, top: y + bar.height + 8, width: wide });
  const outline = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  return {
    width,
    height: bar.height + 8 + frame.height,
    elements: [
      ...bar.elements,
      rasterImage(trust.grid, scale, frame),
      element("rect", { class: "inset", ...outline, fill: "none", stroke: "#1b1b1b", "stroke-width": 0.6 }),
    ],
  };
}

function sigmaGrid(grid: Grid): { grid: Grid; caption: string } | undefined {
  const { sigma, ...rest } = grid;
  if (sigma === undefined) return undefined;
  // Where the map was masked by hand there is nothing to trust.
  const values = sigma.map((deviation, i) => (Number.isFinite(grid.values[i]) ? deviation : Number.NaN));
  if (!values.some(Number.isFinite)) return undefined;
  return {
    grid: makeGrid({ ...rest, values }),
    caption: `Standard deviation${grid.units ? ` (${grid.units})` : ""}`,
  };
}

/** Stations for 1,000 km², counted in cells; a cell is drawn as one colour. */
function densityGrid(grid: Grid, stations: MapStations): { grid: Grid; caption: string } {
  const [west, east, south, north] = gridRegion(grid);
  const scale = isInDegrees(grid) ? metresPerDegree((south + north) / 2) : { longitude: 1, latitude: 1 };
  const [wide, high] = [(east - west) * scale.longitude, (north - south) * scale.latitude];
  const side = Math.max(wide, high) / CELLS;
  const [columns, rows] = [Math.max(2, Math.round(wide / side)), Math.max(2, Math.round(high / side))];
  const [dx, dy] = [(east - west) / columns, (north - south) / rows];
  const counts = new Float64Array(columns * rows);
  for (let k = 0; k < stations.x.length; k++) {
    const [i, j] = [Math.floor((stations.x[k] - west) / dx), Math.floor((stations.y[k] - south) / dy)];
    if (i >= 0 && i < columns && j >= 0 && j < rows) counts[j * columns + i]++;
  }
  const area = (wide * high) / (columns * rows) / 1e9;
  return {
    grid: makeGrid({
      x: regularAxis(west + dx / 2, east - dx / 2, dx),
      y: regularAxis(south + dy / 2, north - dy / 2, dy),
      values: counts.map((count) => count / area),
      registration: "pixel",
      ...{ crs: grid.crs, name: "station_density", units: "" },
    }),
    caption: "Stations for 1,000 km²",
  };
}
