import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import { sampleAtPoints } from "../../core/sample-at-points.js";
import { localPlane } from "../../earth/local-plane.js";
import { type CompileSettings, type CompileSurveysOptions, compileSettings } from "./compile-options.js";
import type { Doubts } from "./level-doubts.js";
import type { LevelField } from "./level-field.js";
import { overlapsOf } from "./level-overlaps.js";
import { pairStatistics } from "./level-pairs.js";
import { type LevelSolution, solveHolding, solveLevels } from "./level-solve.js";
import { parametersOf, surveyTable, warningsOf } from "./level-surveys.js";

/** What a compilation gives. */
export interface CompiledSurveys {
  /** All points with their correction and the levelled column. */
  readonly points: Columns;
  /** A row a survey: shift, sigma, whether it is significant, what was done. */
  readonly surveys: Columns;
  /** A row a pair of overlapping surveys: differences before and after. */
  readonly pairs: Columns;
}

/** A difference from the neighbours below this is never flagged, mGal. */
const SMALLEST_DIFFERENCE = 1;

/**
 * Levels surveys to one another: the columns-in, columns-out form of {@link compileSurveys} in `compile-surveys-table.ts`,
 * where it is described.
 */
export function compileSurveys(
  points: Columns,
  options: CompileSurveysOptions = {},
): Reported<CompiledSurveys> {
  const survey = textColumn(points, "survey");
  const names = [...new Set(survey)].filter((name) => name !== "");
  const settings = compileSettings(options, names);
  const field = levelField(points, survey, names, settings);
  const overlaps = overlapsOf(field, names.length, settings.reach_km);
  const free = solveLevels(field, names.length, settings);
  const surveys = surveyTable(names, field, settings, overlaps, free);
  const isHeld = (surveys.decision as string[]).map((word) => word !== "levelled");
  const applied = isHeld.includes(true) ? solveHolding(field, settings, isHeld, free) : free;
  const pairs = pairStatistics(
    ...([field, names, free.model, free.doubts.inflation, applied.corrections, settings.reach_km] as const),
  );
  const table = { ...surveys, correction_mgal: appliedCorrections(names, isHeld, applied) };
  const result = levelledPoints(points, field, settings, table, applied);
  return {
    result: { points: result.points, surveys: table, pairs },
    report: stepReport("compileSurveys", {
      parameters: parametersOf(settings, names),
      rows: {
        points: rowCount(points),
        taken_part: field.rows.length,
        surveys: names.length,
        levelled: isHeld.filter((held) => !held).length,
        flagged_by_neighbours: result.flagged,
      },
      figures: {
        field_shape: free.model.kind ?? "exponential",
        field_sill_mgal2: free.model.sill,
        field_range_km: free.model.range_km,
        field_nugget_mgal2: free.model.nugget,
        residual_scale: free.scale,
        surveys: rowsOf(table),
        pairs: rowsOf(pairs),
      },
      warnings: warningsOf(names, table, overlaps, settings),
    }),
  };
}

/** The points as the levelling sees them; rows that are flagged, or lack a number, take no part. */
function levelField(
  points: Columns,
  survey: readonly string[],
  names: readonly string[],
  { column, background, shared }: CompileSettings,
): LevelField {
  const { x_km, y_km } = localPlane(points);
  const given = numberColumn(points, column);
  const under = background === undefined ? undefined : sampleAtPoints(background.grid, points);
  const value = under === undefined ? given : given.map((v, i) => v - under[i]);
  const sigma = optionalNumberColumn(points, sigmaName(column));
  const height = optionalNumberColumn(points, "height_m");
  const flag = optionalTextColumn(points, "flag");
  const numberOf = new Map(names.map((name, k) => [name, k]));
  const surveyOf = Int32Array.from(survey, (name) => numberOf.get(name) ?? -1);
  const isGood = (i: number) =>
    surveyOf[i] >= 0 &&
    Number.isFinite(value[i] + x_km[i] + y_km[i]) &&
    (flag?.[i] || "survey_level") === "survey_level";
  const rows = Array.from(value.keys()).filter(isGood);
  if (rows.length < 3)
    throw new ArgumentError({
      argument: "points",
      value: `${rows.length} points with a survey, a position and ${column}, and without a flag`,
      accepted: "three points or more",
    });
  return {
    ...{ x_km, y_km, value, surveyOf, shared, rows },
    height_m: height ?? new Float64Array(value.length),
    variance: value.map((_, i) => (sigma?.[i] || 0) ** 2),
  };
}

/** `bouguer_anomaly_mgal` has its standard deviation in `bouguer_anomaly_sigma_mgal`. */
function sigmaName(column: string): string {
  return column.endsWith("_mgal") ? `${column.slice(0, -5)}_sigma_mgal` : `${column}_sigma`;
}

function appliedCorrections(
  names: readonly string[],
  isHeld: readonly boolean[],
  { unknowns, perSurvey }: LevelSolution,
): Float64Array {
  return Float64Array.from(names, (_, k) => (isHeld[k] ? 0 : -unknowns[k * perSurvey]));
}

function levelledPoints(
  points: Columns,
  field: LevelField,
  { column, isReference, threshold }: CompileSettings,
  surveys: Columns,
  { corrections, doubts }: LevelSolution,
): { points: Columns; flagged: number } {
  const given = numberColumn(points, column);
  const { surveyOf } = field;
  const isLevelled = (surveys.decision as readonly string[]).map((word) => word === "levelled");
  const shiftSigma = surveys.shift_sigma_mgal as Float64Array;
  const correction = corrections.map((c, i) => (isLevelled[surveyOf[i]] ? c : 0));
  const levelSigma = correction.map((_, i) =>
    surveyOf[i] < 0 ? Number.NaN : isReference[surveyOf[i]] ? 0 : shiftSigma[surveyOf[i]],
  );
  const own = optionalNumberColumn(points, sigmaName(column));
  const { flags, flagged } = flagContradicted(points, field, doubts, threshold);
  return {
    flagged,
    points: {
      ...points,
      level_correction_mgal: correction,
      level_sigma_mgal: levelSigma,
      [`levelled_${column}`]: given.map((v, i) => v + correction[i]),
      ...(own === undefined
        ? {}
        : { [`levelled_${sigmaName(column)}`]: own.map((s, i) => Math.hypot(s, levelSigma[i])) }),
      ...flags,
    },
  };
}

/** Flags points that their neighbours of all surveys contradict after levelling. */
function flagContradicted(
  points: Columns,
  { rows }: LevelField,
  { difference, sigma }: Doubts,
  threshold: number,
): { flags: ReturnType<typeof flagsOf>; flagged: number } {
  const flags = flagsOf(points);
  let flagged = 0;
  for (const i of rows) {
    const size = Math.abs(difference[i]);
    if (!(size > threshold * sigma[i] && size > SMALLEST_DIFFERENCE)) continue;
    flagged++;
    const side = difference[i] > 0 ? "above" : "below";
    const text = `${size.toFixed(1)} mGal ${side} what its levelled neighbours say (±${sigma[i].toFixed(1)})`;
    addFlag(flags, i, "neighbours", text);
  }
  return { flags, flagged };
}

/** A table as a list of rows, for a report. */
function rowsOf(columns: Columns): readonly Record<string, string | number | null>[] {
  return Array.from({ length: rowCount(columns) }, (_, i) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, column]) => [name, Number.isNaN(column[i]) ? null : column[i]]),
    ),
  );
}
