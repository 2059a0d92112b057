import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Grid } from "../core/grid.js";
import type { Reported } from "../core/report.js";
import {
  type PrattCorrectionOptions,
  prattCorrection as prattCorrectionColumns,
} from "./pratt-correction.js";

/**
 * Isostatic correction after Pratt and Hayford: minus the attraction of columns that are light under mountains and heavy
 * under the sea, from sea level (or the sea floor) to the depth of compensation D, and with it the isostatic anomaly.
 *
 * ```
 * contrast of a column = −(mass above sea level on 1 m²) / D                     on land
 *                      = +(mass that the sea lacks on 1 m²) / (D − sea's depth)   at sea
 * isostatic_anomaly    = complete_bouguer_anomaly − g(columns)
 * ```
 *
 * On the sphere the mass is the same, although a column grows narrower downwards. Columns within ten cells are prisms,
 * those beyond are lines of mass. {@link prattDensity} spreads the same mass over the mountain too, so it differs by h/D.
 *
 * @param stations - positions in the coordinates of the grid, `height_m` or `ellipsoidal_height_m`
 * @param heights - heights of the land and, negative, of the sea floor, metres, without gaps; cells of some 5 km
 * @param options - see {@link PrattCorrectionOptions}
 * @returns the same rows with `isostatic_correction_mgal` (to be **added** to a complete Bouguer anomaly), and
 *   `isostatic_anomaly_mgal` (or `isostatic_disturbance_mgal`) where there is one; NaN where a position or height is NaN.
 *   The report warns where the heights end short of the radius.
 * @throws ArgumentError if a column is missing, the grid has gaps, or an option is out of range
 *
 * Source: Heiskanen & Moritz (1967), Physical Geodesy, sections 3-4 and 3-5; Hayford, J. F. & Bowie, W. (1912), The effect
 * of topography and isostatic compensation upon the intensity of gravity, US Coast and Geodetic Survey, Special Publ. 10.
 *
 * @example
 * const axis = regularAxis(-400000, 400000, 5000);
 * const values = new Float64Array(axis.length ** 2).fill(1000);
 * const heights = makeGrid({ x: axis, y: axis, values, crs: "plane", name: "height_m", units: "m" });
 * const nought = Float64Array.of(0);
 * const station = tableOf({ easting_m: nought, northing_m: nought, height_m: nought });
 * const { result } = prattCorrection(station, heights, { radius: 300000, earth: "planar" });
 * const disc = 2 * Math.PI * GRAVITATIONAL_CONSTANT * 26.7 * (100000 + 300000 - Math.hypot(100000, 300000)) * 1e5;
 * Math.abs(result.get("isostatic_correction_mgal", 0) / disc - 1) < 0.01; // => true
 */
export function prattCorrection(
  stations: ColumnTable,
  heights: Grid,
  options: PrattCorrectionOptions = {},
): Reported<ColumnTable> {
  const { result, report } = prattCorrectionColumns(columnsOf(stations, "stations"), heights, options);
  return { result: tableOf(result), report };
}
