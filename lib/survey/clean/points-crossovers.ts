import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import { nearestPoints } from "../../core/nearest-points.js";
import { minutesOf } from "../../core/time.js";
import { localPlane } from "../../earth/local-plane.js";

/** Options of `findCrossovers`. */
export interface FindCrossoversOptions {
  /** Column of the values; default `free_air_anomaly_mgal`. */
  readonly column?: string;
  /** No value is interpolated between values farther apart along the track than this, kilometres; default 10. */
  readonly largestGap_km?: number;
}

/** A place where two tracks cross, and the values there. */
export interface Crossover {
  readonly lineA: string;
  readonly lineB: string;
  /** Row before the crossing on each track, and the part of the step that lies before it. */
  readonly rowA: number;
  readonly rowB: number;
  readonly partA: number;
  readonly partB: number;
  /** Value on the first track less value on the second, mGal. */
  readonly difference: number;
}

interface Steps {
  /** Row at which each step starts and ends. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly length: Float64Array;
}

/**
 * Places where tracks cross each other, or themselves, with both values interpolated along the tracks.
 *
 * Steps are found through a k-d tree of their middles: two steps can cross only where the middles are nearer than half
 * the sum of their lengths.
 *
 * @param tracks - `line`, a position and the column of values, in the order of sailing or flying. A row without a value
 *   still shows where the track went, and its value is interpolated across a short gap
 */
export function findCrossings(tracks: Columns, options: FindCrossoversOptions = {}): readonly Crossover[] {
  const { column = "free_air_anomaly_mgal", largestGap_km = 10 } = options;
  const line = textColumn(tracks, "line");
  const { x_km: x, y_km: y } = localPlane(tracks);
  const value = alongTrack(numberColumn(tracks, column), line, x, y, largestGap_km);
  const steps = stepsOf(line, value, x, y, largestGap_km);
  const { from, to, length } = steps;
  const middleX = Float64Array.from(from, (a, k) => (x[a] + x[to[k]]) / 2);
  const middleY = Float64Array.from(from, (a, k) => (y[a] + y[to[k]]) / 2);
  const index = nearestPoints(middleX, middleY);
  const longest = length.reduce((most, one) => Math.max(most, one), 0);
  const found: Crossover[] = [];
  for (let k = 0; k < from.length; k++) {
    const near = index.within(middleX[k], middleY[k], (length[k] + longest) / 2 + 1e-9).sort((a, b) => a - b);
    for (const m of near) {
      const isNext = line[from[k]] === line[from[m]] && (to[k] === from[m] || to[m] === from[k]);
      if (m <= k || isNext) continue;
      const parts = crossing(x, y, from[k], to[k], from[m], to[m]);
      if (parts === undefined) continue;
      const at = (step: number, part: number) =>
        value[from[step]] + part * (value[to[step]] - value[from[step]]);
      found.push({
        lineA: line[from[k]],
        lineB: line[from[m]],
        rowA: from[k],
        rowB: from[m],
        partA: parts[0],
        partB: parts[1],
        difference: at(k, parts[0]) - at(m, parts[1]),
      });
    }
  }
  return found;
}

/** Minutes, or any other column, at a crossing. */
export function atCrossing(values: Float64Array, row: number, part: number): number {
  return values[row] + part * (values[row + 1] - values[row]);
}

/** Crossovers as columns, with their places. */
export function crossoverColumns(
  tracks: Columns,
  crossovers: readonly Crossover[],
): Record<string, Columns[string]> {
  const each = (of: (crossover: Crossover) => number) => Float64Array.from(crossovers, of);
  const columns: Record<string, Columns[string]> = {
    line_a: crossovers.map((crossover) => crossover.lineA),
    line_b: crossovers.map((crossover) => crossover.lineB),
  };
  for (const name of ["longitude_deg", "latitude_deg", "easting_m", "northing_m"]) {
    const values = tracks[name];
    if (values instanceof Float64Array)
      columns[name] = each(({ rowA, partA }) => atCrossing(values, rowA, partA));
  }
  if ("time_utc" in tracks || "elapsed_minutes" in tracks) {
    const minutes = minutesOf(tracks);
    columns.minutes_apart = each(({ rowA, partA, rowB, partB }) =>
      Math.abs(atCrossing(minutes, rowA, partA) - atCrossing(minutes, rowB, partB)),
    );
  }
  columns.difference_mgal = each((crossover) => crossover.difference);
  return columns;
}

/** Values of every row, interpolated along the track where the values before and after are near enough. */
function alongTrack(
  given: Float64Array,
  line: readonly string[],
  x: Float64Array,
  y: Float64Array,
  largestGap_km: number,
): Float64Array {
  const value = given.slice();
  const along = new Float64Array(value.length);
  let last = -1;
  for (let i = 0; i < value.length; i++) {
    if (i > 0 && line[i] === line[i - 1])
      along[i] = along[i - 1] + Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
    else last = -1;
    if (!Number.isFinite(given[i])) continue;
    const gap = last < 0 ? Number.NaN : along[i] - along[last];
    for (let j = last + 1; gap > 0 && gap <= largestGap_km && j < i; j++)
      value[j] = given[last] + ((along[j] - along[last]) / gap) * (given[i] - given[last]);
    last = i;
  }
  return value;
}

function stepsOf(
  line: readonly string[],
  value: Float64Array,
  x: Float64Array,
  y: Float64Array,
  largestGap_km: number,
): Steps {
  const [from, to, length]: number[][] = [[], [], []];
  for (let i = 0; i + 1 < line.length; i++) {
    const far = Math.hypot(x[i + 1] - x[i], y[i + 1] - y[i]);
    if (line[i] !== line[i + 1] || line[i] === "" || !Number.isFinite(value[i] + value[i + 1])) continue;
    if (!(far > 0 && far <= largestGap_km)) continue;
    from.push(i);
    to.push(i + 1);
    length.push(far);
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to), length: Float64Array.from(length) };
}

/** Where two steps cross, as parts of each; the end of a step belongs to the next one. */
function crossing(
  x: Float64Array,
  y: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
): readonly [number, number] | undefined {
  const [ux, uy, vx, vy] = [x[b] - x[a], y[b] - y[a], x[d] - x[c], y[d] - y[c]];
  const cross = ux * vy - uy * vx;
  if (Math.abs(cross) < 1e-12) return undefined; // parallel tracks meet nowhere, or everywhere
  const [wx, wy] = [x[c] - x[a], y[c] - y[a]];
  const first = (wx * vy - wy * vx) / cross;
  const second = (wx * uy - wy * ux) / cross;
  return first >= 0 && first < 1 && second >= 0 && second < 1 ? [first, second] : undefined;
}
