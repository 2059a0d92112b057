import type { Column, Columns } from "../../core/columns.js";
import { nearestPoints } from "../../core/nearest-points.js";
import { collocation } from "../clean/points-collocation.js";
import type { CovarianceModel } from "../clean/points-covariance.js";
import { NEIGHBOUR_DEFAULTS } from "../clean/points-leave-one-out.js";
import type { LevelField } from "./level-field.js";

const NEIGHBOURS = 8;

interface Sums {
  count: number;
  weight: number;
  readonly mean: [number, number];
  readonly square: [number, number];
  variance: number;
}

/**
 * How well two surveys agree where they overlap, before and after levelling: at every point of the one, what the other's
 * points predict there, and the other way round.
 *
 * @param corrections - what was added to each row, mGal
 * @returns a row for each pair of surveys: points compared, weighted mean and rms of the differences (first less second)
 *   before and after, and the rms that the errors and the distances lead to expect
 */
export function pairStatistics(
  field: LevelField,
  names: readonly string[],
  model: CovarianceModel,
  inflation: Float64Array,
  corrections: Float64Array,
  reach_km: number,
): Columns {
  const { x_km, y_km, rows, surveyOf, variance } = field;
  const heights = field.height_m.map((h) => (Number.isNaN(h) ? 0 : h));
  const own = variance.map((v, i) => v + inflation[i]);
  const predict = collocation({ ...field, height_m: heights }, model, own, NEIGHBOUR_DEFAULTS);
  const [x, y] = [new Float64Array(x_km.length).fill(Number.NaN), y_km.slice()];
  for (const i of rows) x[i] = x_km[i];
  const index = nearestPoints(x, y);
  const pairs = new Map<string, Sums>();
  for (const i of rows) {
    for (const [survey, others] of nearOfOthers(i)) {
      const answer = predict(x_km[i], y_km[i], heights[i], others, 0);
      if (!Number.isFinite(answer.value)) continue;
      const sign = surveyOf[i] < survey ? 1 : -1;
      const [a, b] = [Math.min(surveyOf[i], survey), Math.max(surveyOf[i], survey)];
      const correction = others.reduce(
        (sum, j, k) => sum - answer.weights[k] * corrections[j],
        corrections[i],
      );
      const before = sign * (field.value[i] - answer.value);
      addTo(sumsOf(pairs, `${a} ${b}`), before, before + sign * correction, answer.sigma ** 2 + own[i]);
    }
  }
  return columnsOfPairs(pairs, names);

  /** The nearest points of each other survey within reach. */
  function nearOfOthers(i: number): Map<number, number[]> {
    const far = (j: number) => (x_km[j] - x_km[i]) ** 2 + (y_km[j] - y_km[i]) ** 2;
    const others = new Map<number, number[]>();
    const near = index.within(x_km[i], y_km[i], reach_km).filter((j) => surveyOf[j] !== surveyOf[i]);
    for (const j of near.sort((a, b) => far(a) - far(b) || a - b)) {
      const list = others.get(surveyOf[j]) ?? [];
      if (list.length < NEIGHBOURS) list.push(j);
      others.set(surveyOf[j], list);
    }
    return others;
  }
}

function sumsOf(pairs: Map<string, Sums>, key: string): Sums {
  const known = pairs.get(key) ?? { count: 0, weight: 0, mean: [0, 0], square: [0, 0], variance: 0 };
  pairs.set(key, known);
  return known;
}

function addTo(sums: Sums, before: number, after: number, variance: number): void {
  const weight = 1 / variance;
  sums.count++;
  sums.weight += weight;
  sums.variance += 1; // weight times variance
  for (const [k, difference] of [before, after].entries()) {
    sums.mean[k] += weight * difference;
    sums.square[k] += weight * difference ** 2;
  }
}

function columnsOfPairs(pairs: ReadonlyMap<string, Sums>, names: readonly string[]): Columns {
  const keys = [...pairs.keys()].sort((a, b) => {
    const [[a1, a2], [b1, b2]] = [a.split(" ").map(Number), b.split(" ").map(Number)];
    return a1 - b1 || a2 - b2;
  });
  const each = (of: (sums: Sums) => number) => Float64Array.from(keys, (key) => of(pairs.get(key) as Sums));
  const columns: Record<string, Column> = {
    survey_a: keys.map((key) => names[Number(key.split(" ")[0])]),
    survey_b: keys.map((key) => names[Number(key.split(" ")[1])]),
    points: each(({ count }) => count),
    mean_before_mgal: each(({ mean, weight }) => mean[0] / weight),
    mean_after_mgal: each(({ mean, weight }) => mean[1] / weight),
    rms_before_mgal: each(({ square, weight }) => Math.sqrt(square[0] / weight)),
    rms_after_mgal: each(({ square, weight }) => Math.sqrt(square[1] / weight)),
    rms_expected_mgal: each(({ variance, weight }) => Math.sqrt(variance / weight)),
  };
  return columns;
}
