import type { Command } from "commander";
import type { Columns } from "../core/columns.js";
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, isInDegrees, makeGrid } from "../core/grid.js";
import type { RasterSource } from "../core/raster-source.js";
import type { InputFile, StepReport } from "../core/report.js";
import { fileChecksum } from "../node/file-checksum.js";
import { openRaster } from "../node/open-raster.js";
import { airyMohoDepth } from "../reduce/airy.js";
import { flexuralMoho } from "../reduce/flexure.js";
import { isostaticCorrection } from "../reduce/isostatic-correction.js";
import { prattCorrection } from "../reduce/pratt-correction.js";
import { numberOption, oneOf } from "./options.js";

/** Options of `igdp reduce` about isostasy. */
export interface IsostasyOptions {
  readonly isostasy?: "airy" | "pratt" | "flexure";
  readonly mohoDepth: number;
  readonly mohoContrast: number;
  readonly elasticThickness?: number;
  readonly compensationDepth: number;
}

/** The root is far below: cells of the elevation model are joined to at least this size, metres. */
const CELL = 5000;

/** Adds the options about isostasy to a command. */
export function addIsostasyOptions(command: Command): Command {
  const above = numberOption("metres above 0", [1, 200_000]);
  return command
    .option(
      "--isostasy <model>",
      "isostatic anomalies from the widest --dem: airy, pratt, or flexure of an elastic plate",
      oneOf("airy", "pratt", "flexure"),
    )
    .option("--moho-depth <m>", "depth of the Moho where the land stands at sea level", above, 30_000)
    .option(
      "--moho-contrast <kg/m3>",
      "density of the mantle less that of the crust",
      numberOption("kg/m³", [1, 2000]),
      400,
    )
    .option(
      "--elastic-thickness <m>",
      "of the plate, for flexure; there is no usual value",
      numberOption("metres", [0, 200_000]),
    )
    .option("--compensation-depth <m>", "down to which Pratt's columns reach", above, 100_000);
}

/** Refuses options that do not go together, before the work starts. */
export function checkIsostasy(
  { isostasy, elasticThickness }: IsostasyOptions,
  dem: readonly string[] = [],
): void {
  const refuse = (argument: string, value: unknown, accepted: string): never => {
    throw new ArgumentError({ argument, value, accepted });
  };
  if (isostasy !== undefined && dem.length === 0)
    refuse("--dem", "missing", `an elevation model, whose weight --isostasy ${isostasy} carries`);
  if (isostasy === "flexure" && elasticThickness === undefined)
    refuse("--elastic-thickness", "missing", "metres, with --isostasy flexure (some 5000 to 40000)");
  if (isostasy !== "flexure" && elasticThickness !== undefined)
    refuse("--elastic-thickness", elasticThickness, "nothing, unless with --isostasy flexure");
}

/** Anomalies with their isostatic ones, and how that came about; unchanged without `--isostasy`. */
export async function withIsostasy(
  anomalies: Columns,
  { isostasy, mohoDepth, mohoContrast, elasticThickness = 0, compensationDepth }: IsostasyOptions,
  dem: readonly string[],
  { density, waterDensity }: { readonly density: number; readonly waterDensity: number },
): Promise<{
  readonly result: Columns;
  readonly steps: readonly StepReport[];
  readonly inputs: InputFile[];
}> {
  if (isostasy === undefined) return { result: anomalies, steps: [], inputs: [] };
  const rasters = await Promise.all(dem.map(openRaster));
  const widest = rasters.reduce((most, raster) => (areaOf(raster) > areaOf(most) ? raster : most));
  const heights = await regionalHeights(widest);
  const name = dem[rasters.indexOf(widest)];
  const inputs = [{ name, sha256: await fileChecksum(name) }];
  if (isostasy === "pratt") {
    const { result, report } = prattCorrection(anomalies, heights, {
      density,
      waterDensity,
      compensationDepth,
    });
    const parameters = { model: isostasy, ...report.parameters };
    return { result, steps: [{ ...report, parameters, inputs }], inputs };
  }
  const options = { density, waterDensity, normalMohoDepth: mohoDepth, mohoContrast };
  const moho =
    isostasy === "flexure"
      ? flexuralMoho(heights, { ...options, elasticThickness })
      : makeGrid({
          ...heights,
          name: "moho_depth_m",
          values: heights.values.map((height) => airyMohoDepth(height, options)),
        });
  const { result, report } = isostaticCorrection(anomalies, moho, options);
  const plate = isostasy === "flexure" ? { elasticThickness_m: elasticThickness } : {};
  const parameters = { model: isostasy, ...report.parameters, ...plate };
  return { result, steps: [{ ...report, parameters, inputs }], inputs };
}

function areaOf({ columns, rows, cellWidth, cellHeight }: RasterSource): number {
  return columns * cellWidth * rows * cellHeight;
}

/** Mean heights of blocks of cells; a block that is void altogether takes the mean of those known. */
async function regionalHeights(raster: RasterSource): Promise<Grid> {
  const { columns, rows, west, south, cellWidth, cellHeight, crs } = raster;
  const metres = isInDegrees(raster) ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
  const join = Math.max(1, Math.ceil(CELL / (cellHeight * metres)));
  const [wide, high] = [Math.floor(columns / join), Math.floor(rows / join)];
  if (wide < 2 || high < 2)
    throw new ArgumentError({
      argument: `elevation model ${raster.name}`,
      value: `${columns} × ${rows} cells`,
      accepted: `at least ${2 * CELL} m each way, for --isostasy`,
    });
  const values = new Float64Array(wide * high);
  for (let j = 0; j < high; j++) {
    const strip = await raster.readWindow({ column: 0, row: j * join, columns, rows: join });
    for (let i = 0; i < wide; i++) values[j * wide + i] = meanOf(strip, columns, i * join, join);
  }
  const known = values.filter((value) => !Number.isNaN(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const axis = (start: number, cell: number, count: number) =>
    Float64Array.from({ length: count }, (_, k) => start + (k + 0.5) * join * cell);
  return makeGrid({
    ...{ x: axis(west, cellWidth, wide), y: axis(south, cellHeight, high), registration: "pixel", crs },
    ...{ name: "height_m", units: "m", values: values.map((value) => (Number.isNaN(value) ? mean : value)) },
  });
}

function meanOf(strip: ArrayLike<number>, columns: number, first: number, join: number): number {
  let [sum, count] = [0, 0];
  for (let row = 0; row < join; row++)
    for (let column = first; column < first + join; column++) {
      const height = strip[row * columns + column];
      if (Number.isNaN(height)) continue;
      sum += height;
      count++;
    }
  return sum / count;
}
