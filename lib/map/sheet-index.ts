import { type Grid, gridRegion, type Region } from "../core/grid.js";
import { clippedRing } from "./clip-line.js";
import { degreeStretch, frameOf, type MapFrame } from "./map-frame.js";
import { degreesOfGrid, gridDegrees, nearLines } from "./map-lines.js";
import type { MapOptions } from "./map-options.js";
import { simplified } from "./polyline.js";
import type { LegendPart } from "./sheet-legend.js";
import { LINE_LOOKS, placeLines } from "./sheet-lines.js";
import { element, polylinePath, textElement } from "./svg.js";
import { CAP_HEIGHT } from "./text-width.js";

const INK = "#1b1b1b";
const [LAND, SEA] = ["#ece5d3", "#e3eef6"];
/** How far, in px, a drawn outline may leave its vertices. */
const TOLERANCE = 0.2;
/** The index map shows at least so many times the map's extent, and at least so many degrees. */
const [TIMES, LEAST_DEGREES] = [3, 16];
/** An index map of more degrees shows continents, not countries. */
const MOST_WITH_BORDERS = 75;

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
      element("rect", { ...outline, fill: options.indexLand ? SEA : "#ffffff" }),
      ...landElements(options.indexLand ?? [], frame),
      ...outlines(options.indexLines, region, frame),
      element("path", { class: "index", d: path, fill: "#b00020", "fill-opacity": 0.25, stroke: "#b00020" }),
      element("rect", { class: "inset", ...outline, fill: "none", stroke: INK, "stroke-width": 0.6 }),
    ],
  };
}

/** Coasts and borders, finer than on the large map; borders only where they do not fill the little one. */
function outlines(lines: NonNullable<MapOptions["indexLines"]>, region: Region, frame: MapFrame): string[] {
  const shown = lines.filter(({ kind }) => kind !== "border" || region[1] - region[0] < MOST_WITH_BORDERS);
  return placeLines(nearLines(shown, region), frame).flatMap(({ kind, parts }) =>
    parts.length === 0
      ? []
      : element("path", {
          class: kind,
          d: parts.map((part) => polylinePath(part.x, part.y)).join(""),
          fill: "none",
          ...{ ...LINE_LOOKS[kind], "stroke-width": 0.45, "stroke-linejoin": "round" },
          ...(kind === "border" ? { "stroke-dasharray": "3 1.2" } : {}),
        }),
  );
}

/** The land as one area; a ring inside another is water. */
function landElements(land: NonNullable<MapOptions["indexLand"]>, frame: MapFrame): string[] {
  const paths: string[] = [];
  for (const ring of land) {
    const x = ring.x.filter(Number.isFinite);
    const y = ring.y.filter(Number.isFinite);
    // A ring across 180° goes on beyond it.
    for (let i = 1; i < x.length; i++) x[i] += 360 * Math.round((x[i - 1] - x[i]) / 360);
    let [low, high] = [x[0], x[0]];
    for (const value of x) [low, high] = [Math.min(low, value), Math.max(high, value)];
    // Longitudes may be counted past 180°, as the frame's.
    for (const turn of [-360, 0, 360]) {
      if (low + turn > frame.region[1] || high + turn < frame.region[0]) continue;
      const placed = { x: x.map((value) => frame.toSheetX(value + turn)), y: y.map(frame.toSheetY) };
      const inside = clippedRing(placed, frame);
      if (inside.x.length < 3) continue;
      const part = simplified(inside, TOLERANCE);
      if (part.x.length > 2) paths.push(`${polylinePath(part.x, part.y)}Z`);
    }
  }
  if (paths.length === 0) return [];
  return [element("path", { class: "land", d: paths.join(""), fill: LAND, "fill-rule": "evenodd" })];
}

/** A region around the map's, three quarters as high as it is wide on the paper. */
function regionAround([west, east, south, north]: Region): Region {
  const [longitude, latitude] = [(west + east) / 2, (south + north) / 2];
  const shrink = Math.max(0.2, degreeStretch(latitude));
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
  const convert = degreesOfGrid(grid);
  const parts = Array.from({ length: 16 }, (_, k) => k / 16);
  return [
    ...parts.map((t) => convert(west + t * (east - west), south)),
    ...parts.map((t) => convert(east, south + t * (north - south))),
    ...parts.map((t) => convert(east - t * (east - west), north)),
    ...parts.map((t) => convert(west, north - t * (north - south))),
    convert(west, south),
  ].map(([a, b]) => [a, b]);
}
