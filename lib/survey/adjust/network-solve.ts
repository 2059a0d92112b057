import { factorNormal, normalCondition, type SparseFactor, solveNormal } from "../../core/sparse-cholesky.js";
import {
  type NormalPattern,
  normalPattern,
  normalRightSide,
  normalValues,
  type SparseRows,
} from "../../core/sparse-normal.js";
import { type LinearNetwork, networkEquations, startOf } from "./network-matrix.js";
import type { NetworkModel } from "./network-model.js";
import { startWithScales } from "./network-scales.js";

/** A solved network. */
export interface NetworkSolution {
  readonly x: Float64Array;
  /** The equations at the solution: `misfit` has the residuals, value less model. The matrix is the factored one. */
  readonly linear: LinearNetwork;
  readonly factor: SparseFactor;
  readonly iterations: number;
  readonly condition: number;
}

/** How far a prediction may still move in the last iteration, in sigmas. */
const SETTLED = 1e-7;
const MOST_ITERATIONS = 30;
/** Below this, in sigmas, the normal matrix does not change enough to be factored again. */
const STIRRED = 1e-3;

/**
 * Least squares by Gauss-Newton. Without unknown scale factors the first step is the answer and the second one only
 * takes out rounding (iterative refinement); with them the start comes from {@link startWithScales}.
 *
 * @param weights - of the equations, 1/σ² and 0 for those that are left out
 * @param from - state to start from, where there is a near one
 */
export function solveNetwork(
  model: NetworkModel,
  weights: Float64Array,
  memory: NetworkMemory,
  from?: Float64Array,
): NetworkSolution {
  memory.equations ??= networkEquations(model);
  const { equations } = memory;
  const x = from?.slice() ?? startOf(model);
  const scales = model.scaleUnknown.filter((unknown) => unknown >= 0);
  let linear = equations(x);
  memory.pattern ??= normalPattern(linear.matrix);
  const { pattern } = memory;
  if (scales.length > 0 && from === undefined) {
    startWithScales(x, scales, equations, pattern, weights);
    linear = equations(x);
  }
  let normal = normalValues(linear.matrix, weights, pattern);
  let factor = factorNormal(pattern, normal);
  let { matrix } = linear; // the one that is factored: variances and redundancies belong to it
  let iterations = 0;
  while (iterations++ < MOST_ITERATIONS) {
    const change = solveNormal(factor, normalRightSide(linear.matrix, weights, linear.misfit));
    const moved = addChange(x, change, linear.matrix, weights);
    linear = equations(x);
    if (scales.length > 0 && moved > STIRRED) {
      normal = normalValues(linear.matrix, weights, pattern);
      factor = factorNormal(pattern, normal);
      matrix = linear.matrix;
    }
    if (moved < SETTLED) break;
  }
  return {
    x,
    linear: { matrix, misfit: linear.misfit },
    factor,
    iterations,
    condition: normalCondition(factor, normal),
  };
}

/** What does not change while the model stays the same: its equations, and the places of the normal matrix. */
export interface NetworkMemory {
  equations?: (x: Float64Array) => LinearNetwork;
  pattern?: NormalPattern;
}

/** Adds the correction to x; answers by how many sigmas a prediction moved at most. */
export function addChange(
  x: Float64Array,
  change: Float64Array,
  { starts, columns, values }: SparseRows,
  weights: Float64Array,
): number {
  for (let k = 0; k < x.length; k++) x[k] += change[k];
  let moved = 0;
  for (let i = 0; i < weights.length; i++) {
    let shift = 0;
    for (let a = starts[i]; a < starts[i + 1]; a++) shift += values[a] * change[columns[a]];
    moved = Math.max(moved, Math.abs(shift) * Math.sqrt(weights[i]));
  }
  return moved;
}
