import { readFileSync } from "node:fs";

/**
 * Small readers of the training region's files for its reference processing. They share nothing with the library:
 * each line is cut by hand, and the answers' faults are undone in the cells where they stand.
 */

const folder = new URL("../../datasets/training-region/", import.meta.url);

export function textOf(name: string): string {
  return readFileSync(new URL(name, folder), "utf8");
}

/** Rows of a CSV by column names, with their line numbers; lines that begin with # are left out. */
export function csvRows(text: string): (Record<string, string> & { lineNumber: string })[] {
  const lines = text.split("\n").map((line, i) => ({ cells: cut(line), number: i + 1, text: line }));
  const [header, ...rows] = lines.filter(({ text }) => text !== "" && !text.startsWith("#"));
  return rows.map(({ cells, number }) => ({
    ...Object.fromEntries(header.cells.map((name, i) => [name, cells[i]])),
    lineNumber: String(number),
  }));
}

/** Cuts a line at commas that stand outside quotes. */
function cut(line: string): string[] {
  return Array.from(line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g), ([, cell]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  ).slice(0, line.endsWith(",") ? undefined : -1);
}

/** One entry of answers-faults.csv. */
export interface FaultEntry {
  readonly fault: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
  readonly lines: number;
  readonly station: string;
  readonly column: string;
  readonly written: string;
  readonly truth: string;
}

export function readFaults(): FaultEntry[] {
  return csvRows(textOf("answers-faults.csv")).map((row) => ({
    fault: row.fault,
    kind: row.kind,
    file: row.file,
    line: Number(row.line),
    lines: Number(row.lines),
    station: row.station,
    column: row.column,
    written: row.written,
    truth: row.true,
  }));
}

/** What the answers say of a file: which lines to leave out, and what to put into which cell. */
export class Undo {
  private readonly faults: readonly FaultEntry[];

  constructor(faults: readonly FaultEntry[], file: string) {
    this.faults = faults.filter((fault) => fault.file === file);
  }

  isTwice(line: number): boolean {
    return this.at(line).some(({ kind }) => kind.startsWith("duplicate"));
  }

  /** The cells of a line as they should be. */
  cells<T extends Record<string, string>>(line: number, cells: T): T {
    const right: Record<string, string> = { ...cells };
    for (const { kind, column, written, truth } of this.at(line)) {
      if (column === "" || kind === "tare" || (kind === "wrong time zone" && column === "time_utc")) continue;
      if (!(column in right)) continue;
      if (right[column] !== written)
        throw new Error(`line ${line}: ${column} is ${right[column]}, not ${written}`);
      right[column] = truth;
    }
    return right as T;
  }

  /** Hours that the line's time is ahead of UTC, and mGal of a tare in it. */
  shift(line: number): { readonly hours: number; readonly tare: number } {
    const amount = (name: string, column: string) =>
      this.at(line)
        .filter((fault) => fault.kind === name && fault.column === column)
        .reduce((sum, { written }) => sum + Number(written), 0);
    return { hours: amount("wrong time zone", "time_utc"), tare: amount("tare", "counter") };
  }

  private at(line: number): FaultEntry[] {
    return this.faults.filter((fault) => line >= fault.line && line < fault.line + fault.lines);
  }
}

/** One reading: what its meter felt, with tide and drift in it. */
export interface PlainReading {
  readonly meter: "cg5" | "cg6" | "dial";
  readonly loop: string;
  readonly station: string;
  /** UTC, milliseconds. */
  readonly time: number;
  /** mGal, the meter's own tide taken out again. */
  readonly raw: number;
  /** The tide that the meter had added, mGal (a dial: NaN), and the time for which it did, UTC as the meter knew it. */
  readonly tide: number;
  readonly meterTime: number;
  /** Standard error by the samples, mGal (a dial: NaN). */
  readonly sigma: number;
  readonly height: number;
  readonly tilt: readonly [number, number];
}

const HOUR = 3_600_000;
const WEEKS = [0, 1, 2, 3, 4, 5];

/** All readings of the three meters, faults undone as far as `faults` goes. */
export function readReadings(faults: readonly FaultEntry[]): PlainReading[] {
  return WEEKS.flatMap((week) => [
    ...readCg5(`cg5-week-${week}.txt`, faults),
    ...readCg6(`cg6-week-${week}.dat`, faults),
    ...readDial(`dial-week-${week}.csv`, faults),
  ]);
}

function readCg5(file: string, faults: readonly FaultEntry[]): PlainReading[] {
  const undo = new Undo(faults, file);
  const readings: PlainReading[] = [];
  let loop = "";
  let [typed, difference, height] = [Number.NaN, Number.NaN, Number.NaN];
  textOf(file)
    .split("\n")
    .forEach((text, i) => {
      const line = i + 1;
      const after = (label: string) => text.slice(text.indexOf(label) + label.length).trim();
      if (text.includes("Survey name:")) loop = after("SYNTHETIC_");
      else if (text.includes("GMT DIFF.:")) {
        typed = Number(after("GMT DIFF.:"));
        difference = Number(undo.cells(line, { "GMT DIFF.": after("GMT DIFF.:") })["GMT DIFF."]);
      } else if (text.includes("Note:"))
        height = Number(undo.cells(line, { height_cm: after("Note:").split(" ")[1] }).height_cm) / 100;
      else if (/^\s*\d/.test(text) && !undo.isTwice(line)) {
        const c = text.trim().split(/\s+/);
        const right = undo.cells(line, { STATION: c[1], "GRAV.": c[3] });
        const clock = Date.parse(`${c[14].replaceAll("/", "-")}T${c[11]}Z`);
        readings.push({
          meter: "cg5",
          loop,
          station: String(Number(right.STATION)),
          time: clock + difference * HOUR,
          meterTime: clock + typed * HOUR,
          tide: Number(c[8]),
          raw: Number(right["GRAV."]) - Number(c[8]),
          sigma: Number(c[4]) / Math.sqrt(Number(c[9])),
          height,
          tilt: [Number(c[5]), Number(c[6])],
        });
      }
    });
  return readings;
}

function readCg6(file: string, faults: readonly FaultEntry[]): PlainReading[] {
  const undo = new Undo(faults, file);
  return textOf(file)
    .split("\n")
    .flatMap((text, i) => {
      if (text === "" || text.startsWith("/")) return [];
      const c = text.split("\t");
      const right = undo.cells(i + 1, { Station: c[0], CorrGrav: c[3], InstrHeight: c[16] });
      const time = Date.parse(`${c[1]}T${c[2]}Z`);
      const day = (time - Date.UTC(2026, 0, 12)) / 86_400_000;
      return {
        meter: "cg6",
        loop: fieldLoop(day),
        station: right.Station,
        time,
        meterTime: time,
        tide: Number(c[11]),
        raw: Number(right.CorrGrav) - Number(c[11]),
        sigma: Number(c[6]),
        height: Number(right.InstrHeight),
        tilt: [Number(c[8]), Number(c[9])],
      } as const;
    });
}

/** The loop of a day, from days since the first field day: six days a week. */
function fieldLoop(days: number): string {
  const day = Math.floor(days);
  if (day < 0) return `B${day + 8}`;
  return `D${String(6 * Math.floor(day / 7) + (day % 7) + 1).padStart(2, "0")}`;
}

function readDial(file: string, faults: readonly FaultEntry[]): PlainReading[] {
  const undo = new Undo(faults, file);
  const table = csvRows(textOf("dial-table.csv")).map(({ value_mgal, factor }) => [
    Number(value_mgal),
    Number(factor),
  ]);
  return csvRows(textOf(file)).flatMap((row) => {
    const line = Number(row.lineNumber);
    if (undo.isTwice(line)) return [];
    const right = undo.cells(line, row);
    const { hours, tare } = undo.shift(line);
    const time = Date.parse(right.time_utc) - hours * HOUR;
    const counter = Number(right.counter);
    const [value, factor] = table[Math.floor(counter / 100)];
    return {
      meter: "dial",
      loop: right.loop,
      station: right.station,
      time,
      meterTime: Number.NaN,
      tide: Number.NaN,
      raw: value + (counter % 100) * factor - tare,
      sigma: Number.NaN,
      height: Number(right.instrument_height_m),
      tilt: [0, 0],
    } as const;
  });
}

/** The coordinate list, faults undone. */
export function readCoordinates(faults: readonly FaultEntry[]) {
  const undo = new Undo(faults, "gnss-coordinates.csv");
  return new Map(
    csvRows(textOf("gnss-coordinates.csv")).map((row) => {
      const right = undo.cells(Number(row.lineNumber), row);
      const place = {
        longitude: Number(right.longitude_deg),
        latitude: Number(right.latitude_deg),
        height: Number(right.ellipsoidal_height_m),
        site: right.site,
      };
      return [right.station, place] as const;
    }),
  );
}
