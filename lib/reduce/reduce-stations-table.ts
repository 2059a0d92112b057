import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { type ReduceStationsOptions, reduceStations as reduceStationsColumns } from "./reduce-stations.js";

/**
 * From station gravity to anomalies: normal gravity, free air, the Bouguer slab, and on request everything else that a
 * published anomaly has. Every step has its own column, so that each number can be followed.
 *
 * ```
 * normal_gravity               = normal_gravity_on_ellipsoid − free_air_correction   (or the closed form at the height)
 * free_air_anomaly             = gravity + gravity_datum_shift + atmospheric_correction − normal_gravity
 * bouguer_anomaly              = free_air_anomaly − bouguer_slab − water_slab − lake_slab − ice_slab
 * spherical_bouguer_anomaly    = bouguer_anomaly − bullard_b
 * complete_bouguer_anomaly     = bouguer_anomaly − bullard_b + terrain_correction
 * ```
 *
 * With heights above the geoid (`height_m`) these are anomalies. With heights above the ellipsoid
 * (`ellipsoidal_height_m` alone, or a standard that counts from there) they are disturbances, and the columns say so:
 * `gravity_disturbance_mgal`, `bouguer_disturbance_mgal`, … Where both are known, `gravity_disturbance_mgal` and
 * `geophysical_indirect_effect_mgal` (added to a simple Bouguer anomaly it gives the Bouguer disturbance) stand beside
 * the anomalies.
 *
 * With no options normal gravity is the closed form at the station's height, and there are free air and slab only. A
 * `standard` is a whole recipe (see {@link REDUCTION_STANDARDS}); each option changes one choice of it.
 *
 * @param stations - `gravity_mgal`, `latitude_deg`, and `height_m` or `ellipsoidal_height_m`; where there are:
 *   `terrain_correction_mgal`; `water_depth_m` (ships), `lake_depth_m` (stations on a lake), `ice_thickness_m`;
 *   `geoid_height_m`; sigma columns `gravity_sigma_mgal`, `height_sigma_m`, `position_sigma_m`,
 *   `terrain_correction_sigma_mgal`
 * @param options - see {@link ReduceStationsOptions}
 * @returns the same rows with the columns above (those that the recipe has) and the anomalies' sigma where a sigma is
 *   known; NaN where an input is NaN (an empty depth or thickness is none)
 * @throws ArgumentError if a column is missing, an option is not one of its words, or a density is not in kg/m³
 *
 * Source: Hinze et al. (2005), Geophysics 70, J25–J32; normal gravity by Li & Götze (2001); curvature by LaFehr (1991).
 *
 * @example
 * const stations = tableOf({
 *   station: ["A"], gravity_mgal: Float64Array.of(980311.432962), latitude_deg: Float64Array.of(45), height_m: Float64Array.of(1000),
 * });
 * reduceStations(stations).result.get("bouguer_anomaly_mgal", 0).toFixed(2); // => "-111.97"
 * reduceStations(stations, { standard: "usgs1967" }).result.get("bullard_b_mgal", 0).toFixed(4); // => "1.1107"
 */
export function reduceStations(
  stations: ColumnTable,
  options: ReduceStationsOptions = {},
): Reported<ColumnTable> {
  const { result, report } = reduceStationsColumns(columnsOf(stations, "stations"), options);
  return { result: tableOf(result), report };
}
