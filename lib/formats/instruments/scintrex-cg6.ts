import type { Column, Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport, type TextFile } from "../../core/report.js";
import { parseUtc } from "../../core/time.js";

/** Options of `readScintrexCg6`. */
export interface ReadScintrexCg6Options {
  /**
   * How far the meter's clock is ahead of UTC, in hours: 7 where it shows the time of Bangkok. Default 0: the
   * clock is taken to show UTC.
   */
  readonly utcOffset_hours?: number;
}

/** The file's columns that hold numbers, and what they are called here. */
const NUMBERS: Readonly<Record<string, string>> = {
  CorrGrav: "reading_mgal",
  StdErr: "sigma_mgal",
  StdDev: "sample_sigma_mgal",
  RawGrav: "raw_reading_mgal",
  X: "tilt_x_arcsec",
  Y: "tilt_y_arcsec",
  SensorTemp: "sensor_temperature",
  TideCorr: "tide_correction_mgal",
  TiltCorr: "tilt_correction_mgal",
  TempCorr: "temperature_correction_mgal",
  DriftCorr: "drift_correction_mgal",
  MeasurDur: "duration_s",
  InstrHeight: "instrument_height_m",
  LatUser: "latitude_deg",
  LonUser: "longitude_deg",
  ElevUser: "height_m",
  LatGPS: "gps_latitude_deg",
  LonGPS: "gps_longitude_deg",
  ElevGPS: "gps_height_m",
};

/** Corrections in the order of the file's five digits: 1 = applied to `CorrGrav`. */
const APPLIED = ["drift", "temperature", "", "tide", "tilt"] as const;

/**
 * Reads the native file of a Scintrex CG-6: the columns form of {@link readScintrexCg6} in
 * `scintrex-cg6-table.ts`, where it is described.
 */
export function readScintrexCg6(file: TextFile, options: ReadScintrexCg6Options = {}): Reported<Columns> {
  const { utcOffset_hours = 0 } = options;
  const { meter, survey, header, rows, lines } = splitFile(file);
  const columns: Record<string, Column> = {
    station: rows.map((row) => row[header.indexOf("Station")]),
    meter: rows.map(() => (meter === "" ? "CG-6" : `CG-6 ${meter}`)),
    // A survey may last for days: each day of the meter's clock is a loop of its own.
    loop: rows.map((row) => `${survey} ${row[header.indexOf("Date")]}`),
    time_utc: rows.map((row, i) => utcTime(row, header, utcOffset_hours, file.name, lines[i])),
  };
  for (const [theirs, ours] of Object.entries(NUMBERS)) {
    const index = header.indexOf(theirs);
    if (index >= 0)
      columns[ours] = Float64Array.from(rows, (row, i) => numberOf(row[index], theirs, file.name, lines[i]));
  }
  dropUnappliedCorrections(columns, rows, header);
  const reading = columns.reading_mgal as Float64Array;
  columns.file = rows.map(() => file.name);
  columns.line = Float64Array.from(lines);
  columns.flag = rows.map((_, i) => (Number.isNaN(reading[i]) ? "no_reading" : ""));
  columns.flag_reason = rows.map((_, i) => (Number.isNaN(reading[i]) ? "CorrGrav is empty" : ""));
  return {
    result: columns,
    report: stepReport("readScintrexCg6", {
      parameters: { utcOffset_hours },
      rows: { readings: rows.length, flagged: (columns.flag as string[]).filter(Boolean).length },
      figures: { meter, survey },
      inputs: [{ name: file.name, sha256: file.sha256 }],
    }),
  };
}

function splitFile(file: TextFile): {
  meter: string;
  survey: string;
  header: string[];
  rows: string[][];
  lines: number[];
} {
  const facts = new Map<string, string>();
  let header: string[] | undefined;
  const rows: string[][] = [];
  const lines: number[] = [];
  for (const [index, raw] of file.text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "") continue;
    if (line.startsWith("/")) {
      const text = line.slice(1).trim();
      if (/^Station\s.*\bDate\b/.test(text))
        header = text.split(/\s+/).map((name) => name.replace(/\[.*$/, ""));
      const fact = /^([^:]+):\s*(.*)$/.exec(text);
      if (fact !== null) facts.set(fact[1].trim(), fact[2].trim());
      continue;
    }
    if (header === undefined) {
      const problem = "there is no header line that begins with /Station before the first reading";
      const advice = "This reader takes the native file of a CG-6, not its TSoft variant.";
      throw new FormatError({ file: file.name, line: index + 1, problem, advice });
    }
    const cells = line.split(/\t/).length === header.length ? line.split(/\t/) : line.split(/\s+/);
    if (cells.length !== header.length) {
      const problem = `${cells.length} fields where the header has ${header.length}`;
      throw new FormatError({
        file: file.name,
        line: index + 1,
        problem,
        advice: "The line may have been cut.",
      });
    }
    rows.push(cells.map((cell) => cell.trim()));
    lines.push(index + 1);
  }
  if (header === undefined || rows.length === 0) {
    throw new FormatError({ file: file.name, line: 1, problem: "there are no CG-6 readings in this file" });
  }
  for (const name of ["Station", "Date", "Time", "CorrGrav"]) {
    if (!header.includes(name))
      throw new FormatError({ file: file.name, column: name, problem: "this column is missing" });
  }
  return {
    meter: facts.get("Instrument Serial Number") ?? "",
    survey: facts.get("Survey Name") ?? file.name,
    header,
    rows,
    lines,
  };
}

function utcTime(
  row: readonly string[],
  header: readonly string[],
  offset: number,
  file: string,
  line: number,
): string {
  const text = `${row[header.indexOf("Date")].replaceAll("/", "-")}T${row[header.indexOf("Time")]}Z`;
  const time = parseUtc(text);
  if (Number.isNaN(time)) {
    throw new FormatError({
      file,
      line,
      column: "Date",
      problem: `'${text.slice(0, -1)}' is not a date and a time`,
    });
  }
  return new Date(time - offset * 3_600_000).toISOString().replace(".000Z", "Z");
}

function numberOf(text: string, column: string, file: string, line: number): number {
  if (/^(-+|\*+|)$/.test(text)) return Number.NaN;
  const value = Number(text);
  if (Number.isNaN(value))
    throw new FormatError({ file, line, column, problem: `'${text}' is not a number` });
  return value;
}

/** A correction that the meter computed but did not apply is no part of the reading: its column becomes zero. */
function dropUnappliedCorrections(
  columns: Record<string, Column>,
  rows: string[][],
  header: readonly string[],
): void {
  const index = header.indexOf("Corrections");
  if (index < 0) return;
  APPLIED.forEach((name, digit) => {
    const values = columns[`${name}_correction_mgal`];
    if (values instanceof Float64Array)
      rows.forEach((row, i) => {
        if (row[index][digit] === "0") values[i] = 0;
      });
  });
}
