import type { ColumnTable } from "arquero";
import { columnsOf } from "../../core/columns-table.js";
import {
  type QualityReport,
  type QualityReportOptions,
  qualityReport as qualityOfColumns,
} from "./quality-report.js";

/**
 * The report of a field day, or of a whole survey, for the same evening: how many readings carry which flag, a time
 * line, a map and a histogram, and one page of text to read aloud.
 *
 * @param readings - a row a reading, with `flag` and `flag_reason` (see `cleanReadings`); `station`, and where there
 *   are any `reading_mgal` (or `counter`), `time_utc` or `elapsed_minutes`, `loop`, `meter`, coordinates
 * @param options - see {@link QualityReportOptions}
 * @returns counts, figures as plotly data, and the text: at most 55 lines of 88 signs. A figure for which the columns
 *   are missing is absent. Empty cells and NaN are left out of figures
 * @throws ArgumentError if there is no `station`, or a column of numbers holds texts
 *
 * @example
 * const readings = tableOf({
 *   station: ["A", "A", "B"], elapsed_minutes: Float64Array.of(0, 1, 20),
 *   reading_mgal: Float64Array.of(2000, 2000.3, 2010), flag: ["", "spike", ""], flag_reason: ["", "0.3 mGal off", ""],
 * });
 * const report = qualityReport(readings);
 * report.counts; // => { spike: 1 }
 * report.text.split("\n")[2]; // => "3 readings at 2 stations, in 1 loop. 2 readings (66.7 %) carry no flag. 1 reading"
 */
export function qualityReport(readings: ColumnTable, options: QualityReportOptions = {}): QualityReport {
  return qualityOfColumns(columnsOf(readings, "readings"), options);
}
