import { type Columns, numberColumn, optionalNumberColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Executor, serialExecutor } from "../../core/executor.js";
import { flagsOf } from "../../core/flags.js";
import type { Grid } from "../../core/grid.js";
import { gridRaster, type RasterSource } from "../../core/raster-source.js";
import type { Reported } from "../../core/report.js";
import { bouguerSlab } from "../slab.js";
import { beyondDem, voidCost } from "./beyond-dem.js";
import { type BuiltModel, buildModels, isReadByTiles } from "./build-models.js";
import { type TerrainAnswer, type TerrainTask, terrainKernel } from "./terrain-kernel.js";
import type { TerrainSettings } from "./terrain-model.js";
import { type TerrainCorrectionOptions, terrainSettings } from "./terrain-options.js";
import { flagStations, type TerrainFindings, terrainReport } from "./terrain-report.js";

// How it works. The correction is slab (or cap) less topography, cell by cell, so that nothing large cancels: of each
// cell the column between its surface and the station's level. Cells are joined to blocks of 2 × 2, these again, and so
// on; each block keeps the moments of its heights and places to the third order (block-moments.ts). A station walks
// from the largest block down (station-terrain.ts) and takes a block whole where Taylor's remainder, which is bounded
// (far-block.ts), fits its share of the tolerance; cells that are left are exact prisms or triangles (near-cells.ts).
// The sum of the bounds is returned. Plane and sphere are one formula with curvature 0 or 1/R. A model that does not fit
// in memory keeps its upper levels; the lower ones come by tiles where a station asks for them (tile-store.ts).

/**
 * What counts in sigma because a model does not show the ground as it is: a tenth of what bending it to the station
 * changed, since nobody knows how far the ground around lies off with the station, and one and a half times what relief
 * below the size of the cells makes (`hidden-relief.ts`). Fitted in the training region, whose true ground is known.
 */
const UNSURE_BENDING = 0.1;
const UNSURE_RELIEF = 1.5;

/** Stations that make one task. */
const TASK_STATIONS = 64;

/** An elevation model: a grid in memory, or a raster that is read by windows. */
export type ElevationModel = Grid | RasterSource;

/**
 * Terrain corrections of stations: the columns-in, columns-out form of {@link terrainCorrection} in
 * `terrain-correction-table.ts`, where it is described.
 */
export async function terrainCorrection(
  stations: Columns,
  dem: ElevationModel | readonly ElevationModel[],
  options: TerrainCorrectionOptions = {},
): Promise<Reported<Columns>> {
  const settings = terrainSettings(options);
  const rasters = rastersOf(dem);
  const place = placesOf(stations, rasters[0]);
  const { signal, progress, densityGrid, lakeDepth, mostCells } = options;
  const executor = executorFor(rasters, mostCells, options.executor);
  const sources = { rasters, settings, density: densityGrid, lakeDepth, mostCells };
  const models = await buildModels(sources, executor, { signal, progress });
  const answers = await allStations(place, models, sources, executor, options);
  const findings = findingsOf(place, answers, models, settings);
  const flags = flagsOf(stations);
  flagStations(flags, findings, options);
  return {
    result: { ...stations, ...columnsOf(findings, settings), ...flags },
    report: terrainReport(stations, findings, models, settings, options),
  };
}

/** Elevation models as rasters, finest first, all in one coordinate system. */
function rastersOf(dem: ElevationModel | readonly ElevationModel[]): RasterSource[] {
  const list = Array.isArray(dem) ? (dem as readonly ElevationModel[]) : [dem as ElevationModel];
  if (list.length === 0)
    throw new ArgumentError({ argument: "dem", value: dem, accepted: "at least one elevation model" });
  const rasters = list.map((model) => ("readWindow" in model ? model : gridRaster(inMetres(model))));
  for (const { crs, name } of rasters)
    if (crs !== rasters[0].crs)
      throw new ArgumentError({
        argument: `crs of the elevation model ${name}`,
        value: crs,
        accepted: `${rasters[0].crs}, as that of ${rasters[0].name}`,
        advice: "Bring all models to one coordinate system.",
      });
  return rasters.sort((a, b) => a.cellHeight - b.cellHeight);
}

function inMetres(grid: Grid): Grid {
  if (grid.units === "" || /^(m|met(er|re)s?)$/i.test(grid.units)) return grid;
  throw new ArgumentError({
    argument: `units of the elevation model ${grid.name}`,
    value: grid.units,
    accepted: "m",
  });
}

/** Positions in the models' coordinate system, and heights above sea level. */
function placesOf(stations: Columns, { crs, west, columns, cellWidth }: RasterSource): TerrainTask {
  const [x, y] = crs === "EPSG:4326" ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  if (stations.height_m === undefined && optionalNumberColumn(stations, "ellipsoidal_height_m"))
    throw new ArgumentError({
      argument: "column height_m",
      value: "missing",
      accepted: "heights above sea level, from which elevation models count",
      advice: "convertHeights makes them from ellipsoidal_height_m with a geoid.",
    });
  // A model may count longitudes from 0 to 360 where the stations count from −180, or the other way round.
  const middle = west + (columns * cellWidth) / 2;
  const turn = crs === "EPSG:4326" ? 360 : Number.POSITIVE_INFINITY;
  return {
    x: numberColumn(stations, x).map((value) => value + (Math.round((middle - value) / turn) * turn || 0)),
    y: numberColumn(stations, y),
    height: numberColumn(stations, "height_m"),
  };
}

/** Threads of their own cannot read a raster that only this thread knows. */
function executorFor(
  rasters: readonly RasterSource[],
  mostCells: number | undefined,
  executor: Executor = serialExecutor,
): Executor {
  const isBound = rasters.some((raster) => isReadByTiles(raster, mostCells) && raster.handle === undefined);
  return executor.isSeparate && isBound ? serialExecutor : executor;
}

/** All stations, those close together in one task, so that they use the same tiles. */
async function allStations(
  { x, y, height }: TerrainTask,
  models: readonly BuiltModel[],
  { settings, density, lakeDepth }: { settings: TerrainSettings; density?: Grid; lakeDepth?: Grid },
  executor: Executor,
  { signal, progress }: TerrainCorrectionOptions,
): Promise<TerrainAnswer> {
  const order = byTiles(x, y, models[0]);
  const tasks: TerrainTask[] = [];
  for (let k = 0; k < order.length; k += TASK_STATIONS) {
    const rows = order.subarray(k, k + TASK_STATIONS);
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]);
    tasks.push({ x: pick(x), y: pick(y), height: pick(height) });
  }
  const shared = {
    settings,
    models: models.map(({ parts, whole, raster }) => ({ parts, whole, raster })),
    ...{ density, lakeDepth },
  };
  const told = (done: number) => progress?.(Math.min(order.length, done * TASK_STATIONS), order.length);
  const answers = await executor.map(terrainKernel, shared, tasks, { signal, progress: told });
  const whole = (name: keyof TerrainAnswer) => {
    const values = new Float64Array(order.length);
    let at = 0;
    for (const answer of answers) for (const value of answer[name]) values[order[at++]] = value;
    return values;
  };
  return {
    ...{ correction: whole("correction"), bound: whole("bound"), variance: whole("variance") },
    ...{ ground: whole("ground"), reconciled: whole("reconciled"), hidden: whole("hidden") },
  };
}

/** Rows in the order of squares of 64 cells of the finest model, row of squares by row. */
function byTiles(x: Float64Array, y: Float64Array, { parts }: BuiltModel): Uint32Array {
  const { west, south, cellWidth, cellHeight } = parts.frame;
  const square = (value: number, start: number, cell: number) => Math.floor((value - start) / cell / 64) || 0;
  const key = Float64Array.from(
    x,
    (value, k) => square(y[k], south, cellHeight) * 1e6 + square(value, west, cellWidth),
  );
  return Uint32Array.from(x.keys()).sort((a, b) => key[a] - key[b] || a - b);
}

function findingsOf(
  { x, y, height }: TerrainTask,
  answer: TerrainAnswer,
  models: readonly BuiltModel[],
  settings: TerrainSettings,
): TerrainFindings {
  const { correction, bound, variance, ground, reconciled, hidden } = answer;
  const each = (value: (k: number) => number) =>
    correction.map((found, k) => (Number.isNaN(found) ? Number.NaN : value(k)));
  const station = (k: number) => ({ x: x[k], y: y[k], height: height[k] });
  const ends = Array.from(correction, (found, k) =>
    Number.isNaN(found)
      ? { nearest: Number.POSITIVE_INFINITY, effect: Number.NaN }
      : beyondDem(models, station(k), settings),
  );
  const voids = each((k) => voidCost(models, station(k), settings));
  const aboveDem = each((k) => aboveSurface(height[k], ground[k], settings));
  const beyond = Float64Array.from(ends, ({ effect }) => effect);
  return {
    ...{ correction, bound, reconciled, voids, beyond },
    nearestEnd: Float64Array.from(ends, ({ nearest }) => nearest),
    aboveDem,
    sigma: each((k) => Math.hypot(Math.sqrt(variance[k]), voids[k], beyond[k], unsureGround(k))),
  };

  function unsureGround(k: number): number {
    const relief = UNSURE_RELIEF * hidden[k];
    if (settings.airborne) return relief;
    if (settings.reconciles) return Math.hypot(UNSURE_BENDING * reconciled[k], relief);
    return Math.hypot(bouguerSlab(aboveDem[k], settings.density), relief); // the station stands that far off the ground
  }
}

/** Station less model; a ship is compared with the sea's surface. */
function aboveSurface(height: number, ground: number, { hasSea }: TerrainSettings): number {
  return height - (hasSea ? Math.max(0, ground) : ground);
}

function columnsOf(findings: TerrainFindings, settings: TerrainSettings): Columns {
  const isShort = findings.nearestEnd.some((end) => Number.isFinite(end));
  return {
    terrain_correction_mgal: findings.correction,
    terrain_correction_sigma_mgal: findings.sigma,
    height_above_dem_m: findings.aboveDem,
    ...(settings.reconciles ? { terrain_reconciled_mgal: findings.reconciled } : {}),
    ...(isShort ? { terrain_beyond_dem_mgal: findings.beyond } : {}),
  };
}
