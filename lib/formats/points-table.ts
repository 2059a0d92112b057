import type { ColumnTable } from "arquero";
import { tableOf } from "../core/columns-table.js";
import type { TextFile } from "../core/report.js";
import { readPoints } from "./points.js";

/** Options of `readPointTable`. */
export interface ReadPointTableOptions {
  /**
   * Positions that are not on the globe are read as they are, for {@link checkCoordinates} to flag and to mend. Default
   * false: such a position is an error, for most steps would take it for a place.
   */
  readonly anyPosition?: boolean;
}

/**
 * Reads a CSV of bases, stations or anomalies as an arquero table, under igdp's own column names.
 *
 * @param file - the file
 * @param required - columns that must be there
 * @param options - see {@link ReadPointTableOptions}
 * @returns the table; an empty cell of numbers is NaN
 * @throws FormatError with file, line and column for what cannot be read
 *
 * @example
 * const file = { name: "bases.csv", text: "station_id,gravity\n31,978567.41\n", sha256: "" };
 * readPointTable(file).get("gravity_mgal", 0); // => 978567.41
 *
 * const typed = { name: "list.csv", text: "station,longitude,latitude\n31,17.9,102.6\n", sha256: "" };
 * readPointTable(typed); // throws FormatError: outside -90 to 90
 * readPointTable(typed, [], { anyPosition: true }).get("latitude_deg", 0); // => 102.6
 */
export function readPointTable(
  file: TextFile,
  required: readonly string[] = [],
  options: ReadPointTableOptions = {},
): ColumnTable {
  return tableOf(readPoints(file, required, { anyPosition: options.anyPosition }));
}
