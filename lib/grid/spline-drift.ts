/**
 * The contrasts of some rows that no drift touches: `Q₂`, an orthonormal basis of what is at right angles to the columns of
 * a drift, by Householder's reflections. A column that depends on those before it is passed over.
 *
 * A spline's kernel is a covariance of such contrasts only: `Q₂ᵀ K Q₂` is positive definite, K is not.
 *
 * Source: Wahba (1990), Spline models for observational data, SIAM, section 1.4 and equation 2.4.8; Golub & Van Loan (2013),
 * Matrix computations, 4th ed., section 5.1.
 */
export interface DriftContrasts {
  /** Columns of the drift that count. */
  rank: number;
  /** The reflections, one after the other, `rows` numbers each. */
  readonly reflections: Float64Array;
  /** Which column each reflection stands for, and the triangle R of the drift, column by column. */
  readonly columns: number[];
  readonly triangle: Float64Array;
}

/** A column of which less than this share is left by those before it depends on them. */
const DEPENDENT = 1e-6;

/** Makes room for up to `rows` rows and `terms` columns. */
export function driftContrasts(rows: number, terms: number): DriftContrasts {
  return {
    rank: 0,
    reflections: new Float64Array(rows * terms),
    columns: [],
    triangle: new Float64Array(terms * terms),
  };
}

/**
 * Fills in the contrasts of a drift.
 *
 * @param drift - column after column, `rows` numbers each; destroyed
 */
export function fillContrasts(to: DriftContrasts, drift: Float64Array, rows: number, terms: number): void {
  to.rank = 0;
  to.columns.length = 0;
  for (let a = 0; a < terms && to.rank < rows; a++) {
    const column = drift.subarray(a * rows, (a + 1) * rows);
    let whole = 0;
    for (let i = 0; i < rows; i++) whole += column[i] * column[i];
    for (let r = 0; r < to.rank; r++) reflect(to, r, column, rows);
    let rest = 0;
    for (let i = to.rank; i < rows; i++) rest += column[i] * column[i];
    if (!(rest > DEPENDENT * DEPENDENT * whole)) continue;
    const length = column[to.rank] > 0 ? -Math.sqrt(rest) : Math.sqrt(rest);
    const from = to.rank * rows;
    to.reflections.fill(0, from, from + rows);
    for (let i = to.rank; i < rows; i++) to.reflections[from + i] = column[i];
    to.reflections[from + to.rank] -= length;
    // Scaled so that a reflection is v − h (h·v).
    const scale = Math.sqrt(2 / (rest - column[to.rank] ** 2 + to.reflections[from + to.rank] ** 2));
    for (let i = to.rank; i < rows; i++) to.reflections[from + i] *= scale;
    for (let r = 0; r < to.rank; r++) to.triangle[a * terms + r] = column[r];
    to.triangle[a * terms + to.rank] = length;
    to.columns.push(a);
    to.rank += 1;
  }
}

function reflect({ reflections }: DriftContrasts, r: number, v: Float64Array, rows: number): void {
  const from = r * rows;
  let product = 0;
  for (let i = r; i < rows; i++) product += reflections[from + i] * v[i];
  for (let i = r; i < rows; i++) v[i] -= product * reflections[from + i];
}

/** Qᵀ v, in place: first `rank` numbers of the drift, then the contrasts. */
export function toContrasts(contrasts: DriftContrasts, v: Float64Array, rows: number): void {
  for (let r = 0; r < contrasts.rank; r++) reflect(contrasts, r, v, rows);
}

/** Q v, in place: the way back. */
export function fromContrasts(contrasts: DriftContrasts, v: Float64Array, rows: number): void {
  for (let r = contrasts.rank - 1; r >= 0; r--) reflect(contrasts, r, v, rows);
}

/** Qᵀ A Q of a symmetric matrix, row-major and whole, in place; `work` has room for `rows` numbers. */
export function contrastMatrix(
  { rank, reflections }: DriftContrasts,
  matrix: Float64Array,
  rows: number,
  work: Float64Array,
): void {
  for (let r = 0; r < rank; r++) {
    const h = reflections.subarray(r * rows, (r + 1) * rows);
    let half = 0;
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let j = r; j < rows; j++) sum += matrix[i * rows + j] * h[j];
      work[i] = sum;
      half += (h[i] * sum) / 2;
    }
    for (let i = 0; i < rows; i++) work[i] -= half * h[i];
    for (let i = 0; i < rows; i++) {
      const [p, q] = [h[i], work[i]];
      for (let j = 0; j < rows; j++) matrix[i * rows + j] -= p * work[j] + q * h[j];
    }
  }
}

/** The drift's coefficients, from the first `rank` numbers of Qᵀ v; 0 for a column that was passed over. */
export function driftCoefficients(
  { rank, columns, triangle }: DriftContrasts,
  first: Float64Array,
  terms: number,
): Float64Array {
  const coefficients = new Float64Array(terms);
  for (let r = rank - 1; r >= 0; r--) {
    let sum = first[r];
    for (let s = r + 1; s < rank; s++) sum -= triangle[columns[s] * terms + r] * coefficients[columns[s]];
    coefficients[columns[r]] = sum / triangle[columns[r] * terms + r];
  }
  return coefficients;
}
