import { type Column, type Columns, rowCount } from "../../core/columns.js";
import { ArgumentError, FormatError } from "../../core/errors.js";
import { type Reported, stepReport, type TextFile } from "../../core/report.js";
import { COLUMN_ALIASES, NUMBER_COLUMNS, TEXT_COLUMNS } from "../column-names.js";
import { type CsvTable, readCsv } from "../csv.js";
import { dateAt, timeAt, utcTexts } from "./clock.js";
import { checkUtcOffset } from "./instrument-options.js";
import { readingRows } from "./reading-counts.js";

/** Options of the reader of other CSV files. */
export interface ReadReadingsCsvOptions {
  /** igdp's column → the file's own name for it; `date` and `time` make `time_utc` together. */
  readonly columnMap?: Readonly<Record<string, string>>;
  /** Hours that the times are ahead of UTC. Default 0. */
  readonly utcOffset_hours?: number;
}

/** One of them must be there: what was read, or what it means. */
const READINGS = ["reading_mgal", "counter", "gravity_mgal"];

/**
 * Reads a CSV of readings under names of its own. `columnMap` says which of its columns is which of igdp's; columns
 * that it does not name are kept as they are called, and igdp's own names are known without it. Times are dates as
 * `2026-01-31` (or 31/01/2026 where the day can be no month) and times of day as `08:15` or `08:15:00`, in one column
 * (`time_utc`) or two (`date`, `time`).
 *
 * @throws FormatError as `readCsv` does, and where there is no station, no reading, or no time column
 */
export function readReadingsCsv(file: TextFile, options: ReadReadingsCsvOptions = {}): Reported<Columns> {
  const { columnMap = {}, utcOffset_hours = 0 } = options;
  checkUtcOffset(utcOffset_hours);
  checkMap(columnMap);
  const table = readCsv(file.text, {
    file: file.name,
    required: ["station"],
    numbers: NUMBER_COLUMNS,
    texts: [...TEXT_COLUMNS, "date", "time"],
    aliases: aliasesOf(columnMap),
  });
  checkColumns(table, columnMap, file.name);
  const reading = READINGS.find((name) => table.columns[name] !== undefined) as string;
  const { date, time, time_utc, loop, meter, ...rest } = table.columns;
  const rows = table.lines.length;
  const clock = clockOf(table, file.name, utcOffset_hours * 3_600_000);
  const readings: Record<string, Column> = {
    ...rest,
    meter: meter ?? Array<string>(rows).fill(""),
    loop: loop ?? Array<string>(rows).fill(file.name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "")),
    ...(clock === undefined ? {} : { time_utc: utcTexts(clock) }),
    file: Array<string>(rows).fill(file.name),
    line: Float64Array.from(table.lines),
  };
  const result = { ...readings, ...flags(readings, reading) };
  return {
    result,
    report: stepReport("readReadingsCsv", {
      parameters: { columnMap, utcOffset_hours },
      rows: readingRows(result),
      inputs: [{ name: file.name, sha256: file.sha256 }],
    }),
  };
}

function checkMap(columnMap: unknown): void {
  const isMap =
    typeof columnMap === "object" &&
    columnMap !== null &&
    Object.values(columnMap).every((name) => typeof name === "string" && name.trim() !== "");
  if (isMap) return;
  throw new ArgumentError({
    argument: "options.columnMap",
    value: columnMap,
    accepted: "an object of igdp's column → the file's, such as { reading_mgal: \"Gravity (mGal)\" }",
  });
}

function aliasesOf(columnMap: Readonly<Record<string, string>>): Record<string, readonly string[]> {
  const mapped = Object.entries(columnMap).map(([ours, theirs]) => [ours, [theirs.trim().toLowerCase()]]);
  return { ...COLUMN_ALIASES, ...Object.fromEntries(mapped) };
}

function checkColumns(table: CsvTable, columnMap: Readonly<Record<string, string>>, file: string): void {
  const { columns, headerLine: line } = table;
  const there = Object.keys(columns).join(", ");
  for (const [ours, theirs] of Object.entries(columnMap)) {
    if (columns[ours] !== undefined) continue;
    const problem = `there is no column '${theirs}', which was named for ${ours}`;
    throw new FormatError({ file, line, column: theirs, problem, advice: `The columns are: ${there}.` });
  }
  if (!READINGS.some((name) => columns[name] instanceof Float64Array)) {
    const advice = `Say which it is, as in --column "reading_mgal=NAME". The columns are: ${there}.`;
    throw new FormatError({
      file,
      line,
      column: "reading_mgal",
      problem: "no column is known as the reading",
      advice,
    });
  }
  const hasTime = columns.time_utc ?? columns.elapsed_minutes ?? (columns.date && columns.time);
  if (hasTime !== undefined) return;
  const advice = `Name time_utc, or date and time, or elapsed_minutes. The columns are: ${there}.`;
  throw new FormatError({ file, line, column: "time_utc", problem: "there is no column of times", advice });
}

/** UTC of each row, milliseconds; undefined for a table of minutes. An empty time is NaN. */
function clockOf(table: CsvTable, file: string, offset: number): Float64Array | undefined {
  const { columns, lines } = table;
  const texts = columns.time_utc ?? (columns.date && columns.time);
  if (texts === undefined) return undefined;
  return Float64Array.from({ length: lines.length }, (_, i) => {
    const text = columns.time_utc ? String(columns.time_utc[i]) : `${columns.date[i]} ${columns.time[i]}`;
    if (text.trim() === "") return Number.NaN;
    const clock = clockTime(text);
    if (!Number.isNaN(clock)) return clock - offset;
    const column = columns.time_utc ? "time_utc" : "date";
    const problem = `'${text.slice(0, 40)}' is not a date and a time`;
    throw new FormatError({
      file,
      line: lines[i],
      column,
      problem,
      advice: "Write it as 2026-01-31T08:15:00Z.",
    });
  });
}

function clockTime(text: string): number {
  const [, date, time] = /^\s*(\S+?)[T\s]+(\d\S*?)Z?\s*$/.exec(text) ?? [];
  if (date === undefined) return Number.NaN;
  const bytes = new TextEncoder().encode(`${date} ${/^\d{1,2}:\d{2}$/.test(time) ? `${time}:00` : time}`);
  const blank = bytes.indexOf(32);
  return dateAt(bytes, 0, blank) + timeAt(bytes, blank + 1, bytes.length);
}

function flags(readings: Columns, reading: string): { flag: string[]; flag_reason: string[] } {
  const rows = rowCount(readings);
  const flag = Array.from({ length: rows }, (_, i) => (readings.flag?.[i] ? String(readings.flag[i]) : ""));
  const flag_reason = Array.from({ length: rows }, (_, i) => String(readings.flag_reason?.[i] ?? ""));
  const elapsed = readings.elapsed_minutes as Float64Array | undefined;
  for (let i = 0; i < rows; i++) {
    if (flag[i] !== "") continue;
    const fault =
      readings.station[i] === ""
        ? ["no_station", "the station's name is empty"]
        : Number.isNaN(readings[reading][i])
          ? ["no_reading", "the reading is empty"]
          : !readings.time_utc?.[i] && !(elapsed !== undefined && Number.isFinite(elapsed[i]))
            ? ["no_time", "the time is empty"]
            : isOff(readings, i)
              ? ["bad_position", "longitude or latitude is not on the globe; are they swapped?"]
              : ["", ""];
    [flag[i], flag_reason[i]] = fault;
  }
  return { flag, flag_reason };
}

function isOff(readings: Columns, i: number): boolean {
  const latitude = Number(readings.latitude_deg?.[i] ?? 0);
  const longitude = Number(readings.longitude_deg?.[i] ?? 0);
  return Math.abs(latitude) > 90 || longitude < -180 || longitude > 360;
}
