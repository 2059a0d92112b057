import { type Cluster, type ClusterTree, chebyshev, chebyshevWeights } from "./equivalent-sources-tree.js";

/**
 * Weights of each box's nodes, axis by axis: for the points of a leaf, for the nodes of the children of another box.
 * Made once, since every product needs them.
 */
export interface NodeWeights {
  /** For each box, in the order of a walk from the root: its sources' weights, one source after the other. */
  readonly boxes: readonly BoxWeights[];
}

interface BoxWeights {
  readonly cluster: Cluster;
  /** What the box takes in, in the order of the tree: points of a leaf (`inPoints`), or nodes of a child. */
  readonly inPoints: boolean;
  readonly from: number;
  readonly count: number;
  /** For each of them its weights along x, y and height, one after the other. */
  readonly weights: Float64Array;
}

/** Makes the weights; the boxes come after the boxes that they lie in. */
export function nodeWeights(tree: ClusterTree): NodeWeights {
  const boxes: BoxWeights[] = [];
  const visit = (cluster: Cluster): void => {
    if (cluster.children.length === 0) {
      const { from, to } = cluster;
      const columns = [tree.x, tree.y, tree.height].map((column) => column.subarray(from, to));
      boxes.push(boxWeights(cluster, true, from, columns));
    }
    for (const child of cluster.children) {
      boxes.push(boxWeights(cluster, false, child.nodes, nodeColumns(child)));
      visit(child);
    }
  };
  visit(tree.root);
  return { boxes };
}

function boxWeights(
  cluster: Cluster,
  inPoints: boolean,
  from: number,
  columns: readonly Float64Array[],
): BoxWeights {
  const { counts, middle, half } = cluster;
  const [count, stride] = [columns[0].length, counts[0] + counts[1] + counts[2]];
  const weights = new Float64Array(count * stride);
  const one = new Float64Array(Math.max(...counts));
  for (let k = 0; k < count; k++)
    for (let axis = 0, at = k * stride; axis < 3; at += counts[axis++]) {
      const t = half[axis] > 0 ? (columns[axis][k] - middle[axis]) / half[axis] : 0;
      chebyshevWeights(t, counts[axis], one, 0);
      weights.set(one.subarray(0, counts[axis]), at);
    }
  return { cluster, inPoints, from, count, weights };
}

/** Coordinates of a box's nodes, the first axis fastest. */
function nodeColumns({ counts, middle, half }: Cluster): Float64Array[] {
  const strides = [1, counts[0], counts[0] * counts[1]];
  const count = counts[0] * counts[1] * counts[2];
  return [0, 1, 2].map((axis) =>
    Float64Array.from(
      { length: count },
      (_, k) =>
        middle[axis] + half[axis] * chebyshev(Math.floor(k / strides[axis]) % counts[axis], counts[axis]),
    ),
  );
}

/** Fills the moments of all boxes: leaves from their points, the others from their children's nodes. */
export function gather({ boxes }: NodeWeights, values: Float64Array, moments: Float64Array): void {
  moments.fill(0);
  for (let b = boxes.length - 1; b >= 0; b--) {
    const { cluster, inPoints, from, count, weights } = boxes[b];
    const [nx, ny, nz] = cluster.counts;
    const source = inPoints ? values : moments;
    for (let k = 0, at = 0; k < count; k++, at += nx + ny + nz) {
      let node = cluster.nodes;
      const value = source[from + k];
      for (let c = 0; c < nz; c++) {
        const above = value * weights[at + nx + ny + c];
        for (let b2 = 0; b2 < ny; b2++) {
          const factor = above * weights[at + nx + b2];
          for (let a = 0; a < nx; a++) moments[node++] += factor * weights[at + a];
        }
      }
    }
  }
}

/** The other way: adds what the nodes hold to the nodes of the children, and at last to the points. */
export function spread({ boxes }: NodeWeights, fields: Float64Array, out: Float64Array): void {
  for (const { cluster, inPoints, from, count, weights } of boxes) {
    const [nx, ny, nz] = cluster.counts;
    const target = inPoints ? out : fields;
    for (let k = 0, at = 0; k < count; k++, at += nx + ny + nz) {
      let node = cluster.nodes;
      let sum = 0;
      for (let c = 0; c < nz; c++) {
        let above = 0;
        for (let b = 0; b < ny; b++) {
          let row = 0;
          for (let a = 0; a < nx; a++) row += weights[at + a] * fields[node++];
          above += row * weights[at + nx + b];
        }
        sum += above * weights[at + nx + ny + c];
      }
      target[from + k] += sum;
    }
  }
}
