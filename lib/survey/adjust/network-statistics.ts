import { normalQuantile, studentQuantile } from "../../core/distributions.js";
import type { NetworkModel } from "./network-model.js";
import type { NetworkSolution } from "./network-solve.js";

/** A redundancy below this is rounding: nothing checks the observation. */
export const NO_REDUNDANCY = 1e-8;

/**
 * Redundancy number of each equation: the share of an error in it that shows in its residual,
 *
 * ```
 * r = 1 − p a N⁻¹ aᵀ
 * ```
 *
 * 0: nothing checks it; 1: it is fully checked by others. Their sum is the degrees of freedom.
 *
 * @param covariance - elements of N⁻¹
 * @param weights - p of each equation
 *
 * Source: Förstner (1979); Kuang (1996), Geodetic network analysis and optimal design, section 5.2.
 */
export function redundancyNumbers(
  solution: NetworkSolution,
  covariance: (a: number, b: number) => number,
  weights: Float64Array,
): Float64Array {
  const { starts, columns, values } = solution.linear.matrix;
  return weights.map((weight, i) => {
    let variance = 0;
    for (let a = starts[i]; a < starts[i + 1]; a++)
      for (let b = starts[i]; b < starts[i + 1]; b++)
        variance += values[a] * values[b] * covariance(columns[a], columns[b]);
    return Math.min(1, Math.max(0, 1 - weight * variance));
  });
}

/** Degrees of freedom, and the weighted sum of squares of the residuals. */
export function globalSums(
  solution: NetworkSolution,
  weights: Float64Array,
): { freedom: number; squares: number } {
  let squares = 0;
  let count = 0;
  for (let i = 0; i < weights.length; i++) {
    squares += weights[i] * solution.linear.misfit[i] ** 2;
    if (weights[i] > 0) count++;
  }
  const unknowns = solution.x.length - solution.factor.unseen.length;
  return { freedom: count - unknowns, squares };
}

/** What the tests of single observations are held against. */
export interface OutlierLimits {
  /** Baarda: |w| above this is an outlier, where the given sigmas are right. */
  readonly w: number;
  /** Pope: |τ| above this is an outlier, whatever the size of the sigmas. NaN with 1 degree of freedom or fewer. */
  readonly tau: number;
  /** Non-centrality: how many sigmas of w an error must be off to be found with the wanted power. */
  readonly nonCentrality: number;
}

/**
 * Limits of Baarda's w test and Pope's τ test, and the non-centrality of the smallest error that is found.
 *
 * The τ limit is for the largest of all n observations: each is tested at `1 − (1 − α)^(1/n)`. With f degrees of
 * freedom,
 *
 * ```
 * τ = √f · t / √(f − 1 + t²),   t of Student with f − 1
 * ```
 *
 * @param tested - observations that have redundancy
 * @param alpha - significance of one w test, and of all τ tests together 0.05
 *
 * Source: Baarda (1968), A testing procedure for use in geodetic networks; Pope (1976), The statistics of residuals and
 * the detection of outliers, NOAA Technical Report NOS 65 NGS 1, eqs. 3.17–3.20.
 */
export function outlierLimits(tested: number, freedom: number, alpha: number, power: number): OutlierLimits {
  const one = 1 - 0.95 ** (1 / Math.max(tested, 1));
  const t = freedom > 1 ? studentQuantile(1 - one / 2, freedom - 1) : Number.NaN;
  const w = normalQuantile(1 - alpha / 2);
  return {
    w,
    tau: (Math.sqrt(freedom) * t) / Math.sqrt(freedom - 1 + t * t),
    nonCentrality: w + normalQuantile(power),
  };
}

/** Reliability of one observation. */
export interface Reliability {
  /** Smallest error that the w test finds with the wanted power, mGal; Infinity where nothing checks it. */
  readonly internal_mgal: Float64Array;
  /** What an error of that size, not found, does to the gravity of the observation's own station, mGal. */
  readonly external_mgal: Float64Array;
  /** The same for the worst function of all unknowns, in sigmas of that function: δ √((1 − r)/r). */
  readonly external_sigmas: Float64Array;
}

/**
 * Internal and external reliability of each equation (Baarda 1968, sections 4 and 5):
 *
 * ```
 * internal = δ σ/√r,   external = N⁻¹ aᵀ p · internal
 * ```
 *
 * @param levels - for a free network, what is taken off so that the mean stays zero: N⁻¹ times the mean of each part
 */
export function reliability(
  model: NetworkModel,
  solution: NetworkSolution,
  covariance: (a: number, b: number) => number,
  redundancy: Float64Array,
  sigmas: Float64Array,
  nonCentrality: number,
  levels: (station: number) => Float64Array | undefined,
): Reliability {
  const { starts, columns, values } = solution.linear.matrix;
  const count = model.equations.length;
  const [internal_mgal, external_mgal, external_sigmas] = [0, 1, 2].map(() => new Float64Array(count));
  for (const [i, { station }] of model.equations.entries()) {
    const sigma = sigmas[i];
    const r = redundancy[i] > NO_REDUNDANCY ? redundancy[i] : 0;
    internal_mgal[i] = (nonCentrality * sigma) / Math.sqrt(r);
    external_sigmas[i] = nonCentrality * Math.sqrt((1 - r) / r);
    const index = model.stationIndex.get(station) ?? -1;
    const unknown = index < 0 ? -1 : model.stationUnknown[index];
    if (unknown < 0) continue;
    const level = levels(index);
    let influence = 0;
    for (let a = starts[i]; a < starts[i + 1]; a++)
      influence += values[a] * (covariance(unknown, columns[a]) - (level?.[columns[a]] ?? 0));
    external_mgal[i] = (Math.abs(influence) / sigma ** 2) * internal_mgal[i];
  }
  return { internal_mgal, external_mgal, external_sigmas };
}
