import { type Columns, rowCount, stackRows } from "../core/columns.js";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { StepReport } from "../core/report.js";
import { csvParts } from "../formats/csv.js";
import { readDialSheets } from "../formats/instruments/dial-sheets.js";
import { readDialTable } from "../formats/instruments/dial-table.js";
import {
  INSTRUMENT_FORMATS,
  type InstrumentFormat,
  type ReadInstrumentFileOptions,
} from "../formats/instruments/instrument-options.js";
import {
  type IdentifiedFile,
  instrumentText,
  refuseOffset,
  withOpenEnd,
} from "../formats/instruments/read-instrument-file.js";
import { openInstrument } from "../formats/instruments/read-instrument-stream.js";
import { joinCoordinates } from "../formats/join-coordinates.js";
import { readPoints } from "../formats/points.js";
import { TEXT_ENCODINGS, type TextEncoding } from "../formats/text-encoding.js";
import { expandPath } from "../node/expand-path.js";
import { readTextFile } from "../node/files.js";
import { openFile } from "../node/open-file.js";
import { calibrateDial } from "../survey/correct/calibrate-dial.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import { listOption, numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  out: string;
  report?: string;
  format: InstrumentFormat | "auto";
  encoding: TextEncoding | "auto";
  column: readonly string[];
  dialTable?: string;
  coordinates?: string;
  heights: "orthometric" | "ellipsoidal";
  utcOffset?: number;
}

/** `igdp read FILE...`: instrument files → one table of readings. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "read",
    "Reads gravimeters' files into one table of readings, a row a reading. Nothing is dropped: a doubtful row has a flag and a reason. Formats are found from the files' content.",
    "igdp read day-1.csv day-2.csv --dial-table G-123.csv --out readings.csv",
  )
    .argument("<files...>", "the meters' files; * stands for any letters")
    .requiredOption("--out <file>", "the table of readings, CSV")
    .option(
      "--format <name>",
      "auto (from the content), cg5, cg6, cg6-tsoft (Scintrex), burris (ZLS), a10 (Micro-g report), dial (LaCoste & Romberg sheet, CSV) or csv",
      oneOf("auto", ...INSTRUMENT_FORMATS),
      "auto",
    )
    .option(
      "--encoding <name>",
      `auto (from the content) or ${TEXT_ENCODINGS.join(", ")}`,
      oneOf("auto", ...TEXT_ENCODINGS),
      "auto",
    )
    .option(
      "--column <ours=theirs>",
      'a column of a CSV with names of its own, such as "reading_mgal=Gravity (mGal)"; may be repeated',
      listOption,
      [],
    )
    .option("--dial-table <file>", "calibration table of the LaCoste & Romberg meter (dial sheets need it)")
    .option("--coordinates <file>", "CSV with station, longitude_deg, latitude_deg, height_m: where they are")
    .option(
      "--heights <kind>",
      "heights in dial sheets: orthometric or ellipsoidal",
      oneOf("orthometric", "ellipsoidal"),
      "orthometric",
    )
    .option(
      "--utc-offset <hours>",
      "how far the meter's clock is ahead of UTC (default: what the file's header says, else 0)",
      numberOption("hours", [-14, 14]),
    )
    .action(async (paths: string[], options: Options) => read(paths, options));
  return runCommand(command, argv);
}

async function read(given: readonly string[], options: Options): Promise<void> {
  const paths = given.flatMap(expandPath);
  const { sheets, tables, reports } = await readAll(paths, options);
  if (sheets.length > 0) {
    const { table, steps } = await readSheets(sheets, options);
    tables.push(table);
    reports.push(...steps);
  }
  let readings = stackRows(tables);
  if (options.coordinates !== undefined) {
    const file = await readTextFile(options.coordinates);
    const joined = joinCoordinates(readings, readPoints(file, ["station"]));
    readings = joined.result;
    reports.push({ ...joined.report, inputs: [{ name: file.name, sha256: file.sha256 }] });
  }
  const others = [options.dialTable, options.coordinates].filter((path) => path !== undefined);
  await writeResults(
    { [options.out]: csvParts(readings) },
    { report: options.report, steps: reports, inputs: [...paths, ...others] },
  );
  printWarnings(reports);
  const flagged = (readings.flag as readonly string[]).filter(Boolean).length;
  console.log(
    `${rowCount(readings)} readings from ${paths.length} files, ${flagged} flagged → ${options.out}`,
  );
}

/** Reads the files one after the other; dial sheets wait, because they are read together. */
async function readAll(
  paths: readonly string[],
  options: Options,
): Promise<{ sheets: IdentifiedFile[]; tables: Columns[]; reports: StepReport[] }> {
  const sheets: IdentifiedFile[] = [];
  const tables: Columns[] = [];
  const reports: StepReport[] = [];
  const columnMap = columnMapOf(options.column);
  for (const path of paths) {
    const settings: ReadInstrumentFileOptions = {
      format: options.format,
      heights: options.heights,
      columnMap,
      ...(options.encoding === "auto" ? {} : { encoding: options.encoding }),
      ...(options.utcOffset === undefined ? {} : { utcOffset_hours: options.utcOffset }),
    };
    const file = await openFile(path);
    try {
      const { identified, read } = await openInstrument(file, settings);
      if (identified.found.format === "dial") sheets.push(identified);
      else {
        const { result, report } = await read();
        tables.push(result);
        reports.push(report);
      }
    } finally {
      await file.close();
    }
  }
  return { sheets, tables, reports };
}

function columnMapOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, ours, theirs] = /^\s*(\w+)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
      if (ours !== undefined) return [ours, theirs];
      throw new ArgumentError({
        argument: "--column",
        value: text,
        accepted: "igdp's column, =, and the file's name for it",
        advice: 'For example: --column "reading_mgal=Gravity (mGal)".',
      });
    }),
  );
}

async function readSheets(
  sheets: readonly IdentifiedFile[],
  options: Options,
): Promise<{ table: Columns; steps: StepReport[] }> {
  refuseOffset(options.utcOffset, "--utc-offset");
  const texts = sheets.map(({ source }) => instrumentText(source));
  const read = readDialSheets(texts, { heights: options.heights });
  const figures = {
    files: sheets.map(({ source, found }) => ({
      file: source.file,
      format_found: found.reason,
      encoding: source.encoding,
      encoding_found: source.reason,
    })),
  };
  const result = withOpenEnds(read.result, sheets);
  const report = { ...read.report, figures };
  if (options.dialTable === undefined) {
    throw new ArgumentError({
      argument: "--dial-table",
      value: "missing",
      accepted: "the file with the meter's calibration table",
      advice: `${texts[0].name} holds counter readings, and only that table turns them into mGal.`,
    });
  }
  const dialFile = await readTextFile(options.dialTable);
  const calibrated = calibrateDial(result, readDialTable(dialFile));
  if (rowCount(result) === (calibrated.report.rows.flagged ?? 0)) {
    throw new FormatError({
      file: options.dialTable,
      problem: "no counter reading lies inside this table",
      advice: "Is it the table of this meter?",
    });
  }
  const step = { ...calibrated.report, inputs: [{ name: dialFile.name, sha256: dialFile.sha256 }] };
  return { table: calibrated.result, steps: [report, step] };
}

/** Flags the last row of every sheet that does not end in a line end. */
function withOpenEnds(readings: Columns, sheets: readonly IdentifiedFile[]): Columns {
  const file = readings.file as readonly string[];
  return sheets.reduce(
    (table, { source }) => withOpenEnd(table, source, file.lastIndexOf(source.file)),
    readings,
  );
}
