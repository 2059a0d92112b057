import type { ColumnTable } from "arquero";
import { columnsOf } from "../../core/columns-table.js";
import { detectUtcOffset as detectUtcOffsetColumns, type UtcOffsetFit } from "./detect-utc-offset.js";

/**
 * Finds by how many hours a meter's clock is ahead of UTC. A meter that corrects for the tide computes it for the time
 * that it believes in; that column is compared with Longman's formula at the readings' times, moved by -14 to 14 hours
 * in quarters. On real files the right offset fits to about 0.5 µGal rms, wrong ones to 30–65 µGal.
 *
 * @param readings - `time_utc`, `tide_correction_mgal`, `latitude_deg` and `longitude_deg` (or the survey's, in
 *   `survey_latitude_deg` and `survey_longitude_deg`), and `height_m` if there is one (else 0); up to 200 readings,
 *   spread evenly, are compared; NaN, and a tide of exactly zero, are passed over
 * @returns the offset that fits best and how well, or undefined where there are fewer than three readings with tide,
 *   time and place
 * @throws ArgumentError if there is no column `time_utc`
 *
 * It says what the meter believed. A meter that was told a wrong time zone computes a wrong tide, and its two faults
 * agree with each other.
 *
 * @example
 * const hours = [0, 2, 4, 6, 8];
 * const readings = tableOf({
 *   time_utc: hours.map((h) => new Date(Date.UTC(2026, 0, 5, 7 + h)).toISOString()), // Bangkok's time, called UTC
 *   tide_correction_mgal: Float64Array.from(hours, (h) => longmanTide(Date.UTC(2026, 0, 5, h), 13.7, 100.5, 0).total),
 *   latitude_deg: new Float64Array(5).fill(13.7),
 *   longitude_deg: new Float64Array(5).fill(100.5),
 * });
 * detectUtcOffset(readings)?.offset_hours; // => 7
 */
export function detectUtcOffset(readings: ColumnTable): UtcOffsetFit | undefined {
  return detectUtcOffsetColumns(columnsOf(readings, "readings"));
}
