import type { RasterWindow } from "../../core/raster-source.js";
import type { Patch } from "./patch.js";
import { type PatchSources, readPatch } from "./read-patch.js";
import type { TerrainModel } from "./terrain-model.js";

/** Most that the tiles of all models of one thread may hold, bytes. */
const MOST_BYTES = 64e6;

/** Brings tiles of models that do not fit in memory, and drops those that came first where they become too many. */
export class TileStore {
  /** Tiles in the order in which they came, by model and number. */
  private readonly here = new Map<string, { model: TerrainModel; tile: number; bytes: number }>();
  private bytes = 0;
  private readonly models: readonly TerrainModel[];
  private readonly sources: readonly (PatchSources | undefined)[];

  constructor(models: readonly TerrainModel[], sources: readonly (PatchSources | undefined)[]) {
    this.models = models;
    this.sources = sources;
  }

  /**
   * Brings missing tiles of each model.
   *
   * @param keep - names of tiles that one station needs together, and that are not dropped; added to
   */
  async bring(missing: readonly ReadonlySet<number>[], keep: Set<string>): Promise<void> {
    for (const [k, tiles] of missing.entries())
      for (const tile of tiles) {
        const key = `${k}/${tile}`;
        keep.add(key);
        const patch = await this.read(k, tile);
        this.models[k].patches.set(tile, patch);
        const bytes = bytesOf(patch);
        this.bytes += bytes;
        this.here.set(key, { model: this.models[k], tile, bytes });
      }
    this.drop(keep);
  }

  private drop(keep: ReadonlySet<string>): void {
    for (const [key, { model, tile, bytes }] of this.here) {
      if (this.bytes <= MOST_BYTES) return;
      if (keep.has(key)) continue;
      model.patches.delete(tile);
      this.here.delete(key);
      this.bytes -= bytes;
    }
  }

  private async read(k: number, tile: number): Promise<Patch> {
    const model = this.models[k];
    const sources = this.sources[k];
    if (sources === undefined) throw new TypeError(`the elevation model ${model.frame.name} has no tiles`);
    return (await readPatch(sources, tileWindow(model, tile), model.base - 1)).patch;
  }
}

/** The cells of a tile. */
export function tileWindow({ frame, tileLevel, tileColumns }: TerrainModel, tile: number): RasterWindow {
  const side = 2 ** tileLevel;
  const [column, row] = [(tile % tileColumns) * side, Math.floor(tile / tileColumns) * side];
  return {
    column,
    row,
    columns: Math.min(side, frame.columns - column),
    rows: Math.min(side, frame.rows - row),
  };
}

function bytesOf({ heights, rock, lake, levels }: Patch): number {
  return [heights, rock, lake, ...levels].reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
}
