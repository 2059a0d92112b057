import type { ColumnTable } from "arquero";
import { tableOf } from "../../core/columns-table.js";
import type { Reported, TextFile } from "../../core/report.js";
import { type ReadScintrexCg6Options, readScintrexCg6 as readScintrexCg6Columns } from "./scintrex-cg6.js";

/**
 * Reads the native `.dat` file of a Scintrex CG-6 gravimeter, with its header or without: one row a reading.
 *
 * `reading_mgal` is the meter's corrected gravity. What the meter had added to it stands beside it, in
 * `drift_correction_mgal`, `temperature_correction_mgal`, `tide_correction_mgal` and `tilt_correction_mgal`
 * (zero where the file says that a correction was not applied), so that a later step can undo and redo it.
 * `--` and `****` are no value.
 *
 * @param file - the file
 * @param options - see {@link ReadScintrexCg6Options}
 * @returns `station`, `meter`, `loop` (the survey's name and the day), `time_utc`, `reading_mgal`, `sigma_mgal` (standard
 *   error), the corrections, tilts, temperature, coordinates by the user and by GPS, `file`, `line`, `flag`,
 *   `flag_reason`. A line that is cut, a text where a number belongs, and a last line without its line end are rows with a
 *   flag
 * @throws FormatError with the line if the file has no reading, none that can be used, or is the TSoft variant
 *
 * Source: Scintrex Ltd (2018), CG-6 Autograv Operation Manual, "Data file format".
 *
 * @example
 * const text = "/ Instrument Serial Number: 16\n/Station Date Time CorrGrav TideCorr\nA1 2026-01-31 08:15:00 2066.1898 -0.0488\n";
 * const { result } = readScintrexCg6({ name: "day.dat", text, sha256: "" }, { utcOffset_hours: 7 });
 * result.get("time_utc", 0); // => "2026-01-31T01:15:00Z"
 */
export function readScintrexCg6(file: TextFile, options: ReadScintrexCg6Options = {}): Reported<ColumnTable> {
  const { result, report } = readScintrexCg6Columns(file, options);
  return { result: tableOf(result), report };
}
