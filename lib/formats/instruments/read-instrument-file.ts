import { type Columns, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, type StepReport, stepReport, type TextFile } from "../../core/report.js";
import { textBytes } from "../text-encoding.js";
import { readA10 } from "./a10.js";
import { readBurris } from "./burris.js";
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
import { readingRows } from "./reading-counts.js";
import { readReadingsCsv } from "./readings-csv.js";
import { readScintrexCg5 } from "./scintrex-cg5.js";
import { readScintrexCg6Bytes } from "./scintrex-cg6.js";
import { readScintrexCg6Tsoft } from "./scintrex-cg6-tsoft.js";

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
  const { file = "the file", sha256 = "", format = "auto", encoding, columnMap } = options;
  checkUtcOffset(options.utcOffset_hours);
  if (format !== "auto" && !INSTRUMENT_FORMATS.includes(format)) {
    const accepted = `auto, ${INSTRUMENT_FORMATS.join(", ")}`;
    throw new ArgumentError({ argument: "options.format", value: format, accepted });
  }
  const source: InstrumentSource = { ...textBytes(bytes, encoding), file, sha256 };
  const hasMap = columnMap !== undefined && Object.keys(columnMap).length > 0;
  const found = format === "auto" ? findInstrumentFormat(source, hasMap) : { format, reason: "as given" };
  return { source, found };
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
  const { result, report } = READERS[found.format](source, options);
  const readings = withOpenEnd(result, source);
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

type Reader = (source: InstrumentSource, options: ReadInstrumentFileOptions) => Reported<Columns>;

const READERS: Readonly<Record<InstrumentFormat, Reader>> = {
  cg5: readScintrexCg5,
  cg6: readScintrexCg6Bytes,
  "cg6-tsoft": readScintrexCg6Tsoft,
  burris: readBurris,
  a10: readA10,
  dial: (source, options) => {
    refuseOffset(options.utcOffset_hours);
    return readDialSheets([instrumentText(source)], { heights: options.heights });
  },
  csv: (source, options) => readReadingsCsv(instrumentText(source), options),
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
  const flag = [...(readings.flag as readonly string[])];
  if (last < 0 || end === 10 || end === 13 || flag[last] !== "") return readings;
  const flag_reason = [...(readings.flag_reason as readonly string[])];
  [flag[last], flag_reason[last]] = POSSIBLY_CUT;
  return { ...readings, flag, flag_reason };
}

function damageWarnings(report: StepReport, file: string): string[] {
  const { damaged = 0, readings } = report.rows;
  if (damaged === 0) return [];
  return [`${file}: ${damaged} of ${readings} rows could not be read; see the columns flag and flag_reason.`];
}
