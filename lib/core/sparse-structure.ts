/**
 * Where the elements of a Cholesky factor stand: found once from the places of a matrix, used for every set of values.
 * The columns are in a postorder of the elimination tree, so that those with the same rows stand side by side: a
 * supernode, which is a dense trapezoid.
 */
export interface FactorStructure {
  /** Rows of column j: `rows[starts[j]] … rows[starts[j + 1] − 1]`, ascending, the diagonal first. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  /** For each element of the upper triangle that the structure was made from: its place in the factor. */
  readonly slots: Int32Array;
  /** First column of each supernode, and the number of columns at the end. */
  readonly supernodes: Int32Array;
  /** The supernode of each column. */
  readonly supernodeOf: Int32Array;
  /** By column: the first one of those whose elimination reaches it. They all stand between that and the column. */
  readonly firstBelow: Int32Array;
}

/**
 * Puts an order of elimination into a postorder of its elimination tree. The factor keeps as many elements as before.
 *
 * @param order - the unknown at each place
 * @param starts - neighbours of unknown i are `neighbours[starts[i]] … neighbours[starts[i + 1] − 1]`
 *
 * Source: Davis (2006), Direct methods for sparse linear systems, sections 4.1 and 4.3.
 */
export function postordered(order: Int32Array, starts: Int32Array, neighbours: Int32Array): Int32Array {
  const size = order.length;
  const place = new Int32Array(size);
  for (let k = 0; k < size; k++) place[order[k]] = k;
  const parent = eliminationTree(size, (k, visit) => {
    for (let p = starts[order[k]]; p < starts[order[k] + 1]; p++) visit(place[neighbours[p]]);
  });
  const firstChild = new Int32Array(size).fill(-1);
  const nextSibling = new Int32Array(size).fill(-1);
  for (let k = size - 1; k >= 0; k--) {
    if (parent[k] < 0) continue;
    nextSibling[k] = firstChild[parent[k]];
    firstChild[parent[k]] = k;
  }
  const answer = new Int32Array(size);
  let done = 0;
  const stack: number[] = [];
  for (let root = 0; root < size; root++) {
    if (parent[root] >= 0) continue;
    stack.push(root);
    while (stack.length > 0) {
      const k = stack[stack.length - 1];
      const child = firstChild[k];
      if (child >= 0) {
        firstChild[k] = nextSibling[child];
        stack.push(child);
      } else answer[done++] = order[stack.pop() as number];
    }
  }
  return answer;
}

/**
 * The structure of the factor of a matrix whose places are in a postorder.
 *
 * @param starts - upper triangle by columns: column j has the rows `rows[starts[j]] … rows[starts[j + 1] − 1]`, all ≤ j
 *
 * Source: Davis (2006), sections 4.4 and 4.8.
 */
export function factorStructure(
  size: number,
  upperStarts: Int32Array,
  upperRows: Int32Array,
): FactorStructure {
  const eachAbove = (k: number, visit: (i: number) => void) => {
    for (let p = upperStarts[k]; p < upperStarts[k + 1]; p++) visit(upperRows[p]);
  };
  const parent = eliminationTree(size, eachAbove);
  const seen = new Int32Array(size).fill(-1);
  /** The columns in which row k of the factor has elements. */
  const eachOfRow = (k: number, visit: (i: number) => void) => {
    seen[k] = k;
    eachAbove(k, (row) => {
      for (let i = row; seen[i] !== k; i = parent[i]) {
        visit(i);
        seen[i] = k;
      }
    });
  };
  const starts = new Int32Array(size + 1);
  for (let k = 0; k < size; k++) {
    starts[k + 1]++;
    eachOfRow(k, (i) => {
      starts[i + 1]++;
    });
  }
  for (let j = 0; j < size; j++) starts[j + 1] += starts[j];
  seen.fill(-1);
  const next = starts.slice(0, size);
  const rows = new Int32Array(starts[size]);
  const slots = new Int32Array(upperRows.length);
  for (let k = 0; k < size; k++) {
    rows[next[k]++] = k;
    eachOfRow(k, (i) => {
      rows[next[i]++] = k;
    });
    for (let p = upperStarts[k]; p < upperStarts[k + 1]; p++) slots[p] = next[upperRows[p]] - 1;
  }
  const firstBelow = Int32Array.from({ length: size }, (_, k) => k);
  for (let k = 0; k < size; k++)
    if (parent[k] >= 0) firstBelow[parent[k]] = Math.min(firstBelow[parent[k]], firstBelow[k]);
  return { starts, rows, slots, ...supernodesOf(size, starts, parent), firstBelow };
}

function supernodesOf(
  size: number,
  starts: Int32Array,
  parent: Int32Array,
): Pick<FactorStructure, "supernodes" | "supernodeOf"> {
  const first: number[] = [];
  const supernodeOf = new Int32Array(size);
  for (let j = 0; j < size; j++) {
    const isSame =
      j > 0 && parent[j - 1] === j && starts[j] - starts[j - 1] === starts[j + 1] - starts[j] + 1;
    if (!isSame) first.push(j);
    supernodeOf[j] = first.length - 1;
  }
  return { supernodes: Int32Array.from([...first, size]), supernodeOf };
}

/** For each place the next one that its elimination changes, or −1. `eachAbove` visits the neighbours of a place. */
function eliminationTree(
  size: number,
  eachAbove: (k: number, visit: (i: number) => void) => void,
): Int32Array {
  const parent = new Int32Array(size).fill(-1);
  const ancestor = new Int32Array(size).fill(-1);
  for (let k = 0; k < size; k++)
    eachAbove(k, (first) => {
      for (let i = first; i !== -1 && i < k; ) {
        const up = ancestor[i];
        ancestor[i] = k;
        if (up === -1) parent[i] = k;
        i = up;
      }
    });
  return parent;
}

/** Place of a row among the ascending rows from `from` to `to`, or of the next larger one. */
export function findRow(rows: Int32Array, row: number, from: number, to: number): number {
  let [first, last] = [from, to];
  while (first < last) {
    const middle = (first + last) >> 1;
    if (rows[middle] < row) first = middle + 1;
    else last = middle;
  }
  return first;
}
