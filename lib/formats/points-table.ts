import type { ColumnTable } from "arquero";
import { tableOf } from "../core/columns-table.js";
import type { TextFile } from "../core/report.js";
import { type ReadPointsOptions, readPoints } from "./points.js";

/**
 * Reads a CSV of bases, stations or anomalies as an arquero table, under igdp's own column names.
 *
 * @param file - the file
 * @param required - columns that must be there
 * @param options - see {@link ReadPointsOptions}: `anyPosition` for a list that is to be cleaned
 * @returns the table; an empty cell of numbers is NaN
 * @throws FormatError with file, line and column for what cannot be read
 *
 * @example
 * const file = { name: "bases.csv", text: "station_id,gravity\n31,978567.41\n", sha256: "" };
 * readPointTable(file).get("gravity_mgal", 0); // => 978567.41
 * const swapped = { name: "list.csv", text: "station,longitude,latitude\nA,17.5,105.8\n", sha256: "" };
 * readPointTable(swapped); // throws FormatError: 105.8 is outside -90 to 90
 * readPointTable(swapped, [], { anyPosition: true }).get("latitude_deg", 0); // => 105.8
 */
export function readPointTable(
  file: TextFile,
  required: readonly string[] = [],
  options: ReadPointsOptions = {},
): ColumnTable {
  return tableOf(readPoints(file, required, options));
}
