import { factorCholesky, lastRowOfInverse } from "../../core/cholesky.js";
import { type NearestPoints, nearestPoints } from "../../core/nearest-points.js";
import { shuffled } from "../../core/random.js";
import { type CovarianceModel, correlationOf } from "../clean/points-covariance.js";
import type { LevelField } from "./level-field.js";

/** A point, which stands last, and the points before it that predict it. */
export interface Turn {
  readonly rows: readonly number[];
}

/** How many points before it predict a point: the nearest of all, and the nearest of other surveys. */
const NEAREST = 12;
const OF_OTHERS = 6;
/** The first points are far apart and say how surveys hang together over long distances: each is predicted from all before it. */
const FIRST = 60;

/**
 * Puts the points in a random order and finds, for each, the nearest points before it: of all surveys, and of other surveys
 * within reach, so that every overlap is seen.
 */
export function takeTurns({ x_km, y_km, surveyOf, rows }: LevelField, reach_km: number): readonly Turn[] {
  const order = Array.from(shuffled(rows.length, 1), (k) => rows[k]);
  const [x, y] = [Float64Array.from(order, (i) => x_km[i]), Float64Array.from(order, (i) => y_km[i])];
  let size = 0;
  let index: NearestPoints = nearestPoints(x.subarray(0, 0), y.subarray(0, 0));
  return order.map((row, rank) => {
    if (rank <= FIRST) return { rows: order.slice(0, rank + 1) };
    if (rank >= size) {
      // A tree of at most twice as many points as had their turn.
      size = Math.min(order.length, 2 * rank);
      index = nearestPoints(x.subarray(0, size), y.subarray(0, size));
    }
    const near = index.nearest(x[rank], y[rank], NEAREST, (k) => k < rank);
    const far = (k: number) => (x[k] - x[rank]) ** 2 + (y[k] - y[rank]) ** 2;
    const others = index
      .within(x[rank], y[rank], reach_km)
      .filter((k) => k < rank && surveyOf[order[k]] !== surveyOf[row])
      .sort((a, b) => far(a) - far(b) || a - b)
      .slice(0, OF_OTHERS);
    return { rows: [...new Set([...near, ...others, rank])].map((k) => order[k]) };
  });
}

/** Weights that turn correlated values into one number of variance 1. */
export interface Innovation {
  /** The points before it, and the point itself at the end. */
  readonly rows: readonly number[];
  readonly weights: Float64Array;
}

/**
 * What is new in each point's value when the points before it are known: `z = Σ weightⱼ valueⱼ`. These numbers have variance 1
 * and share nothing, so that ordinary least squares may take them for observations. Each of them that has points of two
 * surveys is a cross-difference, and distance counts in it as the covariance says.
 *
 * ```
 * C(i, j) = C(d) + [same survey] shared² · exp(−d/shared range) + [i = j] (nugget + own variance + inflation)
 * ```
 *
 * @param inflation - variance that is added for points in doubt, mGal², by row
 *
 * Source: Vecchia (1988), J. R. Statist. Soc. B 50, 297–312; the other surveys' neighbours are our addition.
 */
export function* innovations(
  field: LevelField,
  turns: readonly Turn[],
  model: CovarianceModel,
  inflation: Float64Array,
): Generator<Innovation> {
  const most = turns.reduce((size, { rows }) => Math.max(size, rows.length), 0);
  const matrix = new Float64Array(most * most);
  const weights = new Float64Array(most);
  for (const { rows } of turns) {
    fillCovariance(matrix, rows, field, model, inflation);
    if (factorCholesky(matrix, rows.length) >= 0) continue; // a point that its neighbours know exactly says nothing new
    lastRowOfInverse(matrix, rows.length, weights);
    yield { rows, weights };
  }
}

function fillCovariance(
  matrix: Float64Array,
  rows: readonly number[],
  { x_km, y_km, surveyOf, variance, shared }: LevelField,
  { kind, sill, range_km, nugget }: CovarianceModel,
  inflation: Float64Array,
): void {
  const size = rows.length;
  for (let a = 0; a < size; a++) {
    const i = rows[a];
    const own = shared[surveyOf[i]];
    for (let b = 0; b < a; b++) {
      const j = rows[b];
      const distance = Math.sqrt((x_km[i] - x_km[j]) ** 2 + (y_km[i] - y_km[j]) ** 2);
      let covariance = sill * correlationOf(kind, distance / range_km);
      if (own !== undefined && surveyOf[i] === surveyOf[j])
        covariance += own.sigma_mgal ** 2 * Math.exp(-distance / own.range_km);
      matrix[a * size + b] = covariance;
    }
    matrix[a * size + a] = sill + nugget + (own?.sigma_mgal ?? 0) ** 2 + variance[i] + inflation[i];
  }
}
