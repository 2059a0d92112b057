import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Grid } from "../core/grid.js";
import type { Reported } from "../core/report.js";
import {
  type IsostaticCorrectionOptions,
  isostaticCorrection as isostaticCorrectionColumns,
} from "./isostatic-correction.js";

/**
 * Isostatic correction: minus the attraction of the root under mountains (where light crust stands in the mantle) and
 * of the antiroot under the sea, and with it the isostatic anomaly.
 *
 * ```
 * isostatic_correction = −g(masses of contrast −Δρ between the normal depth and the Moho)
 * isostatic_anomaly    = complete_bouguer_anomaly + isostatic_correction
 * ```
 *
 * The masses stand on the ellipsoid where the Moho's grid is in degrees, and on a plane where it is in metres. Each cell
 * is cut into point masses (Gauss-Legendre), which attract through a {@link massTree}: good to some 0.01 mGal.
 *
 * @param stations - positions in the coordinates of the grid, `height_m` or `ellipsoidal_height_m`
 * @param moho - depth of the Moho below sea level, metres, positive down, without gaps: from {@link airyMohoDepth} node by
 *   node, from {@link flexuralMoho}, or from seismology
 * @param options - see {@link IsostaticCorrectionOptions}; `mohoContrast` and `normalMohoDepth` as the Moho was made with
 * @returns the same rows with `isostatic_correction_mgal` (to be **added** to a complete Bouguer anomaly), and
 *   `isostatic_anomaly_mgal` (or `isostatic_disturbance_mgal`) where there is one; NaN where a position or height is NaN.
 *   The report warns where the grid ends short of the radius, with what that costs, and where the Moho lies on one side
 *   of `normalMohoDepth` everywhere, by 1 km or more: then it was probably made with another one.
 * @throws ArgumentError if a column is missing, the grid has gaps, or an option is out of range
 *
 * Source: Heiskanen & Moritz (1967), Physical Geodesy, section 3-4; Simpson, R. W., Jachens, R. C. & Blakely, R. J.
 * (1983), AIRYROOT, USGS Open-File Report 83-883, for the usual parameters.
 *
 * @example
 * const axis = regularAxis(-400000, 400000, 10000);
 * const moho = makeGrid({
 *   x: axis, y: axis, crs: "plane", name: "moho_depth_m", units: "m",
 *   values: new Float64Array(axis.length ** 2).fill(30100),
 * });
 * const nought = Float64Array.of(0);
 * const station = tableOf({ easting_m: nought, northing_m: nought, height_m: nought });
 * const { result } = isostaticCorrection(station, moho, { radius: 1e9 });
 * const slab = 2 * Math.PI * GRAVITATIONAL_CONSTANT * 400 * 100 * 1e5; // 1.68 mGal, were the root without end
 * const share = result.get("isostatic_correction_mgal", 0) / slab;
 * share > 0.92 && share < 0.95; // => true
 */
export function isostaticCorrection(
  stations: ColumnTable,
  moho: Grid,
  options: IsostaticCorrectionOptions = {},
): Reported<ColumnTable> {
  const { result, report } = isostaticCorrectionColumns(columnsOf(stations, "stations"), moho, options);
  return { result: tableOf(result), report };
}
