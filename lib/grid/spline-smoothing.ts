/** Contrasts in which their covariance is a tridiagonal matrix, so that each smoothing costs little to try. */
export interface TridiagonalContrasts {
  readonly diagonal: Float64Array;
  /** Element k stands between k − 1 and k. */
  readonly beside: Float64Array;
  /** The values' contrasts. */
  readonly z: Float64Array;
}

/**
 * Householder's tridiagonal form of a symmetric matrix (row-major, whole; destroyed), with the same turns done to `z`.
 *
 * Source: Golub & Van Loan (2013), Matrix computations, 4th ed., algorithm 8.3.1; its use for cross-validation: Elden
 * (1984), BIT 24, 467–472.
 */
export function tridiagonal(matrix: Float64Array, size: number, values: Float64Array): TridiagonalContrasts {
  const [diagonal, beside, z] = [new Float64Array(size), new Float64Array(size), values.slice(0, size)];
  const [h, work] = [new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k++) {
    diagonal[k] = matrix[k * size + k];
    if (k === size - 1) break;
    let rest = 0;
    for (let i = k + 1; i < size; i++) rest += matrix[i * size + k] ** 2;
    const first = matrix[(k + 1) * size + k];
    const length = first > 0 ? -Math.sqrt(rest) : Math.sqrt(rest);
    beside[k + 1] = length;
    const square = 2 * (rest - first * length);
    if (!(square > 0)) {
      beside[k + 1] = first;
      continue;
    }
    const scale = Math.sqrt(2 / square);
    for (let i = k + 1; i < size; i++) h[i] = scale * matrix[i * size + k];
    h[k + 1] -= scale * length;
    reflectBlock(matrix, size, k + 1, h, work);
    let product = 0;
    for (let i = k + 1; i < size; i++) product += h[i] * z[i];
    for (let i = k + 1; i < size; i++) z[i] -= product * h[i];
  }
  return { diagonal, beside, z };
}

/** H A H for the block from `from` on, H = 1 − h hᵀ. */
function reflectBlock(matrix: Float64Array, size: number, from: number, h: Float64Array, work: Float64Array) {
  let half = 0;
  for (let i = from; i < size; i++) {
    const row = i * size;
    let sum = 0;
    for (let j = from; j < size; j++) sum += matrix[row + j] * h[j];
    work[i] = sum;
    half += (h[i] * sum) / 2;
  }
  for (let i = from; i < size; i++) work[i] -= half * h[i];
  for (let i = from; i < size; i++) {
    const row = i * size;
    const p = h[i];
    const q = work[i];
    for (let j = from; j < size; j++) matrix[row + j] -= p * work[j] + q * h[j];
  }
}

/** What a smoothing leaves of the values, and of their freedom. */
export interface SmoothingTrial {
  /** Weighed squares of values less surface, over smoothing². */
  readonly squares: number;
  /** Trace of the inverse: freedom that is left to the residuals, over the smoothing. */
  readonly trace: number;
}

/** `‖(T + s)⁻¹ z‖²` and `tr (T + s)⁻¹` of a tridiagonal matrix T. */
export function trySmoothing(
  { diagonal, beside, z }: TridiagonalContrasts,
  smoothing: number,
): SmoothingTrial {
  const size = z.length;
  const [down, up, x] = [new Float64Array(size), new Float64Array(size), z.slice()];
  // Pivots from the top and from the bottom: both together give the diagonal of the inverse.
  for (let k = 0; k < size; k++) {
    const own = diagonal[k] + smoothing;
    down[k] = k === 0 ? own : own - beside[k] ** 2 / down[k - 1];
    if (k > 0) x[k] -= (beside[k] / down[k - 1]) * x[k - 1];
  }
  for (let k = size - 1; k >= 0; k--) {
    const own = diagonal[k] + smoothing;
    up[k] = k === size - 1 ? own : own - beside[k + 1] ** 2 / up[k + 1];
    x[k] = (x[k] - (k === size - 1 ? 0 : beside[k + 1] * x[k + 1])) / down[k];
  }
  let [squares, trace] = [0, 0];
  for (let k = 0; k < size; k++) {
    squares += x[k] * x[k];
    trace += 1 / (down[k] + up[k] - diagonal[k] - smoothing);
  }
  return { squares, trace };
}

/** A smoothing that was chosen. */
export interface ChosenSmoothing {
  readonly smoothing: number;
  /** The score of generalised cross-validation: the mean square error of a prediction from the others, about. */
  readonly score: number;
  /** Degrees of freedom that the surface takes, of each datum. */
  readonly freedomShare: number;
  /** Whether the score was still falling at the end of the range. */
  readonly atLimit: "least" | "most" | undefined;
}

/** Smoothings that are tried, over the mean diagonal of the contrasts' covariance. */
const RANGE = [1e-9, 1e5] as const;

/**
 * The smoothing of least generalised cross-validation, `n ‖residuals‖² / (trace of (1 − influence))²`, over one or
 * several parts of the data together.
 *
 * Source: Craven & Wahba (1979), Numer. Math. 31, 377–403; Wahba (1990), Spline models for observational data, SIAM,
 * equation 4.3.1.
 */
export function chooseSmoothing(parts: readonly TridiagonalContrasts[], rows: number): ChosenSmoothing {
  const contrasts = parts.reduce((sum, { z }) => sum + z.length, 0);
  const size = parts.reduce((sum, { diagonal }) => sum + diagonal.reduce((a, b) => a + b, 0), 0) / contrasts;
  const totals = (logarithm: number): SmoothingTrial => {
    const trials = parts.map((part) => trySmoothing(part, size * Math.exp(logarithm)));
    return {
      squares: trials.reduce((sum, { squares }) => sum + squares, 0),
      trace: trials.reduce((sum, { trace }) => sum + trace, 0),
    };
  };
  const score = (logarithm: number): number => {
    const { squares, trace } = totals(logarithm);
    return (rows * squares) / trace ** 2;
  };
  const [low, high] = RANGE.map(Math.log);
  const steps = 64;
  const tried = Array.from({ length: steps + 1 }, (_, k) => low + ((high - low) * k) / steps);
  const scores = tried.map(score);
  const best = scores.indexOf(scores.reduce((a, b) => Math.min(a, b)));
  const [from, to] = [tried[Math.max(0, best - 1)], tried[Math.min(steps, best + 1)]];
  const at = best === 0 || best === steps ? tried[best] : goldenSection(score, from, to);
  const smoothing = size * Math.exp(at);
  return {
    smoothing,
    score: score(at),
    freedomShare: 1 - (smoothing * totals(at).trace) / rows,
    atLimit: best === 0 ? "least" : best === steps ? "most" : undefined,
  };
}

/** Place of the minimum between two places (Kiefer 1953). */
function goldenSection(score: (at: number) => number, from: number, to: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  let [a, b] = [high - share * (high - low), low + share * (high - low)];
  let [ofA, ofB] = [score(a), score(b)];
  while (high - low > 1e-4) {
    if (ofA < ofB) {
      [high, b, ofB] = [b, a, ofA];
      a = high - share * (high - low);
      ofA = score(a);
    } else {
      [low, a, ofA] = [a, b, ofB];
      b = low + share * (high - low);
      ofB = score(b);
    }
  }
  return (low + high) / 2;
}
