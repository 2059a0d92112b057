import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Grid } from "../core/grid.js";
import type { Reported } from "../core/report.js";
import { convertHeights as convertColumns } from "./geoid.js";

/**
 * Heights above the geoid (orthometric, `height_m`) from heights above the ellipsoid (`ellipsoidal_height_m`, as GNSS
 * gives them), or the other way round.
 *
 * ```
 * height_m = ellipsoidal_height_m − geoid_height_m
 * ```
 *
 * @param points - `longitude_deg`, `latitude_deg` and the height that is known
 * @param geoid - a grid of geoid heights, such as {@link egm96Geoid} gives; the ellipsoid must be the points' own
 * @param to - the height that is wanted
 * @returns the same rows with `geoid_height_m` and the height; one that stood there before is kept as `source_…`. NaN
 *   where a coordinate or a height is NaN, or outside the grid
 * @throws ArgumentError if a column is missing, or the grid is not in metres and degrees
 *
 * Source: Hofmann-Wellenhof & Moritz (2006), Physical Geodesy, 2nd ed., eq. 4-78.
 *
 * @example
 * const geoid = makeGrid({
 *   x: Float64Array.of(102, 103), y: Float64Array.of(17, 18), values: Float64Array.of(-30, -30, -30, -30),
 *   crs: "EPSG:4326", name: "geoid_height_m", units: "m",
 * });
 * const points = tableOf({
 *   longitude_deg: Float64Array.of(102.6), latitude_deg: Float64Array.of(17.9), ellipsoidal_height_m: Float64Array.of(144),
 * });
 * convertHeights(points, geoid, "orthometric").result.get("height_m", 0); // => 174
 */
export function convertHeights(
  points: ColumnTable,
  geoid: Grid,
  to: "orthometric" | "ellipsoidal",
): Reported<ColumnTable> {
  const { result, report } = convertColumns(columnsOf(points, "points"), geoid, to);
  return { result: tableOf(result), report };
}
