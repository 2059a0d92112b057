import { factorCholesky } from "../core/cholesky.js";
import { nearestPoints } from "../core/nearest-points.js";
import { shuffled } from "../core/random.js";
import { type MirrorKernel, mirrorKernel, ownKernel } from "./equivalent-sources-mirror.js";

/** For each point its nearest neighbours among those before it in an order from coarse to fine. */
export interface OrderedNeighbours {
  /** Most neighbours of a point. */
  readonly most: number;
  /** Neighbours of point k at k most …, −1 where there are fewer. */
  readonly neighbours: Int32Array;
}

/** Finds for each point its nearest neighbours among the points before it. */
export function orderedNeighbours(
  x: Float64Array,
  y: Float64Array,
  { order, levels }: CoarseToFine,
  most: number,
): OrderedNeighbours {
  const neighbours = new Int32Array(x.length * most).fill(-1);
  let from = 0;
  for (const to of levels) {
    const members = order.subarray(0, to);
    const index = nearestPoints(
      Float64Array.from(members, (k) => x[k]),
      Float64Array.from(members, (k) => y[k]),
    );
    for (let i = from; i < to; i++) {
      const k = order[i];
      const found = index.nearest(x[k], y[k], Math.min(most, i), (other) => other < i);
      for (let m = 0; m < found.length; m++) neighbours[k * most + m] = order[found[m]];
    }
    from = to;
  }
  return { most, neighbours };
}

/** Numbers of the points from coarse to fine, and where each level of fineness ends among them. */
export interface CoarseToFine {
  readonly order: Int32Array;
  readonly levels: readonly number[];
}

/**
 * Orders points from coarse to fine: first one in each cell of a coarse mesh, then one more in each empty cell of a
 * mesh twice as fine, and so on. The early points tell of what is far, the late ones of what is near.
 *
 * @param x - metres
 * @param y - metres
 */
export function coarseToFine(x: Float64Array, y: Float64Array): CoarseToFine {
  const count = x.length;
  const [west, east] = limits(x);
  const [south, north] = limits(y);
  const size = Math.max(east - west, north - south) * (1 + 1e-9) || 1;
  let waiting = shuffled(count);
  const order = new Int32Array(count);
  const levels: number[] = [];
  let done = 0;
  for (let level = 2; waiting.length > 0; level++) {
    const cells = 2 ** level;
    const cell = (k: number): number =>
      Math.floor(((y[k] - south) / size) * cells) * cells + Math.floor(((x[k] - west) / size) * cells);
    const taken = new Set<number>();
    for (let i = 0; i < done; i++) taken.add(cell(order[i]));
    const rest: number[] = [];
    for (const k of waiting) {
      if (level < 24 && taken.has(cell(k))) rest.push(k);
      else {
        taken.add(cell(k));
        order[done++] = k;
      }
    }
    waiting = Int32Array.from(rest);
    if (levels.at(-1) !== done && done > 0) levels.push(done);
  }
  return { order, levels };
}

function limits(values: Float64Array): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}

/** What a row of the factor is made from: the kernel, places, what stands before the kernel, and noise on the diagonal. */
export interface Covariance {
  readonly kernel: MirrorKernel;
  readonly places: Float64Array;
  readonly scale: number;
  readonly noise: Float64Array;
}

/**
 * The row of point k: weights of its neighbours and, last, of itself, with which the values become independent and of
 * variance 1, as far as the neighbours tell all that the points before k know of it.
 *
 * @param members - numbers of the neighbours and, last, k
 * @param count - how many members
 * @param row - gets the weights
 * @returns whether the matrix of the members was positive definite; otherwise the row is k's own standard deviation
 */
export function whiteningRow(
  { kernel, places, scale, noise }: Covariance,
  members: Int32Array,
  count: number,
  matrix: Float64Array,
  row: Float64Array,
): boolean {
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++)
      matrix[i * count + j] = scale * mirrorKernel(kernel, places, members[i], places, members[j]);
    matrix[i * count + i] = scale * ownKernel(kernel, places, members[i]) + noise[members[i]];
  }
  const last = count - 1;
  const own = matrix[last * count + last];
  row.fill(0, 0, count);
  if (factorCholesky(matrix, count, 1e-14) >= 0) {
    row[last] = 1 / Math.sqrt(own);
    return false;
  }
  for (let i = last; i >= 0; i--) {
    let sum = i === last ? 1 : 0;
    for (let m = i + 1; m < count; m++) sum -= matrix[m * count + i] * row[m];
    row[i] = sum / matrix[i * count + i];
  }
  return true;
}
