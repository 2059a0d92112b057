import { type ColumnTable, from } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import { type DriftByLoopOptions, driftByLoop as driftByLoopColumns } from "./drift-by-loop.js";

/**
 * Gravity at every station from the readings of one or more loops, tied to bases of known gravity: the way that
 * has been taught since meters had dials.
 *
 * Each time the meter stands on a base, the base's gravity less the reading is what must be added to a reading at
 * that minute. Between two such moments the correction changes along a straight line, so the drift of the meter
 * is taken out and the readings are tied to the bases in one step. A station read in several loops gets the
 * weighted mean.
 *
 * @param readings - a row a reading: `station`, `reading_mgal`, `time_utc` or `elapsed_minutes`; and where there
 *   are any `loop`, `meter`, `sigma_mgal`, coordinates, `flag` (rows with a flag are left out and counted)
 * @param bases - a row a base: `station`, `gravity_mgal`, and `gravity_sigma_mgal` where it is known
 * @param options - see {@link DriftByLoopOptions}
 * @returns a row a station: coordinates, `gravity_mgal`, `gravity_sigma_mgal` (propagated from reading and base
 *   sigma, or from the scatter of repeats where that is larger), `occupations`, and `flag` = `no_gravity` with a
 *   reason where no base could be reached. `loops`, a row a loop: its hours, base ties and `drift_mgal_per_hour`.
 *   And `occupations`, a row a visit of a station: `elapsed_minutes` since the loop's first visit, the mean
 *   `reading_mgal`, the `correction_mgal` that is added to it, and the gravity that this visit gives alone
 * @throws ArgumentError if a column is missing, or two rows give one base two values
 *
 * Source: Torge (1989), Gravimetry, section 7.4.2.
 *
 * @example
 * const readings = tableOf({
 *   loop: ["1", "1", "1"], station: ["base", "A", "base"],
 *   elapsed_minutes: Float64Array.of(0, 60, 120), reading_mgal: Float64Array.of(2000, 2010, 2000.1),
 * });
 * const bases = tableOf({ station: ["base"], gravity_mgal: Float64Array.of(978500) });
 * const { result, loops, occupations } = driftByLoop(readings, bases);
 * result.get("gravity_mgal", 1); // => 978509.95
 * loops.get("drift_mgal_per_hour", 0).toFixed(3); // => "0.050"
 * occupations.get("correction_mgal", 1); // => 976499.95
 */
export function driftByLoop(
  readings: ColumnTable,
  bases: ColumnTable,
  options: DriftByLoopOptions = {},
): Reported<ColumnTable> & { readonly loops: ColumnTable; readonly occupations: ColumnTable } {
  const { result, occupations, report } = driftByLoopColumns(
    columnsOf(readings, "readings"),
    columnsOf(bases, "bases"),
    options,
  );
  return {
    result: tableOf(result),
    loops: from(report.figures.loops as object[]) as ColumnTable,
    occupations: tableOf(occupations),
    report,
  };
}
