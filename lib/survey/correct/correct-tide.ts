import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { parseUtc } from "../../core/time.js";
import { longmanTide } from "../../earth/tide-longman.js";

/** Options of `correctTide`. */
export interface CorrectTideOptions {
  /**
   * Keep a tide correction that is there already, and compute only those that are empty or zero (a meter whose
   * tide correction is switched off writes zeros). Default false: all are replaced.
   */
  readonly onlyMissing?: boolean;
}

/**
 * Adds the tide to readings: the columns-in, columns-out form of {@link correctTide} in
 * `correct-tide-table.ts`, where it is described.
 */
export function correctTide(readings: Columns, options: CorrectTideOptions = {}): Reported<Columns> {
  const { onlyMissing = false } = options;
  if (readings.time_utc === undefined) {
    throw new ArgumentError({
      argument: "readings",
      value: `a table of ${Object.keys(readings).join(", ")}`,
      accepted: "a table with a column time_utc",
      advice: "The tide depends on the hour and the date. Minutes since the first reading do not tell them.",
    });
  }
  const time = textColumn(readings, "time_utc").map(parseUtc);
  const latitude = numberColumn(readings, "latitude_deg");
  const longitude = numberColumn(readings, "longitude_deg");
  const height = optionalNumberColumn(readings, "height_m");
  const before = optionalNumberColumn(readings, "tide_correction_mgal");
  const isKept = (i: number) =>
    onlyMissing && before !== undefined && before[i] !== 0 && !Number.isNaN(before[i]);
  const heightOf = (i: number) => (height === undefined || Number.isNaN(height[i]) ? 0 : height[i]);
  const tide = Float64Array.from(time, (t, i) =>
    isKept(i) ? (before as Float64Array)[i] : longmanTide(t, latitude[i], longitude[i], heightOf(i)).total,
  );
  const kept = time.filter((_, i) => isKept(i)).length;
  const undone = (i: number) => (before === undefined || Number.isNaN(before[i]) ? 0 : before[i]);
  const reading_mgal = numberColumn(readings, "reading_mgal").map((value, i) => value - undone(i) + tide[i]);
  const missing = tide.filter(Number.isNaN).length;
  return {
    result: { ...readings, reading_mgal, tide_correction_mgal: tide },
    report: stepReport("correctTide", {
      parameters: { model: "longman", gravimetric_factor: 1.1575, onlyMissing },
      rows: {
        readings: rowCount(readings),
        corrected: time.length - kept - missing,
        kept,
        without_time_or_position: missing,
      },
      figures: { tide_smallest_mgal: extreme(tide, Math.min), tide_largest_mgal: extreme(tide, Math.max) },
      warnings:
        missing === 0
          ? []
          : [`${missing} readings have no time or no position: no tide, and no reading_mgal.`],
    }),
  };
}

function extreme(values: Float64Array, pick: (a: number, b: number) => number): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((a, b) => pick(a, b));
}
