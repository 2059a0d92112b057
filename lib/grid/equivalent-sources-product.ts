import { PLACE } from "./equivalent-sources-mirror.js";
import {
  type Cluster,
  type ClusterTree,
  chebyshev,
  chebyshevWeights,
  MOST_NODES,
  OPENING,
} from "./equivalent-sources-tree.js";

/** The matrix of the kernel between all points, as a rule to multiply with it. */
export interface KernelProduct {
  /** Kernel matrix times `weights`, both in the tree's order. The rule is symmetric to rounding. */
  readonly multiply: (weights: Float64Array, out: Float64Array) => Float64Array;
  /** Pairs of boxes that act through their nodes, and pairs that act point by point. */
  readonly farPairs: number;
  readonly nearPairs: number;
}

/**
 * Makes the product: a pair of boxes that lie far apart act through their Chebyshev nodes, the others point by point.
 * The work grows in proportion to the number of points.
 *
 * Source: Fong & Darve (2009), The black-box fast multipole method, J. Comput. Phys. 228, 8712–8725; the pairs by a
 * walk through two trees at once, after Wilson et al. (2021), arXiv:2012.06925.
 */
export function kernelProduct(tree: ClusterTree, pair: PairSum = mirrorPair): KernelProduct {
  const [far, near]: [Cluster[], Cluster[]] = [[], []];
  walk(tree.root, tree.root, far, near);
  const moments = new Float64Array(tree.nodeCount);
  const fields = new Float64Array(tree.nodeCount);
  return {
    farPairs: far.length / 2,
    nearPairs: near.length / 2,
    multiply(weights, out) {
      out.fill(0);
      fields.fill(0);
      gather(tree, weights, moments);
      for (let k = 0; k < far.length; k += 2) {
        const [a, b] = [far[k], far[k + 1]];
        pair(tree.nodePlaces, a.nodes, a.end, b.nodes, b.end, moments, fields);
      }
      spread(tree, tree.root, fields, out);
      for (let k = 0; k < near.length; k += 2) {
        const [a, b] = [near[k], near[k + 1]];
        pair(tree.places, a.from, a.to, b.from, b.to, weights, out);
      }
      return out;
    },
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

/** Kernel between two ranges of places, both ways at once; a range with itself once. */
export type PairSum = (
  places: Float64Array,
  fromA: number,
  toA: number,
  fromB: number,
  toB: number,
  weights: Float64Array,
  out: Float64Array,
) => void;

/** The mirror's kernel. */
const mirrorPair: PairSum = (places, fromA, toA, fromB, toB, weights, out) => {
  const same = fromA === fromB;
  for (let i = fromA; i < toA; i++) {
    const p = PLACE * i;
    const x = places[p];
    const y = places[p + 1];
    const z = places[p + 2];
    const u = places[p + 3];
    const weight = weights[i];
    let sum = same ? weight / u : 0;
    for (let j = same ? i + 1 : fromB, q = PLACE * j; j < toB; j++, q += PLACE) {
      const dx = x - places[q];
      const dy = y - places[q + 1];
      const dz = z - places[q + 2];
      const kernel = 1 / Math.sqrt(dx * dx + dy * dy + dz * dz + u * places[q + 3]);
      sum += kernel * weights[j];
      out[j] += kernel * weight;
    }
    out[i] += sum;
  }
};

const axisWeights = new Float64Array(3 * MOST_NODES);

/** Weights of a box's nodes for the point (x, y, height), axis by axis, into `axisWeights`. */
function weightsAt({ counts, middle, half }: Cluster, x: number, y: number, height: number): void {
  chebyshevWeights(half[0] > 0 ? (x - middle[0]) / half[0] : 0, counts[0], axisWeights, 0);
  chebyshevWeights(half[1] > 0 ? (y - middle[1]) / half[1] : 0, counts[1], axisWeights, MOST_NODES);
  chebyshevWeights(half[2] > 0 ? (height - middle[2]) / half[2] : 0, counts[2], axisWeights, 2 * MOST_NODES);
}

/** Adds `weight` at a point to the nodes of its box. */
function toNodes({ counts, nodes }: Cluster, weight: number, moments: Float64Array): void {
  let node = nodes;
  for (let c = 0; c < counts[2]; c++)
    for (let b = 0; b < counts[1]; b++) {
      const factor = weight * axisWeights[2 * MOST_NODES + c] * axisWeights[MOST_NODES + b];
      for (let a = 0; a < counts[0]; a++) moments[node++] += factor * axisWeights[a];
    }
}

/** The value at a point of what the nodes of its box hold. */
function fromNodes({ counts, nodes }: Cluster, fields: Float64Array): number {
  let [node, sum] = [nodes, 0];
  for (let c = 0; c < counts[2]; c++)
    for (let b = 0; b < counts[1]; b++) {
      const factor = axisWeights[2 * MOST_NODES + c] * axisWeights[MOST_NODES + b];
      for (let a = 0; a < counts[0]; a++) sum += factor * axisWeights[a] * fields[node++];
    }
  return sum;
}

/** Calls `visit` for every node of a box with its coordinates. */
function eachNode(
  { counts, middle, half, nodes }: Cluster,
  visit: (x: number, y: number, height: number, node: number) => void,
): void {
  let node = nodes;
  for (let c = 0; c < counts[2]; c++)
    for (let b = 0; b < counts[1]; b++)
      for (let a = 0; a < counts[0]; a++)
        visit(
          middle[0] + half[0] * chebyshev(a, counts[0]),
          middle[1] + half[1] * chebyshev(b, counts[1]),
          middle[2] + half[2] * chebyshev(c, counts[2]),
          node++,
        );
}

/** Fills the moments of all boxes: leaves from their points, the others from their children's nodes. */
export function gather(tree: ClusterTree, weights: Float64Array, moments: Float64Array): void {
  moments.fill(0);
  const up = (cluster: Cluster): void => {
    for (const child of cluster.children) {
      up(child);
      eachNode(child, (x, y, height, node) => {
        weightsAt(cluster, x, y, height);
        toNodes(cluster, moments[node], moments);
      });
    }
    if (cluster.children.length > 0) return;
    for (let k = cluster.from; k < cluster.to; k++) {
      weightsAt(cluster, tree.x[k], tree.y[k], tree.height[k]);
      toNodes(cluster, weights[k], moments);
    }
  };
  up(tree.root);
}

/** The other way: adds what the nodes hold to the nodes of the children, and at last to the points. */
export function spread(tree: ClusterTree, cluster: Cluster, fields: Float64Array, out: Float64Array): void {
  for (const child of cluster.children) {
    eachNode(child, (x, y, height, node) => {
      weightsAt(cluster, x, y, height);
      fields[node] += fromNodes(cluster, fields);
    });
    spread(tree, child, fields, out);
  }
  if (cluster.children.length > 0) return;
  for (let k = cluster.from; k < cluster.to; k++) {
    weightsAt(cluster, tree.x[k], tree.y[k], tree.height[k]);
    out[k] += fromNodes(cluster, fields);
  }
}

/** The sum of all points' kernels times their weights, at one place anywhere above the mirror. */
export function kernelSum(
  tree: ClusterTree,
  weights: Float64Array,
  moments: Float64Array,
  place: Float64Array,
): number {
  const [x, y, z, u] = place;
  const range = (places: Float64Array, values: Float64Array, from: number, to: number): number => {
    let sum = 0;
    for (let j = from, q = PLACE * from; j < to; j++, q += PLACE) {
      const dx = x - places[q];
      const dy = y - places[q + 1];
      const dz = z - places[q + 2];
      sum += values[j] / Math.sqrt(dx * dx + dy * dy + dz * dz + u * places[q + 3]);
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
