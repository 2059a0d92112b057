import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import { type CleanReadingsSettings, cleanReadings as cleanReadingsColumns } from "./clean-readings.js";
import type { DetectedOffset } from "./clock-offset.js";

/**
 * Options of `cleanReadings`: the tables that readings are compared with, the rules that run, and every threshold of
 * `READING_LIMITS`.
 */
export interface CleanReadingsOptions extends CleanReadingsSettings {
  /**
   * The coordinate list: `station`, and `longitude_deg`, `latitude_deg`, `height_m` or
   * `ellipsoidal_height_m` where it has them. Without it,
   * names and positions are not compared.
   */
  readonly stations?: ColumnTable;
  /** The stations of known gravity: `station`. Without it, a loop is closed at any station that it visits twice. */
  readonly bases?: ColumnTable;
  /**
   * Finds the offset of a loop's clock from its tide column, so that the notices of the rule `clock` can tell it:
   * `detectUtcOffset`. Default none.
   */
  readonly detectOffset?: (readings: ColumnTable) => DetectedOffset | undefined;
}

/**
 * Flags doubtful readings, each with its reason. No row is dropped, moved or changed; only `flag` and `flag_reason`
 * are written, and `driftByLoop` leaves out what has a flag.
 *
 * The rules run in the order of `READING_RULE_NAMES`, and a rule compares only readings that no flag has put aside
 * before it:
 *
 * 1. `duplicate`: readings and whole pages that stand there twice
 * 2. `high_deviation`, `tilt`, `temperature`, `instrument_height`: what the meter or the sheet itself says
 * 3. `unsettled`, `spike` (Hampel identifier), `repeat`: within one setup of the meter
 * 4. `station_name`, `position`: against the coordinate list and the GPS
 * 5. `height`: against the coordinate list; `clock`: the meter's tide against Longman's, and the hour at which a loop begins
 * 6. `wrong_visit`, `tare`: between visits to one station in one loop
 * 7. `open_loop`: days that do not end at a base
 *
 * `height`, `clock`, `tare` and `open_loop` flag nothing. They give notices, told in `report.warnings`, since a person has to
 * decide.
 *
 * A rule whose columns are missing is skipped, and `report.figures.skipped_rules` says why. Flags
 * that are there already stay. A row with several has them joined by `; ` in `flag`, and their reasons in the same order
 * in `flag_reason`. A second run gives the same table.
 *
 * @param readings - a row a reading: `station`, `reading_mgal`, `time_utc` or `elapsed_minutes`; and where there are
 *   any `loop`, `meter`, `sample_sigma_mgal`, `sigma_mgal`, `tilt_x_arcsec`, `tilt_y_arcsec`,
 *   `sensor_temperature_mk`, `instrument_height_m`, `tide_correction_mgal`, coordinates, `gps_longitude_deg`,
 *   `gps_latitude_deg`, `flag`, `flag_reason`
 * @param options - see {@link CleanReadingsOptions}
 * @returns the same rows with `flag` and `flag_reason`; the report counts by rule, names the thresholds, and holds
 *   the notices with their rows (from 0) in `figures.notices`
 * @throws ArgumentError if there is no `station`, a column of numbers holds texts, or an option cannot be used
 *
 * @example
 * const readings = tableOf({
 *   station: ["A", "A", "A", "A"], elapsed_minutes: Float64Array.of(0, 1, 2, 3),
 *   reading_mgal: Float64Array.of(2000.001, 2000.003, 2000.312, 2000.002),
 * });
 * const { result, report } = cleanReadings(readings);
 * result.array("flag"); // => ["", "", "spike", ""]
 * report.rows.flagged; // => 1
 */
export function cleanReadings(
  readings: ColumnTable,
  options: CleanReadingsOptions = {},
): Reported<ColumnTable> {
  const { detectOffset } = options;
  const { result, report } = cleanReadingsColumns(columnsOf(readings, "readings"), {
    ...options,
    detectOffset: detectOffset && ((rows) => detectOffset(tableOf(rows))),
    stations: options.stations && columnsOf(options.stations, "options.stations"),
    bases: options.bases && columnsOf(options.bases, "options.bases"),
  });
  return { result: tableOf(result), report };
}
