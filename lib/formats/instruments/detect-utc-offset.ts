import { type Columns, optionalNumberColumn, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { parseUtc } from "../../core/time.js";
import { longmanTide } from "../../earth/tide-longman.js";
import { LARGEST_UTC_OFFSET } from "./instrument-options.js";

/** How well the tide that a meter wrote fits its clock. */
export interface UtcOffsetFit {
  /**
   * Hours that `time_utc` is ahead of the time which the meter's tide was computed for: 0 if the times are right, 7 if
   * they are Bangkok's and were taken for UTC.
   */
  readonly offset_hours: number;
  /** Root mean square of the meter's tide minus Longman's with that offset, µGal. */
  readonly rms_ugal: number;
  /** The same with the times as they are, µGal. */
  readonly rms_as_given_ugal: number;
  /** The best of the offsets that differ by two hours or more, and how it fits, µGal: how sure the answer is. */
  readonly rival_hours: number;
  readonly rival_rms_ugal: number;
  /** How many readings were compared. */
  readonly readings: number;
}

/** Readings that are compared: more make it no surer. */
const MOST_READINGS = 200;
const LEAST_READINGS = 3;
const STEP = 0.25;
const HOUR = 3_600_000;

/**
 * Finds by how many hours a meter's clock is ahead of UTC: the columns form of {@link detectUtcOffset} in
 * `detect-utc-offset-table.ts`, where it is described.
 */
export function detectUtcOffset(readings: Columns): UtcOffsetFit | undefined {
  if (readings?.time_utc === undefined) {
    throw new ArgumentError({
      argument: "readings",
      value: readings === undefined ? undefined : `a table of ${Object.keys(readings).join(", ")}`,
      accepted: "a table with a column time_utc",
      advice: "Minutes since the first reading do not tell the hour of the day.",
    });
  }
  const samples = tideSamples(readings);
  if (samples === undefined) return undefined;
  const misfits = new Map<number, number>();
  for (let hours = -LARGEST_UTC_OFFSET; hours <= LARGEST_UTC_OFFSET; hours += STEP)
    misfits.set(hours, tideMisfit(samples, hours));
  const best = smallest(misfits, () => true);
  const rival = smallest(misfits, (hours) => Math.abs(hours - best) >= 2);
  return {
    offset_hours: best,
    rms_ugal: misfits.get(best) as number,
    rms_as_given_ugal: misfits.get(0) as number,
    rival_hours: rival,
    rival_rms_ugal: misfits.get(rival) as number,
    readings: samples.tide.length,
  };
}

/** Readings with a tide, a time and a place. */
export interface TideSamples {
  readonly tide: readonly number[];
  readonly time: readonly number[];
  readonly latitude: readonly number[];
  readonly longitude: readonly number[];
  readonly height: readonly number[];
}

/** Readings spread over the table whose tide can be compared; undefined if there are too few, or no tide but zeros. */
export function tideSamples(readings: Columns): TideSamples | undefined {
  const tide = optionalNumberColumn(readings, "tide_correction_mgal");
  const latitude = placeColumn(readings, "latitude_deg");
  const longitude = placeColumn(readings, "longitude_deg");
  if (tide === undefined || latitude === undefined || longitude === undefined) return undefined;
  const time = textColumn(readings, "time_utc");
  const height = optionalNumberColumn(readings, "height_m");
  const rows = rowCount(readings);
  const step = Math.max(1, rows / MOST_READINGS);
  const samples = { tide: [], time: [], latitude: [], longitude: [], height: [] } as Record<string, number[]>;
  for (let k = 0; Math.floor(k * step) < rows; k++) {
    const i = Math.floor(k * step);
    const at = parseUtc(time[i]);
    // A tide of exactly zero is a correction that was switched off.
    if (!(tide[i] !== 0 && Number.isFinite(tide[i] + at + latitude[i] + longitude[i]))) continue;
    samples.tide.push(tide[i]);
    samples.time.push(at);
    samples.latitude.push(latitude[i]);
    samples.longitude.push(longitude[i]);
    samples.height.push(Number.isFinite(height?.[i]) ? (height as Float64Array)[i] : 0);
  }
  return samples.tide.length < LEAST_READINGS ? undefined : (samples as unknown as TideSamples);
}

/** A station's own position, or the one of the survey's header where there is none. */
function placeColumn(readings: Columns, name: string): Float64Array | undefined {
  const own = optionalNumberColumn(readings, name);
  const survey = optionalNumberColumn(readings, `survey_${name}`);
  if (own === undefined || survey === undefined) return own ?? survey;
  return own.map((value, i) => (Number.isNaN(value) ? survey[i] : value));
}

/** Root mean square of the tide column minus Longman's, µGal, if the times are `hours` ahead of UTC. */
export function tideMisfit(samples: TideSamples, hours: number): number {
  let sum = 0;
  for (const [i, tide] of samples.tide.entries()) {
    const { time, latitude, longitude, height } = samples;
    const ours = longmanTide(time[i] - hours * HOUR, latitude[i], longitude[i], height[i]).total;
    sum += (tide - ours) ** 2;
  }
  return 1000 * Math.sqrt(sum / samples.tide.length);
}

function smallest(misfits: ReadonlyMap<number, number>, isWanted: (hours: number) => boolean): number {
  let best = Number.NaN;
  for (const [hours, misfit] of misfits) {
    // Of two that fit the same the one nearer to zero: a clock is more often right than wrong.
    const before = misfits.get(best) ?? Number.POSITIVE_INFINITY;
    const isNearer = misfit === before && Math.abs(hours) < Math.abs(best);
    if (isWanted(hours) && (misfit < before || isNearer)) best = hours;
  }
  return best;
}
