import { median } from "../core/robust-statistics.js";
import { type InsideShares, insideShares } from "./error-figures.js";
import type { Points } from "./points.js";

/** How often sigma was right in a part of the survey. */
export interface CoverageRow extends InsideShares {
  /** `all`, a quadrant such as `north-east`, or how far the nearest other point was: `near data`, `middle`, `far from data`. */
  readonly part: string;
}

/** Shares of errors inside 1 and 2 sigma: of all, in the quadrants about the middle point, in thirds by distance to the data. */
export function coverageTable(
  { x, y }: Points,
  errors: Float64Array,
  sigma: Float64Array,
  distance: Float64Array,
): CoverageRow[] {
  const [middleX, middleY] = [median(x), median(y)];
  const known = distance.filter((value, k) => Number.isFinite(value + errors[k] + sigma[k])).sort();
  if (known.length === 0) return [];
  const [near, far] = [known[Math.floor(known.length / 3)], known[Math.floor((2 * known.length) / 3)]];
  const parts: [string, (k: number) => boolean][] = [
    ["all", () => true],
    ["south-west", (k) => x[k] < middleX && y[k] < middleY],
    ["south-east", (k) => x[k] >= middleX && y[k] < middleY],
    ["north-west", (k) => x[k] < middleX && y[k] >= middleY],
    ["north-east", (k) => x[k] >= middleX && y[k] >= middleY],
    ["near data", (k) => distance[k] <= near],
    ["middle", (k) => distance[k] > near && distance[k] <= far],
    ["far from data", (k) => distance[k] > far],
  ];
  return parts
    .map(([part, counts]) => ({ part, ...insideShares(errors, sigma, undefined, counts) }))
    .filter(({ points }) => points > 0);
}
