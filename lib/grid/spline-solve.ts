import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import { dot } from "../core/dot.js";
import { coarseToFine, orderedNeighbours } from "./equivalent-sources-neighbours.js";
import { kernelProduct } from "./equivalent-sources-product.js";
import { type IterationLimits, solveIteratively, sparseInverse } from "./equivalent-sources-solve.js";
import type { SplineData } from "./spline-data.js";
import {
  driftCoefficients,
  driftContrasts,
  fillContrasts,
  fromContrasts,
  toContrasts,
} from "./spline-drift.js";
import { placesOfSpline, splineTree } from "./spline-product.js";
import { splineWindow } from "./spline-window.js";

/** The spline's coefficients, and how they were found. */
export interface SplineSolution {
  /** One for each point. */
  readonly coefficients: Float64Array;
  /** Of the drift's columns 1, x, y. */
  readonly drift: Float64Array;
  readonly iterations: number;
  /** Rms of what is left of the equations over rms of the values. */
  readonly residual: number;
}

/**
 * Solves `(K + smoothing V) c + P d = values, Pᵀ c = 0` with one full matrix.
 *
 * @returns undefined where the equations depend on each other
 */
export function solveSplineDense(data: SplineData, smoothing: number): SplineSolution | undefined {
  const { count, values, terms } = data;
  const window = splineWindow(data, count);
  window.load(
    Int32Array.from({ length: count }, (_, k) => k),
    count,
    smoothing,
  );
  const { contrasts, matrix } = window;
  const { rank } = contrasts;
  const size = count - rank;
  const z = values.slice();
  toContrasts(contrasts, z, count);
  const coefficients = new Float64Array(count);
  const part = window.covariance(count);
  if (factorCholesky(part, size, 1e-15) >= 0) return undefined;
  const solved = solveCholesky(part, size, z.slice(rank));
  coefficients.set(solved, rank);
  const first = z.slice(0, rank);
  for (let r = 0; r < rank; r++)
    for (let i = 0; i < size; i++) first[r] -= matrix[r * count + rank + i] * solved[i];
  fromContrasts(contrasts, coefficients, count);
  return { coefficients, drift: driftCoefficients(contrasts, first, terms), iterations: 1, residual: 0 };
}

/** Neighbours of a point in the preconditioner. */
const NEIGHBOURS = 24;

/**
 * Solves the same equations by conjugate gradients among the coefficients that no drift touches. Products go through a tree
 * of boxes. The preconditioner is a sparse approximate inverse: each point's error of prediction from its neighbours among
 * the points before it, from coarse to fine. Time and memory grow in proportion to the number of points.
 *
 * Source: Beatson, Light & Billings (2001), Fast solution of the radial basis function interpolation equations, SIAM J. Sci.
 * Comput. 22, 1717–1740 (the space of the coefficients); Schäfer, Katzfuss & Owhadi (2021), SIAM J. Sci. Comput. 43,
 * A2019–A2046 (the inverse).
 */
export function solveSplineIteratively(
  data: SplineData,
  smoothing: number,
  limits: IterationLimits,
): SplineSolution {
  const { count, terms } = data;
  const tree = splineTree(data.x.subarray(0, count), data.y.subarray(0, count));
  const column = (of: Float64Array): Float64Array => Float64Array.from(tree.order, (k) => of[k]);
  const [x, y, noise] = [data.x, data.y, data.noise].map(column);
  const sorted: SplineData = { ...data, ...{ x, y, noise, values: column(data.values) } };
  const ordered = orderedNeighbours(x, y, coarseToFine(x, y), NEIGHBOURS);
  const window = splineWindow(sorted, NEIGHBOURS + 1);
  const inverse = sparseInverse(ordered, (members, found, row) =>
    window.predictionError(members, found, smoothing, row),
  );
  limits.signal?.throwIfAborted();

  const contrasts = driftContrasts(count, terms);
  const columns = new Float64Array(terms * count).fill(1, 0, count);
  if (terms > 1) columns.set(x, count);
  if (terms > 2) columns.set(y, 2 * count);
  fillContrasts(contrasts, columns, count, terms);
  /** Takes the drift off, in place. */
  const project = (v: Float64Array): Float64Array => {
    toContrasts(contrasts, v, count);
    v.fill(0, 0, contrasts.rank);
    fromContrasts(contrasts, v, count);
    return v;
  };
  const kernel = kernelProduct(tree, placesOfSpline(data.kernel));
  const multiply = (weights: Float64Array, out: Float64Array): Float64Array => {
    kernel.multiply(weights, out);
    for (let k = 0; k < count; k++) out[k] += smoothing * noise[k] * weights[k];
    return out;
  };
  const none = new Float64Array(count);
  const { strengths, iterations, residual } = solveIteratively(
    { ...kernel, multiply: (weights, out) => project(multiply(weights, out)) },
    { scale: 1, noise: none },
    project(sorted.values.slice()),
    (left, out) => project(inverse(left, out)),
    limits,
  );
  const rest = multiply(strengths, new Float64Array(count)).map((value, k) => sorted.values[k] - value);
  toContrasts(contrasts, rest, count);
  const coefficients = new Float64Array(count);
  for (let i = 0; i < count; i++) coefficients[tree.order[i]] = strengths[i];
  const scale = Math.sqrt(dot(sorted.values, sorted.values)) || 1;
  const whole = Math.sqrt(dot(project(sorted.values.slice()), project(sorted.values.slice()))) || scale;
  return {
    coefficients,
    drift: driftCoefficients(contrasts, rest.slice(0, contrasts.rank), terms),
    iterations,
    residual: (residual * whole) / scale,
  };
}
