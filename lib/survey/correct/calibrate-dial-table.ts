import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { DialTable } from "../../core/dial-table.js";
import type { Reported } from "../../core/report.js";
import { calibrateDial as calibrateDialColumns } from "./calibrate-dial.js";

/**
 * Turns the counter readings of a LaCoste & Romberg meter into mGal by the meter's own table.
 *
 * @param readings - a row a reading, with a column `counter`
 * @param dialTable - the meter's calibration table (see `readDialTable`)
 * @returns the same rows with `reading_mgal`; a reading that is empty or outside the table keeps its row, with
 *   NaN, `flag` and `flag_reason`
 * @throws ArgumentError if there is no column `counter`
 *
 * @example
 * const dialTable = makeDialTable([2000, 2100], [2011.11, 2111.65], [1.0054, 1.00539]);
 * const { result } = calibrateDial(tableOf({ station: ["A"], counter: Float64Array.of(2050) }), dialTable);
 * result.get("reading_mgal", 0).toFixed(2); // => "2061.38"
 */
export function calibrateDial(readings: ColumnTable, dialTable: DialTable): Reported<ColumnTable> {
  const { result, report } = calibrateDialColumns(columnsOf(readings, "readings"), dialTable);
  return { result: tableOf(result), report };
}
