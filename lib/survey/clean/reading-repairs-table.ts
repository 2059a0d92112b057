import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported, StepReport } from "../../core/report.js";
import {
  applyReadingRepairs as applyReadingRepairsColumns,
  proposedReadingRepairs as proposedReadingRepairsOf,
  type ReadingRepairs,
} from "./reading-repairs.js";

/**
 * What `cleanReadings` proposes to repair: names that are meant without doubt, and steps of the meter. A person looks
 * at them, takes out what the field notes do not confirm, and hands the rest to {@link applyReadingRepairs}.
 *
 * @param report - the report of `cleanReadings`
 * @returns `names` (as it stands there → as it should be) and `tares`; both empty where nothing is proposed
 * @throws ArgumentError if it is the report of another step
 *
 * @example
 * const readings = tableOf({
 *   station: ["S012", "SO13", "S014"], elapsed_minutes: Float64Array.of(0, 5, 9), reading_mgal: Float64Array.of(2000, 2001, 2002),
 * });
 * const { report } = cleanReadings(readings, { stations: tableOf({ station: ["S012", "S013", "S014", "S015"] }) });
 * proposedReadingRepairs(report).names; // => { SO13: "S013" }
 */
export function proposedReadingRepairs(report: StepReport): Required<ReadingRepairs> {
  return proposedReadingRepairsOf(report);
}

/**
 * Applies to readings what a person has confirmed; nothing is repaired that is not named here.
 *
 * - `names`: readings at a station of that name get the other one. What stood there is kept in `source_station`, and
 *   the flag `station_name` goes.
 * - `tares`: the step is taken off the readings of the loop from `to_minutes` on. `tare_correction_mgal` is what was
 *   added to a reading; `sigma_mgal` grows by the step's own (which all these readings share). Readings between
 *   `from_minutes` and `to_minutes` may lie on either side: they stay as they are, with the flag `tare_side`. Where the
 *   notes tell the moment of the knock, put it into both.
 *
 * ```
 * reading_mgal := reading_mgal − step_mgal        sigma_mgal := √(sigma_mgal² + step's sigma_mgal²)
 * ```
 *
 * An adjustment can find a step as an unknown of its own; then give it there and not here.
 *
 * @param readings - `station`, and for steps `reading_mgal`, `loop`, `meter`, `time_utc` or `elapsed_minutes`
 * @param repairs - see {@link ReadingRepairs}; {@link proposedReadingRepairs} tells what is proposed
 * @returns the same rows with the repairs, and `repair`: which ones a row had. The report counts them, and warns of a
 *   name or a loop that the table does not have
 * @throws ArgumentError if a column is missing, or a repair is not complete
 *
 * @example
 * const readings = tableOf({
 *   station: ["S012", "SO13", "S012"], elapsed_minutes: Float64Array.of(0, 30, 60), reading_mgal: Float64Array.of(2000, 2001.1, 2000.1),
 * });
 * const { result, report } = applyReadingRepairs(readings, {
 *   names: { SO13: "S013" }, tares: [{ loop: "1", from_minutes: 10, to_minutes: 10, step_mgal: 0.1 }],
 * });
 * result.array("station"); // => ["S012", "S013", "S012"]
 * result.array("source_station"); // => ["S012", "SO13", "S012"]
 * result.array("reading_mgal"); // => [2000, 2001, 2000]
 * report.rows.renamed; // => 1
 */
export function applyReadingRepairs(readings: ColumnTable, repairs: ReadingRepairs): Reported<ColumnTable> {
  const { result, report } = applyReadingRepairsColumns(columnsOf(readings, "readings"), repairs);
  return { result: tableOf(result), report };
}
