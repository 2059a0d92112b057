import type { Columns } from "../../core/columns.js";
import { type Reported, stepReport } from "../../core/report.js";
import {
  type FieldBounds,
  fieldBounds,
  firstLetter,
  forEachLine,
  splitAt,
  splitBlanks,
} from "../byte-lines.js";
import { finishReadings, type RowRun } from "./finish-readings.js";
import { checkUtcOffset } from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { type LineReader, noReadings } from "./line-reader.js";
import { readingRows } from "./reading-counts.js";
import { RowBuilder } from "./row-builder.js";
import { numberField, type RowField, textField } from "./row-fields.js";
import type { RawRows } from "./row-store.js";

/** Options of the Burris reader. */
export interface ReadBurrisOptions {
  /** Hours that the meter's clock is ahead of UTC. Default 0. */
  readonly utcOffset_hours?: number;
}

const OPERATOR = textField("operator", "operator");

/** The fields of a line; the operator is left out in some files. */
const FIELDS: readonly RowField[] = [
  textField("station", "station"),
  OPERATOR,
  textField("meter", "meter"),
  { is: "date", name: "date" },
  { is: "time", name: "time" },
  numberField("gravity", "reading_mgal"),
  numberField("dial", "counter"),
  numberField("feedback", "feedback_mgal"),
  numberField("tide", "tide_correction_mgal"),
  numberField("tilt correction", "tilt_correction_mgal"),
  numberField("other correction", "other_correction_mgal"),
  numberField("beam", "beam"),
  numberField("instrument height", "instrument_height"),
  numberField("elevation", "height_m"),
  numberField("latitude", "latitude_deg"),
  numberField("longitude", "longitude_deg"),
];

/**
 * Reads the file of single observations of a ZLS Burris meter: one line a reading, without a header, with or without
 * the operator, parted by blanks, tabs or commas.
 *
 * `reading_mgal` is what the dial setting stands for, plus the feedback, the tide and two corrections; all stand in
 * their columns (`counter` is the dial setting). That sum holds to 0.001 mGal in published files of two meters, in
 * which the second correction has no name: `other_correction_mgal`. `beam` and `instrument_height` have no unit in their
 * names because the file does not tell it (in all published files the height is zero). Whether a file has operators is decided by its
 * first lines; a line with a field too many or too few is kept as a damaged row, since what stands where cannot be
 * known.
 *
 * @throws FormatError if there is no reading in the file, or none that can be used
 */
export function burrisReader(source: InstrumentSource, options: ReadBurrisOptions = {}): LineReader {
  const { utcOffset_hours = 0 } = options;
  checkUtcOffset(utcOffset_hours);
  const hasOperator = operatorsByMajority(source.bytes);
  const fields = hasOperator ? FIELDS : FIELDS.filter((field) => field !== OPERATOR);
  let rows: RowBuilder | undefined;
  return {
    visit: (from, to, line) => {
      const first = firstLetter(source.bytes, from, to);
      if (first === to) return;
      if (rows === undefined && /^Station\b/.test(source.decode(first, Math.min(to, first + 12)))) return; // a header
      rows ??= new RowBuilder(source, fields, first, to);
      rows.add(from, to, line);
    },
    finish: (isOpen) => {
      if (rows === undefined) throw noReadings(source, "Burris");
      return burrisReadings(source, rows.finish(), isOpen, utcOffset_hours);
    },
  };
}

function burrisReadings(
  source: InstrumentSource,
  raw: RawRows,
  isOpen: boolean,
  utcOffset_hours: number,
): Reported<Columns> {
  const { station, meter, operator, ...texts } = raw.texts;
  const { reading_mgal, ...numbers } = raw.numbers;
  const runs = runsOf(meter, source.file, utcOffset_hours);
  const result = finishReadings(raw, {
    file: source.file,
    runs,
    station,
    columns: { reading_mgal, ...numbers, ...texts, ...(operator ? { operator } : {}) },
    reading: "reading_mgal",
    isOpen,
  });
  return {
    result,
    report: stepReport("readBurris", {
      parameters: { utcOffset_hours },
      rows: { ...readingRows(result), damaged: raw.damaged },
      figures: { meters: [...new Set(meter)].filter(Boolean) },
      inputs: [{ name: source.file, sha256: source.sha256 }],
    }),
  };
}

/** One run for each stretch of rows of one meter; a damaged row belongs to the meter above it. */
function runsOf(meter: readonly string[], file: string, utcOffset_hours: number): RowRun[] {
  const name = file.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "");
  const several = new Set(meter.filter((text) => text !== "")).size > 1;
  const run = (row: number, serial: string): RowRun => ({
    row,
    meter: serial === "" ? "Burris" : `Burris ${serial}`,
    survey: several && serial !== "" ? `${name} ${serial}` : name,
    utcOffset_hours,
  });
  const runs = [run(0, meter.find((text) => text !== "") ?? "")];
  let last = meter.find((text) => text !== "") ?? "";
  for (let i = 1; i < meter.length; i++) {
    if (meter[i] === "" || meter[i] === last) continue;
    last = meter[i];
    runs.push(run(i, last));
  }
  return runs;
}

/** Whether of the first lines more have sixteen fields than fifteen. */
function operatorsByMajority(bytes: Uint8Array): boolean {
  const bounds: FieldBounds = fieldBounds();
  let balance = 0;
  let looked = 0;
  const visit = (from: number, to: number) => {
    if (looked++ >= 50) return;
    const counts = [
      splitBlanks(bytes, from, to, bounds),
      splitAt(bytes, from, to, "tab", bounds),
      splitAt(bytes, from, to, "comma", bounds),
    ];
    balance += counts.includes(16) ? 1 : counts.includes(15) ? -1 : 0;
  };
  forEachLine(bytes.subarray(0, 20_000), { visit });
  return balance >= 0;
}
