import type { NearestPoints } from "../../core/nearest-points.js";
import { median } from "../../core/robust-statistics.js";

/** Shapes of covariance: of a rough field, and of a smooth one (Matérn's with smoothness 3/2). */
export type CovarianceKind = "exponential" | "matern";

/**
 * How values at points belong together: `C(d) = sill · exp(−d / range)`, or `sill · (1 + d / range) exp(−d / range)` for a Matérn
 * model, and `nugget` at the point itself.
 */
export interface CovarianceModel {
  /** Default `exponential`. */
  readonly kind?: CovarianceKind;
  /** Variance of the field, mGal². */
  readonly sill: number;
  /** The range of the formula, kilometres. */
  readonly range_km: number;
  /** Variance of one value beside the field: errors, and what is too small for the spacing; mGal². */
  readonly nugget: number;
}

/** A field at points of a plane. */
export interface PointField {
  readonly x_km: Float64Array;
  readonly y_km: Float64Array;
  /** Heights, metres: they take part in the prediction. */
  readonly height_m: Float64Array;
  /** The quantity, mGal; NaN = not known. */
  readonly value: Float64Array;
}

/**
 * The correlation of a field at a distance in units of its range.
 *
 * @example
 * correlationOf("exponential", 1); // => Math.exp(-1)
 * correlationOf("matern", 1); // => 2 * Math.exp(-1)
 */
export function correlationOf(kind: CovarianceKind | undefined, t: number): number {
  return kind === "matern" ? (1 + t) * Math.exp(-t) : Math.exp(-t);
}

const BINS = 14;
/** Half the squared median difference is this part of the variance of normal differences: 0.6745². */
const MEDIAN_SQUARED = 0.454937;

/**
 * The covariance that the values themselves show: half the mean square difference against distance, from medians so
 * that outliers have no say, fitted by the exponential model. Pairs are a point and its near neighbours, since
 * prediction from neighbours needs the near part only. Where surveys are given, both points of a pair are of one survey.
 *
 * Source: Cressie (1993), Statistics for Spatial Data, section 2.4.3 (robust variogram) and eq. 2.3.9 (exponential).
 */
export function fitCovariance(
  field: PointField,
  rows: readonly number[],
  index: NearestPoints,
  survey?: readonly string[],
): CovarianceModel {
  const sample = everyNth(rows, 1500);
  const distances: number[] = [];
  const differences: number[] = [];
  for (const i of sample) {
    const known = (j: number) => Number.isFinite(field.value[j]) && survey?.[j] === survey?.[i];
    for (const j of index.nearest(field.x_km[i], field.y_km[i], 60, known)) {
      const distance = Math.hypot(field.x_km[i] - field.x_km[j], field.y_km[i] - field.y_km[j]);
      if (j === i || distance === 0) continue;
      distances.push(distance);
      differences.push(Math.abs(field.value[i] - field.value[j]));
    }
  }
  const bins = binned(distances, differences);
  return bins.length === 0 ? { sill: 1, range_km: 1, nugget: 1 } : bestModel(bins);
}

interface Bin {
  readonly distance: number;
  readonly semivariance: number;
}

/** Bins of equal numbers of pairs, near to far. */
function binned(distances: readonly number[], differences: readonly number[]): Bin[] {
  const order = Float64Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
  const size = Math.max(1, Math.ceil(order.length / BINS));
  const bins: Bin[] = [];
  for (let start = 0; start < order.length; start += size) {
    const members = Array.from(order.subarray(start, start + size));
    const difference = median(members.map((k) => differences[k]));
    const distance = median(members.map((k) => distances[k]));
    bins.push({ distance, semivariance: difference ** 2 / MEDIAN_SQUARED / 2 });
  }
  return bins;
}

/** Tries ranges from near to far; nugget and sill follow for each by least squares of relative errors. */
function bestModel(bins: readonly Bin[]): CovarianceModel {
  const farthest = bins[bins.length - 1].distance;
  const typical = median(bins.map((bin) => bin.semivariance)) || 1e-6;
  let best: CovarianceModel = { sill: typical, range_km: farthest, nugget: typical };
  let smallest = Number.POSITIVE_INFINITY;
  for (let factor = 0.1; factor <= 10; factor *= 1.25) {
    const range_km = farthest * factor;
    const { nugget, sill } = nuggetAndSill(bins, range_km);
    let misfit = 0;
    for (const { distance, semivariance } of bins) {
      const model = nugget + sill * (1 - Math.exp(-distance / range_km));
      misfit += (semivariance / model - 1) ** 2;
    }
    if (misfit < smallest) {
      smallest = misfit;
      best = { sill, range_km, nugget };
    }
  }
  // A nugget of nothing would let one near neighbour decide alone, and makes the equations singular.
  const floor = Math.max(1e-4 * (best.sill + best.nugget), 1e-6);
  return { sill: Math.max(best.sill, floor), range_km: best.range_km, nugget: Math.max(best.nugget, floor) };
}

function nuggetAndSill(bins: readonly Bin[], range_km: number): { nugget: number; sill: number } {
  let [s11, s12, s22, r1, r2] = [0, 0, 0, 0, 0];
  for (const { distance, semivariance } of bins) {
    const rise = 1 - Math.exp(-distance / range_km);
    const weight = 1 / Math.max(semivariance, 1e-9) ** 2;
    s11 += weight;
    s12 += weight * rise;
    s22 += weight * rise * rise;
    r1 += weight * semivariance;
    r2 += weight * rise * semivariance;
  }
  const determinant = s11 * s22 - s12 * s12;
  const nugget = (r1 * s22 - r2 * s12) / determinant;
  const sill = (s11 * r2 - s12 * r1) / determinant;
  if (!(nugget > 0)) return { nugget: 0, sill: Math.max(r2 / s22, 0) };
  if (!(sill > 0)) return { nugget: r1 / s11, sill: 0 };
  return { nugget, sill };
}

function everyNth(rows: readonly number[], count: number): number[] {
  const step = Math.max(1, rows.length / count);
  return Array.from({ length: Math.min(count, rows.length) }, (_, k) => rows[Math.floor(k * step)]);
}
