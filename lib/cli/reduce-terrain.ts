import type { Command } from "commander";
import type { Columns } from "../core/columns.js";
import { FormatError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { InputFile, StepReport } from "../core/report.js";
import { convertHeights } from "../earth/geoid.js";
import { fileChecksum } from "../node/file-checksum.js";
import { openRaster } from "../node/open-raster.js";
import { threadPool } from "../node/thread-pool.js";
import { terrainCorrection } from "../reduce/terrain/terrain-correction.js";
import { listOption, numberOption, oneOf } from "./options.js";

/** Options of `igdp reduce` about terrain. */
export interface TerrainOptions {
  readonly dem?: readonly string[];
  readonly earth?: "spherical" | "planar";
  readonly nearZone: "sloping" | "flat";
  readonly reconcile: boolean;
  readonly airborne?: boolean;
  readonly terrainRadius: number;
  readonly terrainTolerance: number;
  readonly seaDensity: number;
  readonly demSigma: number;
}

/** Adds the options about terrain to a command. */
export function addTerrainOptions(command: Command): Command {
  return command
    .option(
      "--dem <file>",
      "elevation model, GeoTIFF or netCDF; several times for several, the finest counts where they overlap",
      listOption,
    )
    .option(
      "--earth <shape>",
      "of the terrain: spherical (default with Bullard B) or planar (default without)",
      oneOf("spherical", "planar"),
    )
    .option(
      "--near-zone <surface>",
      "of the cells near a station: sloping or flat",
      oneOf("sloping", "flat"),
      "sloping",
    )
    .option("--no-reconcile", "do not bend the elevation model to the stations' heights")
    .option(
      "--airborne",
      "the stations are in the air: the elevation model is not bent to them, and none is flagged for being above it",
    )
    .option("--terrain-radius <m>", "how far the terrain counts", numberOption("metres"), 166_700)
    .option("--terrain-tolerance <mgal>", "the most that joining cells may cost", numberOption("mGal"), 0.02)
    .option("--sea-density <kg/m3>", "density of sea water in the terrain", numberOption("kg/m³"), 1027)
    .option("--dem-sigma <m>", "standard deviation of the model's heights", numberOption("metres"), 0);
}

/** Stations with their terrain corrections, and how that came about; unchanged without an elevation model. */
export async function withTerrain(
  stations: Columns,
  options: TerrainOptions,
  context: {
    readonly file: string;
    readonly density: number;
    readonly curved: boolean;
    readonly geoid?: Grid;
  },
): Promise<{
  readonly stations: Columns;
  readonly steps: readonly StepReport[];
  readonly inputs: InputFile[];
}> {
  const { dem = [] } = options;
  if (dem.length === 0) return { stations, steps: [], inputs: [] };
  const rasters = await Promise.all(dem.map(openRaster));
  const { result, report } = await terrainCorrection(withHeights(stations, context), rasters, {
    density: context.density,
    earth: options.earth ?? (context.curved ? "spherical" : "planar"),
    nearZone: options.nearZone,
    reconcile: options.reconcile,
    airborne: options.airborne,
    radius_m: options.terrainRadius,
    tolerance_mgal: options.terrainTolerance,
    seaDensity: options.seaDensity,
    demSigma_m: options.demSigma,
    executor: threadPool(),
    progress: progressLine(),
  });
  const inputs = await Promise.all(dem.map(async (name) => ({ name, sha256: await fileChecksum(name) })));
  const warnings = [...report.warnings, ...mismatches(stations, options, context.curved)];
  return { stations: result, steps: [{ ...report, warnings, inputs }], inputs };
}

/** Elevation models count from the sea: stations with ellipsoidal heights alone need the geoid. */
function withHeights(
  stations: Columns,
  { file, geoid }: { readonly file: string; readonly geoid?: Grid },
): Columns {
  if (stations.height_m !== undefined) return stations;
  if (geoid === undefined)
    throw new FormatError({
      file,
      column: "height_m",
      problem: "elevation models count from the sea, and the stations have ellipsoidal heights only",
      advice: "Give the geoid with --geoid.",
    });
  return convertHeights(stations, geoid, "orthometric").result;
}

function mismatches(stations: Columns, { earth }: TerrainOptions, curved: boolean): string[] {
  const goesWith = curved ? "spherical" : "planar";
  return [
    ...(earth !== undefined && earth !== goesWith
      ? [
          `A ${earth} terrain correction does not go with anomalies ${curved ? "with" : "without"} Bullard B: their references differ by up to 1.5 mGal. Use --earth ${goesWith}, or ${curved ? "--bullard-b none" : "--bullard-b closed-form"}.`,
        ]
      : []),
    ...(stations.terrain_correction_mgal === undefined
      ? []
      : [
          "The column terrain_correction_mgal of the stations was replaced by what the elevation model gives.",
        ]),
  ];
}

/** A line on the terminal for work of more than a second; nothing where the output goes to a file. */
function progressLine(): ((done: number, total: number) => void) | undefined {
  if (!process.stderr.isTTY) return undefined;
  const started = Date.now();
  return (done, total) => {
    if (Date.now() - started > 1000)
      process.stderr.write(done < total ? `\rterrain: ${Math.round((100 * done) / total)} %` : "\r\u001b[K");
  };
}
