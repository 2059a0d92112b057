import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { DialTable } from "../../core/dial-table.js";
import type { Reported } from "../../core/report.js";
import { type CalibrateDialOptions, calibrateDial as calibrateDialColumns } from "./calibrate-dial.js";

/**
 * Turns the counter readings of a LaCoste & Romberg meter into mGal by the meter's own table, and where they are
 * known by its scale factor and the periodic errors of its dial:
 *
 * ```
 * reading = scaleFactor · table(counter) − Σ amplitude · cos(2π counter/period − phase)
 * ```
 *
 * `adjustNetwork` finds both: `meters: { "G-1": { scaleFactor: "unknown", periods_counter: [1, 7.88, 35.47, 70.94] } }`.
 *
 * @param readings - a row a reading, with a column `counter`
 * @param dialTable - the meter's calibration table (see `readDialTable`)
 * @param options - see {@link CalibrateDialOptions}
 * @returns the same rows with `reading_mgal`; a reading that is empty or outside the table keeps its row, with
 *   NaN, `flag` and `flag_reason`
 * @throws ArgumentError if there is no column `counter`, or an option is not a number that it can be
 *
 * @example
 * const dialTable = makeDialTable([2000, 2100], [2011.11, 2111.65], [1.0054, 1.00539]);
 * const { result } = calibrateDial(tableOf({ station: ["A"], counter: Float64Array.of(2050) }), dialTable);
 * result.get("reading_mgal", 0).toFixed(2); // => "2061.38"
 * const periodicErrors = [{ period_counter: 100, amplitude_mgal: 0.02, phase_deg: 180 }];
 * const { result: better } = calibrateDial(tableOf({ counter: Float64Array.of(2050) }), dialTable, { periodicErrors });
 * better.get("reading_mgal", 0) - result.get("reading_mgal", 0); // => -0.02
 */
export function calibrateDial(
  readings: ColumnTable,
  dialTable: DialTable,
  options: CalibrateDialOptions = {},
): Reported<ColumnTable> {
  const { result, report } = calibrateDialColumns(columnsOf(readings, "readings"), dialTable, options);
  return { result: tableOf(result), report };
}
