import { type ChildBlock, childBlock, joinBlocks, joinFourCells, MEAN, MOMENTS } from "./block-moments.js";
import { type CellDensities, cellSurfaces, setSurfaces } from "./cell-surfaces.js";
import { leafMoments } from "./leaf-moments.js";

/** What a window of an elevation model holds, with one cell more on each side. */
export interface PatchCells {
  /** First cell of the patch in the model. */
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
  /** Heights of (rows + 2) × (columns + 2) cells, metres. */
  readonly heights: Float32Array | Float64Array;
  /** Density of the ground at each of rows × columns cells, kg/m³, where it is not the slab's. */
  readonly rock?: Float32Array;
  /** Depth of a lake at each cell, metres. */
  readonly lake?: Float32Array;
}

/** Moments of the blocks of one level, or undefined where the cells are level and nothing but heights. */
export type Level = Float32Array | undefined;

/** A piece of an elevation model with the moments of its blocks, level by level. Its corner stands on whole blocks. */
export interface Patch extends PatchCells {
  readonly levels: readonly Level[];
}

/** Sizes of cells in metres: the width at each row, and the height. */
export interface CellSizes {
  readonly width: (row: number) => number;
  readonly height: number;
}

/** How blocks are made. */
export interface PatchOptions extends CellDensities {
  readonly slopes: boolean;
  readonly sizes: CellSizes;
  /**
   * Whether other threads will see the patch. A tile that comes and goes is better not shared: what is shared does not
   * count when V8 decides to collect garbage, so old tiles would pile up.
   */
  readonly isShared?: boolean;
}

/** Number of blocks of a level over so many cells. */
export function blocksAt(cells: number, level: number): number {
  return Math.ceil(cells / 2 ** level);
}

/** Makes the moments of the blocks of a patch, up to a level. */
export function makePatch(cells: PatchCells, top: number, options: PatchOptions): Patch {
  const levels: Level[] = [cellMoments(cells, options)];
  for (let level = 1; level <= top; level++)
    levels.push(coarserLevel(cells, level, levels[level - 1], options, cells));
  return { ...cells, levels };
}

/** Height of a cell of a patch. */
export function cellHeight({ columns, heights }: PatchCells, column: number, row: number): number {
  return heights[(row + 1) * (columns + 2) + column + 1];
}

/** Moments of cells, where slopes or several surfaces make them more than a height. */
function cellMoments(cells: PatchCells, options: PatchOptions): Level {
  const { columns, rows, heights, rock, lake } = cells;
  const isPlain = !options.slopes && rock === undefined && lake === undefined;
  if (isPlain && !(options.hasSea && heights.some((height) => height < 0))) return undefined;
  const into = floats(columns * rows * MOMENTS, options.isShared);
  const surfaces = cellSurfaces();
  const window = options.slopes ? cells : undefined;
  for (let j = 0; j < rows; j++) {
    const size = { width: options.sizes.width(j), height: options.sizes.height };
    for (let i = 0; i < columns; i++) {
      const k = j * columns + i;
      setSurfaces(surfaces, cellHeight(cells, i, j), rock?.[k] ?? options.density, lake?.[k] ?? 0, options);
      leafMoments(surfaces, window, i, j, size, options.hasSea, into, k * MOMENTS);
    }
  }
  return into;
}

/**
 * The blocks of a level from those of the level below.
 *
 * @param extent - columns and rows in cells
 * @param below - moments of the level below; undefined where that are level cells
 * @param cells - the cells, where `below` is undefined
 */
export function coarserLevel(
  extent: { readonly columns: number; readonly rows: number },
  level: number,
  below: Level,
  { sizes, isShared }: Pick<PatchOptions, "sizes" | "isShared">,
  cells?: PatchCells,
): Float32Array {
  const [columns, rows] = [blocksAt(extent.columns, level), blocksAt(extent.rows, level)];
  const [belowColumns, belowRows] = [blocksAt(extent.columns, level - 1), blocksAt(extent.rows, level - 1)];
  const into = floats(columns * rows * MOMENTS, isShared);
  const step = 2 ** (level - 1);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      if (!below && cells && 2 * i + 1 < extent.columns && 2 * j + 1 < extent.rows) {
        const corner = (2 * j + 1) * (cells.columns + 2) + 2 * i + 1;
        const [south, north] = [corner, corner + cells.columns + 2];
        const { heights: z } = cells;
        const wide = sizes.width(2 * j + 1);
        const at = (j * columns + i) * MOMENTS;
        joinFourCells(z[south], z[south + 1], z[north], z[north + 1], wide, sizes.height, into, at);
        continue;
      }
      const whole = extentOf(extent, i, j, 2 * step);
      const width = sizes.width(Math.min(extent.rows - 1, Math.floor(whole.y)));
      let count = 0;
      for (let jj = 2 * j; jj < Math.min(2 * j + 2, belowRows); jj++)
        for (let ii = 2 * i; ii < Math.min(2 * i + 2, belowColumns); ii++) {
          const part = parts[count++];
          const own = extentOf(extent, ii, jj, step);
          part.x = (own.x - whole.x) * width;
          part.y = (own.y - whole.y) * sizes.height;
          part.width = own.columns * width;
          part.height = own.rows * sizes.height;
          part.share = (own.columns * own.rows) / (whole.columns * whole.rows);
          setMoments(part.moments, below, (jj * belowColumns + ii) * MOMENTS);
          if (!below && cells) part.moments[MEAN] = cellHeight(cells, ii, jj);
        }
      joinBlocks(parts, count, into, (j * columns + i) * MOMENTS);
    }
  return into;
}

const parts: readonly ChildBlock[] = [childBlock(), childBlock(), childBlock(), childBlock()];

function setMoments(into: Float64Array, from: Level, at: number): void {
  for (let k = 0; k < MOMENTS; k++) into[k] = from ? from[at + k] : 0;
}

/** Middle and size of a block in cells; at the border blocks are smaller. */
function extentOf(
  { columns, rows }: { readonly columns: number; readonly rows: number },
  i: number,
  j: number,
  step: number,
) {
  const east = Math.min(columns, (i + 1) * step);
  const north = Math.min(rows, (j + 1) * step);
  return {
    x: (i * step + east) / 2,
    y: (j * step + north) / 2,
    columns: east - i * step,
    rows: north - j * step,
  };
}

/** Numbers that threads can share, where that is wanted and the platform can. */
export function floats(length: number, isShared: boolean | undefined): Float32Array {
  return isShared && typeof SharedArrayBuffer !== "undefined"
    ? new Float32Array(new SharedArrayBuffer(length * 4))
    : new Float32Array(length);
}
