import { factorCholesky, solveCholesky } from "../core/cholesky.js";

/** Step along each parameter for the second differences; the parameters are logarithms. */
const STEP = 0.1;
/** A parameter along which the likelihood bends less than this is not determined: its sigma would be above 10. */
const FLAT = 0.01;

/**
 * Standard deviations of maximum likelihood estimates: the roots of the diagonal of the inverse of the observed
 * information, which is the matrix of second derivatives of `−ℓ` at its least place.
 *
 * @param cost - `−ℓ` of some parameters
 * @param at - where it is least
 * @returns one number a parameter; Infinity where the likelihood does not determine it
 *
 * Source: Efron & Hinkley (1978), Assessing the accuracy of the maximum likelihood estimator: observed versus expected
 * Fisher information, Biometrika 65, 457–482.
 *
 * @example
 * likelihoodSigma(([a, b]) => (a * a) / 8 + (b * b) / 2, [0, 0]); // => Float64Array.of(2, 1)
 */
export function likelihoodSigma(
  cost: (at: readonly number[]) => number,
  at: readonly number[],
): Float64Array {
  const moved = (...moves: readonly (readonly [parameter: number, by: number])[]): number => {
    const there = [...at];
    for (const [parameter, by] of moves) there[parameter] += by;
    return cost(there);
  };
  const middle = cost(at);
  const [up, down] = [STEP, -STEP].map((step) => at.map((_, k) => moved([k, step])));
  const bend = at.map((_, k) => (up[k] + down[k] - 2 * middle) / STEP ** 2);
  const known = [...at.keys()].filter((k) => bend[k] > FLAT);
  const size = known.length;
  const information = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const a = known[i];
    information[i * size + i] = bend[a];
    for (let j = 0; j < i; j++) {
      const b = known[j];
      const both = moved([a, STEP], [b, STEP]) + moved([a, -STEP], [b, -STEP]);
      information[i * size + j] = (both - up[a] - down[a] - up[b] - down[b] + 2 * middle) / (2 * STEP ** 2);
    }
  }
  const sigma = new Float64Array(at.length).fill(Number.POSITIVE_INFINITY);
  if (factorCholesky(information, size) >= 0) return sigma;
  for (const [i, k] of known.entries()) {
    const unit = new Float64Array(size);
    unit[i] = 1;
    sigma[k] = Math.sqrt(solveCholesky(information, size, unit)[i]);
  }
  return sigma;
}
