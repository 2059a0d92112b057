import { type Grid, gridSpacing } from "./grid.js";

/** A rectangle of cells of a raster; rows count from the south. */
export interface RasterWindow {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * A regular raster that is read by windows, so that it need not fit in memory. Every sample is taken as the middle of
 * a cell, also under gridline registration; the raster covers half a spacing beyond its outer samples.
 */
export interface RasterSource {
  /** Name for messages: the file, or the grid's name. */
  readonly name: string;
  /** `EPSG:4326` for degrees, another `EPSG:n`, or `plane`. */
  readonly crs: string;
  readonly columns: number;
  readonly rows: number;
  /** West edge of the first column's cells and south edge of the first row's, in the units of the crs. */
  readonly west: number;
  readonly south: number;
  /** Size of a cell, in the units of the crs. */
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Plain data by which a worker opens the same raster again; without it the raster stays in its thread. */
  readonly handle?: RasterHandle;
  /** Values of a window that lies within the raster, row-major, **south row first**; NaN = no data. */
  readWindow(window: RasterWindow, signal?: AbortSignal): Promise<Float32Array | Float64Array>;
}

/** What a worker needs to open a raster again. */
export interface RasterHandle {
  /** Which opener: `geotiff`. */
  readonly kind: string;
  readonly path: string;
}

/**
 * A grid in memory as a raster.
 *
 * @param grid - its samples become the middles of the cells
 * @returns a raster over the same values
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 10), y: Float64Array.of(0, 10, 20), values: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * gridRaster(grid).west; // => -5
 * await gridRaster(grid).readWindow({ column: 1, row: 1, columns: 1, rows: 2 }); // => Float64Array.of(4, 6)
 */
export function gridRaster(grid: Grid): RasterSource {
  const [cellWidth, cellHeight] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const stride = grid.x.length;
  return {
    name: grid.name,
    crs: grid.crs,
    columns: stride,
    rows: grid.y.length,
    west: grid.x[0] - cellWidth / 2,
    south: grid.y[0] - cellHeight / 2,
    ...{ cellWidth, cellHeight },
    async readWindow({ column, row, columns, rows }) {
      const values = new Float64Array(columns * rows);
      for (let j = 0; j < rows; j++) {
        const from = (row + j) * stride + column;
        values.set(grid.values.subarray(from, from + columns), j * columns);
      }
      return values;
    },
  };
}
