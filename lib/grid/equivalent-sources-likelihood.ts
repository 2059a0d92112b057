import { type Covariance, type OrderedNeighbours, shuffled, whiteningRow } from "./equivalent-sources-neighbours.js";
import { membersOf } from "./equivalent-sources-solve.js";

/** How well a covariance fits the values. */
export interface Fit {
  /** Variance of the signal, in the units of the values, squared. */
  readonly variance: number;
  /** Mean of twice the negative logarithm of the likelihood of a value, given its neighbours. */
  readonly deviance: number;
}

/** Rows of the whitening factor from which the fit is judged. */
const ROWS = 1500;

/**
 * The fit of a covariance to the values, from rows of the whitening factor B: `B values` has the variance of the signal,
 * and `log det` is the sum of the logarithms of the diagonal of B. At most 1,500 rows, picked at random, are made.
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
  sigma?: Float64Array,
): Fit {
  const rows = shuffled(values.length).subarray(0, ROWS);
  const members = new Int32Array(ordered.most + 1);
  const matrix = new Float64Array(members.length ** 2);
  const row = new Float64Array(members.length);
  let variance = values.reduce((sum, value) => sum + value * value, 0) / values.length || 1;
  let deviance = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < (sigma ? 6 : 1); turn++) {
    const noise = noiseOf(values.length, damping, variance, sigma);
    let [squares, logarithms] = [0, 0];
    for (const k of rows) {
      const count = membersOf(ordered, k, members);
      whiteningRow({ ...covariance, noise }, members, count, matrix, row);
      let white = 0;
      for (let m = 0; m < count; m++) white += row[m] * values[members[m]];
      squares += white * white;
      logarithms += Math.log(row[count - 1]);
    }
    const found = squares / rows.length;
    deviance = Math.log(variance) + found / variance - (2 * logarithms) / rows.length;
    if (!sigma) return { variance: found, deviance: Math.log(found) + 1 - (2 * logarithms) / rows.length };
    variance = Math.max(found, 1e-300);
  }
  return { variance, deviance };
}

/** Noise on the diagonal, as a part of the signal's variance. */
export function noiseOf(count: number, damping: number, variance: number, sigma?: Float64Array): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => damping + (sigma ? sigma[k] ** 2 / variance : 0));
}
