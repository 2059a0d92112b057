import { ArgumentError } from "../core/errors.js";
import { gridRegion } from "../core/grid.js";
import { stepReport } from "../core/report.js";
import { GRID_FORMATS, type GridFormat, gridFormatOf, writeGrid } from "../formats/grid-file.js";
import { readGridFile } from "../node/read-grid-file.js";
import { newCommand, runCommand } from "./command.js";
import { GRID_OUT, oneOf } from "./options.js";
import { writeResults } from "./results.js";

interface Options {
  report?: string;
  format?: GridFormat;
  variable?: string;
  crs?: string;
  name?: string;
  units?: string;
}

/** `igdp convert IN OUT`: a grid in one format → the same grid in another. */
export function run(argv: string[]): Promise<number> {
  const command = newCommand(
    "convert",
    "Writes a grid in another format: netCDF, GeoTIFF, Surfer, ESRI ASCII, Geosoft GXF or ICGEM gdf.",
    "igdp convert old-map.grd map.tif --crs EPSG:32648 --units mGal",
  )
    .argument("<grid>", "the grid, in any of these formats")
    .argument("<out>", `the new file: ${GRID_OUT}`)
    .option("--format <name>", "where the ending leaves a choice, such as surfer6", oneOf(...GRID_FORMATS))
    .option("--variable <name>", "which grid of the file, if it has several")
    .option("--crs <EPSG:n>", "coordinate system, where the file does not say it: EPSG:n or plane")
    .option("--name <name>", "name of the quantity, such as bouguer_anomaly_mgal")
    .option("--units <unit>", "unit of the values, such as mGal")
    .action(convert);
  return runCommand(command, argv);
}

async function convert(path: string, out: string, options: Options): Promise<void> {
  const { report, format: asked, ...facts } = options;
  const format = gridFormatOf(out, asked, "OUT");
  const { grid, files } = await readGridFile(path, facts);
  const written = await writeGrid(grid, out, { format });
  if (report !== undefined && written[report] !== undefined) {
    const accepted = "another file than the result";
    throw new ArgumentError({ argument: "--report", value: report, accepted });
  }
  const step = stepReport("convert", {
    parameters: { format, crs: grid.crs, name: grid.name, units: grid.units },
    rows: { nodes: grid.values.length },
    figures: {
      region: gridRegion(grid),
      registration: grid.registration,
      has_sigma: grid.sigma !== undefined,
    },
    inputs: files.map(({ name, sha256 }) => ({ name, sha256 })),
  });
  await writeResults(written, { report, steps: [step], inputs: files });
  console.log(`${grid.x.length} × ${grid.y.length} nodes, ${grid.crs} → ${Object.keys(written).join(", ")}`);
}
