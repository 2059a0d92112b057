import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { type AnomalyBudgetOptions, anomalyBudget as anomalyBudgetColumns } from "./anomaly-budget.js";

/**
 * Where the uncertainty of each station's anomaly comes from: the parts of its standard deviation by gravity, height,
 * position, density and terrain.
 *
 * ```
 * sigma² = gravity_part² + height_part² + position_part² + density_part² + terrain_part²
 * height_part   = |0.3086 − ∂(slab + Bullard B)/∂H| σ_height
 * position_part = |∂γ/∂north| σ_north
 * density_part  = |slab + covers + Bullard B − terrain| σ_density / density
 * ```
 *
 * The errors are taken as independent of each other. A density that is wrong is wrong at all stations alike: its part
 * is for comparing far stations, and is much smaller between neighbours of one height.
 *
 * @param stations - the table that `reduceStations` takes, with sigma columns
 * @param options - those of `reduceStations`, and `anomaly`; see {@link AnomalyBudgetOptions}
 * @returns one row a station: `station`, the anomaly, its sigma, `gravity_part_mgal`, `height_part_mgal`,
 *   `position_part_mgal`, `density_part_mgal`, `terrain_part_mgal`, and `largest_part` (empty where nothing is known).
 *   What has no sigma column and no option counts as exact.
 * @throws ArgumentError as `reduceStations` does, and if the reduction does not give the anomaly
 *
 * Source: propagation of variances; Hinze et al. (2005), Geophysics 70, J25–J32, for what each error is worth.
 *
 * @example
 * const stations = tableOf({
 *   station: ["A"], gravity_mgal: Float64Array.of(978150), latitude_deg: Float64Array.of(16), height_m: Float64Array.of(1000),
 *   gravity_sigma_mgal: Float64Array.of(0.02), height_sigma_m: Float64Array.of(3),
 * });
 * const budget = anomalyBudget(stations, { densitySigma: 50 }).result;
 * budget.get("height_part_mgal", 0).toFixed(2); // => "0.59"
 * budget.get("largest_part", 0); // => "density"
 */
export function anomalyBudget(
  stations: ColumnTable,
  options: AnomalyBudgetOptions = {},
): Reported<ColumnTable> {
  const { result, report } = anomalyBudgetColumns(columnsOf(stations, "stations"), options);
  return { result: tableOf(result), report };
}
