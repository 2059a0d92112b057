import { factorCholesky, solveCholesky } from "../../core/cholesky.js";
import { type CovarianceModel, correlationOf, type PointField } from "./points-covariance.js";

/** Options of a prediction from neighbours. */
export interface CollocationOptions {
  /**
   * How far the slope of the quantity against height may be from zero, mGal/m, as a standard deviation. The slope is
   * estimated at every point from its neighbours, so that rock of another density, a mountain, is no error.
   */
  readonly heightSlope_mgal_per_m: number;
  /** Standard deviation that each metre of relief around a point adds: the terrain that was not corrected, mGal/m. */
  readonly relief_mgal_per_m: number;
}

/** What the neighbours say of a place. */
export interface Prediction {
  value: number;
  /** Standard deviation of a measured value about `value`, mGal. */
  sigma: number;
  /** What each neighbour counts. */
  readonly weights: Float64Array;
}

/** Predicts the value at a place (kilometres, metres) from the rows given; the answer is overwritten by the next. */
export type Predictor = (
  x_km: number,
  y_km: number,
  height_m: number,
  rows: ArrayLike<number>,
  relief_m: number,
) => Prediction;

/**
 * Least-squares collocation from near points: the best linear prediction, whose mean and slope with height are
 * unknown and so follow from the neighbours themselves.
 *
 * ```
 * value = m + cᵀ (C + D)⁻¹ (y − m)        sigma² = C₀ + d₀ − cᵀ (C + D)⁻¹ c
 * ```
 *
 * C is the model's covariance, plus a large constant (the unknown mean) and `slope² Δhᵢ Δhⱼ` (the unknown slope);
 * D holds each point's own variance: the nugget, the relief, and what `inflation` adds for a point that is in doubt.
 *
 * Source: Moritz (1980), Advanced Physical Geodesy, eq. 14-26 and 14-27; for gravity control Tscherning (1991), A
 * strategy for gross-error detection in satellite altimeter data, in: Determination of the Geoid, 95–107.
 */
export function collocation(
  field: PointField,
  { sill, range_km, nugget, kind }: CovarianceModel,
  inflation: Float64Array,
  options: CollocationOptions,
): Predictor {
  const { x_km, y_km, height_m, value } = field;
  const slope2 = options.heightSlope_mgal_per_m ** 2;
  const relief2 = options.relief_mgal_per_m ** 2;
  const correlation = (d: number) => correlationOf(kind, d / range_km);
  const meanVariance = 100 * (sill + nugget);
  let matrix = new Float64Array(0);
  let weights = new Float64Array(0);
  let right = new Float64Array(0);
  const answer = { value: Number.NaN, sigma: Number.NaN, weights };
  return (px, py, height, rows, relief_m) => {
    const size = rows.length;
    if (weights.length !== size) {
      matrix = new Float64Array(size * size);
      weights = new Float64Array(size);
      right = new Float64Array(size);
    }
    const ownVariance = nugget + relief2 * relief_m * relief_m;
    let mean = 0;
    for (let a = 0; a < size; a++) {
      const i = rows[a];
      mean += value[i] / size;
      const rise = slope2 * (height_m[i] - height);
      for (let b = 0; b < a; b++) {
        const j = rows[b];
        const covariance = sill * correlation(distance(x_km[i] - x_km[j], y_km[i] - y_km[j]));
        matrix[a * size + b] = meanVariance + covariance + rise * (height_m[j] - height);
      }
      matrix[a * size + a] = meanVariance + sill + rise * (height_m[i] - height) + ownVariance + inflation[i];
      right[a] = meanVariance + sill * correlation(distance(x_km[i] - px, y_km[i] - py));
    }
    weights.set(right);
    answer.value = Number.NaN;
    answer.sigma = Number.NaN;
    if (size === 0 || factorCholesky(matrix, size) >= 0) return { ...answer, weights };
    solveCholesky(matrix, size, weights);
    answer.value = mean;
    let explained = 0;
    for (let a = 0; a < size; a++) {
      answer.value += weights[a] * (value[rows[a]] - mean);
      explained += weights[a] * right[a];
    }
    answer.sigma = Math.sqrt(Math.max(meanVariance + sill - explained, 0) + ownVariance);
    return Object.assign(answer, { weights });
  };
}

/** Math.hypot guards against overflow, and is many times slower for it. */
function distance(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}
