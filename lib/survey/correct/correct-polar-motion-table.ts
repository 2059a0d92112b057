import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import type { Pole, PoleSeries } from "../../earth/polar-motion.js";
import { correctPolarMotion as correctPolarMotionColumns } from "./correct-polar-motion.js";

/**
 * Corrects readings for polar motion by {@link polarMotionCorrection}: it is **added** to `reading_mgal` and kept in
 * `polar_motion_correction_mgal`, which is taken out first where it is there already. Absolute meters do so; a relative
 * survey needs it only where campaigns of different months are compared.
 *
 * @param readings - `reading_mgal`, `latitude_deg`, `longitude_deg`; and `time_utc` for a series
 * @param pole - one pole for all readings (`x_arcsec`, `y_arcsec`), or the pole day by day, from `readPoles`. Nothing is
 *   fetched
 * @returns the same rows; where the position is missing, or the time is outside the series, the reading stays
 *   uncorrected, the column is NaN, and the report warns. `sigma_mgal` stays
 * @throws ArgumentError if a column is missing, or a pole is farther than 1″
 *
 * @example
 * const readings = tableOf({
 *   station: ["A"], reading_mgal: Float64Array.of(2000),
 *   latitude_deg: Float64Array.of(17.97), longitude_deg: Float64Array.of(102.6),
 * });
 * const corrected = correctPolarMotion(readings, { x_arcsec: 0.1, y_arcsec: 0.35 }).result;
 * corrected.get("polar_motion_correction_mgal", 0).toFixed(4); // => "0.0041"
 */
export function correctPolarMotion(readings: ColumnTable, pole: Pole | PoleSeries): Reported<ColumnTable> {
  const { result, report } = correctPolarMotionColumns(columnsOf(readings, "readings"), pole);
  return { result: tableOf(result), report };
}
