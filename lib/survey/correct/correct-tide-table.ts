import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import { type CorrectTideOptions, correctTide as correctTideColumns } from "./correct-tide.js";

/**
 * Corrects readings for the tide of Moon and Sun by {@link longmanTide}: the tide is added to `reading_mgal` and
 * kept in `tide_correction_mgal`. Where that column is there already (a meter that corrects by itself wrote it),
 * the old correction is taken out first, so that the tide is never applied twice.
 *
 * @param readings - `reading_mgal`, `time_utc`, `latitude_deg`, `longitude_deg`; `height_m` where it is known
 *   (an empty height counts as sea level: 1,000 m change the tide by less than 0.1 µGal)
 * @param options - see {@link CorrectTideOptions}
 * @returns the same rows with the corrected `reading_mgal`; NaN where time or position is missing
 * @throws ArgumentError if there is no `time_utc`: minutes since the first reading do not tell the tide
 *
 * @example
 * const readings = tableOf({
 *   station: ["A"], time_utc: ["2015-04-23T00:00:00Z"], reading_mgal: Float64Array.of(2000),
 *   latitude_deg: Float64Array.of(40.7914), longitude_deg: Float64Array.of(282.1414), height_m: Float64Array.of(370),
 * });
 * correctTide(readings).result.get("reading_mgal", 0).toFixed(4); // => "2000.0035"
 */
export function correctTide(readings: ColumnTable, options: CorrectTideOptions = {}): Reported<ColumnTable> {
  const { result, report } = correctTideColumns(columnsOf(readings, "readings"), options);
  return { result: tableOf(result), report };
}
