/**
 * Sum of products of two lists of the same length.
 *
 * @example
 * dot(Float64Array.of(1, 2), Float64Array.of(3, 4)); // => 11
 */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
