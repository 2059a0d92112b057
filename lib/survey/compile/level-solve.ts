import { ArgumentError } from "../../core/errors.js";
import { nearestPoints } from "../../core/nearest-points.js";
import { solveRobust } from "../../core/sparse-least-squares.js";
import type { CovarianceModel } from "../clean/points-covariance.js";
import { fitCovariance } from "../clean/points-covariance.js";
import type { CompileSettings } from "./compile-options.js";
import { type Doubts, findDoubts } from "./level-doubts.js";
import type { LevelField } from "./level-field.js";
import { innovations, type Turn, takeTurns } from "./level-innovations.js";
import { likeliestModel } from "./level-likelihood.js";
import { equationsOf, type LevelKnowledge, type LevelUnknowns, levelUnknowns } from "./level-unknowns.js";

/** Shifts (and tilts) of surveys, and what they rest on. */
export interface LevelSolution {
  readonly perSurvey: number;
  readonly unknowns: Float64Array;
  readonly sigmas: Float64Array;
  /** What is to be added to each row's value, mGal; 0 where it takes no part. */
  readonly corrections: Float64Array;
  /** Robust scale of the innovations: 1 where errors and covariance are what was said. */
  readonly scale: number;
  /** Robust weight of each row's innovation: 0 for a wild one. */
  readonly weights: Float64Array;
  readonly model: CovarianceModel;
  readonly doubts: Doubts;
}

/** Rounds in which points in doubt and the covariance are found again with levelled values. */
const ROUNDS = 3;

/**
 * Generalised least squares of shifts and tilts. First the covariance and the points in doubt are found within each survey;
 * then, with levelled values, among all of them.
 */
export function solveLevels(field: LevelField, surveys: number, settings: CompileSettings): LevelSolution {
  const turns = takeTurns(field, settings.reach_km);
  const known: LevelKnowledge = {
    levelSigma: settings.levelSigma,
    meanSigma: settings.background?.sigma_mgal ?? Number.POSITIVE_INFINITY,
    tilt: settings.tilt,
  };
  const unknowns = levelUnknowns(field, surveys, known);
  let model = startingModel(field);
  let doubts = findDoubts(field, model, true);
  let weights: Float64Array = new Float64Array(field.value.length).fill(1);
  for (let round = 1; ; round++) {
    model = likeliestModel(field, turns, unknowns, doubts, weights, model);
    const solution = solveOnce(field, turns, unknowns, model, doubts);
    weights = solution.weights;
    doubts = findDoubts(levelled(field, solution.corrections), model, false);
    if (round === ROUNDS) return { ...solution, doubts };
  }
}

/** Solves again with some surveys held as they are; covariance and doubts stay. */
export function solveHolding(
  field: LevelField,
  settings: CompileSettings,
  isHeld: readonly boolean[],
  { model, doubts }: LevelSolution,
): LevelSolution {
  const known = {
    levelSigma: settings.levelSigma.map((sigma, k) => (isHeld[k] ? 0 : sigma)),
    meanSigma: settings.background?.sigma_mgal ?? Number.POSITIVE_INFINITY,
    tilt: settings.tilt,
  };
  const unknowns = levelUnknowns(field, isHeld.length, known);
  return solveOnce(field, takeTurns(field, settings.reach_km), unknowns, model, doubts);
}

function solveOnce(
  field: LevelField,
  turns: readonly Turn[],
  known: LevelUnknowns,
  model: CovarianceModel,
  doubts: Doubts,
): LevelSolution {
  const { count, perSurvey, ofSurveys, terms, conditions } = known;
  const equationOf = equationsOf(field, known, doubts.amplitude);
  const solved: number[] = [];
  const observations = Array.from(innovations(field, turns, model, doubts.inflation), (innovation) => {
    solved.push(innovation.rows[innovation.rows.length - 1]);
    return equationOf(innovation);
  });
  const solution = solveRobust([...observations, ...conditions], count);
  if (typeof solution === "number")
    throw new ArgumentError({
      argument: "points",
      value: `${ofSurveys / perSurvey} surveys with ${field.rows.length} points`,
      accepted: "surveys whose points determine their shifts",
      advice: "Leave out tilt, or a survey that no other is near.",
    });
  const { unknowns, sigmas, scale } = solution;
  const weights = new Float64Array(field.value.length).fill(1);
  for (const [k, row] of solved.entries()) weights[row] = solution.weights[k];
  const corrections = new Float64Array(field.value.length);
  for (let i = 0; i < corrections.length; i++) {
    if (field.surveyOf[i] < 0 || !Number.isFinite(field.x_km[i] + field.y_km[i])) continue;
    for (const [unknown, coefficient] of terms(i))
      if (unknown < ofSurveys) corrections[i] -= coefficient * unknowns[unknown];
  }
  return { perSurvey, unknowns, sigmas, corrections, scale, weights, model, doubts };
}

/** The variogram of pairs within surveys, less what the values' own errors explain of its nugget. */
function startingModel(field: LevelField): CovarianceModel {
  const { x_km, y_km, value, height_m, rows, surveyOf, variance } = field;
  const [x, y] = [new Float64Array(x_km.length).fill(Number.NaN), y_km];
  for (const i of rows) x[i] = x_km[i];
  const survey = Array.from(surveyOf, String);
  const model = fitCovariance({ x_km, y_km, value, height_m }, rows, nearestPoints(x, y), survey);
  const errors = rows.reduce((sum, i) => sum + variance[i], 0) / rows.length;
  return { ...model, nugget: Math.max(model.nugget - errors, 0.05 * model.nugget) };
}

function levelled(field: LevelField, corrections: Float64Array): LevelField {
  return { ...field, value: field.value.map((v, i) => v + corrections[i]) };
}
