import type { ColumnTable } from "arquero";
import { tableOf } from "../../core/columns-table.js";
import type { Reported, TextFile } from "../../core/report.js";
import { type ReadDialSheetsOptions, readDialSheets as readDialSheetsColumns } from "./dial-sheets.js";

/**
 * Reads field sheets of a LaCoste & Romberg dial meter, typed as CSV, into one table of readings: one row a
 * reading, nothing dropped.
 *
 * A sheet needs `station`, `counter`, and `time_utc` (or `elapsed_minutes`, where there was no clock). It may
 * have `longitude_deg`, `latitude_deg`, `easting_m`, `northing_m`, `height_m`, `loop`, `meter`. The usual other
 * names are known: `station_id`, `longitude`, `elevation`, `time_minutes`, `reading` and their like. Where there
 * is no `loop`, each file is one loop, called by its name (by its whole path where two files have one name).
 *
 * @param files - the sheets
 * @param options - see {@link ReadDialSheetsOptions}
 * @returns the readings with `file` and `line` of each row; a row without station, counter or time, with
 *   a position that is not on the globe, or that stands there twice is kept, with `flag` and `flag_reason`; the
 *   report warns where the time runs backwards
 * @throws FormatError with file, line and column: a missing column, text or "NaN" where a number belongs, a time
 *   that is not in UTC
 *
 * @example
 * const text = "station_id,time_minutes,reading\n31,0,2094.31\n0,96,2166.36\n";
 * const { result } = readDialSheets([{ name: "day-1.csv", text, sha256: "" }]);
 * result.array("counter"); // => [2094.31, 2166.36]
 * result.array("loop"); // => ["day-1", "day-1"]
 */
export function readDialSheets(
  files: readonly TextFile[],
  options: ReadDialSheetsOptions = {},
): Reported<ColumnTable> {
  const { result, report } = readDialSheetsColumns(files, options);
  return { result: tableOf(result), report };
}
