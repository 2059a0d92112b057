import { type Columns, numberColumn } from "./columns.js";
import { type Grid, gridRegion, isInDegrees } from "./grid.js";
import { sampleGrid } from "./grid-sample.js";

/**
 * Values of a grid at the points of a table, by {@link sampleGrid}. A grid in degrees is asked at `longitude_deg` and
 * `latitude_deg`, whether it counts longitudes from −180 or from 0; any other at `easting_m` and `northing_m`.
 *
 * @returns one value a row; NaN outside the grid, next to a NaN sample, and where a coordinate is NaN
 * @throws ArgumentError if a column is missing
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 180, 360), y: Float64Array.of(-90, 90), values: Float64Array.of(0, 1, 2, 0, 1, 2),
 *   crs: "EPSG:4326", name: "half_turns", units: "1",
 * });
 * sampleAtPoints(grid, { longitude_deg: Float64Array.of(-90), latitude_deg: Float64Array.of(17) }); // => Float64Array.of(1.5)
 */
export function sampleAtPoints(grid: Grid, points: Columns): Float64Array {
  if (!isInDegrees(grid))
    return sampleGrid(grid, { x: numberColumn(points, "easting_m"), y: numberColumn(points, "northing_m") });
  const longitude = numberColumn(points, "longitude_deg");
  const [west, east] = gridRegion(grid);
  const x = longitude.map((value) => (value < west ? value + 360 : value > east ? value - 360 : value));
  return sampleGrid(grid, { x, y: numberColumn(points, "latitude_deg") });
}
