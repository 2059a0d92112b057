import { type Columns, optionalTextColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { minutesOf } from "../../core/time.js";
import { localPlane } from "../../earth/local-plane.js";

/** Options of `splitTrack`. */
export interface SplitTrackOptions {
  /** A pause longer than this begins a new line, minutes; default 60. */
  readonly largestPause_minutes?: number;
  /** A change of course by more than this begins a new line, degrees; default 45. */
  readonly turn_deg?: number;
  /** Courses are taken over this distance before and after a point, kilometres; default 5. */
  readonly window_km?: number;
}

/**
 * Divides the track of a ship or an aeroplane into straight lines: the columns-in, columns-out form of
 * {@link splitTrack} in `points-table.ts`, where it is described.
 */
export function splitTrack(track: Columns, options: SplitTrackOptions = {}): Columns {
  const { largestPause_minutes = 60, turn_deg = 45, window_km = 5 } = options;
  for (const [name, value] of Object.entries({ largestPause_minutes, turn_deg, window_km }))
    if (!(value > 0))
      throw new ArgumentError({ argument: `options.${name}`, value, accepted: "a positive number" });
  const rows = rowCount(track);
  const name = optionalTextColumn(track, "line") ?? optionalTextColumn(track, "cruise");
  const minutes = "time_utc" in track || "elapsed_minutes" in track ? minutesOf(track) : undefined;
  const turns = turnsOf(track, window_km);
  const line: string[] = [];
  let number = 0;
  let lastTurn = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows; i++) {
    const isOther = i > 0 && name !== undefined && name[i] !== name[i - 1];
    const isPause = i > 0 && minutes !== undefined && minutes[i] - minutes[i - 1] > largestPause_minutes;
    const isTurn = turns.angle[i] > turn_deg && turns.isLargest(i) && turns.along[i] - lastTurn > window_km;
    if (isTurn) lastTurn = turns.along[i];
    if (isOther) number = 0;
    if (i === 0 || isOther || isPause || isTurn) number++;
    line.push([name?.[i] ?? "", String(number)].filter(Boolean).join("-"));
  }
  return { ...track, line };
}

/** The change of course at every row, degrees, and the way made good, kilometres. */
function turnsOf(
  track: Columns,
  window_km: number,
): { angle: Float64Array; along: Float64Array; isLargest: (i: number) => boolean } {
  const { x_km: x, y_km: y } = localPlane(track);
  const along = new Float64Array(x.length);
  for (let i = 1; i < x.length; i++)
    along[i] = along[i - 1] + (Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]) || 0);
  const angle = new Float64Array(x.length);
  let [before, after] = [0, 0];
  const window: [number, number][] = [];
  for (let i = 0; i < x.length; i++) {
    while (along[i] - along[before] > window_km) before++;
    while (after + 1 < x.length && along[after] - along[i] < window_km) after++;
    window.push([before, after]);
    const [ux, uy] = [x[i] - x[before], y[i] - y[before]];
    const [vx, vy] = [x[after] - x[i], y[after] - y[i]];
    const isShort = Math.min(Math.hypot(ux, uy), Math.hypot(vx, vy)) < window_km / 4;
    angle[i] = isShort ? 0 : Math.abs((Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy) * 180) / Math.PI);
  }
  const isLargest = (i: number) => {
    const [first, last] = window[i];
    for (let j = first; j <= last; j++) if (angle[j] > angle[i]) return false;
    return true;
  };
  return { angle, along, isLargest };
}
