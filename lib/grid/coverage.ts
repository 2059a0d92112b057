import { nearestPoints } from "../core/nearest-points.js";
import { median } from "../core/robust-statistics.js";
import { type InsideShares, insideShares } from "./error-figures.js";
import type { Points } from "./points.js";

/** How often sigma was right in a part of the survey. */
export interface CoverageRow extends InsideShares {
  /**
   * `all`, a quadrant such as `north-east`, how far the nearest point was that was not held out (`near data`, `middle`,
   * `far from data`), or how dense the points are there (`dense data`, `medium`, `sparse data`).
   */
  readonly part: string;
}

/** Density is told by the distance to so manieth nearest point. */
const NEIGHBOUR = 8;

/**
 * Shares of errors inside 1 and 2 sigma: of all, in the quadrants about the middle point, in thirds by distance to the data, and
 * in thirds by density, which is that of all points within the distance of the eighth.
 */
export function coverageTable(
  points: Points,
  errors: Float64Array,
  sigma: Float64Array,
  distance: Float64Array,
  aspectRatio: number,
): CoverageRow[] {
  const { x, y } = points;
  const [middleX, middleY] = [median(x), median(y)];
  const isKnown = (k: number): boolean => Number.isFinite(distance[k] + errors[k] + sigma[k]);
  const spacing = spacingOf(points, aspectRatio);
  const byDistance = thirdsOf(distance, isKnown);
  const byDensity = thirdsOf(spacing, isKnown);
  if (!byDistance || !byDensity) return [];
  const parts: [string, (k: number) => boolean][] = [
    ["all", () => true],
    ["south-west", (k) => x[k] < middleX && y[k] < middleY],
    ["south-east", (k) => x[k] >= middleX && y[k] < middleY],
    ["north-west", (k) => x[k] < middleX && y[k] >= middleY],
    ["north-east", (k) => x[k] >= middleX && y[k] >= middleY],
    ...["near data", "middle", "far from data"].map(partOf(distance, byDistance)),
    ...["dense data", "medium", "sparse data"].map(partOf(spacing, byDensity)),
  ];
  return parts
    .map(([part, counts]) => ({ part, ...insideShares(errors, sigma, undefined, counts) }))
    .filter(({ points: count }) => count > 0);
}

/** A third, by its number, of values of which the limits of the thirds are known. */
function partOf(values: Float64Array, limits: readonly [number, number]) {
  return (part: string, third: number): [string, (k: number) => boolean] => {
    const [low, high] = [-Infinity, ...limits, Infinity].slice(third, third + 2);
    return [part, (k) => values[k] > low && values[k] <= high];
  };
}

function thirdsOf(values: Float64Array, counts: (k: number) => boolean): [number, number] | undefined {
  const known = values.filter((_, k) => counts(k)).sort();
  if (known.length === 0) return undefined;
  return [known[Math.floor(known.length / 3)], known[Math.floor((2 * known.length) / 3)]];
}

/** Distance to the eighth nearest other point, or to the last where there are fewer. */
function spacingOf({ x, y }: Points, aspectRatio: number): Float64Array {
  const level = x.map((v) => v * aspectRatio);
  const index = nearestPoints(level, y);
  return x.map((_, k) => {
    const far = index.nearest(level[k], y[k], NEIGHBOUR + 1).at(-1) ?? k; // the point itself is the first
    return Math.hypot(level[far] - level[k], y[far] - y[k]);
  });
}
