/**
 * Adds multiples of some columns to a column: `target[i] += Σ factor_j · source[offset_j + i]`, four columns at a time, so
 * that the target is read and written a quarter as often. The inner loop of the sparse factor and its inverse.
 *
 * @param target - from place `at`, `count` numbers
 * @param offsets - where each column begins in `source`
 * @param columns - how many of the offsets and factors are used
 *
 * @example
 * const target = Float64Array.of(0, 1, 1);
 * addColumns(target, 1, 2, Float64Array.of(1, 2, 3, 4), Int32Array.of(0, 2), Float64Array.of(10, 1), 2);
 * target; // => Float64Array.of(0, 14, 25)
 */
export function addColumns(
  target: Float64Array,
  at: number,
  count: number,
  source: Float64Array,
  offsets: Int32Array,
  factors: Float64Array,
  columns: number,
): void {
  let j = 0;
  for (; j + 3 < columns; j += 4) {
    const [a, b, c, d] = [offsets[j], offsets[j + 1], offsets[j + 2], offsets[j + 3]];
    const [fa, fb, fc, fd] = [factors[j], factors[j + 1], factors[j + 2], factors[j + 3]];
    for (let i = 0; i < count; i++)
      target[at + i] += fa * source[a + i] + fb * source[b + i] + fc * source[c + i] + fd * source[d + i];
  }
  for (; j < columns; j++) {
    const [a, fa] = [offsets[j], factors[j]];
    if (fa !== 0) for (let i = 0; i < count; i++) target[at + i] += fa * source[a + i];
  }
}

/** Sum of the products of two columns, in four sums that do not wait for one another. */
export function dotColumns(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  count: number,
): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < count; i += 4) {
    s0 += a[atA + i] * b[atB + i];
    s1 += a[atA + i + 1] * b[atB + i + 1];
    s2 += a[atA + i + 2] * b[atB + i + 2];
    s3 += a[atA + i + 3] * b[atB + i + 3];
  }
  for (; i < count; i++) s0 += a[atA + i] * b[atB + i];
  return s0 + s1 + (s2 + s3);
}
