import { type MirrorKernel, PLACE } from "./equivalent-sources-mirror.js";
import { gather, nodeWeights, spread } from "./equivalent-sources-nodes.js";
import { type Cluster, type ClusterTree, OPENING } from "./equivalent-sources-tree.js";

/** The matrix of the kernel between all points, as a rule to multiply with it. */
export interface KernelProduct {
  /** Kernel matrix times `weights`, both in the tree's order. The rule is symmetric to rounding. */
  readonly multiply: (weights: Float64Array, out: Float64Array) => Float64Array;
  /** Pairs of boxes that act through their nodes, and pairs that act point by point. */
  readonly farPairs: number;
  readonly nearPairs: number;
}

/** Bytes of kernels kept from one product to the next, at most; those beyond are made anew each time. */
const MOST_KEPT = 2e9;

/** A kernel between places. */
export interface PlaceKernel {
  /** Kernels between the places of two ranges, row by row, into `out` from `at` on. */
  readonly fill: (block: Block, out: Kernels, at: number) => void;
  /** How exactly kernels are to be kept. */
  readonly precision: "single" | "double";
}

type Kernels = Float32Array | Float64Array;

/** Two ranges of places, the kernels between which are a block of the matrix. */
export interface Block {
  readonly places: Float64Array;
  readonly fromA: number;
  readonly toA: number;
  readonly fromB: number;
  readonly toB: number;
}

const sizeOf = ({ fromA, toA, fromB, toB }: Block): number => (toA - fromA) * (toB - fromB);

/**
 * Makes the product: a pair of boxes that lie far apart act through their Chebyshev nodes, the others point by point.
 * The work grows in proportion to the number of points. Kernels are kept as far as there is room, the mirror's in single
 * precision (1e-7 of each).
 *
 * Source: Fong & Darve (2009), The black-box fast multipole method, J. Comput. Phys. 228, 8712–8725; the pairs by a
 * walk through two trees at once, after Wilson et al. (2021), arXiv:2012.06925.
 */
export function kernelProduct(
  tree: ClusterTree,
  kernel: PlaceKernel,
  mostKept: number = MOST_KEPT,
): KernelProduct {
  const [far, near]: [Cluster[], Cluster[]] = [[], []];
  walk(tree.root, tree.root, far, near);
  const pairs = (list: readonly Cluster[], block: (a: Cluster, b: Cluster) => Block): Block[] =>
    Array.from({ length: list.length / 2 }, (_, k) => block(list[2 * k], list[2 * k + 1]));
  const farBlocks = pairs(far, (a, b) => ({
    ...{ places: tree.nodePlaces, fromA: a.nodes, toA: a.end, fromB: b.nodes, toB: b.end },
  }));
  const nearBlocks = pairs(near, (a, b) => ({
    ...{ places: tree.places, fromA: a.from, toA: a.to, fromB: b.from, toB: b.to },
  }));
  const [applyFar, applyNear] = [farBlocks, nearBlocks].map((blocks) =>
    keptBlocks(blocks, kernel, mostKept / 2),
  );
  const interpolation = nodeWeights(tree);
  const moments = new Float64Array(tree.nodeCount);
  const fields = new Float64Array(tree.nodeCount);
  return {
    farPairs: farBlocks.length,
    nearPairs: nearBlocks.length,
    multiply(weights, out) {
      out.fill(0);
      fields.fill(0);
      gather(interpolation, weights, moments);
      applyFar(moments, fields);
      spread(interpolation, fields, out);
      applyNear(weights, out);
      return out;
    },
  };
}

/** Keeps the first blocks, up to so many bytes, and makes the others anew for each product. */
function keptBlocks(
  blocks: readonly Block[],
  { fill, precision }: PlaceKernel,
  bytes: number,
): (weights: Float64Array, out: Float64Array) => void {
  const Numbers = precision === "single" ? Float32Array : Float64Array;
  const most = bytes / Numbers.BYTES_PER_ELEMENT;
  let [kept, size, largest] = [0, 0, 0];
  while (kept < blocks.length && size + sizeOf(blocks[kept]) <= most) size += sizeOf(blocks[kept++]);
  for (let k = kept; k < blocks.length; k++) largest = Math.max(largest, sizeOf(blocks[k]));
  const [kernels, scratch] = [new Numbers(size), new Numbers(largest)];
  for (let k = 0, at = 0; k < kept; at += sizeOf(blocks[k++])) fill(blocks[k], kernels, at);
  return (weights, out) => {
    for (let k = 0, at = 0; k < kept; at += sizeOf(blocks[k++]))
      applyBlock(blocks[k], kernels, at, weights, out);
    for (let k = kept; k < blocks.length; k++) {
      fill(blocks[k], scratch, 0);
      applyBlock(blocks[k], scratch, 0, weights, out);
    }
  };
}

/** Sorts the pairs of boxes below a and b into far and near ones, each pair once; a and b may be of two trees. */
export function walk(a: Cluster, b: Cluster, far: Cluster[], near: Cluster[]): void {
  const points = (a.to - a.from) * (b.to - b.from);
  const nodes = (a.end - a.nodes) * (b.end - b.nodes);
  const leaves = a.children.length === 0 && b.children.length === 0;
  if (isFar(a, b)) (nodes < points ? far : near).push(a, b);
  else if (leaves) near.push(a, b);
  else if (a === b) {
    const [left, right] = a.children;
    walk(left, left, far, near);
    walk(left, right, far, near);
    walk(right, right, far, near);
  } else if (b.children.length === 0 || (a.children.length > 0 && a.radius > b.radius))
    for (const child of a.children) walk(child, b, far, near);
  else for (const child of b.children) walk(a, child, far, near);
}

function isFar(a: Cluster, b: Cluster): boolean {
  const [p, q] = [a.centre, b.centre];
  const square = (p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 + (p[2] - q[2]) ** 2 + p[3] * q[3];
  return (a.radius + b.radius) ** 2 < OPENING * OPENING * square;
}

/** The mirror's kernel. */
export function mirrorPlaces(kernel: MirrorKernel): PlaceKernel {
  return { fill: (block, out, at) => fillMirror(kernel, block, out, at), precision: "single" };
}

function fillMirror(
  { kind, curvature }: MirrorKernel,
  { places, fromA, toA, fromB, toB }: Block,
  out: Kernels,
  at: number,
): void {
  const isReciprocal = kind === "reciprocal";
  let entry = at;
  for (let i = fromA; i < toA; i++) {
    const p = PLACE * i;
    const x = places[p];
    const y = places[p + 1];
    const z = places[p + 2];
    const u = places[p + 3];
    const slope = 1 + curvature * u;
    for (let q = PLACE * fromB; q < PLACE * toB; q += PLACE) {
      const dx = x - places[q];
      const dy = y - places[q + 1];
      const dz = z - places[q + 2];
      const v = places[q + 3];
      const square = dx * dx + dy * dy + dz * dz + u * v;
      const root = Math.sqrt(square);
      out[entry++] = isReciprocal ? 1 / root : (0.5 * (u + slope * v)) / (square * root);
    }
  }
}

/** Adds a block times the weights, and its transpose times them; a block on the diagonal once. Two rows at a time. */
function applyBlock(
  { fromA, toA, fromB, toB }: Block,
  kernels: Kernels,
  at: number,
  weights: Float64Array,
  out: Float64Array,
): void {
  const columns = toB - fromB;
  const isDiagonal = fromA === fromB;
  for (let i = fromA, first = at; i < toA; i += 2, first += 2 * columns) {
    const pair = i + 1 < toA;
    const second = pair ? first + columns : first;
    const weight = isDiagonal ? 0 : weights[i];
    const nextWeight = isDiagonal || !pair ? 0 : weights[i + 1];
    let sum = 0;
    let nextSum = 0;
    for (let j = 0; j < columns; j++) {
      const k = kernels[first + j];
      const next = kernels[second + j];
      const w = weights[fromB + j];
      sum += k * w;
      nextSum += next * w;
      out[fromB + j] += k * weight + next * nextWeight;
    }
    out[i] += sum;
    if (pair) out[i + 1] += nextSum;
  }
}

/** The sum of all points' kernels times their weights, at one place anywhere above the mirror. */
export function kernelSum(
  tree: ClusterTree,
  { kind, curvature }: MirrorKernel,
  weights: Float64Array,
  moments: Float64Array,
  place: Float64Array,
): number {
  const [x, y, z, u] = place;
  const slope = 1 + curvature * u;
  const range = (places: Float64Array, values: Float64Array, from: number, to: number): number => {
    let sum = 0;
    for (let j = from, q = PLACE * from; j < to; j++, q += PLACE) {
      const dx = x - places[q];
      const dy = y - places[q + 1];
      const dz = z - places[q + 2];
      const v = places[q + 3];
      const square = dx * dx + dy * dy + dz * dz + u * v;
      const part = values[j] / Math.sqrt(square);
      sum += kind === "reciprocal" ? part : (0.5 * (u + slope * v) * part) / square;
    }
    return sum;
  };
  const visit = (cluster: Cluster): number => {
    const { centre, radius, from, to, nodes, end, children } = cluster;
    const square = (centre[0] - x) ** 2 + (centre[1] - y) ** 2 + (centre[2] - z) ** 2 + centre[3] * u;
    if (end - nodes < to - from && radius * radius < 0.25 * OPENING * OPENING * square)
      return range(tree.nodePlaces, moments, nodes, end);
    if (children.length === 0) return range(tree.places, weights, from, to);
    return visit(children[0]) + visit(children[1]);
  };
  return visit(tree.root);
}
