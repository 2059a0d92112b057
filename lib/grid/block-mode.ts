import type { Reported } from "../core/report.js";
import { midOfDeviations } from "./block-median.js";
import {
  type BlockMembers,
  type BlockOptions,
  type BlockValue,
  type ReducedPoints,
  reduceBlocks,
} from "./block-reduce.js";
import type { Points } from "./points.js";

/** Where the mode of a block is said to lie. */
export interface BlockModeOptions extends BlockOptions {
  /**
   * `mode` (the default): at the mode of x and the mode of y. `mean`: at the mean position of the block's points, weighed
   * (GMT's `-Q`).
   */
  readonly position?: "mode" | "mean";
}

/**
 * One point for each block: the mode of the values, which is the middle of the interval that holds half of the
 * weight most densely. Where one kind of value is most frequent (repeated readings, flat sea floor) it keeps that one, even if nearly half
 * of the others are wrong, and all on the same side.
 *
 * Of several intervals as dense the mean of their middles counts. A value with half of the weight or more is the mode itself, of
 * two points it is their mean unless one weighs more. `sigma` is that of the weighted mean, `1 / √(Σ 1/sigma²)`, times a
 * factor for three points or more, `1.27 n^(1/6)`: the mode of n normal values scatters with n^(−1/3) only (Rousseeuw &
 * Leroy). `scatter` is 1.4826 times the median distance of the values from the mode. Agrees with GMT's `blockmode` where no
 * sigma is given (GMT's weights are 1 / sigma).
 *
 * @param points - x, y, values, and optionally sigma; a point with a NaN is passed over and counted
 * @param options - block size, region, registration, position
 * @returns the reduced points from south to north, west to east, and a report
 * @throws ArgumentError if lengths differ, the spacing does not divide the region, or a sigma is not positive
 *
 * Source: Rousseeuw & Leroy (1987), Robust regression and outlier detection, Wiley, chapter 4 (the shortest half); GMT's
 * `blockmode` (Wessel et al. 2019).
 *
 * @example
 * const points = { x: Float64Array.of(0, 0.1, 0.2, 0.3), y: new Float64Array(4), values: Float64Array.of(5, 5.2, 80, 900) };
 * blockMode(points, { region: [0, 1, 0, 1], spacing: 1 }).result.values; // => Float64Array.of(5.1)
 */
export function blockMode(points: Points, options: BlockModeOptions): Reported<ReducedPoints> {
  const atMean = options.position === "mean";
  return reduceBlocks("blockMode", points, options, (members) => modeOf(members, atMean));
}

function modeOf({ x, y, values, weights }: BlockMembers, atMean: boolean): BlockValue {
  const n = values.length;
  const sum = weights.reduce((a, b) => a + b, 0);
  const value = weightedMode(values, weights);
  const mean = (column: Float64Array): number => column.reduce((a, v, k) => a + weights[k] * v, 0) / sum;
  return {
    x: atMean ? mean(x) : weightedMode(x, weights),
    y: atMean ? mean(y) : weightedMode(y, weights),
    value,
    sigma: (n > 2 ? LOSS * n ** (1 / 6) : 1) / Math.sqrt(sum),
    scatter: n > 1 ? midOfDeviations(values, value, weights) : Number.NaN,
  };
}

/** Scatter of the mode of normal values over that of their mean, times n^(-1/6): by simulation, which a test repeats. */
const LOSS = 1.27;

/** The middle of the interval in which the weight is densest, among those that hold just half of it. */
function weightedMode(values: Float64Array, weights: Float64Array): number {
  const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const half = weights.reduce((a, b) => a + b, 0) / 2;
  if (order.length === 2 && weights[0] === weights[1]) return (values[0] + values[1]) / 2;
  const heavy = order.find((k) => weights[k] >= half);
  if (heavy !== undefined) return values[heavy];
  let [inside, from, densest, middles, count] = [0, 0, 0, 0, 0];
  for (const k of order) {
    inside += weights[k];
    if (inside < half) continue;
    while (inside > half && order[from] !== k) inside -= weights[order[from++]];
    const low = values[order[from]];
    const length = values[k] - low;
    if (length === 0) return low;
    const density = inside / length;
    if (density > densest * (1 + 1e-12)) [densest, middles, count] = [density, 0, 0];
    if (density >= densest * (1 - 1e-12)) {
      middles += (low + values[k]) / 2;
      count += 1;
    }
  }
  return middles / count;
}
