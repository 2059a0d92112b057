import type { ColumnTable } from "arquero";
import { columnsOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import {
  type DensityEstimate,
  type EstimateDensityOptions,
  estimateDensity as estimateDensityColumns,
} from "./estimate-density.js";

/**
 * Density of the topography from the gravity measured on it.
 *
 * With `x = slab + Bullard B − terrain correction`, for a density of 1 kg/m³, the complete Bouguer anomaly is
 * `free air − ρ x`. A polynomial in position is taken out first as the regional field, and from each value the mean of its
 * nearest neighbours. Then
 *
 * - `parasnis`: ρ is the slope of the free-air values against x (a regression by least squares).
 * - `nettleton`: ρ makes the correlation of the Bouguer anomaly with the height 0.
 *
 * Both fail where the geology follows the topography, as a granite does that makes the mountain: then they find
 * what would hide the geology. The sigma comes from leaving out parts of the survey, and each part has the same fault, so
 * **it does not count geology that follows the topography**: the true density may lie many sigmas away. Compare the
 * estimate with samples of rock.
 *
 * @param stations - `free_air_anomaly_mgal` or `gravity_disturbance_mgal`, `height_m` (or `ellipsoidal_height_m`),
 *   positions, and `terrain_correction_mgal` where it is known. Stations at sea, and rows with gaps, are not used.
 * @param options - see {@link EstimateDensityOptions}
 * @returns the density and its sigma in kg/m³, the curve of the method's measure, and the report
 * @throws ArgumentError if a column is missing, an option is out of range, or there are too few stations
 *
 * Source: Parasnis, D. S. (1952), A study of rock densities in the English Midlands, MNRAS Geophys. Suppl. 6, 252–271;
 * Nettleton, L. L. (1939), Determination of density for reduction of gravimeter observations, Geophysics 4, 176–183.
 *
 * @example
 * const x = Float64Array.from({ length: 60 }, (_, i) => i * 500);
 * const height_m = x.map((east) => 300 + 200 * Math.sin(east / 2300));
 * const free_air_anomaly_mgal = height_m.map((h, i) => bouguerSlab(h, 2400) + bullardB(h, 2400) - 30 + x[i] / 5000);
 * const profile = tableOf({ easting_m: x, northing_m: x.map(() => 0), height_m, free_air_anomaly_mgal });
 * estimateDensity(profile).result.density.toFixed(6); // => "2400.000000"
 * estimateDensity(profile, { method: "nettleton" }).result.density.toFixed(6); // => "2400.000000"
 */
export function estimateDensity(
  stations: ColumnTable,
  options: EstimateDensityOptions = {},
): Reported<DensityEstimate> {
  return estimateDensityColumns(columnsOf(stations, "stations"), options);
}
