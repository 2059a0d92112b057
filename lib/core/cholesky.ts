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
