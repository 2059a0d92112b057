import type { Columns } from "../core/columns.js";
import type { TextFile } from "../core/report.js";
import { readCsv } from "./csv.js";

/**
 * The numeric columns of the tables that flow through the library, so that a wrong cell in one of them is found
 * where it stands. A column that is not listed here is numbers if all its cells are.
 */
const NUMBERS = [
  "elapsed_minutes",
  "counter",
  "reading_mgal",
  "sigma_mgal",
  "tide_correction_mgal",
  "longitude_deg",
  "latitude_deg",
  "easting_m",
  "northing_m",
  "height_m",
  "ellipsoidal_height_m",
  "gravity_mgal",
  "gravity_sigma_mgal",
];
const TEXTS = ["station", "loop", "meter", "time_utc", "flag", "flag_reason", "file"];
const ALIASES = {
  station: ["station_id"],
  longitude_deg: ["longitude", "lon"],
  latitude_deg: ["latitude", "lat"],
  easting_m: ["easting"],
  northing_m: ["northing"],
  height_m: ["elevation", "elevation_m"],
  gravity_mgal: ["gravity"],
};

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
    numbers: [...NUMBERS, ...own],
    texts: TEXTS,
    aliases: ALIASES,
  });
  return columns;
}
