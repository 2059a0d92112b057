import { factorNormal, normalCondition, type SparseFactor, solveNormal } from "../../core/sparse-cholesky.js";
import {
  type NormalPattern,
  normalPattern,
  normalRightSide,
  normalValues,
} from "../../core/sparse-normal.js";
import { type LinearNetwork, linearise, startOf } from "./network-matrix.js";
import type { NetworkModel } from "./network-model.js";

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
 * takes out rounding (iterative refinement); with them a few more follow.
 *
 * The first step holds the scale factors: at the start all stations have the same gravity, which says nothing of them.
 *
 * @param weights - of the equations, 1/σ² and 0 for those that are left out
 * @param from - state to start from, where there is a near one
 */
export function solveNetwork(
  model: NetworkModel,
  weights: Float64Array,
  memory: PatternMemory,
  from?: Float64Array,
): NetworkSolution {
  const x = from?.slice() ?? startOf(model);
  const hasScales = model.scaleUnknown.some((unknown) => unknown >= 0);
  let linear = linearise(model, x);
  const pattern = memory.pattern ?? normalPattern(linear.matrix);
  memory.pattern = pattern;
  if (hasScales && from === undefined) {
    const { values, columns } = linear.matrix;
    for (let a = 0; a < values.length; a++) if (model.unknowns[columns[a]].kind === "scale") values[a] = 0;
    step(x, linear, factorNormal(pattern, normalValues(linear.matrix, weights, pattern)), weights);
    linear = linearise(model, x);
  }
  let normal = normalValues(linear.matrix, weights, pattern);
  let factor = factorNormal(pattern, normal);
  let { matrix } = linear; // the one that is factored: variances and redundancies belong to it
  let iterations = 0;
  while (iterations++ < MOST_ITERATIONS) {
    const moved = step(x, linear, factor, weights);
    linear = linearise(model, x);
    if (hasScales && moved > STIRRED) {
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

/** The places of the normal matrix, which do not change while the model stays the same. */
export interface PatternMemory {
  pattern?: NormalPattern;
}

/** Adds the correction to x; answers by how many sigmas a prediction moved at most. */
function step(x: Float64Array, linear: LinearNetwork, factor: SparseFactor, weights: Float64Array): number {
  const change = solveNormal(factor, normalRightSide(linear.matrix, weights, linear.misfit));
  for (let k = 0; k < x.length; k++) x[k] += change[k];
  const { starts, columns, values } = linear.matrix;
  let moved = 0;
  for (let i = 0; i < weights.length; i++) {
    let shift = 0;
    for (let a = starts[i]; a < starts[i + 1]; a++) shift += values[a] * change[columns[a]];
    moved = Math.max(moved, Math.abs(shift) * Math.sqrt(weights[i]));
  }
  return moved;
}
