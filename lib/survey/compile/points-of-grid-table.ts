import type { ColumnTable } from "arquero";
import { tableOf } from "../../core/columns-table.js";
import type { Grid } from "../../core/grid.js";
import { pointsOfGrid as columnsOfGrid, type PointsOfGridOptions } from "./points-of-grid.js";

/**
 * The nodes of a grid, or means of blocks of them, as points of a survey: so a country that shares its grid only, or an
 * altimetry-derived grid at sea, takes part in {@link compileSurveys} with its own sigma.
 *
 * A block's sigma is the mean of its nodes' sigma, not less: neighbouring nodes of a grid share their errors.
 *
 * @param grid - values in mGal, in degrees or metres; empty nodes become no points
 * @param options - see {@link PointsOfGridOptions}
 * @returns `survey`, the positions, the column and its sigma where one is known
 * @throws ArgumentError if the block or the sigma is out of range
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(108, 109), y: Float64Array.of(15, 16), values: Float64Array.of(10, 14, NaN, 12),
 *   crs: "EPSG:4326", name: "free_air_anomaly_mgal", units: "mGal",
 * });
 * const points = pointsOfGrid(grid, { survey: "altimetry", sigma_mgal: 3 });
 * points.array("free_air_anomaly_mgal"); // => [10, 14, 12]
 * pointsOfGrid(grid, { survey: "altimetry", block: 2 }).get("free_air_anomaly_mgal", 0); // => 12
 */
export function pointsOfGrid(grid: Grid, options: PointsOfGridOptions): ColumnTable {
  return tableOf(columnsOfGrid(grid, options));
}
