import { ArgumentError } from "../core/errors.js";
import { type Grid, gridRegion, type Region } from "../core/grid.js";
import { gridPart } from "../core/grid-part.js";
import { stepReport } from "../core/report.js";
import { csvParts } from "../formats/csv.js";
import { GRID_FORMATS, type GridFormat, gridFormatOf, writeGrid } from "../formats/grid-file.js";
import { readGridFile } from "../node/read-grid-file.js";
import { pointsOfGrid } from "../survey/compile/points-of-grid.js";
import { newCommand, runCommand } from "./command.js";
import { regionOption } from "./grid-options.js";
import { GRID_OUT, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  report?: string;
  format?: GridFormat;
  variable?: string;
  crs?: string;
  name?: string;
  units?: string;
  region?: Region;
}

/** `igdp convert IN OUT`: a grid in one format → the same grid, or a part of it, in another, or as a table of its nodes. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "convert",
    "Writes a grid, or a part of it, in another format: netCDF, GeoTIFF, Surfer, ESRI ASCII, Geosoft GXF or ICGEM gdf; or its nodes as a table of points, CSV.",
    "igdp convert old-map.grd map.tif --crs EPSG:32648 --units mGal",
  )
    .argument("<grid>", "the grid, in any of these formats")
    .argument("<out>", `the new file: ${GRID_OUT}, .csv (a row a node with a value)`)
    .option("--format <name>", "where the ending leaves a choice, such as surfer6", oneOf(...GRID_FORMATS))
    .option("--variable <name>", "which grid of the file, if it has several")
    .option("--crs <EPSG:n>", "coordinate system, where the file does not say it: EPSG:n or plane")
    .option("--name <name>", "name of the quantity, such as bouguer_anomaly_mgal")
    .option("--units <unit>", "unit of the values, such as mGal")
    .option(
      "--region <w/e/s/n>",
      "only the nodes in it: west/east/south/north in the grid's own coordinates",
      regionOption,
    )
    .action(convert);
  return runCommand(command, argv);
}

async function convert(path: string, out: string, options: Options): Promise<void> {
  const { report, format: asked, region, ...facts } = options;
  const isTable = /\.csv$/i.test(out) && asked === undefined;
  const format = isTable ? "csv" : gridFormatOf(out, asked, "OUT");
  const { grid: whole, files } = await readGridFile(path, facts);
  const grid = region === undefined ? whole : gridPart(whole, region);
  const written = format === "csv" ? { [out]: nodesTable(grid) } : await writeGrid(grid, out, { format });
  if (report !== undefined && Object.hasOwn(written, report)) {
    const accepted = "another file than the result";
    throw new ArgumentError({ argument: "--report", value: report, accepted });
  }
  const known = grid.values.filter(Number.isFinite).length;
  const step = stepReport("convert", {
    parameters: { format, crs: grid.crs, name: grid.name, units: grid.units, region: region ?? null },
    rows: { nodes: grid.values.length, ...(isTable && { written: known }) },
    figures: {
      region: gridRegion(grid),
      registration: grid.registration,
      has_sigma: grid.sigma !== undefined,
    },
    inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
  await writeResults(written, { report, steps: [step], inputs: files });
  const rows = isTable ? `, ${known} of them with a value` : "";
  console.log(
    `${grid.x.length} × ${grid.y.length} nodes${rows}, ${grid.crs} → ${Object.keys(written).join(", ")}`,
  );
}

/** Nodes with a value as a table of points: position, value, and sigma where the grid has it. */
function nodesTable(grid: Grid): Iterable<string> {
  if (grid.name === "")
    throw new ArgumentError({
      argument: "--name",
      value: "missing",
      accepted: "the name of the column, such as gravity_mgal, for the file does not say what its values are",
    });
  const { survey: _, ...columns } = pointsOfGrid(grid, { survey: "" });
  return csvParts(columns);
}
