import type { ColumnTable } from "arquero";
import { columnsOf } from "../core/columns-table.js";
import { type NamedPoints, pointsOf as pointsOfColumns } from "./grid-points-values.js";

/**
 * Takes a column of a table as the points that every `fit...` function, {@link chooseGridder} and {@link crossValidate}
 * take: with the column's sigma and with heights, where every row has them.
 *
 * @param table - a row a point: `longitude_deg` and `latitude_deg`, or `easting_m` and `northing_m`; rows with a `flag`, or
 *   without position or value, are left out (`rows` says who stayed)
 * @param options - `column`: its name, for example `bouguer_anomaly_mgal`; its sigma is looked for in `bouguer_anomaly_sigma_mgal`.
 *   `crs`: the coordinate reference system of easting and northing, as {@link gridPoints} takes it
 * @returns x, y, values, perhaps `sigma` and `height` (ellipsoidal height for degrees, where it is there), and `crs`, `name`
 *   and `units` for the options of a fit
 * @throws ArgumentError if a column is missing, a latitude is not one, or no row is left
 *
 * @example
 * const table = tableOf({
 *   easting_m: Float64Array.of(0, 4000), northing_m: Float64Array.of(0, 0), gravity_mgal: Float64Array.of(7, NaN),
 * });
 * pointsOf(table, { column: "gravity_mgal" }).values; // => Float64Array.of(7)
 * pointsOf(table, { column: "gravity_mgal" }).units; // => "mGal"
 */
export function pointsOf(
  table: ColumnTable,
  options: { readonly column: string; readonly crs?: string },
): NamedPoints {
  return pointsOfColumns(columnsOf(table, "points"), options);
}
