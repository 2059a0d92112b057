import type { Column, Columns } from "../../core/columns.js";
import { FormatError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { fieldBounds, firstLetter, splitBlanks } from "../byte-lines.js";
import { finishReadings } from "./finish-readings.js";
import { checkUtcOffset } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { type LineReader, noReadings } from "./line-reader.js";
import { elapsedMinutes } from "./minutes-without-date.js";
import { readingRows } from "./reading-counts.js";
import { RowBuilder } from "./row-builder.js";
import { numberField, type RowField, skippedField, textField } from "./row-fields.js";
import type { RawRows } from "./row-store.js";
import { cg5Days } from "./scintrex-cg5-days.js";
import { type Cg5Header, cg5HeaderWarnings, emptyCg5Header, takeCg5Line } from "./scintrex-cg5-header.js";
import { heightsFromNotes } from "./scintrex-cg5-notes.js";

/** Options of the CG-5 reader. */
export interface ReadScintrexCg5Options {
  /** Hours that the clock is ahead of UTC. Default: minus the header's `GMT DIFF.`, else 0. */
  readonly utcOffset_hours?: number;
}

/** The fields of a line, in the order that a dump without a header has them. */
const FIELDS: readonly RowField[] = [
  textField("LINE", "survey_line"),
  textField("STATION", "station"),
  numberField("ALT.", "height_m"),
  numberField("GRAV.", "reading_mgal"),
  numberField("SD.", "sample_sigma_mgal"),
  numberField("TILTX", "tilt_x_arcsec"),
  numberField("TILTY", "tilt_y_arcsec"),
  numberField("TEMP", "sensor_temperature_mk"),
  numberField("TIDE", "tide_correction_mgal"),
  numberField("DUR", "duration_s"),
  numberField("REJ", "rejected_samples"),
  { is: "time", name: "TIME" },
  numberField("DEC.TIME+DATE", "decimal_day"),
  numberField("TERRAIN", "meter_terrain_correction_mgal"),
  { is: "date", name: "DATE" },
];

/**
 * Reads the text dump of a Scintrex CG-5: with or without its headers, with or without a column of dates, and with
 * any number of surveys one behind the other.
 *
 * `reading_mgal` is `GRAV.`, in which the meter has put the tide (`tide_correction_mgal`), the tilt and its linear
 * drift (`meter_drift_mgal_per_day`, from the header). Where the header says that the tide was not corrected, that
 * column is zero. `sigma_mgal` is `SD.` over the root of the samples that were kept, one a second. The header's
 * position, which the meter uses for the tide, is in `survey_longitude_deg` and `survey_latitude_deg`: it is one place
 * for the whole survey. Time is UTC = clock + `GMT DIFF.` (the header of a meter on Bangkok time says -7.0). Without
 * any date, `elapsed_minutes` counts from the first reading. The crew's notes are in `note`, beside the readings below
 * them; a height of the meter in them is in `instrument_height_m`, see {@link heightsFromNotes}.
 *
 * @throws FormatError if there is no reading in the file, or none that can be used
 *
 * Source: Scintrex Ltd (2010), CG-5 Autograv System Operation Manual, revision 7, "Data dump formats".
 */
export function scintrexCg5Reader(
  source: InstrumentSource,
  options: ReadScintrexCg5Options = {},
): LineReader {
  checkUtcOffset(options.utcOffset_hours);
  const { file } = source;
  const headers: Cg5Header[] = [emptyCg5Header(0)];
  const notes: string[] = [];
  let note = "";
  let fields: readonly RowField[] | undefined;
  let rows: RowBuilder | undefined;
  let remarks = 0;
  const visit = (from: number, to: number, line: number) => {
    const { bytes, decode } = source;
    const first = firstLetter(bytes, from, to);
    if (first === to) return;
    if (bytes[first] !== SLASH) {
      if (LINE_MARK.test(decode(first, Math.min(to, first + 40)))) return;
      fields ??= fieldsByCount(bytes, first, to);
      rows ??= new RowBuilder(source, fields, first, to);
      rows.add(from, to, line);
      notes.push(note);
      return;
    }
    const text = decode(first + 1, Math.min(to, first + 500)).trim();
    const header = headers[headers.length - 1];
    const written = /^Note:\s*(.*)$/.exec(text);
    if (/^CG-5 SURVEY/.test(text)) {
      note = "";
      if (rows !== undefined && rows.count > header.row) headers.push(emptyCg5Header(rows.count));
    } else if (written !== null) note = written[1].replace(/\s+/g, " ");
    else if (/^-.*STATION/.test(text)) {
      const named = fieldsOf(text, file, line);
      if (fields !== undefined && !sameFields(fields, named)) throw otherColumns(file, line);
      fields = named;
    } else if (!takeCg5Line(header, text) && rows !== undefined && !/:|^CG-5/.test(text)) remarks++;
  };
  const finish = (isOpen: boolean) => {
    if (rows === undefined) throw noReadings(source, "CG-5");
    return cg5Readings(source, { headers, notes, raw: rows.finish(), isOpen, remarks }, options);
  };
  return { visit, finish };
}

/** What the lines of a file have told. */
interface Cg5Lines {
  readonly headers: readonly Cg5Header[];
  readonly notes: readonly string[];
  readonly raw: RawRows;
  readonly isOpen: boolean;
  readonly remarks: number;
}

function cg5Readings(
  source: InstrumentSource,
  { headers, notes, raw, isOpen, remarks }: Cg5Lines,
  options: ReadScintrexCg5Options,
): Reported<Columns> {
  const warnings: string[] = [];
  const { clock, hasDates } = clockOf(raw, headers);
  const { station, survey_line, ...texts } = raw.texts;
  const { reading_mgal, decimal_day, meter_terrain_correction_mgal: terrain, ...numbers } = raw.numbers;
  const runs = headers.map((header) => ({
    row: header.row,
    meter: header.serial === "" ? "CG-5" : `CG-5 ${header.serial}`,
    survey: header.survey || source.file.replace(/^.*[\\/]/, ""),
    utcOffset_hours: offsetOf(header, options),
  }));
  if (options.utcOffset_hours === undefined && headers.some((h) => Number.isNaN(h.gmtDifference_hours))) {
    warnings.push(
      `${source.file}: there is no GMT DIFF. in a header, so the clock is taken to show UTC; --utc-offset says otherwise.`,
    );
  }
  warnings.push(...cg5HeaderWarnings(headers, source.file));
  dropUnapplied(raw, headers);
  const stations = plainNames(station);
  const instrument_height_m = heightsFromNotes(stations, notes);
  const heights = instrument_height_m.reduce((count, height) => count + (Number.isNaN(height) ? 0 : 1), 0);
  const result = finishReadings(
    { ...raw, clock },
    {
      file: source.file,
      runs,
      station: stations,
      columns: {
        reading_mgal,
        sigma_mgal: standardErrors(numbers),
        ...numbers,
        // Nearly all files have zeros there.
        ...(terrain?.some((value) => value !== 0) ? { meter_terrain_correction_mgal: terrain } : {}),
        ...(heights > 0 ? { instrument_height_m } : {}),
        ...headerColumns(headers, raw.count),
        ...(survey_line ? { survey_line: plainNames(survey_line) } : {}),
        ...texts,
        ...(notes.some((note) => note !== "") ? { note: notes } : {}),
      },
      reading: "reading_mgal",
      isOpen,
      ...(hasDates ? {} : { elapsed_minutes: elapsedMinutes(raw.timeOfDay) }),
    },
  );
  if (!hasDates)
    warnings.push(
      `${source.file}: there is no date, so the readings have elapsed_minutes in place of a time.`,
    );
  return {
    result,
    report: stepReport("readScintrexCg5", {
      parameters: { utcOffset_hours: options.utcOffset_hours ?? "from the header" },
      rows: { ...readingRows(result), damaged: raw.damaged, remarks_below_header: remarks },
      figures: {
        surveys: headers.map((header, k) => ({
          survey: header.survey,
          meter: header.serial,
          first_row: header.row,
          utcOffset_hours: runs[k].utcOffset_hours,
        })),
        ...(heights > 0 ? { instrument_heights_from_notes: heights } : {}),
      },
      warnings,
      inputs: [{ name: source.file, sha256: source.sha256 }],
    }),
  };
}

const SLASH = 47;
/** "Line    0.000S" stands between the header and the readings. */
const LINE_MARK = /^Line\b\s*-?[\d.,]+\s*[NSEW]?\s*$/i;

/** Without a header of columns: fifteen fields, or fourteen where there is no date. */
function fieldsByCount(bytes: Uint8Array, from: number, to: number): readonly RowField[] {
  const count = splitBlanks(bytes, from, to, fieldBounds());
  return count === FIELDS.length - 1 ? FIELDS.slice(0, -1) : FIELDS;
}

/** The fields that `/------LINE-----STATION-----ALT.---…` names; one that is not known is passed over. */
function fieldsOf(header: string, file: string, line: number): readonly RowField[] {
  const names = header.split(/[-\s]+/).filter(Boolean);
  for (const name of ["STATION", "GRAV.", "TIME"]) {
    if (names.includes(name)) continue;
    throw new FormatError({ file, line, column: name, problem: "this column is missing" });
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new FormatError({ file, line, column: twice, problem: "this column is there twice" });
  return names.map((name) => FIELDS.find((field) => field.name === name) ?? skippedField(name));
}

function sameFields(one: readonly RowField[], other: readonly RowField[]): boolean {
  return one.length === other.length && one.every((field, k) => field.name === other[k].name);
}

function otherColumns(file: string, line: number): FormatError {
  const problem = "this survey has other columns than those above it";
  return new FormatError({ file, line, problem, advice: "Cut the file in two above this survey." });
}

/** The clock of each reading; for surveys without a column of dates, from the header's date on. */
function clockOf(raw: RawRows, headers: readonly Cg5Header[]): { clock: Float64Array; hasDates: boolean } {
  const isKnown = raw.clock.some((time) => !Number.isNaN(time));
  if (isKnown || headers.every(({ date }) => Number.isNaN(date)))
    return { clock: raw.clock, hasDates: isKnown };
  const clock = new Float64Array(raw.count);
  const decimal = raw.numbers.decimal_day ?? new Float64Array(raw.count).fill(Number.NaN);
  for (const [k, { row, date }] of headers.entries()) {
    const end = headers[k + 1]?.row ?? raw.count;
    const time = raw.timeOfDay.subarray(row, end);
    const days = cg5Days(date, decimal.subarray(row, end), time);
    for (let i = row; i < end; i++) clock[i] = days[i - row] + time[i - row];
  }
  return { clock, hasDates: true };
}

function offsetOf(header: Cg5Header, options: ReadScintrexCg5Options): number {
  if (options.utcOffset_hours !== undefined) return options.utcOffset_hours;
  return Number.isNaN(header.gmtDifference_hours) ? 0 : 0 - header.gmtDifference_hours;
}

/** A correction that the header says was not applied is no part of the reading: its column becomes zero. */
function dropUnapplied(raw: RawRows, headers: readonly Cg5Header[]): void {
  for (const [k, { row, tideIsApplied, terrainIsApplied }] of headers.entries()) {
    const end = headers[k + 1]?.row ?? raw.count;
    if (tideIsApplied === false) raw.numbers.tide_correction_mgal?.fill(0, row, end);
    if (terrainIsApplied === false) raw.numbers.meter_terrain_correction_mgal?.fill(0, row, end);
  }
}

/** Names of stations and lines as a person says them: the meter writes the number 5 as `5.0000000`. */
function plainNames(station: readonly string[]): string[] {
  let before = "";
  let plain = "";
  return station.map((name) => {
    if (name !== before) {
      before = name;
      plain = name
        .replace(/(\d),(\d)/, "$1.$2")
        .replace(/[.]0+(?=[NSEW]?$)/i, "")
        .replace(/([.]\d*[1-9])0+(?=[NSEW]?$)/i, "$1");
    }
    return plain;
  });
}

/** Standard error of the mean of the samples that were kept; NaN where none were. */
function standardErrors(numbers: RawRows["numbers"]): Float64Array {
  const { sample_sigma_mgal, duration_s, rejected_samples } = numbers;
  return (sample_sigma_mgal ?? new Float64Array()).map((sigma, i) => {
    const kept = (duration_s?.[i] ?? Number.NaN) - (rejected_samples?.[i] ?? 0);
    return kept > 0 ? sigma / Math.sqrt(kept) : Number.NaN;
  });
}

function headerColumns(headers: readonly Cg5Header[], rows: number): Record<string, Column> {
  const column = (value: (header: Cg5Header) => number) => {
    const values = new Float64Array(rows);
    for (const [k, header] of headers.entries())
      values.fill(value(header), header.row, headers[k + 1]?.row ?? rows);
    return values;
  };
  const columns: Record<string, Float64Array> = {
    survey_longitude_deg: column((header) => header.longitude_deg),
    survey_latitude_deg: column((header) => header.latitude_deg),
    meter_drift_mgal_per_day: column((header) => header.drift_mgal_per_day),
  };
  return Object.fromEntries(Object.entries(columns).filter(([, values]) => !values.every(Number.isNaN)));
}
