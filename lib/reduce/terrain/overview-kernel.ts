import type { Kernel } from "../../core/executor.js";
import type { Grid } from "../../core/grid.js";
import type { RasterHandle, RasterSource } from "../../core/raster-source.js";
import type { Patch } from "./patch.js";
import { type PatchSources, readPatch, type VoidCells } from "./read-patch.js";
import { type ModelParts, type TerrainSettings, terrainModel } from "./terrain-model.js";
import { tileWindow } from "./tile-store.js";

/** What all tiles of one elevation model share. */
export interface OverviewShared {
  readonly settings: TerrainSettings;
  readonly raster: RasterSource | RasterHandle;
  readonly parts: ModelParts;
  /** Coarser models that are whole in memory, for voids. */
  readonly coarser: readonly { readonly parts: ModelParts; readonly whole: Patch }[];
  readonly density?: Grid;
  readonly lakeDepth?: Grid;
}

/** Moments of a tile's blocks at the model's base level. */
export interface TileOverview {
  readonly tile: number;
  readonly moments: Float32Array;
  readonly voids: readonly VoidCells[];
}

/**
 * Reads the tiles of a model that does not fit in memory once, and keeps their blocks of the base level. These are made
 * of level cells: what slopes within cells add to blocks so far away is below 1e-4 mGal, and would take most of the time.
 */
export const overviewKernel: Kernel<OverviewShared, readonly number[], readonly TileOverview[]> = {
  name: "terrain-overview",
  prepare(shared, { openRaster }) {
    const model = terrainModel(shared.parts);
    const coarser = shared.coarser.map(({ parts, whole }) => {
      const other = terrainModel(parts);
      other.patches.set(0, whole);
      return other;
    });
    const { raster, density, lakeDepth } = shared;
    const settings = { ...shared.settings, slopes: false };
    const opened = Promise.resolve("readWindow" in raster ? raster : openRaster(raster));
    return async (tiles) => {
      const sources: PatchSources = { raster: await opened, settings, coarser, density, lakeDepth };
      const answers: TileOverview[] = [];
      for (const tile of tiles) {
        const { patch, voids } = await readPatch(sources, tileWindow(model, tile), model.base);
        answers.push({ tile, moments: patch.levels[model.base] as Float32Array, voids });
      }
      return answers;
    };
  },
};
