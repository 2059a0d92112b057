import { type Mirror, type MirrorData, PLACE } from "./equivalent-sources-mirror.js";

/** A box of the tree, with the Chebyshev nodes that stand for its points when they are seen from far. */
export interface Cluster {
  /** Points from … to − 1, in the order of the tree. */
  readonly from: number;
  readonly to: number;
  /** Number of nodes along x, y and height. */
  readonly counts: readonly [number, number, number];
  /** Numbers of the first node and of the one after the last. */
  readonly nodes: number;
  readonly end: number;
  readonly middle: readonly [number, number, number];
  readonly half: readonly [number, number, number];
  /** Centre, radius and least lift, in metres. */
  readonly centre: Float64Array;
  readonly radius: number;
  readonly children: readonly Cluster[];
}

/** A tree of boxes over points. */
export interface ClusterTree {
  /** Number of the point that stands at each place of the tree's order. */
  readonly order: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly height: Float64Array;
  /** Places of the points, in the tree's order, and of the nodes. */
  readonly places: Float64Array;
  readonly nodePlaces: Float64Array;
  readonly nodeCount: number;
  readonly root: Cluster;
}

/** A group may act as one at this ratio of radii to distance. */
export const OPENING = 0.7;

/** Nodes along the longer sides of a box, and points in a leaf. */
export interface TreeSettings {
  readonly degree: number;
  readonly leaf: number;
}

/** An axis of a box of half width w, seen from a distance of 2 radius / OPENING, needs nodes until this falls below: */
const shrinkage = (half: number, radius: number): number => (half * OPENING) / (4 * radius);

/** Makes the tree: halves across the longest side, in metres, down to leaves. */
export function clusterTree(mirror: Mirror, data: MirrorData, settings: TreeSettings): ClusterTree {
  const count = data.x.length;
  const order = Uint32Array.from({ length: count }, (_, k) => k);
  const nodePlaces: number[] = [];
  const small = (0.7 * 0.175) ** settings.degree;
  const columns = [data.x, data.y, data.height];
  const metres = [...mirror.metres, 1];
  const one = new Float64Array(PLACE);

  const build = (from: number, to: number): Cluster => {
    const part = order.subarray(from, to);
    const ranges = columns.map((column) => {
      let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      for (const k of part) {
        if (column[k] < low) low = column[k];
        if (column[k] > high) high = column[k];
      }
      return [(low + high) / 2, (high - low) / 2];
    });
    const lengths = ranges.map(([, half], axis) => half * metres[axis]);
    const children: Cluster[] = [];
    if (to - from > settings.leaf) {
      const axis = lengths.indexOf(Math.max(...lengths));
      splitInHalves(part, columns[axis]);
      const between = (from + to) >> 1;
      children.push(build(from, between), build(between, to));
    }
    const [middle, half] = [0, 1].map((part_) => ranges.map((range) => range[part_])) as [number[], number[]];
    const extent = Math.hypot(...lengths) || 1;
    const counts = lengths.map((length) => {
      const factor = shrinkage(length, extent);
      return factor < small
        ? 1
        : Math.min(settings.degree + 1, Math.ceil(Math.log(small) / Math.log(factor)));
    });
    const nodes = nodePlaces.length / PLACE;
    for (let c = 0; c < counts[2]; c++)
      for (let b = 0; b < counts[1]; b++)
        for (let a = 0; a < counts[0]; a++) {
          const at = [a, b, c].map((k, axis) => middle[axis] + half[axis] * chebyshev(k, counts[axis]));
          mirror.place(at[0], at[1], at[2], one, 0);
          nodePlaces.push(one[0], one[1], one[2], one[3]);
        }
    const centre = new Float64Array(PLACE);
    mirror.place(middle[0], middle[1], middle[2], centre, 0);
    const low = new Float64Array(PLACE);
    mirror.place(middle[0], middle[1], middle[2] - half[2], low, 0);
    centre[3] = low[3];
    return {
      ...{ from, to, nodes, end: nodePlaces.length / PLACE, centre, children },
      counts: counts as [number, number, number],
      middle: middle as [number, number, number],
      half: half as [number, number, number],
      radius: farthest(mirror, centre, middle, half),
    };
  };
  const root = build(0, count);
  const [x, y, height] = columns.map((column) => Float64Array.from(order, (k) => column[k]));
  const places = new Float64Array(PLACE * count);
  for (let k = 0; k < count; k++) mirror.place(x[k], y[k], height[k], places, PLACE * k);
  const nodeCount = nodePlaces.length / PLACE;
  return { order, x, y, height, places, nodePlaces: Float64Array.from(nodePlaces), nodeCount, root };
}

/** The middle one and the halves on its two sides (quickselect, Hoare 1961), in place. */
function splitInHalves(part: Uint32Array, column: Float64Array): void {
  const middle = part.length >> 1;
  let [low, high] = [0, part.length - 1];
  while (low < high) {
    const pivot = column[part[(low + high) >> 1]];
    let [i, j] = [low, high];
    while (i <= j) {
      while (column[part[i]] < pivot) i++;
      while (column[part[j]] > pivot) j--;
      if (i <= j) {
        const swap = part[i];
        part[i++] = part[j];
        part[j--] = swap;
      }
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

/** Distance from the centre to the farthest corner of the box. */
function farthest(
  mirror: Mirror,
  centre: Float64Array,
  middle: readonly number[],
  half: readonly number[],
): number {
  const corner = new Float64Array(PLACE);
  let most = 0;
  for (let k = 0; k < 8; k++) {
    const sign = [k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1];
    const at = sign.map((s, axis) => middle[axis] + s * half[axis]);
    mirror.place(at[0], at[1], at[2], corner, 0);
    const d = Math.hypot(corner[0] - centre[0], corner[1] - centre[1], corner[2] - centre[2]);
    most = Math.max(most, d);
  }
  return most;
}

/** Chebyshev's node k of n, from −1 to 1. */
export function chebyshev(k: number, n: number): number {
  return Math.cos(((2 * k + 1) * Math.PI) / (2 * n));
}

/**
 * Weights with which the values at n Chebyshev nodes give the value at t of −1 … 1: barycentric interpolation
 * (Berrut & Trefethen 2004, SIAM Review 46, 501–517, eq. 4.2 and 5.4), into `out` from `at` on.
 */
export function chebyshevWeights(t: number, n: number, out: Float64Array, at: number): void {
  if (n === 1) {
    out[at] = 1;
    return;
  }
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const difference = t - chebyshevNodes[n][k];
    if (Math.abs(difference) < 1e-15) {
      for (let m = 0; m < n; m++) out[at + m] = m === k ? 1 : 0;
      return;
    }
    out[at + k] = nodeWeights[n][k] / difference;
    sum += out[at + k];
  }
  for (let k = 0; k < n; k++) out[at + k] /= sum;
}

/** No box has more nodes than this along a side. */
export const MOST_NODES = 16;
const sizes = Array.from({ length: MOST_NODES + 1 }, (_, n) => n);
const chebyshevNodes = sizes.map((n) => Float64Array.from({ length: n }, (_, k) => chebyshev(k, n)));
const nodeWeights = sizes.map((n) =>
  Float64Array.from({ length: n }, (_, k) => (-1) ** k * Math.sin(((2 * k + 1) * Math.PI) / (2 * n))),
);
