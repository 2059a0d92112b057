import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import { type CorrectTideOptions, correctTide as correctTideColumns } from "./correct-tide.js";

/**
 * Corrects readings for the tide of Moon and Sun, by {@link longmanTide} or {@link ephemerisTides}: the tide is
 * **added** to `reading_mgal` and kept in `tide_correction_mgal`. Where that column is there already (a meter that
 * corrects by itself wrote it), the old correction is taken out first, so that the tide is never applied twice. Ocean
 * loading, where places are given, is kept in `ocean_loading_correction_mgal` in the same way; where none are given, what
 * the meter put there stays.
 *
 * **The permanent tide.** `longman` is always `tide-free`, as the meters are. `ephemeris` is `zero` unless
 * `permanentTide` says otherwise. Gravity differences hardly feel the choice: in one degree of latitude, `zero` and
 * `tide-free` part by 0.25 µGal or less, `mean` from both by 1.9 µGal or less. In which system the stations are, the
 * bases decide to which they are tied: modern absolute gravity is in the `zero` system (IAG 1983), IGSN71 is in the
 * `mean` one, and a network that was tied with its meters' own tide is between. Ask, and take the same one here.
 *
 * @param readings - `reading_mgal`, `time_utc`, `latitude_deg`, `longitude_deg`; `height_m` where it is known
 *   (an empty height counts as sea level: 1,000 m change the tide by less than 0.1 µGal)
 * @param options - see {@link CorrectTideOptions}
 * @returns the same rows with the corrected `reading_mgal`; NaN where time or position is missing. A reading that is
 *   farther than 50 km from every place of ocean loading gets none, and the report warns. `sigma_mgal` stays: the
 *   model's error (0.1 µGal for `ephemeris`, 1 µGal rms for `longman`) is the same for neighbouring readings, so it is
 *   no noise. The report says the model, its permanent tide, and rms, mean and largest difference of the tide that the
 *   meter had written (meter less model)
 * @throws ArgumentError if there is no `time_utc`: minutes since the first reading do not tell the tide; and as
 *   {@link tides}, where an option does not belong to the model
 *
 * @example
 * const readings = tableOf({
 *   station: ["A"], time_utc: ["2015-04-23T00:00:00Z"], reading_mgal: Float64Array.of(2000),
 *   latitude_deg: Float64Array.of(40.7914), longitude_deg: Float64Array.of(282.1414), height_m: Float64Array.of(370),
 * });
 * const longman = correctTide(readings).result;
 * longman.get("reading_mgal", 0).toFixed(4); // => "2000.0035"
 * // The other model, in its place:
 * const again = correctTide(longman, { model: "ephemeris", permanentTide: "tide-free" });
 * again.result.get("reading_mgal", 0).toFixed(4); // => "2000.0028"
 * again.report.parameters.permanent_tide; // => "tide-free"
 */
export function correctTide(readings: ColumnTable, options: CorrectTideOptions = {}): Reported<ColumnTable> {
  const { result, report } = correctTideColumns(columnsOf(readings, "readings"), options);
  return { result: tableOf(result), report };
}
