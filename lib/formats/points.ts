import type { Columns } from "../core/columns.js";
import type { TextFile } from "../core/report.js";
import { COLUMN_ALIASES, NUMBER_COLUMNS, TEXT_COLUMNS } from "./column-names.js";
import { readCsv } from "./csv.js";

/**
 * Reads a CSV of readings, bases, stations or anomalies under igdp's own column names; the names that such files
 * often have instead (`longitude`, `elevation`, `gravity`, `station_id`) are known.
 *
 * @param file - the file
 * @param required - columns that must be there, and be numbers if igdp's column of that name is
 * @throws FormatError with file, line and column for what cannot be read
 *
 * @example
 * readPoints({ name: "bases.csv", text: "station_id,gravity\n31,978567.41\n", sha256: "" }, ["station", "gravity_mgal"]);
 * // => { station: ["31"], gravity_mgal: Float64Array.of(978567.41) }
 */
export function readPoints(file: TextFile, required: readonly string[] = []): Columns {
  const own = required.filter(
    (name) => name.endsWith("_mgal") || name.endsWith("_m") || name.endsWith("_deg"),
  );
  const { columns } = readCsv(file.text, {
    file: file.name,
    required,
    numbers: [...NUMBER_COLUMNS, ...own],
    texts: TEXT_COLUMNS,
    aliases: COLUMN_ALIASES,
  });
  return columns;
}
