import type { Grid } from "../core/grid.js";
import type { ColorScale } from "./color-scale.js";
import type { MapFrame } from "./map-frame.js";
import { gridSampler } from "./sample-grid.js";

/** How the holes of a map look: there are none, they are paper, or they are hatched. */
export type HoleLook = "none" | "paper" | "hatched";

/** Lines of the hatching are so far apart along x, in px, and have this look. */
export const HATCH_STEP: number = 5;
export const HATCH_LOOK: Readonly<Record<"stroke", string> & Record<"stroke-width", number>> = Object.freeze({
  stroke: "#8c8c8c",
  "stroke-width": 0.5,
});

/** A colour whose three parts all lie within so much of the paper's cannot be told from it in print. */
const LIKE_PAPER = 24;

/**
 * Holes are left as paper, as map readers expect, unless the scale has a colour that looks the same: the middle of
 * blue-red is nearly white, and a zero must not be taken for a place without data.
 */
export function holeLook(grid: Grid, scale: ColorScale): HoleLook {
  if (grid.values.every(Number.isFinite)) return "none";
  return hasPaperColor(scale) ? "hatched" : "paper";
}

/** Whether a colour of the scale looks like the colour of its holes. */
export function hasPaperColor({ palette, missing }: Pick<ColorScale, "palette" | "missing">): boolean {
  return palette.some((color) => color.every((part, i) => Math.abs(part - missing[i]) < LIKE_PAPER));
}

/** A straight piece of the hatching, in px of the sheet. */
export type HatchLine = readonly [x1: number, y1: number, x2: number, y2: number];

/** Lines from the lower left to the upper right over the holes of a grid. */
export function hatchOfHoles(grid: Grid, frame: MapFrame, step: number = HATCH_STEP): HatchLine[] {
  const [west, east, south, north] = frame.region;
  const { left, top, width, height } = frame;
  const sample = gridSampler(grid);
  const isHole = (x: number, y: number): boolean => {
    const across = west + ((x - left) / width) * (east - west);
    return !Number.isFinite(sample(across, north - ((y - top) / height) * (north - south)));
  };
  const lines: HatchLine[] = [];
  for (let from = step; from < width + height; from += step) {
    // The line x + y = from, seen from the frame's upper left corner.
    const [first, last] = [Math.max(0, from - height), Math.min(width, from)];
    const count = Math.ceil((last - first) / 0.5);
    let start = Number.NaN;
    for (let i = 0; i <= count + 1; i++) {
      const x = first + ((last - first) * Math.min(i, count)) / count;
      const hole = i <= count && isHole(left + x, top + from - x);
      if (hole && Number.isNaN(start)) start = x;
      if (!hole && !Number.isNaN(start)) {
        lines.push([left + start, top + from - start, left + x, top + from - x]);
        start = Number.NaN;
      }
    }
  }
  return lines;
}
