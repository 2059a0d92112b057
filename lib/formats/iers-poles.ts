import { FormatError } from "../core/errors.js";
import type { TextFile } from "../core/report.js";
import type { PoleSeries } from "../earth/polar-motion.js";

/** Modified Julian date of 1970-01-01. */
const UNIX_EPOCH = 40_587;
const MILLISECONDS_PER_DAY = 86_400_000;
/** The pole was never farther than 0.6″; more is another unit, or another column. */
const FARTHEST_ARCSEC = 1;

/** A line of EOP C04: year, month, day, (hour since series 20), MJD, x, y. */
const C04 =
  /^\s*\d{4}\s+\d{1,2}\s+\d{1,2}(?:\s+\d{1,2})?\s+(\d{5}(?:\.\d+)?)\s+(-?\d*\.\d+)\s+(-?\d*\.\d+)(?=\s|$)/;
/** A line of finals2000A: fixed columns, MJD from the 8th, x from the 19th, y from the 38th. */
const FINALS = /^[ \d]{6} (\d{5}\.\d{2}) [IP]/;

/**
 * Reads the pole of each day from a file of the IERS, the service that observes the Earth's rotation: `EOP C04` (series
 * 14 or 20), or `finals2000A` (`.all`, `.data`, `.daily`, with its predictions). A part of a file that is cut out by
 * hand is as good; other lines are passed over, as are days without a pole. Nothing is fetched.
 *
 * @returns days ascending, for `poleAt` and `correctPolarMotion`
 * @throws FormatError where there is no day, a day stands before the one above it, or a pole is farther than 1″
 *
 * Source: IERS, description of the files eopc04 and finals2000A (readme.finals2000A).
 *
 * @example
 * const text = "73 1 2 41684.00 I  0.120733 0.009786  0.136966 0.015902  I 0.8084178 0.0002710";
 * readPoles({ name: "finals2000A.all", text, sha256: "" }).y_arcsec[0]; // => 0.136966
 */
export function readPoles(file: TextFile): PoleSeries {
  const days: { readonly time: number; readonly x: number; readonly y: number }[] = [];
  for (const [index, text] of file.text.split(/\r?\n/).entries()) {
    const day = dayOf(text);
    if (day === undefined) continue;
    const line = index + 1;
    if (Math.max(Math.abs(day.x), Math.abs(day.y)) > FARTHEST_ARCSEC)
      throw new FormatError({
        file: file.name,
        line,
        problem: `a pole ${day.x}, ${day.y} arc seconds away is not possible`,
        advice: "Are these milliarcseconds? Give them in arc seconds.",
      });
    const before = days.at(-1);
    if (before !== undefined && !(day.time > before.time))
      throw new FormatError({ file: file.name, line, problem: "this day is not after the day before it" });
    days.push(day);
  }
  if (days.length === 0)
    throw new FormatError({
      file: file.name,
      problem: "no day with the pole's x and y was found",
      advice: "igdp reads the IERS files EOP C04 and finals2000A.",
    });
  return {
    time: Float64Array.from(days, ({ time }) => time),
    x_arcsec: Float64Array.from(days, ({ x }) => x),
    y_arcsec: Float64Array.from(days, ({ y }) => y),
  };
}

/** The pole of a line; undefined where the line has none. */
function dayOf(text: string): { time: number; x: number; y: number } | undefined {
  const finals = FINALS.exec(text);
  const [, mjd, x, y] = finals === null ? (C04.exec(text) ?? []) : polesOfFinals(text, finals[1]);
  const day = { time: (Number(mjd) - UNIX_EPOCH) * MILLISECONDS_PER_DAY, x: Number(x), y: Number(y) };
  return x === undefined || x === "" || !Number.isFinite(day.time + day.x + day.y) ? undefined : day;
}

/** The fixed columns of a line of finals2000A, where neighbours may touch. */
function polesOfFinals(text: string, mjd: string): readonly [string, string, string, string] {
  return [text, mjd, text.slice(18, 27).trim(), text.slice(37, 46).trim()];
}
