import { nearestPoints } from "../../core/nearest-points.js";
import { collocation } from "../clean/points-collocation.js";
import type { CovarianceModel, PointField } from "../clean/points-covariance.js";
import { doubt, localScale, NEIGHBOUR_DEFAULTS, nearestOthers } from "../clean/points-leave-one-out.js";
import type { LevelField } from "./level-field.js";

/** What the neighbours say of every point. */
export interface Doubts {
  /** Variance that each row gets for its doubtfulness, mGal². */
  readonly inflation: Float64Array;
  /** Value less prediction, mGal; NaN where there are fewer than three neighbours. */
  readonly difference: Float64Array;
  /** Standard deviation of the difference, with the local scale, mGal. */
  readonly sigma: Float64Array;
  /**
   * How much rougher the field is around each point than the model says: the scale of the neighbours' own differences. A mountain range
   * and a plain are one field with two amplitudes.
   */
  readonly amplitude: Float64Array;
}

const ROUNDS = 3;
/** Doubt begins at 3.5 standard deviations; `doubt` itself begins at 2.5. */
const LATER = 3.5 / 2.5;

/**
 * Predicts every point from its neighbours, each with its own variance, and finds the points in doubt, which lose their say
 * in the next round. Neighbours are of all surveys, or of the point's own where the surveys' levels are not known yet.
 */
export function findDoubts(field: LevelField, model: CovarianceModel, ownOnly: boolean): Doubts {
  const { x_km, y_km, rows, surveyOf, variance, shared, value } = field;
  const empty = () => new Float64Array(value.length).fill(Number.NaN);
  const [difference, sigma] = [empty(), empty()];
  const inflation = new Float64Array(value.length);
  const heights = field.height_m.map((h) => (Number.isNaN(h) ? 0 : h));
  const near = neighboursOf(field, ownOnly);
  const amplitude = new Float64Array(value.length).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    const known = variance.map((v, i) => v + sharedVariance(i) + inflation[i]);
    const predict = collocation({ ...field, height_m: heights }, model, known, NEIGHBOUR_DEFAULTS);
    for (const i of rows) {
      const around = near.get(i) ?? [];
      if (around.length < 3) continue;
      const answer = predict(x_km[i], y_km[i], heights[i], around, 0);
      difference[i] = value[i] - answer.value;
      sigma[i] = Math.sqrt(answer.sigma ** 2 + variance[i] + sharedVariance(i));
    }
    const score = difference.map((d, i) => d / sigma[i]);
    for (const i of rows) amplitude[i] = localScale((near.get(i) ?? []).map((j) => score[j]));
    for (const i of rows) {
      sigma[i] *= amplitude[i];
      inflation[i] = doubt(difference[i], sigma[i] * LATER);
    }
  }
  return { inflation, difference, sigma, amplitude };

  function sharedVariance(i: number): number {
    return (shared[surveyOf[i]]?.sigma_mgal ?? 0) ** 2;
  }

  /** The nearest rows of each row. */
  function neighboursOf(points: PointField, alone: boolean): Map<number, number[]> {
    const found = new Map<number, number[]>();
    for (const survey of alone ? new Set(surveyOf) : [-1]) {
      const members = rows.filter((i) => !alone || surveyOf[i] === survey);
      const [x, y] = [empty(), empty()];
      for (const i of members) [x[i], y[i]] = [points.x_km[i], points.y_km[i]];
      const index = nearestPoints(x, y);
      for (const i of members) found.set(i, nearestOthers(index, points, i, NEIGHBOUR_DEFAULTS.neighbours));
    }
    return found;
  }
}
