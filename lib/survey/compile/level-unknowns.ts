import type { Observation } from "../../core/sparse-least-squares.js";
import { middles } from "../clean/survey-unknowns.js";
import type { LevelField } from "./level-field.js";
import type { Innovation } from "./level-innovations.js";

/** The unknowns of a levelling: first those of each survey, then the field's mean and its slope with height. */
export interface LevelUnknowns {
  /** 1 (shift) or 3 (shift, tilt east, tilt north). */
  readonly perSurvey: number;
  readonly count: number;
  /** How many of them belong to surveys. */
  readonly ofSurveys: number;
  /** Unknowns and coefficients of a row's value. */
  readonly terms: (row: number) => readonly (readonly [number, number])[];
  /** What is known beforehand. */
  readonly conditions: readonly Observation[];
}

/** What is known of the surveys before their points are looked at. */
export interface LevelKnowledge {
  /** Standard deviation of each survey's shift from zero, mGal; 0 = held, infinite = not known. */
  readonly levelSigma: readonly number[];
  /** Standard deviation of the field's mean, mGal; infinite = not known. */
  readonly meanSigma: number;
  readonly tilt: boolean;
}

/** Standard deviation of a condition that holds exactly, mGal. */
const HELD = 1e-4;
/** What a tilt may be before the data say anything, mGal/km. */
const TILT_SIGMA = 1;
/** What the slope with height may be before the data say anything, mGal/m: some 700 kg/m³ of density. */
const SLOPE_SIGMA = 0.03;

/** The unknowns of surveys, and the conditions that give them a level. */
export function levelUnknowns(field: LevelField, surveys: number, known: LevelKnowledge): LevelUnknowns {
  const { levelSigma, meanSigma, tilt } = known;
  const perSurvey = tilt ? 3 : 1;
  const mean = surveys * perSurvey;
  const middle = middles(field, Array.from(field.surveyOf), surveys);
  const height = heightScale(field);
  const one = (unknown: number, sigma: number): Observation => ({
    ...{ unknowns: [unknown], coefficients: [1], value: 0, sigma: Math.max(sigma, HELD), isCondition: true },
  });
  const conditions: Observation[] = [one(mean + 1, SLOPE_SIGMA)];
  for (let k = 0; k < surveys; k++) {
    if (Number.isFinite(levelSigma[k])) conditions.push(one(k * perSurvey, levelSigma[k]));
    for (const offset of tilt ? [1, 2] : [])
      conditions.push(one(k * perSurvey + offset, levelSigma[k] === 0 ? HELD : TILT_SIGMA));
  }
  if (Number.isFinite(meanSigma)) conditions.push(one(mean, meanSigma));
  if (!Number.isFinite(meanSigma) && !levelSigma.some(Number.isFinite))
    conditions.push(meanShiftIsZero(middle.count, perSurvey));
  return {
    perSurvey,
    count: mean + 2,
    ofSurveys: mean,
    terms: (row) => {
      const k = field.surveyOf[row];
      const own: (readonly [number, number])[] = [
        [k * perSurvey, 1],
        [mean, 1],
        [mean + 1, (field.height_m[row] || 0) - height],
      ];
      if (tilt)
        own.push(
          [k * perSurvey + 1, field.x_km[row] - middle.x[k]],
          [k * perSurvey + 2, field.y_km[row] - middle.y[k]],
        );
      return own;
    },
    conditions,
  };
}

/** Each survey counts by its points. */
function meanShiftIsZero(points: Float64Array, perSurvey: number): Observation {
  const all = points.reduce((sum, n) => sum + n, 0);
  return {
    unknowns: Array.from(points, (_, k) => k * perSurvey),
    coefficients: Array.from(points, (n) => n / all),
    ...{ value: 0, sigma: HELD, isCondition: true },
  };
}

function heightScale({ height_m, rows }: LevelField): number {
  return rows.reduce((sum, i) => sum + (height_m[i] || 0), 0) / rows.length;
}

/** Turns innovations into observation equations: their weights times the terms of their rows, each unknown once. */
export type Equations = (innovation: Innovation) => Observation;

/**
 * Makes {@link Equations}. The standard deviation of an equation is the amplitude of the field around its point, so that a mountain
 * range and a plain count as what they are.
 */
export function equationsOf(
  { value, rows: all }: LevelField,
  { count, terms }: LevelUnknowns,
  amplitude: Float64Array,
): Equations {
  // The terms of all rows as plain numbers: the likelihood asks for them a hundred times.
  const width = terms(all[0]).length;
  const unknown = new Int32Array(value.length * width);
  const coefficient = new Float64Array(value.length * width);
  for (const row of all)
    for (const [k, [u, c]] of terms(row).entries()) {
      unknown[row * width + k] = u;
      coefficient[row * width + k] = c;
    }
  const sums = new Float64Array(count);
  const isIn = new Uint8Array(count);
  return ({ rows, weights }) => {
    const unknowns: number[] = [];
    let z = 0;
    for (let a = 0; a < rows.length; a++) {
      const row = rows[a];
      z += weights[a] * value[row];
      for (let k = row * width; k < (row + 1) * width; k++) {
        const u = unknown[k];
        if (isIn[u] === 0) {
          isIn[u] = 1;
          unknowns.push(u);
        }
        sums[u] += weights[a] * coefficient[k];
      }
    }
    const coefficients = unknowns.map((u) => sums[u]);
    for (const u of unknowns) {
      sums[u] = 0;
      isIn[u] = 0;
    }
    return { unknowns, coefficients, value: z, sigma: amplitude[rows[rows.length - 1]] };
  };
}
