import type { Columns } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, isInDegrees, type Region } from "../core/grid.js";
import type { StepReport } from "../core/report.js";
import { columnName } from "../formats/column-names.js";
import { gridFormatOf, writeGrid } from "../formats/grid-file.js";
import { readPoints } from "../formats/points.js";
import { readPolygon } from "../formats/polygon.js";
import { removeBackground } from "../grid/background.js";
import { chooseGridder } from "../grid/choose-gridder.js";
import { nodesWithin } from "../grid/curvature-settings.js";
import {
  finishGrid,
  type GridPointsOptions,
  gridOfSurface,
  gridPointsAsync,
  parametersOf,
  prepareGrid,
  refuseOtherCoordinates,
} from "../grid/grid-points.js";
import { blockSizeOn, placeOf } from "../grid/grid-points-place.js";
import { GRID_METHODS, type GridMethod, type MethodParameters } from "../grid/methods.js";
import { readTextFile } from "../node/files.js";
import { readGridFile } from "../node/read-grid-file.js";
import { threadPool } from "../node/thread-pool.js";
import { worldLand } from "../node/world-lines.js";
import { newCommand, printWarnings, runCommand } from "./command.js";
import {
  addCrossValidation,
  type CrossValidationChoices,
  checkColumns,
  groupsOf,
  parameterOption,
  regionOption,
  workLine,
} from "./grid-options.js";
import { GRID_OUT, lengthOption, numberOption, oneOf } from "./options.js";
import { writeResults } from "./results.js";
import { coverageLines, scoreLines } from "./score-table.js";

interface Options extends CrossValidationChoices {
  out: string;
  report?: string;
  column: string;
  spacing: string;
  region?: Region;
  method: GridMethod | "auto";
  tension?: number;
  parameter?: MethodParameters;
  calibrate?: boolean;
  mask?: string;
  maskDistance?: string;
  background?: string;
  crs?: string;
}

/** `igdp grid POINTS --column NAME --spacing M`: anomalies at points → a regular grid. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "grid",
    "Grids a column of points, and writes the grid; with its standard deviation, where it is known.",
    "igdp grid anomalies.csv --column bouguer_anomaly_mgal --spacing 2km --out bouguer.nc",
  )
    .argument(
      "<points>",
      "CSV of points: longitude_deg, latitude_deg (or easting_m, northing_m), and the column",
    )
    .requiredOption("--column <name>", "the column to grid")
    .requiredOption(
      "--spacing <length>",
      "distance between nodes: 500, 2km, 0.1deg, 6arcmin or 30arcsec",
      lengthOption,
    )
    .requiredOption("--out <file>", `the grid: ${GRID_OUT}`)
    .option("--region <w/e/s/n>", "west/east/south/north in the points' coordinates", regionOption)
    .option(
      "--method <name>",
      `${GRID_METHODS.join(", ")}, or auto: the best of them by cross-validation, with a calibrated sigma`,
      oneOf("auto", ...GRID_METHODS),
      "minimum-curvature",
    )
    .option(
      "--tension <number>",
      "from 0 (smoothest) to 1 (no overshoot), for methods that have one; default 0.25",
      numberOption("", [0, 1]),
    )
    .option(
      "--parameter <name=value>",
      "another parameter of the method, such as depth=likelihood; may be repeated",
      parameterOption,
    )
    .option(
      "--calibrate",
      "cross-validate the method, and give the grid a sigma that is right at held-out points",
    )
    .option(
      "--mask <area>",
      "no value outside: hull (of the points), land or sea (the world's coasts at 1 : 10 million), or a GeoJSON file with a polygon",
    )
    .option("--mask-distance <length>", "no value farther than this from every point", lengthOption)
    .option(
      "--background <grid>",
      "a grid of the same quantity, such as a global gravity field: taken off the points before, put back after",
    )
    .option("--crs <EPSG:n>", "coordinate reference system of easting_m and northing_m")
    .action(gridFile);
  return runCommand(addCrossValidation(command), argv);
}

async function gridFile(path: string, options: Options): Promise<void> {
  gridFormatOf(options.out, undefined, "--out"); // asked before the work, not at its end
  const column = columnName(options.column);
  const file = await readTextFile(path);
  const points = readPoints(file, [column], { numbers: [column] });
  checkColumns(points, column, path, options.crs);
  const isFile = options.mask !== undefined && !["hull", "land", "sea"].includes(options.mask);
  const polygon = isFile ? await readTextFile(options.mask as string) : undefined;
  const background = options.background === undefined ? undefined : await readGridFile(options.background);
  const { method: _, parameter, calibrate: __, background: ___, ...rest } = options;
  const settings: GridPointsOptions = {
    ...rest,
    column,
    parameters: parameter ?? {},
    background: background?.grid,
    // What the machine has to spare, less a fifth for all the rest.
    maximumNodes: nodesWithin(0.8 * process.availableMemory()),
    mask: polygon ? readPolygon(polygon) : maskByName(options.mask, points, options.crs),
  };
  const chosen = options.method === "auto" || options.calibrate === true;
  const { grid, steps } = chosen
    ? await chosenGrid(points, settings, options, path)
    : await plainGrid(points, settings, options.method as GridMethod);
  const inputs = [file, ...(polygon ? [polygon] : []), ...(background?.files ?? [])].map(
    ({ name, sha256 }) => ({ name, sha256 }),
  );
  const reports = steps.map((step) => ({ ...step, inputs }));
  const last = reports[reports.length - 1];
  const history = `igdp ${last.version} grid, ${last.parameters.method}${tensionOf(last)}`;
  await writeResults(await writeGrid(grid, options.out, { history }), {
    report: options.report,
    steps: reports,
    inputs,
  });
  printWarnings(reports.slice(-1));
  const { points: came, nodes_masked } = last.rows;
  const masked = nodes_masked > 0 ? `, ${nodes_masked} of them empty` : "";
  console.log(`${came} points → ${grid.x.length} × ${grid.y.length} nodes${masked} → ${options.out}`);
}

/** Land and sea are known in degrees only. */
function maskByName(
  name: string | undefined,
  points: Columns,
  crs: string | undefined,
): GridPointsOptions["mask"] {
  if (name === undefined || name === "hull") return name;
  if (isInDegrees(placeOf(points, crs)))
    return { rings: worldLand({ detail: "10m" }), keep: name === "land" ? "inside" : "outside" };
  throw new ArgumentError({
    argument: "--mask",
    value: name,
    accepted:
      "hull, or a GeoJSON file in the points' own coordinates, where these are easting_m and northing_m",
  });
}

const tensionOf = ({ parameters }: StepReport): string =>
  parameters.tension === undefined ? "" : `, tension ${parameters.tension}`;

async function plainGrid(
  points: Columns,
  settings: GridPointsOptions,
  method: GridMethod,
): Promise<{ readonly grid: Grid; readonly steps: StepReport[] }> {
  const options = { ...settings, method, executor: threadPool(), progress: workLine("gridding") };
  const { result, report } = await gridPointsAsync(points, options);
  return { grid: result, steps: [report] };
}

/** Cross-validates first: all methods, or the one that was asked for. */
async function chosenGrid(
  points: Columns,
  settings: GridPointsOptions,
  options: Options,
  path: string,
): Promise<{ readonly grid: Grid; readonly steps: StepReport[] }> {
  const { method: asked } = options;
  const own = [options.tension !== undefined && "--tension", options.parameter && "--parameter"].find(
    Boolean,
  );
  if (asked === "auto" && own)
    throw new ArgumentError({
      argument: String(own),
      value: own === "--tension" ? options.tension : JSON.stringify(options.parameter),
      accepted: "nothing where --method is auto, which tries the parameters of every method",
      advice: "Name a method, or leave it out.",
    });
  const prepared = prepareGrid(points, settings);
  const { background } = settings;
  if (background) refuseOtherCoordinates(background, prepared.frame);
  const { rest, restore } = removeBackground(prepared.usable, background);
  const executor = threadPool();
  const { result, report } = await chooseGridder(rest, {
    ...prepared.frame,
    ...(asked !== "auto" && { methods: [{ method: asked, parameters: parametersOf(settings, asked) }] }),
    blockSize: blockSizeOn(prepared.place, prepared.unitLengths, options.blockSize),
    folds: options.folds,
    groups: groupsOf(points, prepared.rows, path, options.groupColumn),
    executor,
    progress: workLine("cross-validating"),
  });
  for (const line of [...scoreLines(result.table), "", ...coverageLines(result.coverage)]) console.log(line);
  const surface = restore(result.surface);
  const whole = await gridOfSurface(surface, prepared.frame, executor);
  const finished = finishGrid(prepared, whole, surface.report, { ...settings, method: result.method });
  return { grid: finished.result, steps: [report, finished.report] };
}
