import { type Column, type Columns, rowCount, stackRows } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport, type TextFile } from "../../core/report.js";
import { parseUtc } from "../../core/time.js";
import { COLUMN_ALIASES, NUMBER_COLUMNS, TEXT_COLUMNS } from "../column-names.js";
import { readCsv } from "../csv.js";

/** Options of `readDialSheets`. */
export interface ReadDialSheetsOptions {
  /** What the sheets' heights are: above the geoid (default), or above the ellipsoid as GNSS gives them. */
  readonly heights?: "orthometric" | "ellipsoidal";
}

/** On a dial sheet a bare `reading` is the counter's; elsewhere it could be mGal. */
const ALIASES = { ...COLUMN_ALIASES, counter: ["counter_reading", "dial", "dial_reading", "reading"] };

/**
 * Readings from dial sheets: the columns form of {@link readDialSheets} in `dial-sheets-table.ts`, where it is
 * described.
 */
export function readDialSheets(
  files: readonly TextFile[],
  options: ReadDialSheetsOptions = {},
): Reported<Columns> {
  const sheets = files.map((file) => readSheet(file, options.heights ?? "orthometric"));
  const readings = stackRows(sheets);
  const { flag } = readings as Record<string, readonly string[]>;
  return {
    result: readings,
    report: stepReport("readDialSheets", {
      parameters: { heights: options.heights ?? "orthometric" },
      rows: { files: files.length, readings: rowCount(readings), flagged: flag.filter(Boolean).length },
      inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
    }),
  };
}

function readSheet(file: TextFile, heights: "orthometric" | "ellipsoidal"): Columns {
  const { columns, lines } = readCsv(file.text, {
    file: file.name,
    required: ["station", "counter"],
    numbers: NUMBER_COLUMNS,
    texts: TEXT_COLUMNS,
    aliases: ALIASES,
  });
  if (columns.time_utc === undefined && columns.elapsed_minutes === undefined) {
    throw new FormatError({
      file: file.name,
      line: lines[0] - 1,
      column: "time_utc",
      problem: "there is no column of times",
      advice: "Add time_utc, or elapsed_minutes where the sheet has no clock: drift needs them.",
    });
  }
  checkTimes(columns.time_utc as readonly string[] | undefined, file.name, lines);
  const rows = lines.length;
  const { height_m, loop, ...rest } = columns;
  const name = file.name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const readings: Record<string, Column> = {
    ...rest,
    ...(height_m && (heights === "ellipsoidal" ? { ellipsoidal_height_m: height_m } : { height_m })),
    loop: loop ?? Array<string>(rows).fill(name),
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
            : ["", ""];
    [flag[i], flag_reason[i]] = problem;
  }
  return { flag, flag_reason };
}

function checkTimes(time: readonly string[] | undefined, file: string, lines: readonly number[]): void {
  const bad = time?.findIndex((text) => text !== "" && Number.isNaN(parseUtc(text))) ?? -1;
  if (time === undefined || bad < 0) return;
  throw new FormatError({
    file,
    line: lines[bad],
    column: "time_utc",
    problem: `'${time[bad]}' is not a time in UTC`,
    advice: "Write it as 2026-01-31T08:15:00Z.",
  });
}
