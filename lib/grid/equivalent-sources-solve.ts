import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import { dot } from "../core/dot.js";
import { mirrorKernel, ownKernel } from "./equivalent-sources-mirror.js";
import { type Covariance, type OrderedNeighbours, whiteningRow } from "./equivalent-sources-neighbours.js";
import type { KernelProduct } from "./equivalent-sources-product.js";

/** Strengths of the sources, and how they were found. */
export interface SourceSolution {
  readonly strengths: Float64Array;
  readonly iterations: number;
  /** Rms of what is left of the equations over rms of the values. */
  readonly residual: number;
  /** Value less field at each datum, where it does not follow from the strengths. */
  readonly left?: Float64Array;
}

/** Solves `(scale K + noise) strengths = values` with a dense Cholesky factor: n² numbers, n³ / 3 operations. */
export function solveDense(
  { kernel, places, scale, noise }: Covariance,
  values: Float64Array,
): SourceSolution {
  const count = values.length;
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) matrix[i * count + j] = scale * mirrorKernel(kernel, places, i, places, j);
    matrix[i * count + i] = scale * ownKernel(kernel, places, i) + noise[i];
  }
  const singular = factorCholesky(matrix, count, 1e-15);
  if (singular >= 0) return { strengths: new Float64Array(count), iterations: 0, residual: Number.NaN };
  return { strengths: solveCholesky(matrix, count, values.slice()), iterations: 1, residual: 0 };
}

/** Fills in the row of a point that whitens it: the weights of `count` members, the point itself last. */
export type WhiteningRow = (members: Int32Array, count: number, row: Float64Array) => unknown;

/** The rows of a covariance. */
export function rowsOf(covariance: Covariance, most: number): WhiteningRow {
  const matrix = new Float64Array((most + 1) ** 2);
  return (members, count, row) => whiteningRow(covariance, members, count, matrix, row);
}

/** A rule that comes close to solving the equations. */
export type Preconditioner = (residual: Float64Array, out: Float64Array) => Float64Array;

/**
 * Sparse approximate inverse factor: `(scale K + noise)⁻¹ ≈ Bᵀ B`, a row of B for each point (Vecchia's approximation).
 *
 * Source: Schäfer, Katzfuss & Owhadi (2021), Sparse Cholesky factorization by Kullback–Leibler minimization, SIAM J.
 * Sci. Comput. 43, A2019–A2046, eq. 1.2 and algorithm 3.1.
 */
export function sparseInverse(ordered: OrderedNeighbours, rowOf: WhiteningRow): Preconditioner {
  const { most, neighbours } = ordered;
  const count = neighbours.length / most;
  const weights = new Float64Array(neighbours.length);
  const own = new Float64Array(count);
  const members = new Int32Array(most + 1);
  const row = new Float64Array(most + 1);
  for (let k = 0; k < count; k++) {
    const found = membersOf(ordered, k, members);
    rowOf(members, found, row);
    for (let m = 0; m < found - 1; m++) weights[k * most + m] = row[m];
    own[k] = row[found - 1];
  }
  return (residual, out) => {
    out.fill(0);
    for (let k = 0; k < count; k++) {
      const from = k * most;
      let sum = own[k] * residual[k];
      let to = from;
      for (; to < from + most && neighbours[to] >= 0; to++) sum += weights[to] * residual[neighbours[to]];
      out[k] += own[k] * sum;
      for (let m = from; m < to; m++) out[neighbours[m]] += weights[m] * sum;
    }
    return out;
  };
}

/** The neighbours of point k and, last, k itself, into `members`; returns how many. */
export function membersOf({ most, neighbours }: OrderedNeighbours, k: number, members: Int32Array): number {
  let found = 0;
  while (found < most && neighbours[k * most + found] >= 0) {
    members[found] = neighbours[k * most + found];
    found += 1;
  }
  members[found] = k;
  return found + 1;
}

/** When the iteration ends. */
export interface IterationLimits {
  readonly tolerance: number;
  readonly maximumIterations: number;
  readonly signal?: AbortSignal;
  /** Told after each iteration the residual. */
  readonly told?: (residual: number) => void;
}

/**
 * Solves the same equations by conjugate gradients, with a product in place of the matrix.
 *
 * Source: Hestenes & Stiefel (1952); Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 11.5.1.
 */
export function solveIteratively(
  product: KernelProduct,
  { scale, noise }: Pick<Covariance, "scale" | "noise">,
  values: Float64Array,
  precondition: Preconditioner,
  { tolerance, maximumIterations, signal, told }: IterationLimits,
): SourceSolution {
  const count = values.length;
  const strengths = new Float64Array(count);
  const residual = values.slice();
  const [z, image] = [new Float64Array(count), new Float64Array(count)];
  const size = Math.sqrt(dot(values, values)) || 1;
  precondition(residual, z);
  const direction = z.slice();
  let rz = dot(residual, z);
  let left = Math.sqrt(dot(residual, residual)) / size;
  let iterations = 0;
  while (left > tolerance && iterations < maximumIterations) {
    signal?.throwIfAborted();
    product.multiply(direction, image);
    for (let k = 0; k < count; k++) image[k] = scale * image[k] + noise[k] * direction[k];
    const curvature = dot(direction, image);
    if (!(curvature > 0)) break; // the product is not exact enough for so little noise
    const step = rz / curvature;
    for (let k = 0; k < count; k++) {
      strengths[k] += step * direction[k];
      residual[k] -= step * image[k];
    }
    precondition(residual, z);
    const next = dot(residual, z);
    const turn = next / rz;
    rz = next;
    for (let k = 0; k < count; k++) direction[k] = z[k] + turn * direction[k];
    left = Math.sqrt(dot(residual, residual)) / size;
    iterations += 1;
    told?.(left);
  }
  return { strengths, iterations, residual: left };
}

/** Rms of what is left of up to 64 of the equations, evenly picked, with exact sums; over rms of the values. */
export function checkedResidual(
  { kernel, places, scale, noise }: Covariance,
  values: Float64Array,
  strengths: Float64Array,
): number {
  const step = Math.ceil(values.length / 64);
  let [squares, count] = [0, 0];
  for (let i = 0; i < values.length; i += step, count++) {
    let sum = scale * strengths[i] * ownKernel(kernel, places, i) + noise[i] * strengths[i] - values[i];
    for (let j = 0; j < values.length; j++)
      if (j !== i) sum += scale * mirrorKernel(kernel, places, i, places, j) * strengths[j];
    squares += sum * sum;
  }
  const size = Math.sqrt(dot(values, values) / values.length) || 1;
  return Math.sqrt(squares / count) / size;
}
