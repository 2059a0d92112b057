import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { keepWhere } from "./mask-polygon.js";

/** How far from data a grid may speak. */
export interface MaskOptions {
  /** Greatest distance from a sample to the nearest point, in metres (or whatever unit `unitLengths` counts in). */
  readonly distance: number;
  /**
   * Lengths of one unit of x and one of y. Default `[1, 1]`, for coordinates in metres. For degrees, for example
   * `[111320 * Math.cos(latitude * Math.PI / 180), 110574]`.
   */
  readonly unitLengths?: readonly [x: number, y: number];
}

/**
 * A copy of a grid with NaN at every sample that has no point within a distance, so that a map does not show
 * what was only imagined between the data.
 *
 * @param grid - the grid; its `sigma`, where there is one, is masked alike
 * @param points - the data's positions; NaN positions are passed over
 * @param options - distance and unit lengths
 * @returns the masked grid
 * @throws ArgumentError if the distance or a unit length is not a positive number
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * maskByDistance(grid, { x: Float64Array.of(0), y: Float64Array.of(0) }, { distance: 1 }).values; // => Float64Array.of(1, 2, NaN, 4, NaN, NaN)
 */
export function maskByDistance(grid: Grid, points: Positions, options: MaskOptions): Grid {
  const { distance, unitLengths = [1, 1] } = options;
  for (const [name, value] of Object.entries({
    distance,
    "unitLengths[0]": unitLengths[0],
    "unitLengths[1]": unitLengths[1],
  })) {
    if (!(value > 0)) {
      throw new ArgumentError({ argument: `options.${name}`, value, accepted: "a positive number" });
    }
  }
  const near = withinReach(grid, points, distance, unitLengths);
  return keepWhere(grid, (k) => near[k] > 0);
}

/**
 * Counts the points that reach each sample. In every row of samples that a point reaches, it covers one run of
 * samples; +1 where the run starts and -1 behind its end, summed along the row, gives the counts.
 */
function withinReach(
  grid: Grid,
  points: Positions,
  distance: number,
  [lx, ly]: readonly [number, number],
): Int32Array {
  const [nx, ny] = [grid.x.length, grid.y.length];
  const [dx, dy] = [gridSpacing(grid.x) * lx, gridSpacing(grid.y) * ly];
  const reach = distance * (1 + 1e-9); // a sample at the very distance counts, whatever the rounding
  const counts = new Int32Array(nx * ny);
  for (let k = 0; k < points.x.length; k++) {
    const px = (points.x[k] - grid.x[0]) * lx;
    const py = (points.y[k] - grid.y[0]) * ly;
    if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
    const lastRow = Math.min(ny - 1, Math.floor((py + reach) / dy));
    for (let j = Math.max(0, Math.ceil((py - reach) / dy)); j <= lastRow; j++) {
      const half = Math.sqrt(Math.max(0, reach * reach - (j * dy - py) ** 2));
      const first = Math.max(0, Math.ceil((px - half) / dx));
      const last = Math.min(nx - 1, Math.floor((px + half) / dx));
      if (first > last) continue;
      counts[j * nx + first]++;
      if (last + 1 < nx) counts[j * nx + last + 1]--;
    }
  }
  for (let j = 0; j < ny; j++) for (let k = j * nx + 1; k < (j + 1) * nx; k++) counts[k] += counts[k - 1];
  return counts;
}
