import { columnName } from "../formats/column-names.js";
import { csvParts } from "../formats/csv.js";
import { readPoints } from "../formats/points.js";
import { chooseGridder } from "../grid/choose-gridder.js";
import { prepareColumn } from "../grid/grid-points.js";
import { blockSizeOn } from "../grid/grid-points-place.js";
import { GRID_METHODS, type GridMethod } from "../grid/methods.js";
import { readTextFile } from "../node/files.js";
import { threadPool } from "../node/thread-pool.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import {
  addCrossValidation,
  type CrossValidationChoices,
  checkColumns,
  groupsOf,
  workLine,
} from "./grid-options.js";
import { lengthOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";
import { coverageLines, scoreColumns, scoreLines } from "./score-table.js";

interface Options extends CrossValidationChoices {
  column: string;
  method?: readonly GridMethod[];
  spacing?: string;
  quick?: boolean;
  crs?: string;
  out?: string;
  report?: string;
}

/** `igdp cross-validate POINTS --column NAME`: how well each gridding method predicts points that it has not seen. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "cross-validate",
    "Holds out one part of the points after the other, grids the rest with every method, and compares. Prints the methods, best first.",
    "igdp cross-validate anomalies.csv --column bouguer_anomaly_mgal --out methods.csv",
  )
    .argument(
      "<points>",
      "CSV of points: longitude_deg, latitude_deg (or easting_m, northing_m), and the column",
    )
    .requiredOption("--column <name>", "the column to grid")
    .option(
      "--method <name>",
      `a method to try; may be repeated (default: ${GRID_METHODS.join(", ")})`,
      (text: string, before: readonly GridMethod[] = []) => [...before, oneOf(...GRID_METHODS)(text)],
    )
    .option(
      "--spacing <length>",
      "distance between nodes for minimum curvature (default: about four nodes for each point)",
      lengthOption,
    )
    .option("--quick", "leave out methods that fall behind in the first fold")
    .option("--crs <EPSG:n>", "coordinate reference system of easting_m and northing_m")
    .option("--out <file>", "the table of methods, CSV");
  return runCommand(addCrossValidation(command).action(compare), argv);
}

async function compare(path: string, options: Options): Promise<void> {
  const column = columnName(options.column);
  const file = await readTextFile(path);
  const table = readPoints(file, [column], { numbers: [column] });
  checkColumns(table, column, path, options.crs);
  const { usable, rows, place, unitLengths, frame } = prepareColumn(table, { ...options, column });
  const { result, report } = await chooseGridder(usable, {
    ...frame,
    ...(options.method && { methods: options.method }),
    blockSize: blockSizeOn(place, unitLengths, options.blockSize),
    folds: options.folds,
    groups: groupsOf(table, rows, path, options.groupColumn),
    thorough: options.quick !== true,
    executor: threadPool(),
    progress: workLine("cross-validating"),
  });
  const step = { ...report, inputs: [{ name: file.name, sha256: file.sha256 }] };
  await writeResults(options.out ? { [options.out]: csvParts(scoreColumns(result.table)) } : {}, {
    report: options.report,
    steps: [step],
    inputs: [file],
  });
  printWarnings([step]);
  for (const line of [...scoreLines(result.table), "", ...coverageLines(result.coverage)]) console.log(line);
  const [x, y] = (report.parameters.blockSize as readonly number[]).map((side) =>
    Number(side.toPrecision(3)),
  );
  console.log(`\n${usable.x.length} points in blocks of ${x} × ${y} (${place.crs}); best: ${result.method}`);
}
