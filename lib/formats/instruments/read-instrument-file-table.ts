import type { ColumnTable } from "arquero";
import { tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import type { ReadInstrumentFileOptions } from "./instrument-options.js";
import { readInstrumentFile as readInstrumentFileColumns } from "./read-instrument-file.js";

/**
 * Reads a file of any gravimeter that is known into the table of readings that all of them share: Scintrex CG-5 and
 * CG-6 (native, without header, TSoft variant), ZLS Burris, Micro-g A-10 reports, LaCoste & Romberg dial sheets, and
 * other CSV files with a map of their columns. Encoding and format are found from the content, never from the name; the
 * report says which they are and why.
 *
 * `reading_mgal` (of an A-10 `gravity_mgal`, of a dial sheet `counter`) is what the meter shows. What it had corrected
 * stands in columns beside it, such as `tide_correction_mgal`, so that a later step can undo and redo it. Where the tide
 * column contradicts the clock's offset to UTC, the report warns.
 *
 * A line that cannot be read, or only in part, is a row with `flag` and `flag_reason`; so is a last line without its line
 * end (`possibly_cut`). Nothing is left out, and every good row stays.
 *
 * @param bytes - the file
 * @param options - see {@link ReadInstrumentFileOptions}
 * @returns `station`, `meter`, `loop` (survey and day), `time_utc` or `elapsed_minutes`, the reading, `sigma_mgal` where
 *   the meter tells it, corrections, tilts, coordinates, `file`, `line`, `flag`, `flag_reason`; NaN or "" is no value
 * @throws FormatError for a file of no known format, without any reading, or without one that can be used (with the
 *   line); and for a cell of a CSV that is no number (with line and column). ArgumentError for options out of range
 *
 * @example
 * const text = "RG37 B44 2018/02/27 15:33:50 2775.747 2800 6.451 -0.030 0.005 -0.025 0 0 1600 35.14 -106.67\n";
 * const { result, report } = readInstrumentFile(new TextEncoder().encode(text), { file: "day.txt", utcOffset_hours: -7 });
 * result.get("time_utc", 0); // => "2018-02-27T22:33:50Z"
 * result.get("tide_correction_mgal", 0); // => -0.03
 * report.figures.format_found; // => "1 of its first 1 lines have 15 or 16 fields, with date and time before the reading"
 */
export function readInstrumentFile(
  bytes: Uint8Array,
  options: ReadInstrumentFileOptions = {},
): Reported<ColumnTable> {
  const { result, report } = readInstrumentFileColumns(bytes, options);
  return { result: tableOf(result), report };
}
