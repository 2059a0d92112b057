import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import { dot } from "../core/dot.js";
import { ArgumentError } from "../core/errors.js";
import { stepReport } from "../core/report.js";
import { biweight, robustScale } from "../core/robust-statistics.js";
import { eachPosition, type FittedSurface, fittedSurface, type SurfaceNames } from "./fitted-surface.js";
import { type Points, usablePoints } from "./points.js";

/** Options of {@link fitTrend}. */
export interface TrendOptions extends SurfaceNames {
  /** Highest power of x and y together: 0 a level, 1 (default) a plane, 2 a curved surface, up to 10. */
  readonly degree?: number;
  /** Whether points far off the surface count less (Tukey's biweight, iterated); default false. */
  readonly robust?: boolean;
}

/** A polynomial trend. */
export interface Trend extends FittedSurface {
  /** Points less the trend, in the order of the points; NaN for those that were left out. */
  readonly residuals: Float64Array;
}

const MOST_ROUNDS = 50;

/**
 * Fits a polynomial in x and y to points by least squares: the regional field of a small survey.
 *
 * ```
 * trend(x, y) = Σ c_ij T_i(u) T_j(v),   i + j ≤ degree
 * ```
 *
 * with u and v the coordinates scaled to −1 … 1 and T Chebyshev's polynomials, which keep the equations solvable. A high
 * degree runs away outside the points, and between them where they are few.
 *
 * @param points - x, y, values; `sigma` weighs them by 1/σ². Points with a NaN are left out and counted.
 * @param options - see {@link TrendOptions}
 * @returns the surface with `predict`, `predictSigma` (of the trend itself, from the scatter of the points), `grid`,
 *   `residuals` and the report
 * @throws ArgumentError if the degree is no whole number from 0 to 10, or the points do not determine it
 *
 * Source: as GMT's `trend2d` (Wessel et al. 2019), with its models N1, N3, N6 and N10 for degrees 0 to 3; robust weights:
 * Beaton & Tukey (1974), Technometrics 16, 147–185.
 *
 * @example
 * const points = { x: Float64Array.of(0, 1, 0, 1), y: Float64Array.of(0, 0, 1, 1), values: Float64Array.of(1, 3, 2, 4) };
 * const trend = fitTrend(points);
 * trend.predict({ x: Float64Array.of(2), y: Float64Array.of(2) })[0].toFixed(9); // => "7.000000000"
 */
export function fitTrend(points: Points, { degree = 1, robust = false, ...names }: TrendOptions = {}): Trend {
  if (!(Number.isInteger(degree) && degree >= 0 && degree <= 10))
    throw new ArgumentError({
      argument: "options.degree",
      value: degree,
      accepted: "a whole number from 0 to 10",
    });
  const usable = usablePoints(points);
  const { x, y, values, sigma } = usable.points;
  const basis = chebyshevBasis(x, y, degree);
  const terms = ((degree + 1) * (degree + 2)) / 2;
  if (values.length < terms)
    throw new ArgumentError({
      argument: "points",
      value: `${values.length} usable points`,
      accepted: `at least ${terms}, the number of terms of degree ${degree}`,
    });
  const given = sigma ? sigma.map((s) => 1 / (s * s)) : new Float64Array(values.length).fill(1);
  let weights = given;
  let fit = solveTrend(basis, x, y, values, weights, degree);
  let rounds = 0;
  for (; robust && rounds < MOST_ROUNDS; rounds++) {
    const standardised = fit.residuals.map((r, k) => r * Math.sqrt(given[k]));
    const scale = robustScale(standardised);
    if (!(scale > 0)) break;
    weights = given.map((w, k) => w * biweight(standardised[k] / scale));
    const next = solveTrend(basis, x, y, values, weights, degree);
    const moved = Math.max(...next.coefficients.map((c, k) => Math.abs(c - fit.coefficients[k])));
    fit = next;
    if (moved < 1e-9 * scale) break;
  }
  const variance = unitVariance(fit.residuals, weights, terms);
  const at = (px: number, py: number): Float64Array => basis(px, py);
  const predict: FittedSurface["predict"] = (positions) =>
    eachPosition(positions, (px, py) => dot(at(px, py), fit.coefficients));
  const predictSigma: FittedSurface["predict"] = (positions) =>
    eachPosition(positions, (px, py) => {
      const row = at(px, py);
      return Math.sqrt(variance * dot(row, solveCholesky(fit.factor, terms, row.slice())));
    });
  const report = stepReport("fitTrend", {
    parameters: { degree, robust },
    rows: { in: usable.came, used: values.length, not_finite: usable.notFinite },
    figures: {
      ...{ terms, rounds, residual_rms: Math.sqrt(dot(fit.residuals, fit.residuals) / values.length) },
      without_weight: weights.filter((w) => w === 0).length,
    },
  });
  return Object.freeze({
    ...fittedSurface({ predict, predictSigma }, names, report),
    residuals: predict(points).map((value, k) => points.values[k] - value),
  });
}

type Basis = (x: number, y: number) => Float64Array;

/** The polynomials T_i(u) T_j(v) at a place, of the scaled coordinates. */
function chebyshevBasis(x: Float64Array, y: Float64Array, degree: number): Basis {
  const scale = (axis: Float64Array): ((value: number) => number) => {
    let [least, most] = [Infinity, -Infinity];
    for (const value of axis) [least, most] = [Math.min(least, value), Math.max(most, value)];
    const half = (most - least) / 2 || 1;
    return (value) => (value - (least + most) / 2) / half;
  };
  const [toU, toV] = [scale(x), scale(y)];
  const chebyshev = (value: number): number[] => {
    const list = [1, value];
    for (let k = 2; k <= degree; k++) list.push(2 * value * list[k - 1] - list[k - 2]);
    return list;
  };
  return (px, py) => {
    const [ofX, ofY] = [chebyshev(toU(px)), chebyshev(toV(py))];
    const row: number[] = [];
    for (let power = 0; power <= degree; power++)
      for (let j = 0; j <= power; j++) row.push(ofX[power - j] * ofY[j]);
    return Float64Array.from(row);
  };
}

interface Solved {
  readonly coefficients: Float64Array;
  readonly factor: Float64Array;
  readonly residuals: Float64Array;
}

function solveTrend(
  basis: Basis,
  x: Float64Array,
  y: Float64Array,
  values: Float64Array,
  weights: Float64Array,
  degree: number,
): Solved {
  const rows = Array.from(x, (px, k) => basis(px, y[k]));
  const terms = rows[0].length;
  const normal = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  for (const [k, row] of rows.entries()) {
    for (let i = 0; i < terms; i++) {
      right[i] += weights[k] * row[i] * values[k];
      for (let j = 0; j <= i; j++) normal[i * terms + j] += weights[k] * row[i] * row[j];
    }
  }
  if (factorCholesky(normal, terms) >= 0) {
    throw new ArgumentError({
      argument: "options.degree",
      value: degree,
      accepted: "a degree that the points determine",
      advice: "They lie on a line, or in too few places. Take a lower degree.",
    });
  }
  const coefficients = solveCholesky(normal, terms, right);
  const residuals = Float64Array.from(values, (value, k) => value - dot(rows[k], coefficients));
  return { coefficients, factor: normal, residuals };
}

/** Variance of an observation of weight 1, from the residuals. */
function unitVariance(residuals: Float64Array, weights: Float64Array, terms: number): number {
  const counted = weights.filter((w) => w > 0).length;
  const sum = residuals.reduce((total, r, k) => total + weights[k] * r * r, 0);
  return counted > terms ? sum / (counted - terms) : Number.NaN;
}
