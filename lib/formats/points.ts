import type { Column, Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import { COLUMN_ALIASES, NUMBER_COLUMNS, TEXT_COLUMNS } from "./column-names.js";
import { readCsv } from "./csv.js";

/** Options of `readPoints`. */
export interface ReadPointsOptions {
  /** Columns that must hold numbers, beside those that igdp knows; default none. */
  readonly numbers?: readonly string[];
  /**
   * Whether positions that are not on the globe are read as they are, for a step that flags them; default false: they
   * are an error with file, line and column.
   */
  readonly anyPosition?: boolean;
}

/**
 * Reads a CSV of readings, bases, stations or anomalies under igdp's own column names; the names that such files
 * often have instead (`longitude`, `elevation`, `gravity`, `station_id`) are known.
 *
 * @param file - the file
 * @param required - columns that must be there
 * @param options - see {@link ReadPointsOptions}
 * @throws FormatError with file, line and column for what cannot be read
 *
 * @example
 * readPoints({ name: "bases.csv", text: "station_id,gravity\n31,978567.41\n", sha256: "" }, ["station", "gravity_mgal"]);
 * // => { station: ["31"], gravity_mgal: Float64Array.of(978567.41) }
 */
export function readPoints(
  file: TextFile,
  required: readonly string[] = [],
  options: ReadPointsOptions = {},
): Columns {
  const { columns, lines } = readCsv(file.text, {
    file: file.name,
    required,
    numbers: [...NUMBER_COLUMNS, ...(options.numbers ?? []), ...required.filter(endsInUnit)],
    texts: TEXT_COLUMNS,
    aliases: COLUMN_ALIASES,
  });
  if (!options.anyPosition) checkPositions(columns, file.name, lines);
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, emptyNumbers(name, column)]),
  );
}

function endsInUnit(name: string): boolean {
  return /_(mgal|m|deg)$/.test(name);
}

/** A column of a quantity in which every cell is empty is a column of numbers without a value. */
function emptyNumbers(name: string, column: Column): Column {
  const isEmpty =
    endsInUnit(name) && !(column instanceof Float64Array) && column.every((cell) => cell === "");
  return isEmpty ? new Float64Array(column.length).fill(Number.NaN) : column;
}

const LIMITS = { latitude_deg: [-90, 90], longitude_deg: [-180, 360] } as const;

function checkPositions(columns: Columns, file: string, lines: readonly number[]): void {
  for (const [name, [low, high]] of Object.entries(LIMITS)) {
    const values = columns[name];
    const bad =
      values instanceof Float64Array ? values.findIndex((value) => value < low || value > high) : -1;
    if (bad < 0) continue;
    throw new FormatError({
      file,
      line: lines[bad],
      column: name,
      problem: `${values[bad]} is outside ${low} to ${high}`,
      advice:
        "Are longitude and latitude swapped? To have such rows flagged, read with anyPosition: true and use checkCoordinates (or 'igdp clean').",
    });
  }
}
