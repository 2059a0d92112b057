/**
 * Cholesky's factor, block by block: all work is done by one small product of four rows by four columns, whose sums stay
 * in the processor's registers. Sizes are multiples of 4; callers fill up with rows of zeros, and 1 on the diagonal.
 */

/** Rows are whitened four by four. */
export const BLOCK = 4;

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
 * Takes products of rows off a block: `block[i][j] −= Σ rows[i][m] · others[j][m]` over m below `length`, where the block is the
 * columns from `column` on of four rows, beginning at `at`, and `other` is where the first of four other rows begins.
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
  const other2 = other1 + otherStride;
  const other3 = other2 + otherStride;
  let [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [c0, c1, c2, c3, d0, d1, d2, d3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let m = 0; m < length; m++) {
    const p = others[other + m];
    const q = others[other1 + m];
    const r = others[other2 + m];
    const s = others[other3 + m];
    let own = rows[at + m];
    a0 += own * p;
    a1 += own * q;
    a2 += own * r;
    a3 += own * s;
    own = rows[at1 + m];
    b0 += own * p;
    b1 += own * q;
    b2 += own * r;
    b3 += own * s;
    own = rows[at2 + m];
    c0 += own * p;
    c1 += own * q;
    c2 += own * r;
    c3 += own * s;
    own = rows[at3 + m];
    d0 += own * p;
    d1 += own * q;
    d2 += own * r;
    d3 += own * s;
  }
  takeFour(rows, at + column, a0, a1, a2, a3);
  takeFour(rows, at1 + column, b0, b1, b2, b3);
  takeFour(rows, at2 + column, c0, c1, c2, c3);
  takeFour(rows, at3 + column, d0, d1, d2, d3);
}

function takeFour(row: Float64Array, at: number, a: number, b: number, c: number, d: number): void {
  row[at] -= a;
  row[at + 1] -= b;
  row[at + 2] -= c;
  row[at + 3] -= d;
}

/**
 * As {@link takeProducts} for a single row and four others, which begin at `first`, `second`, `third` and `fourth`; what they
 * are taken off begins at `block` in `out`.
 */
export function takeProductsOfOne(
  row: Float64Array,
  at: number,
  out: Float64Array,
  block: number,
  others: Float64Array,
  first: number,
  second: number,
  third: number,
  fourth: number,
  length: number,
): void {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let m = 0; m < length; m++) {
    const own = row[at + m];
    a += own * others[first + m];
    b += own * others[second + m];
    c += own * others[third + m];
    d += own * others[fourth + m];
  }
  takeFour(out, block, a, b, c, d);
}

/** Finishes four columns of a row: the triangle on the diagonal. */
function finish(row: Float64Array, at: number, j: number, { values, stride, inverse }: RowFactor): void {
  const own = at + j;
  const diagonal = j * stride + j;
  const a = row[own] * inverse[j];
  const b = (row[own + 1] - a * values[diagonal + stride]) * inverse[j + 1];
  const third = diagonal + 2 * stride;
  const c = (row[own + 2] - a * values[third] - b * values[third + 1]) * inverse[j + 2];
  const fourth = third + stride;
  row[own] = a;
  row[own + 1] = b;
  row[own + 2] = c;
  row[own + 3] =
    (row[own + 3] - a * values[fourth] - b * values[fourth + 1] - c * values[fourth + 2]) * inverse[j + 3];
}

/** Whitens four rows, `row ← L⁻¹ row`, over the first `size` columns. */
export function whitenRows(
  rows: Float64Array,
  at: number,
  stride: number,
  factor: RowFactor,
  size: number,
): void {
  for (let j = 0; j < size; j += BLOCK) {
    takeProducts(rows, at, stride, j, factor.values, j * factor.stride, factor.stride, j);
    for (let i = 0; i < BLOCK; i++) finish(rows, at + i * stride, j, factor);
  }
}

/** Whitens a single row. */
export function whitenOne(row: Float64Array, at: number, factor: RowFactor, size: number): void {
  const { values, stride } = factor;
  for (let j = 0; j < size; j += BLOCK) {
    const a = j * stride;
    takeProductsOfOne(row, at, row, at + j, values, a, a + stride, a + 2 * stride, a + 3 * stride, j);
    finish(row, at, j, factor);
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
