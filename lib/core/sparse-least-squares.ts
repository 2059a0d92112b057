import { factorCholesky, solveCholesky } from "./cholesky.js";
import { biweight, robustScale } from "./robust-statistics.js";

/** One observation equation: `Σ coefficientₖ · unknownₖ = value`, with the standard deviation of the value. */
export interface Observation {
  readonly unknowns: readonly number[];
  readonly coefficients: readonly number[];
  readonly value: number;
  readonly sigma: number;
  /** A condition keeps its weight and its sigma, whatever the residuals are. */
  readonly isCondition?: boolean;
}

/** Residuals that are all but zero must not make the equations infinitely heavy. */
const SMALLEST_SCALE = 1e-3;

/** What {@link solveRobust} found. */
export interface RobustSolution {
  readonly unknowns: Float64Array;
  /** Standard deviation of each unknown, scaled by what the residuals show. */
  readonly sigmas: Float64Array;
  /** Value less model, for each observation. */
  readonly residuals: Float64Array;
  /** 1 for an observation that counts fully, 0 for one that was left out as wild. */
  readonly weights: Float64Array;
  /** Robust scale of the standardised residuals: 1 where the sigmas were right. */
  readonly scale: number;
}

/**
 * Least squares with few unknowns and equations of few terms, by iteratively reweighted normal equations: Tukey's
 * biweight, with the scale of the residuals estimated from themselves.
 *
 * @param observations - the equations; conditions such as a zero mean are among them with a small sigma
 * @param count - number of unknowns
 * @returns the solution, or the index of the first unknown that the observations do not determine
 *
 * Source: Holland & Welsch (1977), Communications in Statistics A 6, 813–827.
 *
 * @example
 * const values = [1, 1.1, 0.9, 50];
 * const equations = values.map((value) => ({ unknowns: [0], coefficients: [1], value, sigma: 0.1 }));
 * const solution = solveRobust(equations, 1);
 * typeof solution === "number" ? NaN : Number(solution.unknowns[0].toFixed(6)); // => 1
 */
export function solveRobust(observations: readonly Observation[], count: number): RobustSolution | number {
  const weights = new Float64Array(observations.length).fill(1);
  let solution = solveWeighted(observations, count, weights);
  let scale = 1;
  for (let round = 0; round < 20 && typeof solution !== "number"; round++) {
    const { residuals } = solution;
    const standardised = Float64Array.from(observations, ({ sigma }, i) => residuals[i] / sigma);
    const free = standardised.filter((_, i) => !observations[i].isCondition);
    // Residuals of few equations with many unknowns are smaller than the errors.
    const redundancy = Math.max(free.length - count, free.length / 10, 1);
    scale = Math.max(robustScale(free, 0) * Math.sqrt(free.length / redundancy), SMALLEST_SCALE) || 1;
    let change = 0;
    for (let i = 0; i < weights.length; i++) {
      const weight = observations[i].isCondition ? 1 : biweight(standardised[i] / scale);
      change = Math.max(change, Math.abs(weight - weights[i]));
      weights[i] = weight;
    }
    const next = solveWeighted(observations, count, weights, scale);
    if (typeof next === "number") break; // what is left does not determine all: keep the last that did
    solution = next;
    if (change < 1e-4) break;
  }
  if (typeof solution === "number") return solution;
  return { ...solution, weights, scale };
}

function solveWeighted(
  observations: readonly Observation[],
  count: number,
  weights: Float64Array,
  scale = 1,
): { unknowns: Float64Array; sigmas: Float64Array; residuals: Float64Array } | number {
  const normal = new Float64Array(count * count);
  const right = new Float64Array(count);
  for (const [i, { unknowns, coefficients, value, sigma, isCondition }] of observations.entries()) {
    const weight = weights[i] / (sigma * (isCondition ? 1 : scale)) ** 2;
    if (weight === 0) continue;
    for (let a = 0; a < unknowns.length; a++) {
      right[unknowns[a]] += weight * coefficients[a] * value;
      for (let b = 0; b < unknowns.length; b++)
        normal[unknowns[a] * count + unknowns[b]] += weight * coefficients[a] * coefficients[b];
    }
  }
  const dependent = factorCholesky(normal, count);
  if (dependent >= 0) return dependent;
  const sigmas = Float64Array.from({ length: count }, (_, k) => {
    const unit = new Float64Array(count);
    unit[k] = 1;
    return Math.sqrt(solveCholesky(normal, count, unit)[k]);
  });
  const solved = solveCholesky(normal, count, right);
  const residuals = Float64Array.from(observations, ({ unknowns, coefficients, value }) =>
    unknowns.reduce((rest, unknown, k) => rest - coefficients[k] * solved[unknown], value),
  );
  return { unknowns: solved, sigmas, residuals };
}
