import type { Observation } from "../../core/sparse-least-squares.js";
import type { PointField } from "./points-covariance.js";

/** A point's value less what the points of other surveys predict there: `value = Σ weights · surveys`. */
export interface Overlap {
  readonly row: number;
  readonly others: readonly number[];
  readonly weights: readonly number[];
  readonly difference: number;
  readonly sigma: number;
}

/** The equations for the shifts and tilts of surveys. */
export interface SurveyUnknowns {
  readonly observations: readonly Observation[];
  /** Number of unknowns. */
  readonly count: number;
  /** Index of each survey's shift; −1 where nothing is known of it. */
  readonly firstUnknown: readonly number[];
  /** 1 (shift) or 3 (shift, tilt east, tilt north). */
  readonly perSurvey: number;
  readonly overlapPoints: readonly number[];
  /** Groups of surveys that overlap with each other. */
  readonly groups: number;
}

/** Standard deviation of a datum condition, mGal: it holds exactly, beside all data. */
const CONDITION_SIGMA = 1e-4;
/** What a tilt may be before the data say anything, mGal/km: a survey on one spot has none. */
const TILT_SIGMA = 1;

/**
 * One equation for each overlap, `s(k) − Σ wⱼ s(kⱼ) = difference`, where s(k) is the shift of a survey and its tilt
 * times the distance from the survey's middle. In each group of surveys that overlap, the reference survey's unknowns
 * are zero, or the mean shift is, each survey counting by its points, and so is the mean tilt.
 */
export function joinOverlaps(
  field: PointField,
  survey: readonly string[],
  names: readonly string[],
  overlaps: readonly Overlap[],
  tilt: boolean,
  reference: string | undefined,
): SurveyUnknowns {
  const indexOf = new Map(names.map((name, k) => [name, k]));
  const surveyOf = survey.map((name) => indexOf.get(name) ?? -1);
  const overlapPoints = names.map(() => 0);
  const group = names.map((_, k) => k);
  const root = (k: number): number => (group[k] === k ? k : root(group[k]));
  for (const { row, others } of overlaps) {
    overlapPoints[surveyOf[row]]++;
    for (const j of others) group[root(surveyOf[j])] = root(surveyOf[row]);
  }
  const isKnown = names.map((_, k) => names.some((__, other) => other !== k && root(other) === root(k)));
  const perSurvey = tilt ? 3 : 1;
  let count = 0;
  const firstUnknown = names.map((_, k) => {
    const first = isKnown[k] ? count : -1;
    if (isKnown[k]) count += perSurvey;
    return first;
  });
  const middle = middles(field, surveyOf, names.length);
  const terms = (row: number): [number, number][] => {
    const k = surveyOf[row];
    const first = firstUnknown[k];
    const [east, north] = [field.x_km[row] - middle.x[k], field.y_km[row] - middle.y[k]];
    return tilt
      ? [
          [first, 1],
          [first + 1, east],
          [first + 2, north],
        ]
      : [[first, 1]];
  };
  const observations: Observation[] = overlaps.map(({ row, others, weights, difference, sigma }) => {
    const all = [
      ...terms(row),
      ...others.flatMap((j, m) => terms(j).map(([u, c]): [number, number] => [u, -weights[m] * c])),
    ];
    return {
      unknowns: all.map(([unknown]) => unknown),
      coefficients: all.map(([, coefficient]) => coefficient),
      value: difference,
      sigma,
    };
  });
  const roots = [...new Set(names.map((_, k) => root(k)).filter((_, k) => isKnown[k]))];
  for (const one of roots) {
    const members = names.map((_, k) => k).filter((k) => isKnown[k] && root(k) === one);
    const fixed = members.filter((k) => names[k] === reference);
    const held = fixed.length > 0 ? fixed : members;
    for (let offset = 0; offset < perSurvey; offset++) {
      observations.push({
        unknowns: held.map((k) => firstUnknown[k] + offset),
        coefficients: held.map((k) => middle.count[k] / held.reduce((sum, m) => sum + middle.count[m], 0)),
        value: 0,
        sigma: CONDITION_SIGMA,
        isCondition: true,
      });
    }
    for (const k of tilt ? members : []) {
      for (const offset of [1, 2])
        observations.push({
          unknowns: [firstUnknown[k] + offset],
          coefficients: [1],
          value: 0,
          sigma: TILT_SIGMA,
          isCondition: true,
        });
    }
  }
  return { observations, count, firstUnknown, perSurvey, overlapPoints, groups: roots.length };
}

/** The middle of each survey's points and how many they are; a point of no survey has the number −1. */
export function middles(
  { x_km, y_km }: PointField,
  surveyOf: readonly number[],
  surveys: number,
): { x: Float64Array; y: Float64Array; count: Float64Array } {
  const [x, y, count] = [new Float64Array(surveys), new Float64Array(surveys), new Float64Array(surveys)];
  surveyOf.forEach((k, row) => {
    if (k < 0 || !Number.isFinite(x_km[row] + y_km[row])) return;
    x[k] += x_km[row];
    y[k] += y_km[row];
    count[k]++;
  });
  return { x: x.map((sum, k) => sum / count[k]), y: y.map((sum, k) => sum / count[k]), count };
}
