/**
 * Cholesky factor of a symmetric positive definite matrix, in place: `matrix = L Lᵀ`, row-major, of which the lower
 * triangle is read and replaced by L.
 *
 * @param matrix - at least `size × size` numbers
 * @param size - rows
 * @param pivots - smallest part of a diagonal element that may be left over; below it the matrix is singular
 * @returns the index of the first row that depends on those before it, or −1 where there is none
 *
 * Source: Golub & Van Loan (2013), Matrix Computations, 4th ed., algorithm 4.2.1.
 *
 * @example
 * const matrix = Float64Array.of(4, 0, 2, 5);
 * factorCholesky(matrix, 2); // => -1
 * matrix[3]; // => 2
 */
export function factorCholesky(matrix: Float64Array, size: number, pivots = 1e-12): number {
  for (let j = 0; j < size; j++) {
    const row = j * size;
    for (let k = 0; k < j; k++) {
      let sum = matrix[row + k];
      for (let m = 0; m < k; m++) sum -= matrix[row + m] * matrix[k * size + m];
      matrix[row + k] = sum / matrix[k * size + k];
    }
    let rest = matrix[row + j];
    const whole = rest;
    for (let m = 0; m < j; m++) rest -= matrix[row + m] ** 2;
    if (!(rest > pivots * whole)) return j;
    matrix[row + j] = Math.sqrt(rest);
  }
  return -1;
}

/**
 * Solves `L Lᵀ x = b` with the factor of {@link factorCholesky}; `b` becomes x.
 *
 * @example
 * const matrix = Float64Array.of(4, 0, 2, 5);
 * factorCholesky(matrix, 2);
 * solveCholesky(matrix, 2, Float64Array.of(8, 14)); // => Float64Array.of(0.75, 2.5)
 */
export function solveCholesky(factor: Float64Array, size: number, b: Float64Array): Float64Array {
  for (let i = 0; i < size; i++) {
    let sum = b[i];
    for (let m = 0; m < i; m++) sum -= factor[i * size + m] * b[m];
    b[i] = sum / factor[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i];
    for (let m = i + 1; m < size; m++) sum -= factor[m * size + i] * b[m];
    b[i] = sum / factor[i * size + i];
  }
  return b;
}

/**
 * The last row of L⁻¹, from the factor of {@link factorCholesky}: what makes the last of some correlated values a number of
 * variance 1 that shares nothing with those before it. Its last element is 1 over the standard deviation of the last value,
 * given the others.
 *
 * @param factor - `size × size`, the lower triangle holds L
 * @param row - at least `size` numbers; they are overwritten
 *
 * @example
 * const factor = Float64Array.of(2, 0, 1, 2);
 * lastRowOfInverse(factor, 2, new Float64Array(2)); // => Float64Array.of(-0.25, 0.5)
 */
export function lastRowOfInverse(factor: Float64Array, size: number, row: Float64Array): Float64Array {
  const last = (size - 1) * size;
  const pivot = factor[last + size - 1];
  row[size - 1] = 1 / pivot;
  for (let i = size - 2; i >= 0; i--) {
    let sum = -factor[last + i] / pivot;
    for (let m = i + 1; m < size - 1; m++) sum -= factor[m * size + i] * row[m];
    row[i] = sum / factor[i * size + i];
  }
  return row;
}
