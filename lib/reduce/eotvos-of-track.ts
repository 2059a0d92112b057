import {
  type Column,
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { nameList } from "../core/text-page.js";
import { minutesOf } from "../core/time.js";
import { eotvosCorrection, eotvosSensitivity } from "./eotvos.js";
import { type TrackMotion, trackMotion } from "./track-motion.js";

/** Options of `eotvosOfTrack`. */
export interface EotvosOfTrackOptions {
  /** Velocity is taken over at least this time, seconds; default 0: between the neighbouring rows. */
  readonly span_s?: number;
  /** A longer time without a position breaks the track, seconds; default five times the median interval. */
  readonly longestGap_s?: number;
  /** Standard deviation of a position, metres; 0 (the default) gives no sigma. */
  readonly positionSigma_m?: number;
}

/** No ship and no survey aircraft is faster, m/s. */
const FASTEST = 300;

/**
 * Eötvös corrections along a track: the columns-in, columns-out form of {@link eotvosOfTrack} in
 * `eotvos-of-track-table.ts`, where it is described.
 */
export function eotvosOfTrack(track: Columns, options: EotvosOfTrackOptions = {}): Reported<Columns> {
  const { span_s = 0, longestGap_s, positionSigma_m = 0 } = options;
  checkSeconds("span_s", span_s, true);
  if (longestGap_s !== undefined) checkSeconds("longestGap_s", longestGap_s, false);
  checkPositionSigma(positionSigma_m);
  const latitude = numberColumn(track, "latitude_deg");
  const height = optionalNumberColumn(track, "ellipsoidal_height_m") ?? latitude.map(() => 0);
  const motion = trackMotion(
    {
      time: secondsOf(track),
      longitude: numberColumn(track, "longitude_deg"),
      latitude: latitude.map((value) => (Math.abs(value) <= 90 ? value : Number.NaN)),
      height,
      line: optionalTextColumn(track, "line"),
    },
    span_s,
    longestGap_s,
  );
  const columns = motionColumns(motion, latitude, height, positionSigma_m);
  const correction = columns.eotvos_correction_mgal;
  return {
    result: { ...track, ...columns },
    report: stepReport("eotvosOfTrack", {
      parameters: { span_s, longestGap_s: motion.longestGap, positionSigma_m },
      rows: {
        readings: rowCount(track),
        without_correction: correction.filter(Number.isNaN).length,
        breaks: motion.breaks,
        repeated_times: motion.repeatedTimes,
      },
      figures: { largest_speed_m_per_s: largest(columns.speed_m_per_s) },
      warnings: trackWarnings(columns, motion),
    }),
  };
}

function motionColumns(
  { northVelocity: north, eastVelocity: east, sigmaPerMetre }: TrackMotion,
  latitude: Float64Array,
  height: Float64Array,
  positionSigma_m: number,
): Readonly<Record<"speed_m_per_s" | "course_deg" | "eotvos_correction_mgal", Float64Array>> & Columns {
  const sigma: Record<string, Column> =
    positionSigma_m > 0
      ? {
          eotvos_correction_sigma_mgal: north.map(
            (v, i) =>
              eotvosSensitivity(v, east[i], latitude[i], height[i]) * sigmaPerMetre[i] * positionSigma_m,
          ),
        }
      : {};
  return {
    speed_m_per_s: north.map((v, i) => Math.hypot(v, east[i])),
    course_deg: north.map((v, i) => (Math.atan2(east[i], v) / RADIANS_PER_DEGREE + 360) % 360),
    eotvos_correction_mgal: north.map((v, i) => eotvosCorrection(v, east[i], latitude[i], height[i])),
    ...sigma,
  };
}

function secondsOf(track: Columns): Float64Array {
  if (track.time_utc === undefined && track.elapsed_minutes === undefined) {
    throw new ArgumentError({
      argument: "track",
      value: `a table of ${Object.keys(track).join(", ")}`,
      accepted: "a table with a column time_utc or elapsed_minutes",
      advice: "Speed and course need the time of every position.",
    });
  }
  return minutesOf(track).map((minutes) => minutes * 60);
}

function trackWarnings(columns: Columns, { breaks, longestGap, repeatedTimes }: TrackMotion): string[] {
  const speed = numberColumn(columns, "speed_m_per_s");
  const unknown = speed.filter(Number.isNaN).length;
  const fast = Array.from(speed.keys()).filter((i) => speed[i] > FASTEST);
  const sentences = [
    unknown > 0 && `${unknown} rows have no Eötvös correction: no position, no time, or alone between gaps.`,
    breaks > 0 &&
      `The track is broken ${breaks} times, where there is no position for more than ${longestGap} s.`,
    repeatedTimes > 0 && `${repeatedTimes} rows have the time of another row, and no correction.`,
    fast.length > 0 &&
      `The speed is above ${FASTEST} m/s at ${nameList(fast.map((i) => `row ${i + 1}`))}. Look at position and time there.`,
  ];
  return sentences.filter((sentence) => typeof sentence === "string");
}

function largest(values: Float64Array): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? null : known.reduce((most, value) => Math.max(most, value), 0);
}

function checkSeconds(name: string, value: number, zero: boolean): void {
  if (Number.isFinite(value) && (value > 0 || (zero && value === 0))) return;
  throw new ArgumentError({
    argument: `options.${name}`,
    value,
    accepted: zero ? "0 or more seconds" : "a positive number of seconds",
  });
}

function checkPositionSigma(value: number): void {
  if (Number.isFinite(value) && value >= 0) return;
  throw new ArgumentError({ argument: "options.positionSigma_m", value, accepted: "0 or more metres" });
}
