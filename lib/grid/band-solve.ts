/** A square matrix whose entries lie within `half` of the diagonal, factored for solving. */
export interface BandMatrix {
  readonly size: number;
  readonly half: number;
  /** `size × (3 half + 1)`: entry (i, j) at `i * (3 half + 1) + j - i + half`, with room for exchanged rows. */
  readonly band: Float64Array;
  readonly exchange: Int32Array;
}

/** An empty band matrix to be filled by {@link bandAdd}. */
export function bandMatrix(size: number, half: number): BandMatrix {
  return { size, half, band: new Float64Array(size * (3 * half + 1)), exchange: new Int32Array(size) };
}

/** Adds to one entry. */
export function bandAdd(matrix: BandMatrix, row: number, column: number, value: number): void {
  matrix.band[row * (3 * matrix.half + 1) + column - row + matrix.half] += value;
}

/** Factors the matrix in place, rows exchanged for the largest pivot (Golub & Van Loan, section 4.3). */
export function bandFactor(matrix: BandMatrix): void {
  const { size, half, band, exchange } = matrix;
  const width = 3 * half + 1;
  for (let k = 0; k < size; k++) {
    const last = Math.min(size - 1, k + half);
    const end = Math.min(size - 1, k + 2 * half);
    let pivot = k;
    for (let i = k + 1; i <= last; i++) {
      if (Math.abs(band[i * width + k - i + half]) > Math.abs(band[pivot * width + k - pivot + half]))
        pivot = i;
    }
    exchange[k] = pivot;
    if (pivot !== k) {
      for (let j = k; j <= end; j++) {
        const a = k * width + j - k + half;
        const b = pivot * width + j - pivot + half;
        [band[a], band[b]] = [band[b], band[a]];
      }
    }
    const diagonal = band[k * width + half];
    for (let i = k + 1; i <= last; i++) {
      const at = i * width + k - i + half;
      const factor = band[at] / diagonal;
      band[at] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j <= end; j++)
        band[i * width + j - i + half] -= factor * band[k * width + j - k + half];
    }
  }
}

/** Solves with the factored matrix; `x` holds the right-hand side and receives the solution. */
export function bandSolve({ size, half, band, exchange }: BandMatrix, x: Float64Array): void {
  const width = 3 * half + 1;
  for (let k = 0; k < size; k++) {
    const p = exchange[k];
    if (p !== k) [x[k], x[p]] = [x[p], x[k]];
    const last = Math.min(size - 1, k + half);
    for (let i = k + 1; i <= last; i++) x[i] -= band[i * width + k - i + half] * x[k];
  }
  for (let k = size - 1; k >= 0; k--) {
    const end = Math.min(size - 1, k + 2 * half);
    let sum = x[k];
    for (let j = k + 1; j <= end; j++) sum -= band[k * width + j - k + half] * x[j];
    x[k] = sum / band[k * width + half];
  }
}
