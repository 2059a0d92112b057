import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { type EotvosOfTrackOptions, eotvosOfTrack as eotvosOfTrackColumns } from "./eotvos-of-track.js";

/**
 * Speed, course and Eötvös correction of a ship or an aircraft along its track, from positions and times alone.
 *
 * The velocity of a row is the slope of a parabola through it and a row on each side, right for any spacing in time; at
 * the ends and beside gaps both others are on one side. A time without positions that is longer than `longestGap_s`, or
 * another `line`, breaks the track: nothing is derived across it. The correction is that of `eotvosCorrection`, on the
 * ellipsoid.
 *
 * Positions of 3 m every second make velocities of 2 m/s noise and corrections of 30 mGal: give `span_s` (a minute for
 * aircraft, some minutes for ships) and `positionSigma_m`, and look at the sigma.
 *
 * @param track - `longitude_deg`, `latitude_deg`, `time_utc` or `elapsed_minutes`; `ellipsoidal_height_m` for aircraft
 *   (else 0), `line` where lines are told apart
 * @param options - see {@link EotvosOfTrackOptions}
 * @returns the same rows with `speed_m_per_s`, `course_deg` (clockwise from north), `eotvos_correction_mgal` (to be
 *   **added** to the reading), and `eotvos_correction_sigma_mgal` where `positionSigma_m` is given; NaN where time or
 *   position is missing, repeated, or alone between gaps
 * @throws ArgumentError if a column is missing, or a number of seconds or metres is impossible
 *
 * Source: Harlan (1968), Journal of Geophysical Research 73, 4675–4679; Torge (1989), Gravimetry, de Gruyter.
 *
 * @example
 * const track = tableOf({
 *   time_utc: ["2026-01-05T00:00:00Z", "2026-01-05T00:10:00Z", "2026-01-05T00:20:00Z"],
 *   longitude_deg: Float64Array.of(105, 105.03, 105.06), latitude_deg: Float64Array.of(8, 8, 8),
 * });
 * const moving = eotvosOfTrack(track).result;
 * moving.get("course_deg", 1).toFixed(1); // => "90.0"
 * moving.get("speed_m_per_s", 1).toFixed(2); // => "5.51"
 * moving.get("eotvos_correction_mgal", 1).toFixed(2); // => "80.08"
 */
export function eotvosOfTrack(track: ColumnTable, options: EotvosOfTrackOptions = {}): Reported<ColumnTable> {
  const { result, report } = eotvosOfTrackColumns(columnsOf(track, "track"), options);
  return { result: tableOf(result), report };
}
