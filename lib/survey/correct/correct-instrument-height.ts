import { type Columns, numberColumn, optionalNumberColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import { applyCorrection, rangeOf } from "./apply-correction.js";

/** Options of `correctInstrumentHeight`. */
export interface CorrectInstrumentHeightOptions {
  /**
   * Change of gravity for each metre upwards, mGal/m: negative. Default −0.3086, the normal gradient. A measured one, in
   * a column `gradient_mgal_per_m`, goes before it.
   */
  readonly gradient_mgal_per_m?: number;
  /** Standard deviation of the measured heights, metres; it enters `sigma_mgal`. Default 0. */
  readonly heightSigma_m?: number;
}

/** Gravity falls by so much for each metre upwards; in pits, on towers and summits by half or twice as much. */
const NORMAL_GRADIENT = -0.3086;
const GRADIENTS = [-0.7, -0.1] as const;
/** A meter stands no higher above its mark, nor deeper below it. More is another unit. */
const HEIGHTS = [-2, 5] as const;

/**
 * Brings readings down to the mark: the columns-in, columns-out form of {@link correctInstrumentHeight} in
 * `correct-instrument-height-table.ts`, where it is described.
 */
export function correctInstrumentHeight(
  readings: Columns,
  options: CorrectInstrumentHeightOptions = {},
): Reported<Columns> {
  const { gradient_mgal_per_m: usual = NORMAL_GRADIENT, heightSigma_m = 0 } = options;
  checkGradient("options.gradient_mgal_per_m", usual);
  if (!(heightSigma_m >= 0 && heightSigma_m <= 1))
    throw new ArgumentError({
      argument: "options.heightSigma_m",
      value: heightSigma_m,
      accepted: "a number of metres from 0 to 1",
    });
  const height = numberColumn(readings, "instrument_height_m");
  const measured = optionalNumberColumn(readings, "gradient_mgal_per_m");
  const gradient = height.map((_, i) =>
    measured === undefined || Number.isNaN(measured[i]) ? usual : measured[i],
  );
  for (const [i, value] of gradient.entries()) checkGradient(`gradient_mgal_per_m in row ${i + 1}`, value);
  const isHeight = (h: number) => h >= HEIGHTS[0] && h <= HEIGHTS[1];
  const correction = height.map((h, i) => (isHeight(h) ? -gradient[i] * h : Number.NaN));
  const { result, flagged } = flagMissing(
    applyCorrection(readings, "instrument_height_correction_mgal", correction),
    height,
    isHeight,
  );
  const { smallest, largest } = rangeOf(correction);
  return {
    result: withSigma(result, gradient, heightSigma_m),
    report: stepReport("correctInstrumentHeight", {
      parameters: { gradient_mgal_per_m: usual, heightSigma_m },
      rows: {
        readings: rowCount(readings),
        corrected: height.length - flagged,
        measured_gradients: measured?.filter((value) => !Number.isNaN(value)).length ?? 0,
        flagged,
      },
      figures: { correction_smallest_mgal: smallest, correction_largest_mgal: largest },
      warnings:
        flagged === 0
          ? []
          : [`${flagged} readings have no height of the meter that can be used; see the column flag_reason.`],
    }),
  };
}

function checkGradient(argument: string, value: number): void {
  if (value >= GRADIENTS[0] && value <= GRADIENTS[1]) return;
  throw new ArgumentError({
    argument,
    value,
    accepted: `a number of mGal/m from ${GRADIENTS[0]} to ${GRADIENTS[1]}`,
    advice: "Gravity falls upwards, so it is negative; -308.6 µGal/m or -3.086 µGal/cm are -0.3086 mGal/m.",
  });
}

/** A reading without the height of its meter has no value at the mark: it is flagged, and its reading is NaN. */
function flagMissing(
  readings: Columns,
  height: Float64Array,
  isHeight: (h: number) => boolean,
): { result: Columns; flagged: number } {
  const flags = flagsOf(readings);
  const reading_mgal = numberColumn(readings, "reading_mgal").slice();
  let flagged = 0;
  for (const [i, h] of height.entries()) {
    if (isHeight(h)) continue;
    flagged++;
    reading_mgal[i] = Number.NaN;
    const reason = Number.isNaN(h)
      ? "the height of the meter above the mark is empty"
      : `the meter's height is ${h} m, not ${HEIGHTS[0]} to ${HEIGHTS[1]} m above the mark`;
    addFlag(flags, i, "no_instrument_height", reason);
  }
  return { result: { ...readings, reading_mgal, ...flags }, flagged };
}

function withSigma(readings: Columns, gradient: Float64Array, heightSigma_m: number): Columns {
  const sigma = optionalNumberColumn(readings, "sigma_mgal");
  if (sigma === undefined || heightSigma_m === 0) return readings;
  return { ...readings, sigma_mgal: sigma.map((value, i) => Math.hypot(value, gradient[i] * heightSigma_m)) };
}
