import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import {
  type CorrectInstrumentHeightOptions,
  correctInstrumentHeight as correctInstrumentHeightColumns,
} from "./correct-instrument-height.js";

/**
 * Brings readings from the sensor of the meter down to the mark on the ground, where station gravity belongs. Gravity
 * falls upwards, so what is **added to a reading** is positive for a meter above its mark:
 *
 * ```
 * correction = −gradient · instrument_height_m        with the normal gradient −0.3086 mGal/m
 * ```
 *
 * A meter 25 cm above the mark shows 0.077 mGal too little. The true gradient differs from the normal one by 10 % and
 * more on rough ground; where it was measured, give it.
 *
 * @param readings - `reading_mgal`, `instrument_height_m` (sensor above the mark); `gradient_mgal_per_m` where it was
 *   measured (an empty cell takes the usual one); `sigma_mgal`, which grows by `heightSigma_m`
 * @returns the same rows with the corrected `reading_mgal`, and `instrument_height_correction_mgal`, which is taken out
 *   first where it is there already. A reading whose height is empty, or not −2 to 5 m, is NaN and flagged
 *   `no_instrument_height`
 * @throws ArgumentError if a column is missing, or a gradient is not from −0.7 to −0.1 mGal/m
 *
 * Source: Torge (1989), Gravimetry, section 9.2.3; the gradient, Heiskanen & Moritz (1967), Physical Geodesy, p. 131. Of
 * GRS80 it is −0.3088 at the equator and −0.3083 at the poles: 0.1 µGal in 0.25 m.
 *
 * @example
 * const readings = tableOf({
 *   station: ["A"], reading_mgal: Float64Array.of(2000), instrument_height_m: Float64Array.of(0.25),
 * });
 * correctInstrumentHeight(readings).result.get("reading_mgal", 0).toFixed(5); // => "2000.07715"
 */
export function correctInstrumentHeight(
  readings: ColumnTable,
  options: CorrectInstrumentHeightOptions = {},
): Reported<ColumnTable> {
  const { result, report } = correctInstrumentHeightColumns(columnsOf(readings, "readings"), options);
  return { result: tableOf(result), report };
}
