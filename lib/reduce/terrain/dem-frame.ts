import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import { isInDegrees } from "../../core/grid.js";
import type { RasterSource } from "../../core/raster-source.js";

/** Where the cells of an elevation model lie: plain data, the same in every thread. */
export interface DemFrame {
  readonly name: string;
  /** Degrees on a sphere, or metres of a plane. */
  readonly isDegrees: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly west: number;
  readonly south: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

/** The frame of a raster. */
export function demFrame(raster: RasterSource): DemFrame {
  const { name, columns, rows, west, south, cellWidth, cellHeight } = raster;
  return { name, isDegrees: isInDegrees(raster), columns, rows, west, south, cellWidth, cellHeight };
}

/** How many levels of blocks there are above the cells, until one block holds all. */
export function levelsOf({ columns, rows }: Pick<DemFrame, "columns" | "rows">): number {
  return Math.ceil(Math.log2(Math.max(columns, rows, 2)));
}

/**
 * Middles and sizes of the blocks of one level (2^level cells each way, fewer at the east and north border). In degrees
 * the middles come as sines and cosines, so that a station needs no trigonometry for a block.
 */
export interface LevelAxes {
  /** Middle of each column of blocks, in the crs. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly sinX: Float64Array;
  readonly cosX: Float64Array;
  readonly sinY: Float64Array;
  readonly cosY: Float64Array;
  /** Width of each column of blocks in metres at the equator, and height of each row in metres. */
  readonly width: Float64Array;
  readonly height: Float64Array;
}

/** Axes of all levels; level 0 are the cells. */
export function levelAxes(frame: DemFrame): LevelAxes[] {
  return Array.from({ length: levelsOf(frame) + 1 }, (_, level) => axesOfLevel(frame, level));
}

function axesOfLevel(frame: DemFrame, level: number): LevelAxes {
  const scale = frame.isDegrees ? RADIANS_PER_DEGREE * EARTH_RADIUS : 1;
  const x = axis(frame.columns, frame.west, frame.cellWidth, level, scale);
  const y = axis(frame.rows, frame.south, frame.cellHeight, level, scale);
  const angle = (values: Float64Array, of: (radians: number) => number) =>
    frame.isDegrees ? values.map((value) => of(value * RADIANS_PER_DEGREE)) : values;
  return {
    x: x.middle,
    y: y.middle,
    sinX: angle(x.middle, Math.sin),
    cosX: angle(x.middle, Math.cos),
    sinY: angle(y.middle, Math.sin),
    cosY: angle(y.middle, Math.cos),
    width: x.size,
    height: y.size,
  };
}

function axis(cells: number, start: number, cell: number, level: number, scale: number) {
  const step = 2 ** level;
  const count = Math.ceil(cells / step);
  const ends = (k: number) => Math.min(cells, k * step);
  const middle = Float64Array.from({ length: count }, (_, k) => start + (cell * (ends(k) + ends(k + 1))) / 2);
  const size = Float64Array.from({ length: count }, (_, k) => (ends(k + 1) - ends(k)) * cell * scale);
  return { middle, size };
}
