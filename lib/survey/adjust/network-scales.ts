import { factorCholesky, solveCholesky } from "../../core/cholesky.js";
import { factorNormal, type SparseFactor, solveNormal } from "../../core/sparse-cholesky.js";
import {
  type NormalPattern,
  normalRightSide,
  normalValues,
  type SparseRows,
  timesVector,
} from "../../core/sparse-normal.js";
import type { LinearNetwork } from "./network-matrix.js";

/** This near, in sigmas of a prediction, the start is good enough for the full Gauss-Newton step. */
const NEAR = 1e-4;
const MOST_STEPS = 12;
/** Part of a scale factor's own weight that must be left over beside the other unknowns. */
const SEEN = 1e-9;

/**
 * Moves the state near the solution of a network with unknown scale factors k, which stand in products with gravity.
 *
 * The matrix without the scales, N₁, is factored once. Beside it the scales are found from their small Schur
 * complement, again and again while the products change:
 *
 * ```
 * (Cₛₛ − Cₛ₁ N₁⁻¹ C₁ₛ) Δk = rₛ − Cₛ₁ N₁⁻¹ r₁,   Δ₁ = N₁⁻¹ (r₁ − C₁ₛ Δk)
 * ```
 *
 * with C = AᵀPA and r = AᵀPv of the moment. In the first step all gravity is at its start, which says nothing of the
 * scales; a scale that is not seen stays.
 *
 * @param x - the state, changed in place
 * @param scales - which unknowns are scales
 */
export function startWithScales(
  x: Float64Array,
  scales: Int32Array,
  equations: (x: Float64Array) => LinearNetwork,
  pattern: NormalPattern,
  weights: Float64Array,
): void {
  const isScale = new Uint8Array(x.length);
  for (const k of scales) isScale[k] = 1;
  let linear = equations(x);
  const { starts, columns } = linear.matrix;
  const values = linear.matrix.values.map((value, a) => (isScale[columns[a]] === 1 ? 0 : value));
  const factor = factorNormal(pattern, normalValues({ ...linear.matrix, values }, weights, pattern));
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = borderedStep(factor, linear, scales, isScale, weights);
    let moved = 0;
    const shift = timesVector(linear.matrix, change);
    for (let i = 0; i < starts.length - 1; i++)
      moved = Math.max(moved, Math.abs(shift[i]) * Math.sqrt(weights[i]));
    for (let k = 0; k < x.length; k++) x[k] += change[k];
    linear = equations(x);
    if (step > 0 && moved < NEAR) return;
  }
}

function borderedStep(
  factor: SparseFactor,
  { matrix, misfit }: LinearNetwork,
  scales: Int32Array,
  isScale: Uint8Array,
  weights: Float64Array,
): Float64Array {
  const right = normalRightSide(matrix, weights, misfit);
  const border = Array.from(scales, (k) => normalRightSide(matrix, weights, columnOf(matrix, k)));
  const solve = (b: Float64Array) =>
    solveNormal(
      factor,
      b.map((value, k) => (isScale[k] === 1 ? 0 : value)),
    );
  const change = solve(right);
  const solved = border.map(solve);
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, k) => sum + value * b[k], 0);
  const rest = border.map((c, i) => solved.map((y, j) => c[scales[j]] - dot(border[i], y)));
  const seen = seenScales(rest, border, scales);
  const small = Float64Array.from(seen.flatMap((i) => seen.map((j) => rest[i][j])));
  factorCholesky(small, seen.length);
  const found = solveCholesky(
    small,
    seen.length,
    Float64Array.from(seen, (i) => right[scales[i]] - dot(border[i], change)),
  );
  for (const [n, i] of seen.entries()) {
    for (let k = 0; k < change.length; k++) change[k] -= found[n] * solved[i][k];
    change[scales[i]] = found[n];
  }
  return change;
}

/** Which of the scales the Schur complement determines beside one another. */
function seenScales(
  rest: readonly (readonly number[])[],
  border: readonly Float64Array[],
  scales: Int32Array,
): number[] {
  const seen: number[] = [];
  for (const i of scales.keys()) {
    if (!(rest[i][i] > SEEN * border[i][scales[i]])) continue;
    const trial = [...seen, i];
    const matrix = Float64Array.from(trial.flatMap((a) => trial.map((b) => rest[a][b])));
    if (factorCholesky(matrix, trial.length, SEEN) < 0) seen.push(i);
  }
  return seen;
}

/** One column of A. */
function columnOf({ starts, columns, values }: SparseRows, column: number): Float64Array {
  const answer = new Float64Array(starts.length - 1);
  for (let i = 0; i < answer.length; i++)
    for (let a = starts[i]; a < starts[i + 1]; a++) if (columns[a] === column) answer[i] += values[a];
  return answer;
}
