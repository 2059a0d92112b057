import type { Mirror } from "./equivalent-sources-mirror.js";
import { gather, type PairSum, spread, walk } from "./equivalent-sources-product.js";
import { type Cluster, type ClusterTree, clusterTree } from "./equivalent-sources-tree.js";
import type { SplineKernel } from "./spline-kernel.js";

/** Nodes along a box's longer sides and points in a leaf, by measurement. */
const TREE = { degree: 12, leaf: 256 };

/** Places of a plane, as the tree takes them: no height and no mirror. */
const FLAT: Mirror = {
  metres: [1, 1],
  factor: () => 1,
  place: (x, y, _height, out, at) => {
    out[at] = x;
    out[at + 1] = y;
    out[at + 2] = 0;
    out[at + 3] = 0;
  },
};

/** A tree of boxes over places of the plane. */
export function splineTree(x: Float64Array, y: Float64Array): ClusterTree {
  return clusterTree(FLAT, { x, y, height: new Float64Array(x.length) }, TREE);
}

/** A spline's kernel between two ranges of places; the kernel of a place with itself is 0. */
export function pairOf(kernel: SplineKernel): PairSum {
  return (places, fromA, toA, fromB, toB, weights, out) => {
    const same = fromA === fromB;
    for (let i = fromA; i < toA; i++) {
      const x = places[4 * i];
      const y = places[4 * i + 1];
      const weight = weights[i];
      let sum = 0;
      for (let j = same ? i + 1 : fromB; j < toB; j++) {
        const dx = x - places[4 * j];
        const dy = y - places[4 * j + 1];
        const value = kernel(dx * dx + dy * dy);
        sum += value * weights[j];
        out[j] += value * weight;
      }
      out[i] += sum;
    }
  };
}

/** Makes the sum of all kernels times their coefficients (in the order of the places), at other places. */
export function splineSum(
  x: Float64Array,
  y: Float64Array,
  coefficients: Float64Array,
  kernel: SplineKernel,
): (x: Float64Array, y: Float64Array) => Float64Array {
  const sources = splineTree(x, y);
  const weights = Float64Array.from(sources.order, (k) => coefficients[k]);
  const moments = new Float64Array(sources.nodeCount);
  gather(sources, weights, moments);
  return (atX, atY) => {
    const values = new Float64Array(atX.length);
    if (atX.length === 0) return values;
    const targets = splineTree(atX, atY);
    const [far, near]: [Cluster[], Cluster[]] = [[], []];
    walk(targets.root, sources.root, far, near);
    const fields = new Float64Array(targets.nodeCount);
    const sums = new Float64Array(atX.length);
    for (let k = 0; k < far.length; k += 2) {
      const [a, b] = [far[k], far[k + 1]];
      oneWay(kernel, targets.nodePlaces, a.nodes, a.end, fields, sources.nodePlaces, b.nodes, b.end, moments);
    }
    spread(targets, targets.root, fields, sums);
    for (let k = 0; k < near.length; k += 2) {
      const [a, b] = [near[k], near[k + 1]];
      oneWay(kernel, targets.places, a.from, a.to, sums, sources.places, b.from, b.to, weights);
    }
    for (let i = 0; i < sums.length; i++) values[targets.order[i]] = sums[i];
    return values;
  };
}

function oneWay(
  kernel: SplineKernel,
  targets: Float64Array,
  fromA: number,
  toA: number,
  out: Float64Array,
  sources: Float64Array,
  fromB: number,
  toB: number,
  weights: Float64Array,
): void {
  for (let i = fromA; i < toA; i++) {
    const x = targets[4 * i];
    const y = targets[4 * i + 1];
    let sum = 0;
    for (let j = fromB; j < toB; j++) {
      const dx = x - sources[4 * j];
      const dy = y - sources[4 * j + 1];
      sum += weights[j] * kernel(dx * dx + dy * dy);
    }
    out[i] += sum;
  }
}
