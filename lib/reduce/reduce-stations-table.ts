import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { type ReduceStationsOptions, reduceStations as reduceStationsColumns } from "./reduce-stations.js";

/**
 * From station gravity to anomalies: normal gravity at the station's height, free air, and the Bouguer slab.
 *
 * ```
 * free_air_anomaly = gravity − normal_gravity(latitude, height)
 * bouguer_anomaly  = free_air_anomaly − 2πGρ · height
 * ```
 *
 * With a column `height_m` (orthometric) these are anomalies. With `ellipsoidal_height_m` alone they are
 * disturbances, and the columns say so: `gravity_disturbance_mgal`, `bouguer_disturbance_mgal`.
 *
 * @param stations - `gravity_mgal`, `latitude_deg`, and `height_m` or `ellipsoidal_height_m`; sigma columns
 *   `gravity_sigma_mgal` and `height_sigma_m` where they are known
 * @param options - see {@link ReduceStationsOptions}
 * @returns the same rows with `normal_gravity_mgal`, `free_air_anomaly_mgal`, `bouguer_slab_mgal`,
 *   `bouguer_anomaly_mgal` and the anomalies' sigma; NaN where an input is NaN
 * @throws ArgumentError if a column is missing, or a density is not in kg/m³
 *
 * Source: Hinze et al. (2005), Geophysics 70, J25–J32; normal gravity by Li & Götze (2001).
 *
 * @example
 * const stations = tableOf({
 *   station: ["A"], gravity_mgal: Float64Array.of(980311.432962), latitude_deg: Float64Array.of(45), height_m: Float64Array.of(1000),
 * });
 * reduceStations(stations).result.get("bouguer_anomaly_mgal", 0).toFixed(2); // => "-111.97"
 */
export function reduceStations(
  stations: ColumnTable,
  options: ReduceStationsOptions = {},
): Reported<ColumnTable> {
  const { result, report } = reduceStationsColumns(columnsOf(stations, "stations"), options);
  return { result: tableOf(result), report };
}
