/**
 * The small part of least squares with correlated errors: rows are whitened (multiplied by L⁻¹, where L Lᵀ is their
 * covariance), and what is left is `M Mᵀ = Wᵀ W`. A column that depends on those before it is passed over.
 */
export interface TrendGram {
  /** M, row-major; a row of a passed-over column has 0 on its diagonal. */
  readonly factor: Float64Array;
  /** `M⁻¹ Wᵀ z`; 0 for a passed-over column. */
  readonly right: Float64Array;
}

/** A pivot below this share of its column's square is a dependent column. */
const DEPENDENT = 1e-10;

/** Fills a {@link TrendGram} from whitened columns W (row-major, `rows` by `terms`) and whitened values z. */
export function fillGram(
  { factor, right }: TrendGram,
  w: Float64Array,
  z: Float64Array,
  rows: number,
  terms: number,
): void {
  for (let a = 0; a < terms; a++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += w[i * terms + a] * z[i];
    right[a] = sum;
    for (let b = 0; b <= a; b++) {
      let product = 0;
      for (let i = 0; i < rows; i++) product += w[i * terms + a] * w[i * terms + b];
      factor[a * terms + b] = product;
    }
  }
  factorGram({ factor, right }, terms);
}

/** Turns `Wᵀ W` (its lower triangle) and `Wᵀ z`, which stand in a {@link TrendGram}, into what it is. */
export function factorGram({ factor, right }: TrendGram, terms: number): void {
  for (let a = 0; a < terms; a++) {
    let sum = right[a];
    const whole = factor[a * terms + a];
    for (let b = 0; b < a; b++) {
      let rest = factor[a * terms + b];
      for (let c = 0; c < b; c++) rest -= factor[a * terms + c] * factor[b * terms + c];
      const pivot = factor[b * terms + b];
      factor[a * terms + b] = pivot > 0 ? rest / pivot : 0;
    }
    let rest = whole;
    for (let b = 0; b < a; b++) {
      rest -= factor[a * terms + b] ** 2;
      sum -= factor[a * terms + b] * right[b];
    }
    const pivot = rest > DEPENDENT * whole ? Math.sqrt(rest) : 0;
    factor[a * terms + a] = pivot;
    right[a] = pivot > 0 ? sum / pivot : 0;
  }
}

/** The coefficients, `M⁻ᵀ right`; 0 for a passed-over column. */
export function gramCoefficients({ factor, right }: TrendGram): Float64Array {
  const terms = right.length;
  const coefficients = right.slice();
  for (let a = terms - 1; a >= 0; a--) {
    const pivot = factor[a * terms + a];
    coefficients[a] = pivot > 0 ? coefficients[a] / pivot : 0;
    for (let b = 0; b < a; b++) coefficients[b] -= factor[a * terms + b] * coefficients[a];
  }
  return coefficients;
}

/** Number of columns of a polynomial trend: 1, 3 or 6 for degree 0, 1 or 2. */
export function polynomialTerms(degree: number): number {
  return ((degree + 1) * (degree + 2)) / 2;
}

/** Writes 1, u, v, u², uv, v² up to a degree into a row. */
export function polynomialRow(out: Float64Array, at: number, u: number, v: number, degree: number): void {
  out[at] = 1;
  if (degree < 1) return;
  out[at + 1] = u;
  out[at + 2] = v;
  if (degree < 2) return;
  out[at + 3] = u * u;
  out[at + 4] = u * v;
  out[at + 5] = v * v;
}
