import { InvalidArgumentError } from "commander";
import type { Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Region } from "../core/grid.js";
import { columnName } from "../formats/column-names.js";
import { gridFormatOf, writeGrid } from "../formats/grid-file.js";
import { readPoints } from "../formats/points.js";
import { gridPoints } from "../grid/grid-points.js";
import { missingCoordinates } from "../grid/grid-points-place.js";
import { readTextFile, writeFiles } from "../node/files.js";
import { newCommand, printWarnings, reportJson, runCommand } from "./command.js";
import { GRID_OUT, lengthOption, numberOption, oneOf } from "./options.js";

interface Options {
  out: string;
  report?: string;
  column: string;
  spacing: string;
  region?: Region;
  tension: number;
  maskDistance?: string;
  crs?: string;
}

/** `igdp grid POINTS --column NAME --spacing M`: anomalies at points → a regular grid. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "grid",
    "Grids a column of points by minimum curvature, and writes the grid.",
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
    .option("--method <name>", "minimum-curvature", oneOf("minimum-curvature"), "minimum-curvature")
    .option("--tension <number>", "from 0 (smoothest) to 1 (no overshoot)", numberOption("", [0, 1]), 0.25)
    .option("--mask-distance <length>", "no value farther than this from every point", lengthOption)
    .option("--crs <EPSG:n>", "coordinate reference system of easting_m and northing_m")
    .action(gridFile);
  return runCommand(command, argv);
}

async function gridFile(path: string, options: Options): Promise<void> {
  gridFormatOf(options.out, undefined, "--out"); // asked before the work, not at its end
  const column = columnName(options.column);
  const file = await readTextFile(path);
  const points = readPoints(file, [column], { numbers: [column] });
  checkColumns(points, column, path, options.crs);
  const { result: grid, report } = gridPoints(points, { ...options, column, progress: progressLine() });
  const step = { ...report, inputs: [{ name: file.name, sha256: file.sha256 }] };
  const history = `igdp ${report.version} grid, tension ${options.tension}`;
  await writeFiles(
    {
      ...(await writeGrid(grid, options.out, { history })),
      ...(options.report ? { [options.report]: reportJson([step]) } : {}),
    },
    { inputs: [path] },
  );
  printWarnings([step]);
  const { points: came, nodes_masked } = report.rows;
  const masked = nodes_masked > 0 ? `, ${nodes_masked} of them empty` : "";
  console.log(`${came} points → ${grid.x.length} × ${grid.y.length} nodes${masked} → ${options.out}`);
}

/** Says of the file what `gridPoints` would say of a table. */
function checkColumns(points: Columns, column: string, file: string, crs: string | undefined): void {
  if (!(points[column] instanceof Float64Array)) {
    throw new FormatError({ file, column, problem: "this is a column of texts, not of numbers" });
  }
  const needed = missingCoordinates(points, crs);
  if (needed !== undefined) {
    const advice = `It has: ${Object.keys(points).join(", ")}.`;
    throw new FormatError({ file, line: 1, problem: `it needs ${needed}`, advice });
  }
}

function regionOption(text: string): Region {
  const numbers = text.split("/").map(Number);
  const [west, east, south, north] = numbers;
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || !(west < east && south < north)) {
    throw new InvalidArgumentError("It must be west/east/south/north, such as 101.5/102.5/16/16.5.");
  }
  return [west, east, south, north];
}

/** A line on the terminal for work of more than a second; nothing where the output goes to a file. */
function progressLine(): ((done: number, total: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  const started = Date.now();
  return (done, total) => {
    if (Date.now() - started > 1000) {
      process.stderr.write(done < total ? `\rgridding: ${Math.round((100 * done) / total)} %` : "\r\u001b[K");
    }
  };
}
