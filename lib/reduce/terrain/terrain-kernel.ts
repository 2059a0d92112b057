import { GRAVITATIONAL_CONSTANT, MILLIGAL_PER_SI } from "../../core/constants.js";
import type { Kernel, KernelTools } from "../../core/executor.js";
import type { Grid } from "../../core/grid.js";
import type { RasterHandle, RasterSource } from "../../core/raster-source.js";
import { groundHeight, homeOf, missingTile } from "./ground-height.js";
import { hiddenRelief } from "./hidden-relief.js";
import type { Patch } from "./patch.js";
import type { PatchSources } from "./read-patch.js";
import { TerrainWalk } from "./station-terrain.js";
import { type ModelParts, type TerrainModel, type TerrainSettings, terrainModel } from "./terrain-model.js";
import { TileStore } from "./tile-store.js";

/** One elevation model as it goes to a thread: whole, or with its raster to read tiles from. */
export interface SharedModel {
  readonly parts: ModelParts;
  readonly whole?: Patch;
  readonly raster?: RasterSource | RasterHandle;
}

/** What all stations share. */
export interface TerrainShared {
  readonly settings: TerrainSettings;
  /** Finest first. */
  readonly models: readonly SharedModel[];
  readonly density?: Grid;
  readonly lakeDepth?: Grid;
}

/** Some stations: positions in the models' crs, heights in metres. */
export interface TerrainTask {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly height: Float64Array;
}

/** What a task gives, a value a station; NaN where a station has no position or height, or is off every model. */
export interface TerrainAnswer {
  readonly correction: Float64Array;
  readonly bound: Float64Array;
  readonly variance: Float64Array;
  /** Height of the finest model at the station, metres. */
  readonly ground: Float64Array;
  /** What bending the ground to the station changed, mGal. */
  readonly reconciled: Float64Array;
  /** What relief that the finest model cannot show makes there, mGal. */
  readonly hidden: Float64Array;
}

/** Terrain corrections of stations, in any thread. */
export const terrainKernel: Kernel<TerrainShared, TerrainTask, TerrainAnswer> = {
  name: "terrain",
  prepare(shared, tools) {
    const models = shared.models.map(({ parts, whole }) => {
      const model = terrainModel(parts);
      if (whole) model.patches.set(0, whole);
      return model;
    });
    const walk = new TerrainWalk(models, shared.settings);
    let store: Promise<TileStore> | undefined;
    return async (task) => {
      store ??= openStore(shared, models, tools);
      return correctStations(task, models, shared.settings, walk, await store);
    };
  },
};

async function openStore(
  shared: TerrainShared,
  models: readonly TerrainModel[],
  { openRaster }: KernelTools,
): Promise<TileStore> {
  const sources: (PatchSources | undefined)[] = [];
  for (const [k, { raster }] of shared.models.entries()) {
    const opened = raster && ("readWindow" in raster ? raster : await openRaster(raster));
    sources.push(opened && { ...patchSources(shared, models, k), raster: opened });
  }
  return new TileStore(models, sources);
}

function patchSources(
  { settings, density, lakeDepth }: TerrainShared,
  models: readonly TerrainModel[],
  k: number,
): Omit<PatchSources, "raster"> {
  return { settings, density, lakeDepth, coarser: models.slice(k + 1) };
}

async function correctStations(
  task: TerrainTask,
  models: readonly TerrainModel[],
  settings: TerrainSettings,
  walk: TerrainWalk,
  store: TileStore,
): Promise<TerrainAnswer> {
  const column = () => new Float64Array(task.x.length).fill(Number.NaN);
  const answer: TerrainAnswer = {
    ...{ correction: column(), bound: column(), variance: column(), ground: column(), reconciled: column() },
    hidden: column(),
  };
  const factor = GRAVITATIONAL_CONSTANT * MILLIGAL_PER_SI * settings.density;
  for (let k = 0; k < task.x.length; k++) {
    const station = { x: task.x[k], y: task.y[k], height: task.height[k] };
    const home = homeOf(models, station.x, station.y);
    if (home === undefined || Number.isNaN(station.height)) continue;
    const keep = new Set<string>();
    const tile = missingTile(home, station.x, station.y);
    if (tile !== undefined)
      await store.bring(
        models.map((model) => new Set(model === home ? [tile] : [])),
        keep,
      );
    let found = walk.correct(station);
    while (found.missing.some((tiles) => tiles.size > 0)) {
      await store.bring(found.missing, keep);
      found = walk.correct(station);
    }
    answer.ground[k] = groundHeight(home, settings, station.x, station.y);
    answer.correction[k] = found.correction;
    answer.bound[k] = found.bound;
    answer.variance[k] = found.variance;
    answer.reconciled[k] = found.reconciled;
    answer.hidden[k] = factor * hiddenRelief(home, settings, station);
  }
  return answer;
}
