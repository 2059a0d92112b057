import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { curvatureRadii } from "./eotvos.js";

/** Positions along a track, one value a row. */
export interface Track {
  /** Seconds since any moment. */
  readonly time: Float64Array;
  /** Degrees. */
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  /** Height above the ellipsoid, metres. */
  readonly height: Float64Array;
  /** Name of the line that a row belongs to: a line is never joined to another. */
  readonly line: readonly string[] | undefined;
}

/** Motion along a track, one value a row; NaN where it is not known. */
export interface TrackMotion {
  readonly northVelocity: Float64Array;
  readonly eastVelocity: Float64Array;
  /** Standard deviation of a velocity for one metre of a position, 1/s. */
  readonly sigmaPerMetre: Float64Array;
  /** Longest time without a position that was bridged, seconds. */
  readonly longestGap: number;
  /** How many times the track is broken, and how many rows have the time of the row before. */
  readonly breaks: number;
  readonly repeatedTimes: number;
}

/**
 * Velocity along a track by differences of its positions: the slope, at the row's time, of the parabola through the row
 * and two others, one before and one after it. At the ends of the track and beside a gap both are on the same side.
 *
 * @param track - rows in any order; a row without time or position has no velocity, and its neighbours are joined
 * @param span - the two other rows are at least half of it away, seconds; 0 takes the next ones. A longer span makes
 *   the noise of positions smaller and turns blunter
 * @param longestGap - a longer time without a position breaks the track, seconds; default five times the median
 */
export function trackMotion(track: Track, span: number, longestGap: number | undefined): TrackMotion {
  const { order, repeatedTimes } = rowsInOrder(track);
  const gap = longestGap ?? 5 * medianStep(track, order);
  const pieces = splitTrack(track, order, Math.max(gap, 0));
  const blank = () => new Float64Array(track.time.length).fill(Number.NaN);
  const motion = { northVelocity: blank(), eastVelocity: blank(), sigmaPerMetre: blank() };
  for (const piece of pieces) {
    piece.forEach((row, k) => {
      const nodes = nodesOf(track.time, piece, k, span / 2);
      if (nodes.length < 2) return;
      const weights = slopeWeights(
        nodes.map((node) => track.time[node] - track.time[row]),
        nodes.indexOf(row),
      );
      const slope = (difference: (node: number) => number) =>
        nodes.reduce((sum, node, j) => sum + weights[j] * difference(node), 0) * RADIANS_PER_DEGREE;
      const { N, M } = curvatureRadii(track.latitude[row]);
      const cos = Math.cos(track.latitude[row] * RADIANS_PER_DEGREE);
      const north = slope((node) => track.latitude[node] - track.latitude[row]);
      const east = slope((node) => turn(track.longitude[node] - track.longitude[row]));
      motion.northVelocity[row] = north * (M + track.height[row]);
      motion.eastVelocity[row] = east * cos * (N + track.height[row]);
      motion.sigmaPerMetre[row] = Math.hypot(...weights);
    });
  }
  return { ...motion, longestGap: gap, breaks: Math.max(0, pieces.length - 1), repeatedTimes };
}

/** Rows that have a time and a position, by line and time; a row with the time of the one before is left out. */
function rowsInOrder({ time, longitude, latitude, line }: Track) {
  const rank = new Map([...new Set(line ?? [])].map((name, i) => [name, i]));
  const lineOf = (row: number) => (line === undefined ? 0 : (rank.get(line[row]) as number));
  const sorted = Array.from(time.keys())
    .filter((row) => Number.isFinite(time[row] + longitude[row] + latitude[row]))
    .sort((a, b) => lineOf(a) - lineOf(b) || time[a] - time[b] || a - b);
  const order = sorted.filter(
    (row, k) => k === 0 || lineOf(row) !== lineOf(sorted[k - 1]) || time[row] > time[sorted[k - 1]],
  );
  return { order, repeatedTimes: sorted.length - order.length };
}

function medianStep({ time }: Track, order: readonly number[]): number {
  const steps = order
    .slice(1)
    .map((row, k) => time[row] - time[order[k]])
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  return steps.length === 0 ? 0 : steps[Math.floor(steps.length / 2)];
}

/** Runs of rows of one line without a gap. */
function splitTrack({ time, line }: Track, order: readonly number[], gap: number): number[][] {
  const pieces: number[][] = [];
  order.forEach((row, k) => {
    const before = order[k - 1];
    const joined = k > 0 && time[row] - time[before] <= gap && line?.[row] === line?.[before];
    if (joined) pieces[pieces.length - 1].push(row);
    else pieces.push([row]);
  });
  return pieces;
}

/** The row and up to two others of its piece: one on each side if there is, else two on the same side. */
function nodesOf(time: Float64Array, piece: readonly number[], k: number, half: number): number[] {
  const row = piece[k];
  const before = nearest(time, piece, k, -1, half);
  const after = nearest(time, piece, k, 1, half);
  if (before >= 0 && after >= 0) return [piece[before], row, piece[after]];
  if (before < 0 && after < 0) return [row];
  const side = after >= 0 ? 1 : -1;
  const near = after >= 0 ? after : before;
  const far = nearest(time, piece, near, side, half);
  return far >= 0 ? [row, piece[near], piece[far]] : [row, piece[near]];
}

/** Index of the first row from k in a direction that is at least `half` seconds away; −1 if there is none. */
function nearest(
  time: Float64Array,
  piece: readonly number[],
  k: number,
  side: 1 | -1,
  half: number,
): number {
  for (let j = k + side; j >= 0 && j < piece.length; j += side)
    if (Math.abs(time[piece[j]] - time[piece[k]]) >= half) return j;
  return -1;
}

/** Weights of values at times (the asked one at 0) in the slope there of the polynomial through them (Lagrange). */
function slopeWeights(times: readonly number[], at: number): number[] {
  const weights = times.map((t, j) => {
    if (j === at) return 0;
    const others = times.filter((_, m) => m !== j && m !== at);
    return others.reduce((product, other) => (product * -other) / (t - other), 1 / t);
  });
  weights[at] = -weights.reduce((sum, weight) => sum + weight, 0);
  return weights;
}

/** A difference of longitudes as the shorter way round, degrees. */
function turn(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
