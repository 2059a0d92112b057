import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Reported } from "../../core/report.js";
import {
  type NormalGravityGuess,
  type RecogniseNormalGravityOptions,
  recogniseNormalGravity as recogniseOf,
} from "./points-legacy-datum.js";
import { type LevelLinesOptions, levelLines as levelLinesOf } from "./points-level-lines.js";
import { type SplitTrackOptions, splitTrack as splitTrackOf } from "./points-split-track.js";
import { type CompareSurveysOptions, compareSurveys as compareSurveysOf } from "./points-surveys.js";

/**
 * Level shift and tilt of surveys that overlap. Where points of other surveys stand around a point, they predict it; the
 * difference is the shift of its survey less theirs. Least squares with robust weights gives the shift and tilt of
 * every survey; nothing is changed.
 *
 * @param points - `survey` and the columns of {@link checkNeighbours}
 * @param options - see {@link CompareSurveysOptions}
 * @returns `points`: the same rows, flagged `survey_level` where their survey is off; `surveys`: a row a survey with
 *   `shift_mgal` (what its values are too high by), its sigma, tilts and `overlap_points`; NaN where none overlaps
 * @throws ArgumentError if a column is missing, or the reference is no survey
 *
 * Source: Holland & Welsch (1977) for the weights; shifts relative to the reference, or with mean zero.
 *
 * @example
 * const n = 200;
 * const at = (f: (i: number, j: number) => number) => Float64Array.from({ length: n }, (_, k) => f(k % 20, Math.floor(k / 20)));
 * const points = tableOf({
 *   survey: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? "1960" : "2020")),
 *   longitude_deg: at((i) => 102 + i / 20), latitude_deg: at((_, j) => 17 + j / 20),
 *   bouguer_anomaly_mgal: at((i, j) => Math.sin(i / 4) * Math.cos(j / 4) + (i % 2 === 0 ? 14 : 0)),
 * });
 * const { surveys } = compareSurveys(points, { column: "bouguer_anomaly_mgal", reference: "2020", tilt: false }).result;
 * Math.round(surveys.get("shift_mgal", 0)); // => 14
 */
export function compareSurveys(
  points: ColumnTable,
  options: CompareSurveysOptions = {},
): Reported<{ readonly points: ColumnTable; readonly surveys: ColumnTable }> {
  const { result, report } = compareSurveysOf(columnsOf(points, "points"), options);
  return { result: { points: tableOf(result.points), surveys: tableOf(result.surveys) }, report };
}

/**
 * Divides the track of a ship or an aeroplane into lines, at pauses and at turns.
 *
 * @param track - positions in the order of sailing, with `time_utc` or `elapsed_minutes`; a column `line` or `cruise`
 *   is kept as the first part of the new names
 * @param options - see {@link SplitTrackOptions}
 * @returns the same rows with `line`
 * @throws ArgumentError if the table has no positions, or an option is not positive
 *
 * @example
 * const track = tableOf({
 *   longitude_deg: Float64Array.of(110, 110.1, 110.2, 110.2, 110.2), latitude_deg: Float64Array.of(10, 10, 10, 10.1, 10.2),
 *   elapsed_minutes: Float64Array.of(0, 20, 40, 60, 80),
 * });
 * splitTrack(track, { window_km: 12 }).array("line"); // => ["1", "1", "2", "2", "2"]
 */
export function splitTrack(track: ColumnTable, options: SplitTrackOptions = {}): ColumnTable {
  return tableOf(splitTrackOf(columnsOf(track, "track"), options));
}

/**
 * Levels tracks by their crossings: where two tracks cross, both should have the same value. Least squares with robust
 * weights gives one shift a line, and a drift with time where it is asked for.
 *
 * ```
 * shift(A) + drift(A) · t − shift(B) − drift(B) · t = value(A) − value(B)
 * ```
 *
 * Differences alone give no level: the mean shift of all lines that cross is zero, or the lines in `fixed` stay as they
 * are. Lines that cross no other stay as they are.
 *
 * @param tracks - `line`, positions and the column of values, in the order of sailing; times for a drift
 * @param options - see {@link LevelLinesOptions}
 * @returns `tracks` with `level_correction_mgal` and `levelled_…`; `crossovers` with the differences before and after;
 *   `lines` with shifts. Few crossings a line make the differences small whatever is true: look at `redundancy` in the
 *   report, the crossings beyond those that the shifts need
 * @throws ArgumentError if a column is missing, or a fixed line does not exist
 *
 * Source: Wessel & Watts (1988), On the accuracy of marine gravity measurements, Journal of Geophysical Research 93,
 * 393–413.
 *
 * @example
 * const tracks = tableOf({
 *   line: ["A", "A", "B", "B"], easting_m: Float64Array.of(0, 2000, 1000, 1000), northing_m: Float64Array.of(0, 0, -1000, 1000),
 *   free_air_anomaly_mgal: Float64Array.of(10, 10, 14, 14),
 * });
 * levelLines(tracks, { fixed: ["A"] }).result.tracks.get("level_correction_mgal", 2).toFixed(6); // => "-4.000000"
 */
export function levelLines(
  tracks: ColumnTable,
  options: LevelLinesOptions = {},
): Reported<Readonly<Record<"tracks" | "crossovers" | "lines", ColumnTable>>> {
  const { result, report } = levelLinesOf(columnsOf(tracks, "tracks"), options);
  const { tracks: levelled, crossovers, lines } = result;
  return {
    result: { tracks: tableOf(levelled), crossovers: tableOf(crossovers), lines: tableOf(lines) },
    report,
  };
}

/**
 * Recognises which normal gravity and which gravity system published anomalies were computed with: every formula of the
 * past is tried on the table's own gravity, with and without the 14 mGal of the Potsdam system.
 *
 * @param points - `gravity_mgal`, `latitude_deg`, `height_m` and a published anomaly
 * @param options - see {@link RecogniseNormalGravityOptions}
 * @returns all guesses, the best first, each with its bias and scatter; the warnings of the report say what they mean
 * @throws ArgumentError if a column is missing
 *
 * @example
 * const latitude_deg = Float64Array.of(10, 14, 18);
 * const gravity_mgal = latitude_deg.map((latitude) => normalGravityByFormula(latitude, "international1930") + 25);
 * const points = tableOf({ latitude_deg, gravity_mgal, height_m: new Float64Array(3), free_air_anomaly_mgal: Float64Array.of(25, 25, 25) });
 * recogniseNormalGravity(points).result[0].formula; // => "international1930"
 */
export function recogniseNormalGravity(
  points: ColumnTable,
  options: RecogniseNormalGravityOptions = {},
): Reported<readonly NormalGravityGuess[]> {
  return recogniseOf(columnsOf(points, "points"), options);
}
