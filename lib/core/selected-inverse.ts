import { addColumns, dotColumns } from "./add-columns.js";
import type { SparseFactor } from "./sparse-cholesky.js";
import { findRow } from "./sparse-structure.js";

/**
 * Those elements of the inverse of a sparse normal matrix that stand where its Cholesky factor has elements: every
 * variance, and the covariances of all unknowns that share an observation. They cost about as much as the factor,
 * where the whole inverse would cost the square of the size.
 *
 * @returns a function that gives the covariance of two unknowns (weight unit 1). A held unknown has 0. It throws
 *   RangeError for two unknowns whose covariance was not computed
 *
 * Source: Takahashi, Fagan & Chin (1973); Erisman & Tinney (1975), On computing certain elements of the inverse of a
 * sparse matrix, Communications of the ACM 18, 177–179.
 */
export function selectedInverse(factor: SparseFactor): (a: number, b: number) => number {
  const { pattern, starts, rows, scale } = factor;
  const inverse = inverseValues(factor);
  return (a, b) => {
    const [low, high] = [
      Math.min(pattern.place[a], pattern.place[b]),
      Math.max(pattern.place[a], pattern.place[b]),
    ];
    const first = findRow(rows, high, starts[low], starts[low + 1] - 1);
    if (rows[first] !== high)
      throw new RangeError(`the covariance of unknowns ${a} and ${b} was not computed`);
    return inverse[first] * scale[low] * scale[high];
  };
}

/** Rows this many times fewer than a column's are looked up in it, instead of walking along it. */
const FEW = 8;

/** The inverse at the places of the factor, supernode by supernode from the last. */
function inverseValues(factor: SparseFactor): Float64Array {
  const { starts, values, held } = factor;
  const { supernodes } = factor.pattern.structure;
  const inverse = new Float64Array(values.length);
  const room = makeRoom(factor);
  for (let s = supernodes.length - 2; s >= 0; s--) {
    const [first, width] = [supernodes[s], supernodes[s + 1] - supernodes[s]];
    const below = starts[first + 1] - starts[first] - width;
    gather(factor, inverse, room.square, starts[first] + width, below);
    dividedColumns(factor, room.divided, first, width, below);
    for (let k = 0; k < below; k++) room.offsets[k] = k * below;
    for (let j = 0; j < width; j++) {
      const at = starts[first + j] + width - j;
      for (let k = 0; k < below; k++) room.factors[k] = -room.divided[j * below + k];
      addColumns(inverse, at, below, room.square, room.offsets, room.factors, below);
    }
    // N⁻¹ of the supernode's own columns: (L Lᵀ)⁻¹ − Yᵀ Z
    invertTriangle(factor, room.triangle, first, width);
    for (let j = 0; j < width; j++)
      for (let i = j; i < width; i++) {
        const own = dotColumns(room.triangle, i * width + i, room.triangle, j * width + i, width - i);
        const z = starts[first + i] + width - i;
        inverse[starts[first + j] + i - j] = own - dotColumns(room.divided, j * below, inverse, z, below);
      }
    for (let j = 0; j < width; j++) if (held[first + j] === 1) inverse[starts[first + j]] = 0;
  }
  return inverse;
}

function makeRoom({ starts, pattern }: SparseFactor) {
  const { supernodes } = pattern.structure;
  let [below, width, divided] = [0, 0, 0];
  for (let s = 0; s < supernodes.length - 1; s++) {
    const own = supernodes[s + 1] - supernodes[s];
    const rest = starts[supernodes[s] + 1] - starts[supernodes[s]] - own;
    below = Math.max(below, rest);
    width = Math.max(width, own);
    divided = Math.max(divided, own * rest);
  }
  return {
    square: new Float64Array(below * below),
    divided: new Float64Array(divided),
    triangle: new Float64Array(width * width),
    offsets: new Int32Array(below),
    factors: new Float64Array(below),
  };
}

/** Elements of the inverse among `count` rows that stand from `at` on, as a full square by columns. */
function gather(
  factor: SparseFactor,
  inverse: Float64Array,
  square: Float64Array,
  at: number,
  count: number,
): void {
  const { starts, rows } = factor;
  const { supernodes, supernodeOf } = factor.pattern.structure;
  for (let a = 0; a < count; ) {
    const owner = supernodeOf[rows[at + a]];
    const first = supernodes[owner];
    let last = a;
    while (last < count && supernodeOf[rows[at + last]] === owner) last++;
    // the rows from a on stand in every column of this supernode: their places in its first column, then in each
    const [begin, end] = [starts[first], starts[first + 1]];
    const isShort = FEW * (count - a) < end - begin;
    let p = begin;
    for (let i = a; i < count; i++) {
      const row = rows[at + i];
      if (isShort) p = findRow(rows, row, p, end);
      else while (rows[p] < row) p++;
      for (let c = a; c < last && c <= i; c++) {
        const column = rows[at + c];
        const value = inverse[starts[column] - (column - first) + (p - begin)];
        square[c * count + i] = value;
        square[i * count + c] = value;
      }
    }
    a = last;
  }
}

/** `Y = L_B L_J⁻¹`: the rows below a supernode, divided by its own triangle. */
function dividedColumns(
  { starts, values }: SparseFactor,
  divided: Float64Array,
  first: number,
  width: number,
  below: number,
): void {
  for (let j = width - 1; j >= 0; j--) {
    const [to, from] = [j * below, starts[first + j] + width - j];
    for (let i = 0; i < below; i++) divided[to + i] = values[from + i];
    for (let k = j + 1; k < width; k++) {
      const part = values[starts[first + j] + k - j];
      if (part !== 0) for (let i = 0; i < below; i++) divided[to + i] -= part * divided[k * below + i];
    }
    const pivot = values[starts[first + j]];
    for (let i = 0; i < below; i++) divided[to + i] /= pivot;
  }
}

/** The inverse of a supernode's own triangle, by columns. */
function invertTriangle(
  { starts, values }: SparseFactor,
  triangle: Float64Array,
  first: number,
  width: number,
): void {
  for (let j = 0; j < width; j++) {
    triangle.fill(0, j * width, (j + 1) * width);
    triangle[j * width + j] = 1;
    for (let k = j; k < width; k++) {
      const column = starts[first + k];
      const part = triangle[j * width + k] / values[column];
      triangle[j * width + k] = part;
      if (part !== 0)
        for (let i = k + 1; i < width; i++) triangle[j * width + i] -= part * values[column + i - k];
    }
  }
}
