import { type NearestPoints, nearestPoints } from "../../core/nearest-points.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { type CollocationOptions, collocation } from "./points-collocation.js";
import { type CovarianceModel, fitCovariance, type PointField } from "./points-covariance.js";

/** Options of {@link leaveOneOut}. */
export interface LeaveOneOutOptions extends CollocationOptions {
  /** How many neighbours predict a point. */
  readonly neighbours: number;
}

/** What the neighbours of every point say of it. */
export interface LeaveOneOut {
  /** Predicted value of each row, mGal; NaN where it has no value or too few neighbours. */
  readonly predicted: Float64Array;
  /** Standard deviation of the difference between value and prediction, mGal. */
  readonly sigma: Float64Array;
  /** Difference in standard deviations, after the local scale. */
  readonly score: Float64Array;
  readonly model: CovarianceModel;
  readonly index: NearestPoints;
  /** Variance that each row was given for its doubtfulness, mGal². */
  readonly inflation: Float64Array;
}

/** What a prediction from neighbours takes where nothing else is asked for. */
export const NEIGHBOUR_DEFAULTS: LeaveOneOutOptions = Object.freeze({
  neighbours: 20,
  heightSlope_mgal_per_m: 0.03,
  relief_mgal_per_m: 0.01,
});

const ROUNDS = 4;
/** A difference of more standard deviations than this puts a neighbour in doubt. */
const DOUBT = 2.5;
/** How many points the overall scale counts as, beside the neighbours' own, in the local scale. */
const PRIOR_POINTS = 10;

/**
 * Predicts every point from its neighbours without itself, and repeats it while neighbours in doubt lose their say,
 * so that one wild value does not accuse the good ones around it.
 *
 * The score divides the difference by its standard deviation and by the local scale, which is what the neighbours'
 * own differences show: where the field is rougher than the model, all differ more, and none is a mistake for that.
 *
 * @param field - rows with a NaN take no part
 */
export function leaveOneOut(field: PointField, options: LeaveOneOutOptions): LeaveOneOut {
  const { x_km, y_km, height_m, value } = field;
  const rows = Array.from(value.keys()).filter(
    (i) => Number.isFinite(value[i]) && Number.isFinite(height_m[i]) && Number.isFinite(x_km[i] + y_km[i]),
  );
  const index = indexOf(field, rows);
  const model = fitCovariance(field, rows, index);
  const around = rows.map((i) => nearestOthers(index, field, i, options.neighbours));
  const relief = around.map((near) => robustScale(near.map((j) => height_m[j])));
  const empty = () => new Float64Array(value.length).fill(Number.NaN);
  const [predicted, sigma, score] = [empty(), empty(), empty()];
  const inflation = startingDoubt(field, rows, around, model);
  const predict = collocation(field, model, inflation, options);
  const isNew = new Uint8Array(value.length).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [k, i] of rows.entries()) {
      if (around[k].length < 3 || !around[k].some((j) => isNew[j])) continue;
      const answer = predict(x_km[i], y_km[i], height_m[i], around[k], relief[k]);
      predicted[i] = answer.value;
      sigma[i] = answer.sigma;
    }
    for (const i of rows) {
      const next = doubt(value[i] - predicted[i], sigma[i]);
      isNew[i] = Math.abs(next - inflation[i]) > 0.05 * (sigma[i] ** 2 + inflation[i]) ? 1 : 0;
      inflation[i] = next;
    }
  }
  for (const i of rows) score[i] = (value[i] - predicted[i]) / sigma[i];
  const local = rows.map((_, k) => localScale(around[k].map((j) => score[j])));
  for (const [k, i] of rows.entries()) {
    sigma[i] *= local[k];
    score[i] /= local[k];
  }
  return { predicted, sigma, score, model, index, inflation };
}

/** The nearest rows beside row `i` itself. */
export function nearestOthers(
  index: NearestPoints,
  { x_km, y_km }: PointField,
  i: number,
  count: number,
): number[] {
  return index
    .nearest(x_km[i], y_km[i], count + 1)
    .filter((j) => j !== i)
    .slice(0, count);
}

function indexOf({ x_km, y_km }: PointField, rows: readonly number[]): NearestPoints {
  const [x, y] = [
    new Float64Array(x_km.length).fill(Number.NaN),
    new Float64Array(x_km.length).fill(Number.NaN),
  ];
  for (const i of rows) [x[i], y[i]] = [x_km[i], y_km[i]];
  return nearestPoints(x, y);
}

/** Before the first prediction, the distance from the neighbours' median tells who is in doubt. */
function startingDoubt(
  { value }: PointField,
  rows: readonly number[],
  around: readonly (readonly number[])[],
  { sill, nugget }: CovarianceModel,
): Float64Array {
  const inflation = new Float64Array(value.length);
  for (const [k, i] of rows.entries()) {
    const near = around[k].map((j) => value[j]);
    const spread = Math.max(robustScale(near), Math.sqrt(nugget + 0.1 * sill));
    inflation[i] = doubt(value[i] - median(near), spread);
  }
  return inflation;
}

/** Variance that a point is given for being farther from its prediction than errors are, mGal². */
export function doubt(difference: number, sigma: number): number {
  return Number.isFinite(difference) ? Math.max(0, difference ** 2 - (DOUBT * sigma) ** 2) : 0;
}

/** Robust scale of the neighbours' scores about zero, drawn towards one where there are few. */
export function localScale(scores: readonly number[]): number {
  const known = scores.filter(Number.isFinite);
  if (known.length === 0) return 1;
  const own = robustScale(known, 0);
  return Math.sqrt((known.length * own ** 2 + PRIOR_POINTS) / (known.length + PRIOR_POINTS));
}
