import { type Grid, gridRegion, isInDegrees, type Region } from "../core/grid.js";
import { gridToDegrees } from "../earth/transform-coordinates.js";
import { frameOf } from "./map-frame.js";
import { gridDegrees, nearLines } from "./map-lines.js";
import type { MapOptions } from "./map-options.js";
import type { LegendPart } from "./sheet-legend.js";
import { lineElements } from "./sheet-lines.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT } from "./text-width.js";

const INK = "#1b1b1b";
/** The index map shows at least so many times the map's extent, and at least so many degrees. */
const [TIMES, LEAST_DEGREES] = [3, 16];

/**
 * A small map of where the large one lies. Nothing for a plane, or without lines to show.
 *
 * @param part - its width as a part of the place's
 */
export function indexMap(
  grid: Grid,
  options: MapOptions,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  part: number,
): LegendPart {
  const own = gridDegrees(grid);
  if (own === undefined || options.indexLines === undefined) return { elements: [], width, height: 0 };
  const region = regionAround(own);
  const size = 9.5;
  const frame = frameOf(region, true, { left: x, top: y + 14, width: width * part });
  const outline = { x: frame.left, y: frame.top, width: frame.width, height: frame.height };
  const sides = sidesInDegrees(grid);
  const path = polylinePath(
    sides.map(([a]) => frame.toSheetX(a)),
    sides.map(([, b]) => frame.toSheetY(b)),
    true,
  );
  return {
    width,
    height: 14 + frame.height,
    elements: [
      textElement("Location", { x, y: y + size * CAP_HEIGHT, size, weight: "bold", fill: INK }),
      element("rect", { ...outline, fill: "#ffffff" }),
      ...lineElements(nearLines(options.indexLines, region), frame),
      element("path", { class: "index", d: path, fill: "#b00020", "fill-opacity": 0.25, stroke: "#b00020" }),
      element("rect", { class: "inset", ...outline, fill: "none", stroke: INK, "stroke-width": 0.6 }),
    ],
  };
}

/** A region around the map's, three quarters as high as it is wide on the paper. */
function regionAround([west, east, south, north]: Region): Region {
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.max(0.2, Math.cos((latitude * Math.PI) / 180));
  const high = Math.min(
    170,
    Math.max(LEAST_DEGREES * 0.75, TIMES * (north - south), TIMES * 0.75 * (east - west) * shrink),
  );
  const bottom = Math.min(Math.max(-90, latitude - high / 2), 90 - high);
  const wide = Math.min(360, high / 0.75 / shrink);
  return [longitude - wide / 2, longitude + wide / 2, bottom, bottom + high];
}

/** The outline of the map, in degrees. */
function sidesInDegrees(grid: Grid): [number, number][] {
  const [west, east, south, north] = gridRegion(grid);
  const convert = isInDegrees(grid) ? (a: number, b: number) => [a, b] as const : gridToDegrees(grid.crs);
  const parts = Array.from({ length: 16 }, (_, k) => k / 16);
  return [
    ...parts.map((t) => convert(west + t * (east - west), south)),
    ...parts.map((t) => convert(east, south + t * (north - south))),
    ...parts.map((t) => convert(east - t * (east - west), north)),
    ...parts.map((t) => convert(west, north - t * (north - south))),
    convert(west, south),
  ].map(([a, b]) => [a, b]);
}
