import type { Column, Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { dayText, utcTexts } from "./clock.js";
import type { RawRows } from "./row-store.js";

/** What holds from one row on: who measured, and how its clock stands to UTC. */
export interface RowRun {
  /** First row that it holds for. */
  readonly row: number;
  readonly meter: string;
  readonly survey: string;
  /** Hours that the clock is ahead of UTC. */
  readonly utcOffset_hours: number;
}

/** What a reader knows beside the raw rows. */
export interface ReadingParts {
  readonly file: string;
  /** By first row; the first run begins with row 0. */
  readonly runs: readonly RowRun[];
  /** Station of each row. */
  readonly station: readonly string[];
  /** The other columns, in the order in which they shall stand. */
  readonly columns: Columns;
  /** The column that is the reading: the one that must not be empty. */
  readonly reading: string;
  /** The last line has no line end. */
  readonly isOpen: boolean;
  /** Minutes since the first reading, for a file that tells no date. */
  readonly elapsed_minutes?: Float64Array;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Makes the table of readings that all readers give: station, meter, loop, time, the file's own columns, file and
 * line, flag and reason. A row that cannot be used as it stands has a flag; none is left out. The raw rows belong to the
 * table from then on.
 *
 * @throws FormatError with the first fault if there is no row at all, or not one that is good
 */
export function finishReadings(raw: RawRows, parts: ReadingParts): Columns {
  const { file, runs, station, columns, reading, isOpen, elapsed_minutes } = parts;
  const rows = raw.count;
  const meter = Array<string>(rows);
  const loop = Array<string>(rows);
  const { clock: utc } = raw; // becomes UTC where it stands: one more copy would count in a large file
  for (const [k, run] of runs.entries()) {
    const end = runs[k + 1]?.row ?? rows;
    meter.fill(run.meter, run.row, end);
    let day: number | undefined;
    let name = "";
    for (let i = run.row; i < end; i++) {
      // A survey may last for days: each day of the meter's clock is a loop of its own.
      const dayOfRow = Math.floor(utc[i] / DAY);
      if (!Object.is(day, dayOfRow)) {
        day = dayOfRow;
        name = joined(run.survey, dayText(day));
      }
      loop[i] = name;
      utc[i] -= run.utcOffset_hours * HOUR;
    }
  }
  const table: Record<string, Column> = {
    station,
    meter,
    loop,
    ...(elapsed_minutes ? { elapsed_minutes } : { time_utc: utcTexts(utc) }),
    ...columns,
    file: Array<string>(rows).fill(file),
    line: raw.lines,
  };
  return { ...table, ...flagColumns(raw, table, reading, elapsed_minutes ?? utc, isOpen) };
}

function joined(survey: string, day: string): string {
  return day === "" ? survey : survey === "" ? day : `${survey} ${day}`;
}

function flagColumns(
  raw: RawRows,
  table: Columns,
  reading: string,
  time: Float64Array,
  isOpen: boolean,
): { flag: string[]; flag_reason: string[] } {
  const rows = raw.count;
  const flag = Array<string>(rows).fill("");
  const flag_reason = Array<string>(rows).fill("");
  const station = table.station as readonly string[];
  const value = table[reading] as Float64Array;
  const latitude = table.latitude_deg as Float64Array | undefined;
  const longitude = table.longitude_deg as Float64Array | undefined;
  for (let i = 0; i < rows; i++) {
    const fault =
      raw.faults.get(i) ??
      (station[i] === ""
        ? NO_STATION
        : !Number.isFinite(value[i])
          ? NO_READING
          : Number.isNaN(time[i])
            ? NO_TIME
            : (latitude !== undefined && Math.abs(latitude[i]) > 90) ||
                (longitude !== undefined && !(Number.isNaN(longitude[i]) || isLongitude(longitude[i])))
              ? BAD_POSITION
              : isOpen && i === rows - 1
                ? POSSIBLY_CUT
                : undefined);
    if (fault !== undefined) [flag[i], flag_reason[i]] = fault;
  }
  refuseWithoutGoodRow(raw, table, flag, flag_reason);
  return { flag, flag_reason };
}

const NO_STATION = ["no_station", "the station's name is empty"] as const;
const NO_READING = ["no_reading", "the reading is empty"] as const;
const NO_TIME = ["no_time", "the time is empty or cannot be read"] as const;
const BAD_POSITION = [
  "bad_position",
  "longitude or latitude is not on the globe; are they swapped?",
] as const;

/** The flag of a last line without a line end, and its reason. */
export const POSSIBLY_CUT: readonly [flag: string, reason: string] = [
  "possibly_cut",
  "the file ends in the middle of this line: if nothing is missing, add a line end",
];

function isLongitude(degrees: number): boolean {
  return degrees >= -180 && degrees <= 360;
}

function refuseWithoutGoodRow(
  raw: RawRows,
  table: Columns,
  flag: readonly string[],
  reason: readonly string[],
): void {
  const file = (table.file as readonly string[])[0] ?? "";
  const isHopeless = (i: number) =>
    flag[i] !== "" && flag[i] !== "possibly_cut" && flag[i] !== "bad_position";
  for (let i = 0; i < flag.length; i++) if (!isHopeless(i)) return;
  if (flag.length === 0) return; // the reader says so, with the file's name
  const problem = `no row can be used; the first: ${reason[0]}`;
  const advice = "Is it a file of this format? --format says it; igdp read --help lists them.";
  throw new FormatError({ file, line: raw.lines[0], problem, advice });
}
