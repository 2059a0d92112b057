import type { ColumnTable } from "arquero";
import { tableOf } from "../core/columns-table.js";
import type { TextFile } from "../core/report.js";
import { readPoints } from "./points.js";

/**
 * Reads a CSV of bases, stations or anomalies as an arquero table, under igdp's own column names.
 *
 * @param file - the file
 * @param required - columns that must be there
 * @returns the table; an empty cell of numbers is NaN
 * @throws FormatError with file, line and column for what cannot be read
 *
 * @example
 * const file = { name: "bases.csv", text: "station_id,gravity\n31,978567.41\n", sha256: "" };
 * readPointTable(file).get("gravity_mgal", 0); // => 978567.41
 */
export function readPointTable(file: TextFile, required: readonly string[] = []): ColumnTable {
  return tableOf(readPoints(file, required));
}
