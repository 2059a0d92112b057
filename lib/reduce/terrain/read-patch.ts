import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import type { Grid } from "../../core/grid.js";
import { gridSpacing } from "../../core/grid.js";
import type { RasterSource, RasterWindow } from "../../core/raster-source.js";
import { type DemFrame, demFrame } from "./dem-frame.js";
import { fillVoids } from "./fill-voids.js";
import { groundHeight, homeOf } from "./ground-height.js";
import { type CellSizes, makePatch, type Patch } from "./patch.js";
import type { TerrainModel, TerrainSettings } from "./terrain-model.js";

/** What a patch is read from. */
export interface PatchSources {
  readonly raster: RasterSource;
  readonly settings: TerrainSettings;
  /** Coarser models, for what is void in this one. */
  readonly coarser: readonly TerrainModel[];
  /** Density of the ground, kg/m³, and depth of lakes, metres, on grids in the models' crs. */
  readonly density?: Grid;
  readonly lakeDepth?: Grid;
  /** Whether other threads will see the patch. */
  readonly isShared?: boolean;
}

/** A patch with where its voids were: x, y and number of cells of each 16 × 16 cells that had some. */
export interface ReadPatch {
  readonly patch: Patch;
  readonly voids: readonly VoidCells[];
}

/** Voids close together. */
export interface VoidCells {
  readonly x: number;
  readonly y: number;
  readonly cells: number;
  /** Height that they were given, and what it may be wrong by, metres. */
  readonly height: number;
  readonly sigma: number;
}

/** Side of the squares by which voids are listed, as a level. */
const VOID_LEVEL = 4;

/** Reads a window of a model, fills its voids and makes its blocks up to a level. */
export async function readPatch(
  sources: PatchSources,
  window: RasterWindow,
  top: number,
  signal?: AbortSignal,
): Promise<ReadPatch> {
  const { raster, settings, isShared } = sources;
  const frame = demFrame(raster);
  const cells = await haloed(raster, window, isShared, signal);
  const wasVoid = cells.some(Number.isNaN)
    ? Uint8Array.from(cells, (z) => Number(Number.isNaN(z)))
    : undefined;
  const whole = { columns: window.columns + 2, rows: window.rows + 2, values: cells };
  if (wasVoid) fillVoids(whole, coarserHeights(sources, frame, window));
  const patch = makePatch(
    {
      ...window,
      heights: cells,
      ...sampled("rock", sources.density, frame, window),
      ...sampled("lake", sources.lakeDepth, frame, window),
    },
    top,
    { ...settings, slopes: settings.slopes, sizes: cellSizes(frame, window.row), isShared },
  );
  return { patch, voids: wasVoid ? listVoids(patch, wasVoid, frame) : [] };
}

/** The window with one cell more on each side: the neighbours, or beyond the raster the slope carried on. */
async function haloed(
  raster: RasterSource,
  window: RasterWindow,
  isShared: boolean | undefined,
  signal?: AbortSignal,
): Promise<Float32Array | Float64Array> {
  const column = Math.max(0, window.column - 1);
  const row = Math.max(0, window.row - 1);
  const columns = Math.min(raster.columns, window.column + window.columns + 1) - column;
  const rows = Math.min(raster.rows, window.row + window.rows + 1) - row;
  const read = await raster.readWindow({ column, row, columns, rows }, signal);
  const [wide, high] = [window.columns + 2, window.rows + 2];
  const values =
    read instanceof Float64Array ? doubles(wide * high, isShared) : new Float32Array(wide * high);
  const [left, low] = [column - window.column + 1, row - window.row + 1];
  for (let j = 0; j < rows; j++)
    values.set(read.subarray(j * columns, (j + 1) * columns), (j + low) * wide + left);
  const onward = (edge: number, inner: number) => 2 * edge - inner;
  const [east, north] = [left + columns, low + rows]; // the first cells beyond what was read
  for (let j = low; j < north; j++) {
    const at = j * wide;
    if (left > 0) values[at] = onward(values[at + 1], values[at + Math.min(2, columns)]);
    if (east < wide) values[at + east] = onward(values[at + east - 1], values[at + Math.max(left, east - 2)]);
  }
  for (let i = 0; i < wide; i++) {
    if (low > 0) values[i] = onward(values[wide + i], values[Math.min(2, rows) * wide + i]);
    if (north < high)
      values[north * wide + i] = onward(
        values[(north - 1) * wide + i],
        values[Math.max(low, north - 2) * wide + i],
      );
  }
  return values;
}

/** Sizes of a model's cells in metres, rows counted from one of its rows. */
export function cellSizes(frame: DemFrame, firstRow = 0): CellSizes {
  if (!frame.isDegrees) return { width: () => frame.cellWidth, height: frame.cellHeight };
  const scale = RADIANS_PER_DEGREE * EARTH_RADIUS;
  return {
    width: (row) =>
      frame.cellWidth *
      scale *
      Math.cos((frame.south + (firstRow + row + 0.5) * frame.cellHeight) * RADIANS_PER_DEGREE),
    height: frame.cellHeight * scale,
  };
}

/** Heights of the coarser models at the cells of a window with its halo. */
function coarserHeights(
  { coarser, settings }: PatchSources,
  frame: DemFrame,
  window: RasterWindow,
): Float64Array | undefined {
  if (coarser.length === 0) return undefined;
  const [wide, high] = [window.columns + 2, window.rows + 2];
  const sloping = { ...settings, slopes: true };
  return Float64Array.from({ length: wide * high }, (_, k) => {
    const x = frame.west + (window.column + (k % wide) - 0.5) * frame.cellWidth;
    const y = frame.south + (window.row + Math.floor(k / wide) - 0.5) * frame.cellHeight;
    const model = homeOf(coarser, x, y);
    return model ? groundHeight(model, sloping, x, y) : Number.NaN;
  });
}

/** Values of a grid at the cells of a window, from the nearest sample; NaN outside the grid. */
function sampled(
  name: "rock" | "lake",
  grid: Grid | undefined,
  frame: DemFrame,
  window: RasterWindow,
): { readonly rock?: Float32Array; readonly lake?: Float32Array } {
  if (grid === undefined) return {};
  const [dx, dy] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const values = new Float32Array(window.columns * window.rows).fill(Number.NaN);
  for (let j = 0; j < window.rows; j++) {
    const y = frame.south + (window.row + j + 0.5) * frame.cellHeight;
    const row = Math.round((y - grid.y[0]) / dy);
    if (row < 0 || row >= grid.y.length) continue;
    for (let i = 0; i < window.columns; i++) {
      const x = frame.west + (window.column + i + 0.5) * frame.cellWidth;
      const column = Math.round((x - grid.x[0]) / dx);
      if (column >= 0 && column < grid.x.length)
        values[j * window.columns + i] = grid.values[row * grid.x.length + column];
    }
  }
  return { [name]: values };
}

/** Voids by squares of 16 cells: their middle, how many, and the relief around as what the filling may be wrong by. */
function listVoids(patch: Patch, wasVoid: ArrayLike<number>, frame: DemFrame): VoidCells[] {
  const step = 2 ** VOID_LEVEL;
  const wide = patch.columns + 2;
  const squares = new Map<
    number,
    { x: number; y: number; cells: number; height: number; relief: number[] }
  >();
  for (let j = 0; j < patch.rows; j++)
    for (let i = 0; i < patch.columns; i++) {
      const at = (j + 1) * wide + i + 1;
      if (wasVoid[at] === 0 || Number.isNaN(patch.heights[at])) continue;
      const key = Math.floor(j / step) * 65536 + Math.floor(i / step);
      const square = squares.get(key) ?? { x: 0, y: 0, cells: 0, height: 0, relief: [] };
      square.x += frame.west + (patch.column + i + 0.5) * frame.cellWidth;
      square.y += frame.south + (patch.row + j + 0.5) * frame.cellHeight;
      square.height += patch.heights[at];
      square.cells++;
      squares.set(key, square);
    }
  return [...squares].map(([key, { x, y, cells, height }]) => ({
    x: x / cells,
    y: y / cells,
    cells,
    height: height / cells,
    sigma: reliefOf(patch, wasVoid, (key % 65536) * step, Math.floor(key / 65536) * step),
  }));
}

/** Standard deviation of the known heights in and around a square of voids. */
function reliefOf(patch: Patch, wasVoid: ArrayLike<number>, column: number, row: number): number {
  const step = 2 ** VOID_LEVEL;
  let [sum, squares, count] = [0, 0, 0];
  for (let j = Math.max(0, row - step / 2); j < Math.min(patch.rows, row + 1.5 * step); j++)
    for (let i = Math.max(0, column - step / 2); i < Math.min(patch.columns, column + 1.5 * step); i++) {
      const at = (j + 1) * (patch.columns + 2) + i + 1;
      if (wasVoid[at] !== 0) continue;
      sum += patch.heights[at];
      squares += patch.heights[at] ** 2;
      count++;
    }
  return count < 2 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function doubles(length: number, isShared: boolean | undefined): Float64Array {
  return isShared && typeof SharedArrayBuffer !== "undefined"
    ? new Float64Array(new SharedArrayBuffer(length * 8))
    : new Float64Array(length);
}
