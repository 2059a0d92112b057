import type { ColumnTable } from "arquero";
import { columnsOf } from "../core/columns-table.js";
import type { Grid } from "../core/grid.js";
import type { Reported } from "../core/report.js";
import {
  type GridPointsAsyncOptions,
  type GridPointsOptions,
  gridPointsAsync as gridPointsAsyncColumns,
  gridPoints as gridPointsColumns,
} from "./grid-points.js";

/**
 * From values at points to a regular grid: the block median of the points that share a cell, then
 * {@link minimumCurvature} with tension, then a mask where no point is near.
 *
 * Points with `longitude_deg` and `latitude_deg` give a grid in degrees (EPSG:4326). A spacing in metres is then
 * the same distance on the ground in both directions, at the middle latitude; a spacing in degrees is the same
 * angle. Points with `easting_m` and `northing_m` alone give a grid in metres.
 *
 * @param points - a row a point; rows with a `flag`, or without position or value, are left out and counted
 * @param options - see {@link GridPointsOptions}
 * @returns the grid, named as the column; the report has the solver's figures and what was left out
 * @throws ArgumentError if a column is missing, a length cannot be read, the region is not west, east, south,
 *   north or holds no point, a latitude is not one, the grid would be too large, the mask leaves no node, or no
 *   point is left
 *
 * Source: Smith & Wessel (1990), Geophysics 55, 293–305.
 *
 * @example
 * const points = tableOf({
 *   easting_m: Float64Array.of(0, 4000, 0, 4000), northing_m: Float64Array.of(0, 0, 4000, 4000), height_m: Float64Array.of(1, 5, 9, 13),
 * });
 * const { result } = gridPoints(points, { column: "height_m", spacing: "1km" });
 * result.x.length; // => 5
 * result.values[12].toFixed(3); // => "7.000"
 */
export function gridPoints(points: ColumnTable, options: GridPointsOptions): Reported<Grid> {
  return gridPointsColumns(columnsOf(points, "points"), options);
}

/**
 * {@link gridPoints} with all threads of an executor, for methods that can share their work: the same grid, sooner where it
 * is large.
 *
 * @param points - as for `gridPoints`
 * @param options - as for `gridPoints`, and the executor
 * @returns the grid and its report
 * @throws ArgumentError as `gridPoints` does
 *
 * @example
 * const points = tableOf({
 *   easting_m: Float64Array.of(0, 4000, 0, 4000), northing_m: Float64Array.of(0, 0, 4000, 4000), height_m: Float64Array.of(1, 5, 9, 13),
 * });
 * const { result } = await gridPointsAsync(points, { column: "height_m", spacing: "1km" });
 * result.values[12].toFixed(3); // => "7.000"
 */
export function gridPointsAsync(
  points: ColumnTable,
  options: GridPointsAsyncOptions,
): Promise<Reported<Grid>> {
  return gridPointsAsyncColumns(columnsOf(points, "points"), options);
}
