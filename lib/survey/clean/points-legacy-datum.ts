import { type Columns, numberColumn, optionalNumberColumn, rowCount } from "../../core/columns.js";
import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI, STANDARD_DENSITY } from "../../core/constants.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { median, robustScale } from "../../core/robust-statistics.js";
import { gravityDatumShift } from "../../earth/gravity-datums.js";
import {
  NORMAL_GRAVITY_FORMULAS,
  type NormalGravityFormulaName,
  normalGravityByFormula,
} from "../../earth/normal-gravity-formulas.js";

/** Options of `recogniseNormalGravity`. */
export interface RecogniseNormalGravityOptions {
  /** The published anomaly; default `free_air_anomaly_mgal`, or `bouguer_anomaly_mgal` where that is missing. */
  readonly column?: string;
  /** Density of the Bouguer slab in the published anomaly, kg/m³; default 2670. */
  readonly density?: number;
}

/** How a published anomaly was computed, as the numbers themselves show it. */
export interface NormalGravityGuess {
  readonly formula: NormalGravityFormulaName;
  /**
   * What must be added to the table's gravity so that the formula gives the published anomaly, mGal: −14 where the
   * anomaly was computed after a change from the Potsdam system, and the gravity was not changed.
   */
  readonly offset_mgal: number;
  /** Robust scatter of published less computed anomaly, mGal: small where the formula is right. */
  readonly scatter_mgal: number;
  /** How far the computed anomaly is off in the middle, mGal. */
  readonly bias_mgal: number;
}

/** How much higher gravity is in the Potsdam system, mGal. */
const POTSDAM: number = gravityDatumShift("igsn71", "potsdam");
const FREE_AIR_GRADIENT = 0.3086;
/** Rounded constants, second-order free air and the atmosphere's correction stay below this, mGal. */
const FITS = 1.2;

/**
 * Recognises the normal gravity and the gravity system behind published anomalies: the columns-in form of
 * {@link recogniseNormalGravity} in `points-table.ts`, where it is described.
 */
export function recogniseNormalGravity(
  points: Columns,
  options: RecogniseNormalGravityOptions = {},
): Reported<readonly NormalGravityGuess[]> {
  const { density = STANDARD_DENSITY } = options;
  const column = options.column ?? anomalyColumn(points);
  const published = numberColumn(points, column);
  const gravity = numberColumn(points, "gravity_mgal");
  const latitude = numberColumn(points, "latitude_deg");
  const height = optionalNumberColumn(points, "height_m") ?? new Float64Array(gravity.length);
  const isBouguer = column.includes("bouguer");
  const slab = isBouguer ? 2 * Math.PI * GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI * density : 0;
  const guesses: NormalGravityGuess[] = [];
  for (const formula of Object.keys(NORMAL_GRAVITY_FORMULAS) as NormalGravityFormulaName[]) {
    const difference = published.map((anomaly, i) => {
      const computed =
        gravity[i] - normalGravityByFormula(latitude[i], formula) + (FREE_AIR_GRADIENT - slab) * height[i];
      return anomaly - computed;
    });
    for (const offset_mgal of [0, -POTSDAM, POTSDAM]) {
      const bias_mgal = median(difference) - offset_mgal;
      guesses.push({ formula, offset_mgal, scatter_mgal: robustScale(difference), bias_mgal });
    }
  }
  const misfit = ({ scatter_mgal, bias_mgal }: NormalGravityGuess) => Math.hypot(scatter_mgal, bias_mgal);
  guesses.sort((a, b) => misfit(a) - misfit(b));
  return {
    result: guesses,
    report: stepReport("recogniseNormalGravity", {
      parameters: { column, density_kg_per_m3: density },
      rows: { points: rowCount(points) },
      figures: { best: guesses[0] },
      warnings: legacyWarnings(guesses[0], misfit(guesses[0]), column),
    }),
  };
}

function anomalyColumn(points: Columns): string {
  for (const name of ["free_air_anomaly_mgal", "bouguer_anomaly_mgal"]) if (name in points) return name;
  throw new ArgumentError({
    argument: "options.column",
    value: undefined,
    accepted: "a column of published anomalies",
    advice: `The table has: ${Object.keys(points).join(", ")}.`,
  });
}

function legacyWarnings(
  { formula, offset_mgal }: NormalGravityGuess,
  misfit: number,
  column: string,
): string[] {
  const { title, datum } = NORMAL_GRAVITY_FORMULAS[formula];
  if (!(misfit < FITS))
    return [`${column} fits no known formula of normal gravity: ${misfit.toFixed(1)} mGal off at best.`];
  const old =
    formula === "international1980"
      ? []
      : [`${column} was computed with the ${title}, not with GRS80: compute it anew from gravity.`];
  if (offset_mgal === -POTSDAM)
    return [
      ...old,
      "gravity_mgal is 14 mGal higher than in the anomalies: it is in the Potsdam system. Subtract 14 mGal.",
    ];
  if (offset_mgal === POTSDAM)
    return [...old, "The anomalies were computed in the Potsdam system, but gravity_mgal is not in it."];
  return datum === "potsdam"
    ? [...old, `That formula goes with the Potsdam system: gravity_mgal is probably in it, 14 mGal too high.`]
    : old;
}
