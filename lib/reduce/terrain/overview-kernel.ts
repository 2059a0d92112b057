import type { Kernel } from "../../core/executor.js";
import type { Grid } from "../../core/grid.js";
import type { RasterHandle, RasterSource } from "../../core/raster-source.js";
import { MOMENTS } from "./block-moments.js";
import { blocksAt, type Patch } from "./patch.js";
import { type PatchSources, readPatch, type VoidCells } from "./read-patch.js";
import { type ModelParts, type TerrainModel, type TerrainSettings, terrainModel } from "./terrain-model.js";
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
  /** Moments of all blocks of the base level: shared memory, where threads put what they found. */
  readonly into: Float32Array;
}

/** What is found in some tiles; moments come back only where memory is not shared. */
export interface TileOverview {
  readonly tile: number;
  readonly moments?: Float32Array;
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
    const isShared = !(shared.into.buffer instanceof ArrayBuffer);
    const opened = Promise.resolve("readWindow" in raster ? raster : openRaster(raster));
    return async (tiles) => {
      const sources: PatchSources = { raster: await opened, settings, coarser, density, lakeDepth };
      const answers: TileOverview[] = [];
      for (const tile of tiles) {
        const { patch, voids } = await readPatch(sources, tileWindow(model, tile), model.base);
        const moments = patch.levels[model.base] as Float32Array;
        if (isShared) placeTile(model, tile, moments, shared.into);
        answers.push(isShared ? { tile, voids } : { tile, moments, voids });
      }
      return answers;
    };
  },
};

/** Puts the blocks of a tile into those of the whole model. */
export function placeTile(
  model: TerrainModel,
  tile: number,
  moments: Float32Array,
  into: Float32Array,
): void {
  const { frame, base, tileLevel, tileColumns } = model;
  const side = 2 ** (tileLevel - base);
  const columns = blocksAt(frame.columns, base);
  const [i, j] = [(tile % tileColumns) * side, Math.floor(tile / tileColumns) * side];
  const wide = Math.min(side, columns - i) * MOMENTS;
  for (let row = 0; row * wide < moments.length; row++)
    into.set(moments.subarray(row * wide, (row + 1) * wide), ((j + row) * columns + i) * MOMENTS);
}
