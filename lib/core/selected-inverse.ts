import type { SparseFactor } from "./sparse-cholesky.js";

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
    const first = find(rows, high, starts[low], starts[low + 1] - 1);
    if (rows[first] !== high)
      throw new RangeError(`the covariance of unknowns ${a} and ${b} was not computed`);
    return inverse[first] * scale[low] * scale[high];
  };
}

/** A column this many times shorter than another is looked up in it. */
const SHORT = 8;

/** Place of a row among ascending rows, or of the next larger one. */
function find(rows: Int32Array, row: number, from: number, to: number): number {
  let [first, last] = [from, to];
  while (first < last) {
    const middle = (first + last) >> 1;
    if (rows[middle] < row) first = middle + 1;
    else last = middle;
  }
  return first;
}

function inverseValues(factor: SparseFactor): Float64Array {
  const { pattern, starts, rows, values, held } = factor;
  const inverse = new Float64Array(values.length);
  const column = new Float64Array(pattern.size); // column j of L, spread out
  const sums = new Float64Array(pattern.size);
  const inColumn = new Int32Array(pattern.size).fill(-1); // an element of L can be zero by chance
  for (let j = pattern.size - 1; j >= 0; j--) {
    if (held[j] === 1) continue;
    const [first, end] = [starts[j] + 1, starts[j + 1]];
    for (let p = first; p < end; p++) {
      column[rows[p]] = values[p];
      inColumn[rows[p]] = j;
      sums[rows[p]] = 0;
    }
    for (let p = first; p < end; p++) {
      const i = rows[p];
      sums[i] += values[p] * inverse[starts[i]];
      if (SHORT * (end - p) < starts[i + 1] - starts[i]) {
        // a short column among long ones: look its rows up, instead of walking along the whole of column i
        let q = starts[i];
        for (let t = p + 1; t < end; t++) {
          q = find(rows, rows[t], q + 1, starts[i + 1] - 1);
          sums[i] += values[t] * inverse[q];
          sums[rows[t]] += values[p] * inverse[q];
        }
        continue;
      }
      for (let q = starts[i] + 1; q < starts[i + 1]; q++) {
        const k = rows[q];
        if (inColumn[k] !== j) continue;
        sums[i] += column[k] * inverse[q];
        sums[k] += values[p] * inverse[q];
      }
    }
    const pivot = values[starts[j]];
    let diagonal = 1 / pivot;
    for (let p = first; p < end; p++) {
      inverse[p] = -sums[rows[p]] / pivot;
      diagonal -= values[p] * inverse[p];
    }
    inverse[starts[j]] = diagonal / pivot;
  }
  return inverse;
}
