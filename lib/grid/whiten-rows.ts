/**
 * Cholesky's factor, block by block: all work is done by one small product of four rows by two columns, whose sums stay
 * in the processor's registers (it has 16; four by four would need more). Numbers of rows are multiples of 4; callers fill up
 * with rows of zeros, and 1 on the diagonal.
 */

/** Rows are whitened four by four. */
export const BLOCK = 4;
/** Columns two by two. */
export const PAIR = 2;

/** The least multiple of {@link BLOCK} that is not below a number. */
export function wholeBlocks(count: number): number {
  return Math.ceil(count / BLOCK) * BLOCK;
}

/** A lower triangular factor L, row-major, and the inverses of its diagonal. */
export interface RowFactor {
  values: Float64Array;
  stride: number;
  inverse: Float64Array;
}

/**
 * Takes products of rows off a block: `block[i][j] −= Σ rows[i][m] · others[j][m]` over m below `length`, where the block is two
 * columns from `column` on of four rows, beginning at `at`, and `other` is where the first of two other rows begins.
 */
export function takeProducts(
  rows: Float64Array,
  at: number,
  stride: number,
  column: number,
  others: Float64Array,
  other: number,
  otherStride: number,
  length: number,
): void {
  const at1 = at + stride;
  const at2 = at1 + stride;
  const at3 = at2 + stride;
  const other1 = other + otherStride;
  let a0 = 0;
  let a1 = 0;
  let b0 = 0;
  let b1 = 0;
  let c0 = 0;
  let c1 = 0;
  let d0 = 0;
  let d1 = 0;
  for (let m = 0; m < length; m++) {
    const p = others[other + m];
    const q = others[other1 + m];
    let own = rows[at + m];
    a0 += own * p;
    a1 += own * q;
    own = rows[at1 + m];
    b0 += own * p;
    b1 += own * q;
    own = rows[at2 + m];
    c0 += own * p;
    c1 += own * q;
    own = rows[at3 + m];
    d0 += own * p;
    d1 += own * q;
  }
  rows[at + column] -= a0;
  rows[at + column + 1] -= a1;
  rows[at1 + column] -= b0;
  rows[at1 + column + 1] -= b1;
  rows[at2 + column] -= c0;
  rows[at2 + column + 1] -= c1;
  rows[at3 + column] -= d0;
  rows[at3 + column + 1] -= d1;
}

/** Whitens four rows, `row ← L⁻¹ row`, over the first `size` columns, an even number. */
export function whitenRows(
  rows: Float64Array,
  at: number,
  stride: number,
  { values, stride: own, inverse }: RowFactor,
  size: number,
): void {
  for (let j = 0; j < size; j += PAIR) {
    takeProducts(rows, at, stride, j, values, j * own, own, j);
    const first = inverse[j];
    const second = inverse[j + 1];
    const beside = values[(j + 1) * own + j];
    for (let i = at + j, row = 0; row < BLOCK; row++, i += stride) {
      const whitened = rows[i] * first;
      rows[i] = whitened;
      rows[i + 1] = (rows[i + 1] - whitened * beside) * second;
    }
  }
}

/**
 * Replaces the lower triangle of the first `size` rows by Cholesky's factor. A row to which those before it leave less than
 * `floor` gets the rest as noise of its own.
 */
export function factorRows(factor: RowFactor, size: number, floor: number): void {
  const { values, stride, inverse } = factor;
  for (let i = 0; i < size; i += BLOCK) {
    const at = i * stride;
    whitenRows(values, at, stride, factor, i);
    takeProducts(values, at, stride, i, values, at, stride, i);
    takeProducts(values, at, stride, i + PAIR, values, at + PAIR * stride, stride, i);
    for (let j = i; j < i + BLOCK; j++) {
      const row = j * stride;
      for (let k = i; k < j; k++) {
        let sum = values[row + k];
        for (let m = i; m < k; m++) sum -= values[row + m] * values[k * stride + m];
        values[row + k] = sum * inverse[k];
      }
      let rest = values[row + j];
      for (let m = i; m < j; m++) rest -= values[row + m] * values[row + m];
      const pivot = Math.sqrt(Math.max(rest, floor));
      values[row + j] = pivot;
      inverse[j] = 1 / pivot;
    }
  }
}

/** Solves `Lᵀ x = b` with the first rows of a factor; b becomes x. */
export function solveTransposed({ values, stride, inverse }: RowFactor, b: Float64Array): void {
  for (let i = b.length - 1; i >= 0; i--) {
    b[i] *= inverse[i];
    for (let j = 0; j < i; j++) b[j] -= values[i * stride + j] * b[i];
  }
}
