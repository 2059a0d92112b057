import { type Column, type Columns, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import { solveRobust } from "../../core/sparse-least-squares.js";
import { gravityDatumShift } from "../../earth/gravity-datums.js";
import { collocation } from "./points-collocation.js";
import type { PointField } from "./points-covariance.js";
import { leaveOneOut, NEIGHBOUR_DEFAULTS } from "./points-leave-one-out.js";
import { pointField } from "./points-neighbours.js";
import { joinOverlaps, type Overlap, type SurveyUnknowns } from "./survey-unknowns.js";

/** Options of `compareSurveys`. */
export interface CompareSurveysOptions {
  /** Survey that is right; default: the shifts have mean zero, each survey counting by its points. */
  readonly reference?: string;
  /** Whether a survey may also be tilted; default true. */
  readonly tilt?: boolean;
  /** Points that no three points of other surveys within this distance surround say nothing, kilometres; default 20. */
  readonly reach_km?: number;
  /** A shift of more standard deviations than this is flagged; default 4. */
  readonly threshold?: number;
  /** A shift below this is never flagged, mGal; default 0.5. */
  readonly smallest_mgal?: number;
  /** A column of a smooth quantity; default: from gravity, latitude and height. */
  readonly column?: string;
}

/** How near to 14 mGal a shift must be to be called the Potsdam system's, mGal. */
const POTSDAM_NEAR = 1.5;

/**
 * Level shift and tilt of surveys that overlap: the columns-in, columns-out form of {@link compareSurveys} in
 * `points-table.ts`, where it is described.
 */
export function compareSurveys(
  points: Columns,
  options: CompareSurveysOptions = {},
): Reported<{ readonly points: Columns; readonly surveys: Columns }> {
  const { tilt = true, reach_km = 20, threshold = 4, smallest_mgal = 0.5 } = options;
  const survey = textColumn(points, "survey");
  const names = [...new Set(survey)].filter((name) => name !== "");
  if (options.reference !== undefined && !names.includes(options.reference)) {
    throw new ArgumentError({
      argument: "options.reference",
      value: options.reference,
      accepted: `one of the surveys: ${names.slice(0, 20).join(", ")}`,
    });
  }
  const field = pointField(points, options.column);
  const overlaps = overlapEquations(field, survey, reach_km);
  const system = joinOverlaps(field, survey, names, overlaps, tilt, options.reference);
  const solution = solveRobust(system.observations, system.count);
  if (typeof solution === "number") {
    throw new ArgumentError({
      argument: "points",
      value: `${names.length} surveys`,
      accepted: "surveys whose overlaps determine their shifts",
      advice: "Try tilt: false.",
    });
  }
  const surveys = surveyColumns(names, system, solution.unknowns, solution.sigmas);
  const flags = flagsOf(points);
  const shift = surveys.shift_mgal as Float64Array;
  const sigma = surveys.shift_sigma_mgal as Float64Array;
  const isOff = names.map((_, k) => Math.abs(shift[k]) > Math.max(smallest_mgal, threshold * sigma[k]));
  survey.forEach((name, i) => {
    const k = names.indexOf(name);
    if (k < 0 || !isOff[k]) return;
    const side = shift[k] > 0 ? "above" : "below";
    addFlag(
      flags,
      i,
      "survey_level",
      `survey ${name} lies ${Math.abs(shift[k]).toFixed(1)} mGal ${side} those around it`,
    );
  });
  return {
    result: { points: { ...points, ...flags }, surveys },
    report: stepReport("compareSurveys", {
      parameters: { tilt, reach_km, threshold, smallest_mgal, reference: options.reference ?? null },
      rows: {
        points: rowCount(points),
        surveys: names.length,
        overlap_points: overlaps.length,
        surveys_flagged: isOff.filter(Boolean).length,
      },
      figures: { residual_scale: solution.scale },
      warnings: surveyWarnings(names, system, shift, isOff),
    }),
  };
}

function overlapEquations(field: PointField, survey: readonly string[], reach_km: number): Overlap[] {
  const { x_km, y_km, height_m, value } = field;
  const { model, inflation, index } = leaveOneOut(field, NEIGHBOUR_DEFAULTS);
  // A whole survey that is off looks doubtful at its edge; what doubt there is, the robust solution settles.
  inflation.fill(0);
  const predict = collocation(field, model, inflation, NEIGHBOUR_DEFAULTS);
  const overlaps: Overlap[] = [];
  for (let i = 0; i < value.length; i++) {
    if (survey[i] === "" || !Number.isFinite(value[i] + height_m[i])) continue;
    const others = index
      .within(x_km[i], y_km[i], reach_km)
      .filter((j) => survey[j] !== survey[i] && survey[j] !== "")
      .map((j) => ({ j, far: Math.hypot(x_km[j] - x_km[i], y_km[j] - y_km[i]) }))
      .sort((a, b) => a.far - b.far)
      .slice(0, 8)
      .map(({ j }) => j);
    if (!surround(field, i, others)) continue;
    const answer = predict(x_km[i], y_km[i], height_m[i], others, 0);
    if (!Number.isFinite(answer.value)) continue;
    const weights = Array.from(answer.weights);
    overlaps.push({ row: i, others, weights, difference: value[i] - answer.value, sigma: answer.sigma });
  }
  return overlaps;
}

/**
 * Whether points stand all around a point: no two that follow one another in direction leave half of the horizon
 * empty. Across the edge of a map sheet the field would be extrapolated, and its slope taken for a shift.
 */
function surround({ x_km, y_km }: PointField, i: number, others: readonly number[]): boolean {
  const directions = others
    .filter((j) => x_km[j] !== x_km[i] || y_km[j] !== y_km[i])
    .map((j) => Math.atan2(y_km[j] - y_km[i], x_km[j] - x_km[i]))
    .sort((a, b) => a - b);
  const gaps = directions.map((at, k) => (directions[k + 1] ?? directions[0] + 2 * Math.PI) - at);
  return gaps.length >= 3 && Math.max(...gaps) < Math.PI;
}

function surveyColumns(
  names: readonly string[],
  { firstUnknown, perSurvey, overlapPoints }: SurveyUnknowns,
  unknowns: Float64Array,
  sigmas: Float64Array,
): Record<string, Column> {
  const pick = (from: Float64Array, offset: number) =>
    Float64Array.from(names, (_, k) =>
      firstUnknown[k] < 0 || offset >= perSurvey ? Number.NaN : from[firstUnknown[k] + offset],
    );
  return {
    survey: [...names],
    shift_mgal: pick(unknowns, 0),
    shift_sigma_mgal: pick(sigmas, 0),
    tilt_east_mgal_per_km: pick(unknowns, 1),
    tilt_north_mgal_per_km: pick(unknowns, 2),
    tilt_sigma_mgal_per_km: pick(sigmas, 1),
    overlap_points: Float64Array.from(overlapPoints),
  };
}

function surveyWarnings(
  names: readonly string[],
  { firstUnknown, groups }: SurveyUnknowns,
  shift: Float64Array,
  isOff: readonly boolean[],
): string[] {
  const alone = names.filter((_, k) => firstUnknown[k] < 0);
  const potsdam = names.filter(
    (_, k) =>
      isOff[k] && Math.abs(Math.abs(shift[k]) - gravityDatumShift("igsn71", "potsdam")) < POTSDAM_NEAR,
  );
  return [
    ...(alone.length > 0
      ? [`No other survey is near ${alone.join(", ")}: nothing is known of their level.`]
      : []),
    ...(groups > 1
      ? [`The surveys fall into ${groups} groups without overlap: only shifts within a group compare.`]
      : []),
    ...potsdam.map((name) => `Survey ${name} is off by about 14 mGal: is it in the Potsdam system?`),
  ];
}
