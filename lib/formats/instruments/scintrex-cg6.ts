import type { Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport, type TextFile } from "../../core/report.js";
import { firstLetter, NO_LINES } from "../byte-lines.js";
import { textBytes } from "../text-encoding.js";
import { finishReadings } from "./finish-readings.js";
import { checkUtcOffset } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { type LineReader, noReadings, readLines } from "./line-reader.js";
import { readingRows } from "./reading-counts.js";
import { RowBuilder } from "./row-builder.js";
import { numberField, type RowField, skippedField, textField } from "./row-fields.js";
import type { RawRows } from "./row-store.js";

/** Options of `readScintrexCg6`. */
export interface ReadScintrexCg6Options {
  /**
   * How far the meter's clock is ahead of UTC, in hours: 7 where it shows the time of Bangkok. Default 0: the
   * clock is taken to show UTC.
   */
  readonly utcOffset_hours?: number;
}

/** The corrections in the order of the file's five digits; the third is not used. */
const APPLIED = ["drift", "temperature", "", "tide", "tilt"].map((name) => `${name}_correction_mgal`);

/** The file's fields in the order that a file without a header has them, and the columns that they become. */
const FIELDS: readonly RowField[] = [
  textField("Station", "station"),
  { is: "date", name: "Date" },
  { is: "time", name: "Time" },
  numberField("CorrGrav", "reading_mgal"),
  textField("Line", "survey_line"),
  numberField("StdDev", "sample_sigma_mgal"),
  numberField("StdErr", "sigma_mgal"),
  numberField("RawGrav", "raw_reading_mgal"),
  numberField("X", "tilt_x_arcsec"),
  numberField("Y", "tilt_y_arcsec"),
  numberField("SensorTemp", "sensor_temperature_mk"),
  numberField("TideCorr", "tide_correction_mgal"),
  numberField("TiltCorr", "tilt_correction_mgal"),
  numberField("TempCorr", "temperature_correction_mgal"),
  numberField("DriftCorr", "drift_correction_mgal"),
  numberField("MeasurDur", "duration_s"),
  numberField("InstrHeight", "instrument_height_m"),
  numberField("LatUser", "latitude_deg"),
  numberField("LonUser", "longitude_deg"),
  numberField("ElevUser", "height_m"),
  numberField("LatGPS", "gps_latitude_deg"),
  numberField("LonGPS", "gps_longitude_deg"),
  numberField("ElevGPS", "gps_height_m"),
  { is: "applied", name: "Corrections", columns: APPLIED },
];

/** The order of the columns: the reading and its sigma first. */
const ORDER = ["reading_mgal", "sigma_mgal"];

/**
 * Reads the native file of a Scintrex CG-6: the columns form of {@link readScintrexCg6} in
 * `scintrex-cg6-table.ts`, where it is described.
 */
export function readScintrexCg6(file: TextFile, options: ReadScintrexCg6Options = {}): Reported<Columns> {
  const text = textBytes(new TextEncoder().encode(file.text), "utf-8");
  const source = { ...text, file: file.name, sha256: file.sha256 };
  return readLines(source, scintrexCg6Reader(source, options));
}

/** What the lines of a file have told. */
interface Cg6Lines {
  readonly surveys: readonly Survey[];
  readonly raw: RawRows;
  readonly isOpen: boolean;
  readonly remarks: number;
}

function cg6Readings(
  source: InstrumentSource,
  { surveys, raw, isOpen, remarks }: Cg6Lines,
  utcOffset_hours: number,
): Reported<Columns> {
  const { station, ...texts } = raw.texts;
  const numbers = Object.entries(raw.numbers).sort(([a], [b]) => rank(a) - rank(b));
  const result = finishReadings(raw, {
    file: source.file,
    runs: surveys.map(({ row, serial, survey }) => ({
      row,
      meter: serial === "" ? "CG-6" : `CG-6 ${serial}`,
      survey: survey || source.file.replace(/^.*[\\/]/, ""),
      utcOffset_hours,
    })),
    station,
    columns: { ...Object.fromEntries(numbers), ...texts },
    reading: "reading_mgal",
    isOpen,
  });
  return {
    result,
    report: stepReport("readScintrexCg6", {
      parameters: { utcOffset_hours },
      rows: { ...readingRows(result), damaged: raw.damaged, remarks_below_header: remarks },
      figures: { meter: surveys[0].serial, survey: surveys.map(({ survey }) => survey).join(", ") },
      inputs: [{ name: source.file, sha256: source.sha256 }],
    }),
  };
}

function rank(column: string): number {
  const place = ORDER.indexOf(column);
  return place < 0 ? ORDER.length : place;
}

/** A header's facts, and the row from which they hold: files are sometimes put one behind the other. */
interface Survey {
  row: number;
  serial: string;
  survey: string;
}

/** Reads the native file of a Scintrex CG-6, with its header or without. */
export function scintrexCg6Reader(
  source: InstrumentSource,
  options: ReadScintrexCg6Options = {},
): LineReader {
  const { utcOffset_hours = 0 } = options;
  checkUtcOffset(utcOffset_hours);
  const { file } = source;
  const surveys: Survey[] = [{ row: 0, serial: "", survey: "" }];
  let fields: readonly RowField[] = FIELDS;
  let rows: RowBuilder | undefined;
  let remarks = 0;
  const visit = (from: number, to: number, line: number) => {
    const { bytes } = source;
    const first = firstLetter(bytes, from, to);
    if (first === to) return;
    if (bytes[first] !== SLASH) {
      rows ??= new RowBuilder(source, fields, first, to);
      rows.add(from, to, line);
      return;
    }
    const text = source.decode(first + 1, Math.min(to, first + 2000)).trim();
    if (/^Column Headers:|^CG-6 Gravity Survey/.test(text)) throw notNative(file, line);
    if (/^Station\s.*\bDate\b/.test(text)) {
      const named = fieldsOf(text, file, line);
      if (rows === undefined) fields = named;
      else if (named.some((field, k) => field.name !== fields[k]?.name)) throw otherColumns(file, line);
    } else if (!takeFact(surveys, rows?.count ?? 0, text) && rows !== undefined) remarks++;
  };
  const quick = (from: number, line: number) =>
    rows === undefined || source.bytes[from] === SLASH ? NO_LINES : rows.addPlain(from, line);
  const finish = (isOpen: boolean) => {
    if (rows === undefined) throw noReadings(source, "CG-6");
    return cg6Readings(source, { surveys, raw: rows.finish(), isOpen, remarks }, utcOffset_hours);
  };
  return { visit, quick, finish };
}

/** Takes a line of the header, `Name: value`; says whether it was one. */
function takeFact(surveys: Survey[], row: number, text: string): boolean {
  // A line of readings with a slash before it has a colon too, in its time.
  const [, name, value] = /^([^:\t]*?[^:\t\d]\d?):\s*(.*)$/.exec(text) ?? [];
  const last = surveys[surveys.length - 1];
  if (name === "Survey Name") {
    if (row > last.row) surveys.push({ row, serial: last.serial, survey: value });
    else last.survey = value;
  } else if (name === "Instrument Serial Number") last.serial = value;
  return name !== undefined || text === "" || /^CG-6/.test(text);
}

const SLASH = 47;

function notNative(file: string, line: number): FormatError {
  const problem = "this is the TSoft variant of a CG-6 file, not its native form";
  const advice = "Read it with igdp read, or readInstrumentFile, which find the format by themselves.";
  return new FormatError({ file, line, problem, advice });
}

function otherColumns(file: string, line: number): FormatError {
  const problem = "a second header has other columns than the first";
  return new FormatError({ file, line, problem, advice: "Cut the file in two above this survey." });
}

/** The fields that a header line names; one that is not known is passed over. */
function fieldsOf(header: string, file: string, line: number): readonly RowField[] {
  const names = header.split(/\s+/).map((name) => name.replace(/\[.*$/, ""));
  for (const name of ["Station", "Date", "Time", "CorrGrav"]) {
    if (!names.includes(name))
      throw new FormatError({ file, line, column: name, problem: "this column is missing" });
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new FormatError({ file, line, column: twice, problem: "this column is there twice" });
  return names.map((name) => FIELDS.find((field) => field.name === name) ?? skippedField(name));
}
