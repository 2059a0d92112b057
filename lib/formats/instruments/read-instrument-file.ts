import { type Columns, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, type StepReport, stepReport, type TextFile } from "../../core/report.js";
import { textBytes } from "../text-encoding.js";
import { readA10 } from "./a10.js";
import { burrisReader } from "./burris.js";
import { clockCheck } from "./clock-check.js";
import { readDialSheets } from "./dial-sheets.js";
import { POSSIBLY_CUT } from "./finish-readings.js";
import { type FoundFormat, findInstrumentFormat } from "./instrument-format.js";
import {
  checkUtcOffset,
  INSTRUMENT_FORMATS,
  type InstrumentFormat,
  type ReadInstrumentFileOptions,
} from "./instrument-options.js";
import type { InstrumentSource } from "./instrument-source.js";
import { type LineReader, readLines } from "./line-reader.js";
import { readingRows } from "./reading-counts.js";
import { readReadingsCsv } from "./readings-csv.js";
import { scintrexCg5Reader } from "./scintrex-cg5.js";
import { scintrexCg6Reader } from "./scintrex-cg6.js";
import { scintrexCg6TsoftReader } from "./scintrex-cg6-tsoft.js";

/** A file whose encoding and format are known: what stands between its bytes and its reader. */
export interface IdentifiedFile {
  readonly source: InstrumentSource;
  readonly found: FoundFormat;
}

/**
 * Finds out how an instrument's file is encoded and what its format is, from its bytes.
 *
 * @throws ArgumentError for options that are not known, FormatError for a file that is none of the known formats
 */
export function identifyInstrumentFile(
  bytes: Uint8Array,
  options: ReadInstrumentFileOptions = {},
): IdentifiedFile {
  const { file = "the file", sha256 = "", encoding } = options;
  checkFormat(options);
  return identifySource({ ...textBytes(bytes, encoding), file, sha256 }, options);
}

/** Finds out what the format of a text is, from its first lines. */
export function identifySource(source: InstrumentSource, options: ReadInstrumentFileOptions): IdentifiedFile {
  const { format = "auto", columnMap } = options;
  const hasMap = columnMap !== undefined && Object.keys(columnMap).length > 0;
  const found = format === "auto" ? findInstrumentFormat(source, hasMap) : { format, reason: "as given" };
  return { source, found };
}

/** Checks the options that every format shares. */
export function checkFormat({ format = "auto", utcOffset_hours }: ReadInstrumentFileOptions): void {
  checkUtcOffset(utcOffset_hours);
  if (format !== "auto" && !INSTRUMENT_FORMATS.includes(format)) {
    const accepted = `auto, ${INSTRUMENT_FORMATS.join(", ")}`;
    throw new ArgumentError({ argument: "options.format", value: format, accepted });
  }
}

/**
 * Reads any instrument's file: the columns form of {@link readInstrumentFile} in `read-instrument-file-table.ts`,
 * where it is described.
 */
export function readInstrumentFile(
  bytes: Uint8Array,
  options: ReadInstrumentFileOptions = {},
): Reported<Columns> {
  return readIdentified(identifyInstrumentFile(bytes, options), options);
}

/** Reads a file whose encoding and format are known already. */
export function readIdentified(
  identified: IdentifiedFile,
  options: ReadInstrumentFileOptions,
): Reported<Columns> {
  const { source, found } = identified;
  const { format } = found;
  const read = isLineFormat(format)
    ? readLines(source, LINE_READERS[format](source, options))
    : READERS[format](source, options);
  return withReport(read, identified);
}

/** Puts into the report of a reader what was found before it, and compares the tide with the clock. */
export function withReport(
  { result: readings, report }: Reported<Columns>,
  { source, found }: IdentifiedFile,
): Reported<Columns> {
  const check = clockCheck(readings, source.file);
  return {
    result: readings,
    report: stepReport("readInstrumentFile", {
      parameters: {
        format: found.format,
        encoding: source.encoding,
        ...report.parameters,
      },
      rows: { ...report.rows, ...readingRows(readings) },
      figures: {
        format_found: found.reason,
        encoding_found: source.reason,
        reader: report.step,
        ...report.figures,
        ...(check.fits.length > 0 ? { tide_against_longman: check.fits } : {}),
      },
      warnings: [...report.warnings, ...damageWarnings(report, source.file), ...check.warnings],
      inputs: report.inputs,
    }),
  };
}

/** The whole of a file as text, for the readers of tables. */
export function instrumentText(source: InstrumentSource): TextFile {
  return { name: source.file, text: source.decode(0, source.bytes.length), sha256: source.sha256 };
}

/** Formats whose files may be large: they are read line by line. */
export type LineFormat = "cg5" | "cg6" | "cg6-tsoft" | "burris";

/** The reader of lines of each format that has one. */
export const LINE_READERS: Readonly<
  Record<LineFormat, (source: InstrumentSource, options: ReadInstrumentFileOptions) => LineReader>
> = {
  cg5: scintrexCg5Reader,
  cg6: scintrexCg6Reader,
  "cg6-tsoft": scintrexCg6TsoftReader,
  burris: burrisReader,
};

/** Whether a format is read line by line. */
export function isLineFormat(format: InstrumentFormat): format is LineFormat {
  return format in LINE_READERS;
}

type Reader = (source: InstrumentSource, options: ReadInstrumentFileOptions) => Reported<Columns>;

const READERS: Readonly<Record<Exclude<InstrumentFormat, LineFormat>, Reader>> = {
  a10: readA10,
  dial: (source, options) => {
    refuseOffset(options.utcOffset_hours);
    const { result, report } = readDialSheets([instrumentText(source)], { heights: options.heights });
    return { result: withOpenEnd(result, source), report };
  },
  csv: (source, options) => {
    const { result, report } = readReadingsCsv(instrumentText(source), options);
    return { result: withOpenEnd(result, source), report };
  },
};

/** A dial sheet's times are in UTC by the name of their column; an offset would make them wrong. */
export function refuseOffset(
  utcOffset_hours: number | undefined,
  argument: string = "options.utcOffset_hours",
): void {
  if (utcOffset_hours === undefined || utcOffset_hours === 0) return;
  throw new ArgumentError({
    argument,
    value: utcOffset_hours,
    accepted: "0 for a dial sheet, whose column time_utc is in UTC already",
    advice: "Where its times are local, read it as a CSV with a map of columns: it then takes an offset.",
  });
}

/**
 * Flags a file's last row where the file does not end in a line end; the readers of lines have done so by themselves.
 *
 * @param last - which row that is; default the last of the table
 */
export function withOpenEnd(
  readings: Columns,
  source: InstrumentSource,
  last: number = rowCount(readings) - 1,
): Columns {
  const end = source.bytes[source.bytes.length - 1];
  if (last < 0 || end === 10 || end === 13 || readings.flag[last] !== "") return readings;
  const flag = [...(readings.flag as readonly string[])];
  const flag_reason = [...(readings.flag_reason as readonly string[])];
  [flag[last], flag_reason[last]] = POSSIBLY_CUT;
  return { ...readings, flag, flag_reason };
}

function damageWarnings(report: StepReport, file: string): string[] {
  const { damaged = 0, readings } = report.rows;
  if (damaged === 0) return [];
  return [`${file}: ${damaged} of ${readings} rows could not be read; see the columns flag and flag_reason.`];
}
