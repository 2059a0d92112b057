import type { Reported } from "../core/report.js";
import {
  type BlockMembers,
  type BlockOptions,
  type BlockValue,
  type ReducedPoints,
  reduceBlocks,
} from "./block-reduce.js";
import type { Points } from "./points.js";

/** Where the median of a block is said to lie. */
export interface BlockMedianOptions extends BlockOptions {
  /**
   * `median` (the default): at the median x and the median y of the block's points. `point`: at the point that
   * has the median value, which is a true station (GMT's `-Q`).
   */
  readonly position?: "median" | "point";
}

/**
 * One point for each block: the median x, median y and median value of the points in it. A single bad value
 * among three or more does not move it far, which is why it comes before gridding.
 *
 * With `sigma`, a median splits the sum of the weights `1 / sigma²` in halves. Its own sigma is that of the
 * weighted mean, `1 / √(Σ 1/sigma²)`, times `√(π/2)` where three or more points meet: the median's loss of
 * precision for many normal errors, a little too large for few. `scatter` is 1.4826 times the median distance of
 * the values from their median. Agrees with GMT's `blockmedian` where no sigma is given.
 *
 * @param points - x, y, values, and optionally sigma; a point with a NaN is passed over and counted
 * @param options - block size, region, registration, position
 * @returns the reduced points from south to north, west to east, and a report
 * @throws ArgumentError if lengths differ, the spacing does not divide the region, or a sigma is not positive
 *
 * @example
 * const points = { x: Float64Array.of(0, 0.1, 0.4), y: Float64Array.of(0, 0, 0.3), values: Float64Array.of(5, 700, 6) };
 * const { result } = blockMedian(points, { region: [0, 1, 0, 1], spacing: 1 });
 * [result.x[0], result.y[0], result.values[0]]; // => [0.1, 0, 6]
 */
export function blockMedian(points: Points, options: BlockMedianOptions): Reported<ReducedPoints> {
  const atPoint = options.position === "point";
  return reduceBlocks("blockMedian", points, options, (members) => medianOf(members, atPoint));
}

function medianOf({ x, y, values, weights }: BlockMembers, atPoint: boolean): BlockValue {
  const n = values.length;
  const value = weightedMedian(values, weights);
  let sum = 0;
  for (const weight of weights) sum += weight;
  const distances = values.map((v) => Math.abs(v - value));
  const place = atPoint
    ? nearestMember(x, y, distances)
    : [weightedMedian(x, weights), weightedMedian(y, weights)];
  return {
    x: place[0],
    y: place[1],
    value,
    sigma: (n > 2 ? Math.sqrt(Math.PI / 2) : 1) / Math.sqrt(sum),
    scatter: n > 1 ? midOfDeviations(values, value, weights) : Number.NaN,
  };
}

/** 1.4826 times the median distance of values from one of them: their standard deviation, were they normal. */
export function midOfDeviations(values: Float64Array, from: number, weights: Float64Array): number {
  return (
    1.4826 *
    weightedMedian(
      values.map((value) => Math.abs(value - from)),
      weights,
    )
  );
}

/** The value that splits the weights in halves; where it falls between two values, their mean. */
function weightedMedian(values: Float64Array, weights: Float64Array): number {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const half = weights.reduce((a, b) => a + b, 0) / 2;
  let below = 0;
  for (let k = 0; k < order.length; k++) {
    below += weights[order[k]];
    if (Math.abs(below - half) <= 1e-12 * half && k + 1 < order.length) {
      return (values[order[k]] + values[order[k + 1]]) / 2;
    }
    if (below > half) return values[order[k]];
  }
  return Number.NaN;
}

function nearestMember(x: Float64Array, y: Float64Array, distances: Float64Array): [number, number] {
  let best = 0;
  for (let k = 1; k < distances.length; k++) if (distances[k] < distances[best]) best = k;
  return [x[best], y[best]];
}
