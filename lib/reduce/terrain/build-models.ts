import type { Executor, TaskOptions } from "../../core/executor.js";
import type { Grid } from "../../core/grid.js";
import type { RasterSource } from "../../core/raster-source.js";
import { MOMENTS } from "./block-moments.js";
import { demFrame, levelsOf } from "./dem-frame.js";
import { overviewKernel, placeTile } from "./overview-kernel.js";
import { blocksAt, coarserLevel, floats, type Level, type Patch } from "./patch.js";
import { cellSizes, readPatch, type VoidCells } from "./read-patch.js";
import type { SharedModel } from "./terrain-kernel.js";
import {
  coverage,
  type ModelParts,
  type Rectangle,
  type TerrainSettings,
  terrainModel,
} from "./terrain-model.js";

/** Models of more cells are read by tiles, unless told otherwise. */
export const MOST_CELLS = 3e6;
/** Side of a tile as a level: 256 cells. */
const TILE_LEVEL = 8;
/** Blocks that stay in memory at the base level of a model that is read by tiles; a block costs 64 bytes. */
const MOST_BLOCKS = 1.6e6;
/** The base level is not below this: nearer blocks come with their tiles. */
const LEAST_BASE = 3;
/** Tiles that make one task. */
const TASK_TILES = 16;

/** Whether a raster has too many cells to be in memory. */
export function isReadByTiles({ columns, rows }: RasterSource, mostCells: number = MOST_CELLS): boolean {
  return columns * rows > mostCells;
}

/** What models are built from. */
export interface ModelSources {
  /** Finest first. */
  readonly rasters: readonly RasterSource[];
  readonly settings: TerrainSettings;
  readonly density?: Grid;
  readonly lakeDepth?: Grid;
  readonly mostCells?: number;
}

/** A model ready for stations, with its voids. */
export interface BuiltModel extends SharedModel {
  readonly voids: readonly VoidCells[];
}

/** Builds the models, coarsest first, since they fill the voids of the finer ones. */
export async function buildModels(
  sources: ModelSources,
  executor: Executor,
  options: TaskOptions,
): Promise<BuiltModel[]> {
  const built: BuiltModel[] = [];
  for (let k = sources.rasters.length - 1; k >= 0; k--) {
    options.signal?.throwIfAborted();
    const raster = sources.rasters[k];
    const holes = sources.rasters.slice(0, k).map((finer) => coverage(demFrame(finer)));
    built.unshift(
      isReadByTiles(raster, sources.mostCells)
        ? await tiledModel(raster, holes, sources, built, executor, options)
        : await wholeModel(raster, holes, sources, built, options.signal),
    );
  }
  return built;
}

async function wholeModel(
  raster: RasterSource,
  holes: readonly Rectangle[],
  { settings, density, lakeDepth }: ModelSources,
  coarser: readonly BuiltModel[],
  signal: AbortSignal | undefined,
): Promise<BuiltModel> {
  const frame = demFrame(raster);
  const top = levelsOf(frame);
  const others = coarser.flatMap(({ parts, whole }) => {
    if (whole === undefined) return [];
    const model = terrainModel(parts);
    model.patches.set(0, whole);
    return [model];
  });
  const window = { column: 0, row: 0, columns: raster.columns, rows: raster.rows };
  const { patch, voids } = await readPatch(
    { raster, settings, coarser: others, density, lakeDepth, isShared: true },
    window,
    top,
    signal,
  );
  const parts: ModelParts = { frame, base: top + 1, overview: [], tileLevel: 30, holes };
  return { parts, whole: patch, voids };
}

async function tiledModel(
  raster: RasterSource,
  holes: readonly Rectangle[],
  { settings, density, lakeDepth }: ModelSources,
  coarser: readonly BuiltModel[],
  executor: Executor,
  options: TaskOptions,
): Promise<BuiltModel> {
  const frame = demFrame(raster);
  let base = LEAST_BASE;
  while (blocksAt(frame.columns, base) * blocksAt(frame.rows, base) > MOST_BLOCKS && base < TILE_LEVEL)
    base++;
  const parts = { frame, base, overview: [], tileLevel: TILE_LEVEL, holes };
  const tiles = blocksAt(frame.columns, TILE_LEVEL) * blocksAt(frame.rows, TILE_LEVEL);
  const tasks = Array.from({ length: Math.ceil(tiles / TASK_TILES) }, (_, task) =>
    Array.from({ length: Math.min(TASK_TILES, tiles - task * TASK_TILES) }, (_, k) => task * TASK_TILES + k),
  );
  const own = executor.isSeparate && raster.handle ? raster.handle : raster;
  const whole = coarser.flatMap((model) =>
    model.whole ? [{ parts: model.parts, whole: model.whole as Patch }] : [],
  );
  const into = floats(blocksAt(frame.columns, base) * blocksAt(frame.rows, base) * MOMENTS, true);
  const shared = { settings, raster: own, parts, coarser: whole, density, lakeDepth, into };
  const answers = (await executor.map(overviewKernel, shared, tasks, options)).flat();
  const model = terrainModel(parts);
  for (const { tile, moments } of answers) if (moments) placeTile(model, tile, moments, into);
  return {
    parts: { ...parts, overview: overviewOf(parts, into) },
    raster: own,
    voids: answers.flatMap(({ voids }) => voids),
  };
}

/** All levels from the base on. */
function overviewOf({ frame, base }: ModelParts, first: Float32Array): Level[] {
  const levels: Level[] = [];
  levels[base] = first;
  const options = { sizes: cellSizes(frame), isShared: true };
  for (let level = base + 1; level <= levelsOf(frame); level++)
    levels[level] = coarserLevel(frame, level, levels[level - 1], options);
  return levels;
}
