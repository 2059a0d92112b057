import type { Reported } from "../core/report.js";
import {
  type BlockMembers,
  type BlockOptions,
  type BlockValue,
  type ReducedPoints,
  reduceBlocks,
} from "./block-reduce.js";
import type { Points } from "./points.js";

/**
 * One point for each block: the mean position and mean value of the points in it.
 *
 * With `sigma`, all three means carry the weights `w = 1 / sigma²`, and the mean's own sigma is
 * `1 / √(Σ w)`, which holds where the errors of the points are independent. `scatter` is the sample standard
 * deviation `√(Σ w (v - mean)² / Σ w · n / (n - 1))`. Agrees with GMT's `blockmean` where no sigma is given.
 *
 * @param points - x, y, values, and optionally sigma; a point with a NaN is passed over and counted
 * @param options - block size, region, registration
 * @returns the reduced points from south to north, west to east, and a report
 * @throws ArgumentError if lengths differ, the spacing does not divide the region, or a sigma is not positive
 *
 * @example
 * const points = { x: Float64Array.of(0.1, 0.3, 1), y: Float64Array.of(0, 0.2, 1), values: Float64Array.of(4, 6, 9) };
 * const { result } = blockMean(points, { region: [0, 1, 0, 1], spacing: 1 });
 * result.values; // => Float64Array.of(5, 9)
 * result.count; // => Int32Array.of(2, 1)
 */
export function blockMean(points: Points, options: BlockOptions): Reported<ReducedPoints> {
  return reduceBlocks("blockMean", points, options, meanOf);
}

function meanOf({ x, y, values, weights }: BlockMembers): BlockValue {
  const n = values.length;
  let [sum, sx, sy, sv] = [0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    sum += weights[k];
    sx += weights[k] * x[k];
    sy += weights[k] * y[k];
    sv += weights[k] * values[k];
  }
  const value = sv / sum;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += weights[k] * (values[k] - value) ** 2;
  const scatter = n > 1 ? Math.sqrt(((squares / sum) * n) / (n - 1)) : Number.NaN;
  return { x: sx / sum, y: sy / sum, value, sigma: 1 / Math.sqrt(sum), scatter };
}
