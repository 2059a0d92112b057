import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { gravityFromAnomaly as gravityOfColumns } from "./gravity-from-anomaly.js";
import type { ReduceStationsOptions } from "./reduction-settings.js";
import {
  type StandardisePointsOptions,
  standardisePoints as standardiseColumns,
} from "./standardise-points.js";

/**
 * Points of one source on one standard: gravity on IGSN71, positions on WGS84, heights in metres above the geoid, with the standard
 * deviations that a compilation needs. So sources of all times and countries can be stacked and reduced alike.
 *
 * In this order: feet become metres; gravity is taken back from a published anomaly where there is nothing else; its datum is
 * changed; positions are transformed; heights above the ellipsoid become heights above the geoid. Nothing is guessed: what the
 * options do not say is taken as it stands.
 *
 * @param points - `gravity_mgal` (or the anomaly that the options name), positions, `height_m` or `ellipsoidal_height_m`; `survey`
 *   where choices differ by sheet
 * @param options - see {@link StandardisePointsOptions}
 * @returns the same rows; what stood in a changed column is kept as `source_…`. The report says how much changed, in mGal and metres
 * @throws ArgumentError if a column is missing, or a datum, unit or survey is not known
 *
 * Source: Morelli et al. (1974), IAG Special Publication 4 (gravity); see {@link transformCoordinates} for positions.
 *
 * @example
 * const sheet = tableOf({
 *   longitude_deg: Float64Array.of(105.0414), latitude_deg: Float64Array.of(17.1086),
 *   height_m: Float64Array.of(2379), gravity_mgal: Float64Array.of(978288.2),
 * });
 * const options = { survey: "B-2", crs: "EPSG:4131", heightUnit: "ft", gravityDatum: "potsdam" } as const;
 * const { result } = standardisePoints(sheet, options);
 * result.get("gravity_mgal", 0); // => 978274.2
 * result.get("height_m", 0).toFixed(1); // => "725.1"
 */
export function standardisePoints(
  points: ColumnTable,
  options: StandardisePointsOptions = {},
): Reported<ColumnTable> {
  const { result, report } = standardiseColumns(columnsOf(points, "points"), options);
  return { result: tableOf(result), report };
}

/**
 * Gravity from published anomalies, for lists that have nothing else: the reduction undone, with the formula, density and
 * corrections that made it.
 *
 * `gravity = anomaly − (the anomaly that the same reduction gives to gravity 0)`
 *
 * @param points - the anomaly, `latitude_deg` (on the list's own datum) and heights; `terrain_correction_mgal` for a complete one
 * @param column - the anomaly's column: `free_air_anomaly_mgal`, `bouguer_anomaly_mgal`, …
 * @param options - how it was reduced, as for {@link reduceStations}; `recogniseNormalGravity` helps to find out
 * @returns the same rows with `gravity_mgal` on the datum of the options; NaN where a number is missing
 * @throws ArgumentError if the reduction has no such anomaly
 *
 * Source: the definition of the anomalies, Hinze et al. (2005), Geophysics 70, J25–J32.
 *
 * @example
 * const stations = tableOf({
 *   latitude_deg: Float64Array.of(17), height_m: Float64Array.of(800), gravity_mgal: Float64Array.of(978300),
 * });
 * const { result } = reduceStations(stations, { density: 2600 });
 * gravityFromAnomaly(result, "bouguer_anomaly_mgal", { density: 2600 }).result.get("gravity_mgal", 0).toFixed(6); // => "978300.000000"
 */
export function gravityFromAnomaly(
  points: ColumnTable,
  column: string,
  options: ReduceStationsOptions = {},
): Reported<ColumnTable> {
  const { result, report } = gravityOfColumns(columnsOf(points, "points"), column, options);
  return { result: tableOf(result), report };
}
