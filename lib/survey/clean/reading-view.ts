import { type Columns, numberColumn, optionalTextColumn, rowCount, textColumn } from "../../core/columns.js";
import { parseUtc } from "../../core/time.js";
import { longmanTide } from "../../earth/tide-longman.js";

/** Where something is: degrees and metres, NaN where it is not known. */
export interface Position {
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly height_m: number;
}

/** A station of a coordinate list. */
export interface ListedStation extends Position {
  readonly ellipsoidal_height_m: number;
}

/** The stations of a coordinate list, by name. */
export type StationList = ReadonlyMap<string, ListedStation>;

/** Readings as the rules look at them: every column is there, or is known to be missing. */
export interface ReadingView {
  readonly rows: number;
  readonly station: readonly string[];
  readonly meter: readonly string[];
  /** Loop and meter, as `driftByLoop` tells them apart. */
  readonly loop: readonly string[];
  /** Name of the file and number of the line, or the row's number from 1, for messages. */
  readonly place: (row: number) => string;
  /** UTC in milliseconds; NaN where it is not known. */
  readonly time: Float64Array;
  /** Minutes: `elapsed_minutes`, or minutes since 1970; NaN where neither is known. */
  readonly minutes: Float64Array;
  /** A column of numbers, NaN where one is not finite; undefined where it is missing or has no value at all. */
  readonly numbers: (name: string) => Float64Array | undefined;
  /** A column of texts; undefined where it is missing. */
  readonly texts: (name: string) => readonly string[] | undefined;
  /** Whether a row takes part in comparisons: no earlier rule, and nobody before, has put it aside. */
  readonly isUsable: (row: number) => boolean;
  /** The coordinate list, where one is given. */
  readonly list?: StationList;
}

/**
 * Prepares readings for the rules.
 *
 * @param isUsable - whether a row takes part in comparisons
 * @param list - the coordinate list
 * @throws ArgumentError if there is no column `station`, or a column of numbers holds texts
 */
export function readingView(
  readings: Columns,
  isUsable: (row: number) => boolean,
  list?: StationList,
): ReadingView {
  const rows = rowCount(readings);
  const empty = Array<string>(rows).fill("");
  const station = textColumn(readings, "station");
  const meter = optionalTextColumn(readings, "meter") ?? empty;
  const loop = optionalTextColumn(readings, "loop") ?? empty;
  const file = optionalTextColumn(readings, "file");
  const known = new Map<string, Float64Array | undefined>();
  const numbers = (name: string) => {
    if (!known.has(name)) known.set(name, numbersOf(readings, name));
    return known.get(name);
  };
  const line = numbers("line");
  const time = Float64Array.from(optionalTextColumn(readings, "time_utc") ?? empty, (text) => parseUtc(text));
  const elapsed = numbers("elapsed_minutes");
  return {
    rows,
    station,
    meter,
    loop: station.map((_, i) => [loop[i] || "1", meter[i]].filter(Boolean).join(" / ")),
    place: (row) =>
      file?.[row] && line && !Number.isNaN(line[row]) ? `${file[row]}, line ${line[row]}` : `row ${row + 1}`,
    time,
    minutes: time.map((t, i) =>
      elapsed !== undefined && !Number.isNaN(elapsed[i]) ? elapsed[i] : t / 60_000,
    ),
    numbers,
    texts: (name) => optionalTextColumn(readings, name),
    isUsable,
    list,
  };
}

function numbersOf(readings: Columns, name: string): Float64Array | undefined {
  const column = readings[name];
  if (column === undefined) return undefined;
  // A column of empty cells may come as texts.
  if (!(column instanceof Float64Array) && column.every((text) => text === "")) return undefined;
  const values = numberColumn(readings, name);
  if (!values.some(Number.isFinite)) return undefined;
  // What is not finite is no value.
  return values.every((value) => Math.abs(value) !== Infinity)
    ? values
    : values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

/** Readings without the tide: the values in mGal, and whether the tide is out of them. */
export interface TideFreeReadings {
  readonly values: Float64Array;
  readonly isTideFree: boolean;
}

/**
 * Readings without the tide, for comparisons over hours; nothing is written back. Where `tide_correction_mgal` is
 * empty or zero, the tide is not yet corrected, and Longman's is added if the time is known, and the position: that of
 * the reading, that of its station in the coordinate list, or that of the survey in the header of the file.
 *
 * If the tide can be taken out of half of the readings or more, the others become NaN. If not, all readings stay as
 * they are, tide and all.
 */
export function tideFreeReadings(view: ReadingView, reading: Float64Array): TideFreeReadings {
  const corrected = view.numbers("tide_correction_mgal");
  const tide = Float64Array.from(reading, (_, i) =>
    corrected !== undefined && corrected[i] !== 0 && !Number.isNaN(corrected[i]) ? 0 : tideAt(view, i),
  );
  const known = tide.filter((value) => !Number.isNaN(value)).length;
  const isTideFree = 2 * known >= tide.length;
  return { values: isTideFree ? reading.map((value, i) => value + tide[i]) : reading, isTideFree };
}

function tideAt(view: ReadingView, row: number): number {
  const at = (prefix: string) => {
    const [longitude_deg, latitude_deg, height_m] = ["longitude_deg", "latitude_deg", "height_m"].map(
      (name) => view.numbers(`${prefix}${name}`)?.[row] ?? Number.NaN,
    );
    return { longitude_deg, latitude_deg, height_m };
  };
  const place = [at(""), view.list?.get(view.station[row]), at("survey_")].find(
    (position) => position !== undefined && !Number.isNaN(position.longitude_deg + position.latitude_deg),
  );
  if (place === undefined) return Number.NaN;
  return longmanTide(view.time[row], place.latitude_deg, place.longitude_deg, place.height_m || 0).total;
}
