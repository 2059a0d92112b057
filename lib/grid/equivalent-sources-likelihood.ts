import { dot } from "../core/dot.js";
import { shuffled } from "../core/random.js";
import { type Covariance, type OrderedNeighbours, whiteningRow } from "./equivalent-sources-neighbours.js";
import { membersOf } from "./equivalent-sources-solve.js";

/** How well a covariance fits the values. */
export interface Fit {
  /** What the field tends to far away, in the units of the values. */
  readonly level: number;
  /** Variance of the signal, in the units of the values, squared. */
  readonly variance: number;
  /** Mean of twice the negative logarithm of the likelihood of a value, given its neighbours. */
  readonly deviance: number;
}

/** Rows of the whitening factor from which each figure is made. */
const ROWS = 1500;

/**
 * The fit of a covariance to the values, from rows of the whitening factor B. `B (values − level)` has the variance of the
 * signal, and `log det` is twice the sum of the logarithms of the diagonal of B. The level is that of generalised least
 * squares, from the 1,500 coarsest points; variance and likelihood come from 1,500 points picked at random.
 *
 * The points' own variances add to the noise: as a part of the signal's variance, which is found by turns with it.
 *
 * Source: Vecchia (1988), Estimation and model identification for continuous spatial processes, J. R. Statist. Soc. B 50,
 * 297–312.
 */
export function likelihoodOf(
  covariance: Omit<Covariance, "noise">,
  damping: number,
  values: Float64Array,
  ordered: OrderedNeighbours,
  { level: given, sigma }: { readonly level: number | "fitted"; readonly sigma?: Float64Array },
): Fit {
  const coarse = ordered.order.subarray(0, ROWS);
  const picked = values.length <= ROWS ? coarse : shuffled(values.length).subarray(0, ROWS);
  let variance = variation(values) || 1;
  let level = Number.NaN;
  for (let turn = 0; turn < (sigma ? 6 : 1); turn++) {
    const whole = { ...covariance, noise: noiseOf(values.length, damping, variance, sigma) };
    const white = whitened(whole, values, ordered, coarse);
    level = given === "fitted" ? dot(white.ones, white.values) / dot(white.ones, white.ones) : given;
    const {
      ones,
      values: rest,
      logarithms,
    } = picked === coarse ? white : whitened(whole, values, ordered, picked);
    const squares = rest.reduce((sum, value, i) => sum + (value - level * ones[i]) ** 2, 0) / rest.length;
    const own = 2 * (logarithms / rest.length);
    if (!sigma) return { level, variance: squares, deviance: Math.log(squares) + 1 - own };
    if (turn === 5) return { level, variance, deviance: Math.log(variance) + squares / variance - own };
    variance = Math.max(squares, 1e-300);
  }
  throw new Error("unreachable");
}

/** B values and B 1 for some rows of B, and the sum of the logarithms of their diagonal elements. */
function whitened(
  covariance: Covariance,
  values: Float64Array,
  ordered: OrderedNeighbours,
  rows: Int32Array,
): { readonly values: Float64Array; readonly ones: Float64Array; readonly logarithms: number } {
  const members = new Int32Array(ordered.most + 1);
  const [matrix, row] = [new Float64Array(members.length ** 2), new Float64Array(members.length)];
  const [white, ones] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let logarithms = 0;
  for (const [i, k] of rows.entries()) {
    const count = membersOf(ordered, k, members);
    whiteningRow(covariance, members, count, matrix, row);
    for (let m = 0; m < count; m++) {
      white[i] += row[m] * values[members[m]];
      ones[i] += row[m];
    }
    logarithms += Math.log(row[count - 1]);
  }
  return { values: white, ones, logarithms };
}

function variation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Noise on the diagonal, as a part of the signal's variance. */
export function noiseOf(
  count: number,
  damping: number,
  variance: number,
  sigma?: Float64Array,
): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => damping + (sigma ? sigma[k] ** 2 / variance : 0));
}
