import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import {
  type CorrectPressureOptions,
  correctPressure as correctPressureColumns,
} from "./correct-pressure.js";

/**
 * Corrects readings for the weight of the air. High pressure is more air above the meter: it pulls the meter up, and it
 * presses the ground down, which takes a part of that back. Together gravity falls by 0.3 µGal for each hPa. What is
 * **added to a reading** refers it to the normal pressure p₀ of its height ({@link normalPressure}):
 *
 * ```
 * correction = −admittance · (p − p₀(H)) / 1000        mGal, with the admittance −0.3 µGal/hPa
 * ```
 *
 * Weather changes the pressure by 1 to 10 hPa in a day: 0.3 to 3 µGal.
 *
 * @param readings - `reading_mgal`, `height_m` (above sea level), `air_pressure_hpa` at the meter (not reduced to sea
 *   level)
 * @returns the same rows with the corrected `reading_mgal`, and `pressure_correction_mgal`, which is taken out first where
 *   it is there already. Where pressure or height is missing, or the pressure is more than 60 hPa from normal (another
 *   unit?), the reading stays uncorrected, the column is NaN, and the report warns. `sigma_mgal` stays
 * @throws ArgumentError if a column is missing, or the admittance is positive
 *
 * Source: Boedecker (1988), International Absolute Gravity Basestation Network, Bureau Gravimétrique International,
 * Bulletin d'Information 63, 51–57; Torge (1989), Gravimetry, section 7.1.
 *
 * @example
 * const readings = tableOf({
 *   station: ["A"], reading_mgal: Float64Array.of(2000), height_m: Float64Array.of(0),
 *   air_pressure_hpa: Float64Array.of(1023.25),
 * });
 * correctPressure(readings).result.get("pressure_correction_mgal", 0).toFixed(4); // => "0.0030"
 */
export function correctPressure(
  readings: ColumnTable,
  options: CorrectPressureOptions = {},
): Reported<ColumnTable> {
  const { result, report } = correctPressureColumns(columnsOf(readings, "readings"), options);
  return { result: tableOf(result), report };
}
