import { type Columns, optionalNumberColumn, optionalTextColumn, rowCount } from "./columns.js";
import { ArgumentError } from "./errors.js";

/**
 * Milliseconds since 1970 of a time written as ISO 8601 in UTC: `2026-01-05T01:30:00Z`, with a blank for the
 * `T`, without seconds or without the `Z` as well. NaN for anything else, so that a local time is never guessed.
 */
export function parseUtc(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?Z?$/.exec(text.trim());
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute] = match.slice(1, 6).map(Number);
  const seconds = Number(match[6] ?? 0);
  const time = Date.UTC(year, month - 1, day, hour, minute, 0, Math.round(seconds * 1000));
  const isReal = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && hour < 24 && minute < 60;
  return isReal && seconds < 61 ? time : Number.NaN;
}

/**
 * Minutes of each reading: `elapsed_minutes` where a row has them, else its `time_utc` (then since 1970). NaN
 * where a row has neither.
 */
export function minutesOf(readings: Columns): Float64Array {
  const elapsed = optionalNumberColumn(readings, "elapsed_minutes");
  const time = optionalTextColumn(readings, "time_utc");
  if (elapsed === undefined && time === undefined) {
    throw new ArgumentError({
      argument: "readings",
      value: `a table of ${Object.keys(readings).join(", ")}`,
      accepted: "a table with a column time_utc or elapsed_minutes",
      advice: "Drift needs the time of every reading.",
    });
  }
  return Float64Array.from({ length: rowCount(readings) }, (_, i) =>
    elapsed !== undefined && !Number.isNaN(elapsed[i]) ? elapsed[i] : parseUtc(time?.[i] ?? "") / 60_000,
  );
}
