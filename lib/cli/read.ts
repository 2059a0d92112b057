import { type Columns, rowCount, stackRows } from "../core/columns.js";
import { ArgumentError, FormatError } from "../core/errors.js";
import type { StepReport, TextFile } from "../core/report.js";
import { writeCsv } from "../formats/csv.js";
import { readDialSheets } from "../formats/instruments/dial-sheets.js";
import { readDialTable } from "../formats/instruments/dial-table.js";
import { readScintrexCg6 } from "../formats/instruments/scintrex-cg6.js";
import { expandPath } from "../node/expand-path.js";
import { readTextFile, writeFiles } from "../node/files.js";
import { calibrateDial } from "../survey/correct/calibrate-dial.js";
import { newCommand, printWarnings, reportJson, runCommand } from "./command.js";
import { numberOption, oneOf } from "./options.js";

interface Options {
  out: string;
  report?: string;
  format: "auto" | "dial" | "cg6";
  dialTable?: string;
  heights: "orthometric" | "ellipsoidal";
  utcOffset: number;
}

/** `igdp read FILE...`: instrument files → one table of readings. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "read",
    "Reads instrument files into one table of readings, a row a reading. Nothing is dropped: a doubtful row has a flag and a reason.",
    "igdp read day-1.csv day-2.csv --dial-table G-123.csv --out readings.csv",
  )
    .argument("<files...>", "dial sheets (CSV) or Scintrex CG-6 files; * stands for any letters")
    .requiredOption("--out <file>", "the table of readings, CSV")
    .option("--format <name>", "auto, dial or cg6", oneOf("auto", "dial", "cg6"), "auto")
    .option("--dial-table <file>", "calibration table of the LaCoste & Romberg meter (dial sheets need it)")
    .option(
      "--heights <kind>",
      "heights in dial sheets: orthometric or ellipsoidal",
      oneOf("orthometric", "ellipsoidal"),
      "orthometric",
    )
    .option(
      "--utc-offset <hours>",
      "how far the meter's clock is ahead of UTC (CG-6)",
      numberOption("hours"),
      0,
    )
    .action(async (paths: string[], options: Options) => read(paths, options));
  return runCommand(command, argv);
}

async function read(given: readonly string[], options: Options): Promise<void> {
  const paths = given.flatMap(expandPath);
  const files = await Promise.all(paths.map(readTextFile));
  const isCg6 = (file: TextFile) =>
    options.format === "cg6" || (options.format === "auto" && file.text.trimStart().startsWith("/"));
  const tables: Columns[] = [];
  const reports: StepReport[] = [];
  for (const file of files.filter(isCg6)) {
    const { result, report } = readScintrexCg6(file, { utcOffset_hours: options.utcOffset });
    tables.push(result);
    reports.push(report);
  }
  const sheets = files.filter((file) => !isCg6(file));
  if (sheets.length > 0) {
    const { table, steps } = await readSheets(sheets, options);
    tables.push(table);
    reports.push(...steps);
  }
  const readings = stackRows(tables);
  await writeFiles(
    {
      [options.out]: writeCsv(readings),
      ...(options.report ? { [options.report]: reportJson(reports) } : {}),
    },
    { inputs: [...paths, ...(options.dialTable ? [options.dialTable] : [])] },
  );
  printWarnings(reports);
  const flagged = (readings.flag as readonly string[]).filter(Boolean).length;
  console.log(
    `${rowCount(readings)} readings from ${files.length} files, ${flagged} flagged → ${options.out}`,
  );
}

async function readSheets(
  sheets: readonly TextFile[],
  options: Options,
): Promise<{ table: Columns; steps: StepReport[] }> {
  const { result, report } = readDialSheets(sheets, { heights: options.heights });
  if (options.dialTable === undefined) {
    throw new ArgumentError({
      argument: "--dial-table",
      value: "missing",
      accepted: "the file with the meter's calibration table",
      advice: `${sheets[0].name} holds counter readings, and only that table turns them into mGal.`,
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
