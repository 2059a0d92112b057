import { type Column, type Columns, rowCount, stackRows } from "../../core/columns.js";
import { ArgumentError, FormatError } from "../../core/errors.js";
import { type Reported, stepReport, type TextFile } from "../../core/report.js";
import { minutesOf, parseUtc } from "../../core/time.js";
import { COLUMN_ALIASES, NUMBER_COLUMNS, TEXT_COLUMNS } from "../column-names.js";
import { readCsv } from "../csv.js";

/** Options of `readDialSheets`. */
export interface ReadDialSheetsOptions {
  /** What the sheets' heights are: above the geoid (default), or above the ellipsoid as GNSS gives them. */
  readonly heights?: "orthometric" | "ellipsoidal";
}

/** On a dial sheet a bare `reading` is the counter's; elsewhere it could be mGal. */
export const COUNTER_ALIASES: readonly string[] = ["counter_reading", "dial", "dial_reading", "reading"];
const ALIASES = { ...COLUMN_ALIASES, counter: COUNTER_ALIASES };

/**
 * Readings from dial sheets: the columns form of {@link readDialSheets} in `dial-sheets-table.ts`, where it is
 * described.
 */
export function readDialSheets(
  files: readonly TextFile[],
  options: ReadDialSheetsOptions = {},
): Reported<Columns> {
  const { heights = "orthometric" } = options;
  checkArguments(files, heights);
  const loops = loopNames(files.map((file) => file.name));
  const readings = withDuplicates(stackRows(files.map((file, i) => readSheet(file, loops[i], heights))));
  const { flag } = readings as Record<string, readonly string[]>;
  return {
    result: readings,
    report: stepReport("readDialSheets", {
      parameters: { heights },
      rows: { files: files.length, readings: rowCount(readings), flagged: flag.filter(Boolean).length },
      warnings: backwardTimes(readings),
      inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
    }),
  };
}

function readSheet(file: TextFile, loopName: string, heights: "orthometric" | "ellipsoidal"): Columns {
  const { columns, headerLine, lines } = readCsv(file.text, {
    file: file.name,
    required: ["station", "counter"],
    numbers: NUMBER_COLUMNS,
    texts: TEXT_COLUMNS,
    aliases: ALIASES,
  });
  if (columns.time_utc === undefined && columns.elapsed_minutes === undefined) {
    throw new FormatError({
      file: file.name,
      line: headerLine,
      column: "time_utc",
      problem: "there is no column of times",
      advice: timeAdvice(Object.keys(columns)),
    });
  }
  checkTimes(columns.time_utc as readonly string[] | undefined, file.name, lines);
  const rows = lines.length;
  const { height_m, loop, ...rest } = columns;
  const readings: Record<string, Column> = {
    ...rest,
    ...(height_m && (heights === "ellipsoidal" ? { ellipsoidal_height_m: height_m } : { height_m })),
    loop: loop ?? Array<string>(rows).fill(loopName),
    file: Array<string>(rows).fill(file.name),
    line: Float64Array.from(lines),
  };
  return { ...readings, ...flags(readings, rows) };
}

function flags(readings: Columns, rows: number): { flag: string[]; flag_reason: string[] } {
  const station = readings.station as readonly string[];
  const counter = readings.counter as Float64Array;
  const elapsed = readings.elapsed_minutes as Float64Array | undefined;
  const time = readings.time_utc as readonly string[] | undefined;
  const flag = Array<string>(rows).fill("");
  const flag_reason = Array<string>(rows).fill("");
  for (let i = 0; i < rows; i++) {
    const problem =
      station[i] === ""
        ? ["no_station", "the station's name is empty"]
        : Number.isNaN(counter[i])
          ? ["no_reading", "the counter reading is empty"]
          : time?.[i] === "" || (time === undefined && Number.isNaN(elapsed?.[i]))
            ? ["no_time", "the time is empty"]
            : isOff(readings, i)
              ? ["bad_position", "longitude or latitude is not on the globe; are they swapped?"]
              : ["", ""];
    [flag[i], flag_reason[i]] = problem;
  }
  return { flag, flag_reason };
}

function isOff(readings: Columns, i: number): boolean {
  const latitude = (readings.latitude_deg as Float64Array | undefined)?.[i] ?? 0;
  const longitude = (readings.longitude_deg as Float64Array | undefined)?.[i] ?? 0;
  return Math.abs(latitude) > 90 || longitude < -180 || longitude > 360;
}

function checkTimes(time: readonly string[] | undefined, file: string, lines: readonly number[]): void {
  const bad = time?.findIndex((text) => text !== "" && Number.isNaN(parseUtc(text))) ?? -1;
  if (time === undefined || bad < 0) return;
  throw new FormatError({
    file,
    line: lines[bad],
    column: "time_utc",
    problem: `'${time[bad]}' is not a time in UTC`,
    advice: /[+-]\d\d:?\d\d$/.test(time[bad])
      ? "Take the offset off, and write it as 2026-01-31T08:15:00Z."
      : "Write it as 2026-01-31T08:15:00Z.",
  });
}

function timeAdvice(columns: readonly string[]): string {
  const other = columns.find((name) => /time|date|hour/i.test(name));
  const renamed = other === undefined ? "" : ` If ${other} is in UTC, call it time_utc.`;
  return `Add time_utc, or elapsed_minutes where the sheet has no clock: drift needs them.${renamed}`;
}

function checkArguments(files: readonly TextFile[], heights: string): void {
  if (!Array.isArray(files) || files.some((file) => typeof file?.text !== "string")) {
    throw new ArgumentError({
      argument: "files",
      value: files,
      accepted: "a list of text files",
      advice: "Read them first: await dataset(NAME).readAll(START), or [await readTextFile(PATH)].",
    });
  }
  if (files.length === 0) {
    throw new ArgumentError({
      argument: "files",
      value: "an empty list",
      accepted: "one sheet or more",
      advice: "Does any file's name begin as you wrote it?",
    });
  }
  if (heights !== "orthometric" && heights !== "ellipsoidal") {
    throw new ArgumentError({
      argument: "options.heights",
      value: heights,
      accepted: "'orthometric' or 'ellipsoidal'",
    });
  }
}

/** Each file is a loop of its own: by its name without folder and ending, or by its whole path where two agree. */
function loopNames(paths: readonly string[]): string[] {
  const short = paths.map((path) => path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, ""));
  return short.map((name, i) => (short.filter((other) => other === name).length > 1 ? paths[i] : name));
}

/** Flags a reading that stands there twice: the same station, time and counter. */
function withDuplicates(readings: Columns): Columns {
  const column = (name: string) => readings[name] as readonly string[] | Float64Array | undefined;
  const flag = [...(readings.flag as readonly string[])];
  const flag_reason = [...(readings.flag_reason as readonly string[])];
  const seen = new Map<string, number>();
  for (let i = 0; i < flag.length; i++) {
    const parts = ["station", "time_utc", "elapsed_minutes", "counter"].map((name) => column(name)?.[i]);
    // Minutes since the day's first reading repeat from sheet to sheet; a clock does not.
    const key = JSON.stringify(column("time_utc")?.[i] ? parts : [...parts, column("loop")?.[i]]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, i);
    else if (flag[i] === "") {
      flag[i] = "duplicate";
      flag_reason[i] =
        `the same reading stands in ${column("file")?.[first]}, line ${column("line")?.[first]}`;
    }
  }
  return { ...readings, flag, flag_reason };
}

/** A sentence for each place in a file where a time is earlier than the one above it. */
function backwardTimes(readings: Columns): string[] {
  const minutes = minutesOf(readings);
  const file = readings.file as readonly string[];
  const line = readings.line as Float64Array;
  const places: string[] = [];
  for (let i = 1; i < minutes.length; i++) {
    if (file[i] === file[i - 1] && minutes[i] < minutes[i - 1]) places.push(`${file[i]}, line ${line[i]}`);
  }
  return places.map((place) => `${place}: the time is earlier than that of the line above.`);
}
