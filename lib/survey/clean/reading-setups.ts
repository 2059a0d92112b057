import { robustScale } from "../../core/robust-statistics.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";
import { stationSites } from "./station-sites.js";

/** One setup of a meter at one station: readings that follow one another. */
export interface Setup {
  readonly loop: string;
  readonly meter: string;
  readonly station: string;
  /** Number of its place: see `stationSites`. */
  readonly site: number;
  /** Its rows in the order of time. */
  readonly rows: readonly number[];
}

/** Standard deviation of one reading where too few repeats show it, mGal; as in `driftByLoop`. */
const USUAL_NOISE_MGAL = 0.01;
/** So many differences of repeats tell the noise of a loop. */
const ENOUGH_DIFFERENCES = 5;

/** What tells one setup from the next. */
export type SetupLimits = Pick<ReadingLimits, "setupGap_minutes" | "stationDistance_m">;

/**
 * The setups of all loops in the order of time: neighbouring readings of one station at one place, as long as no gap
 * between them is longer than `setupGap_minutes`. Readings without value or time, and those that are put aside, are left out.
 */
export function setupsOf(view: ReadingView, reading: Float64Array, limits: SetupLimits): Setup[] {
  const sites = stationSites(view, limits.stationDistance_m);
  const setups: Setup[] = [];
  for (const rows of rowsByLoop(view, reading)) {
    let current: number[] = [];
    const close = () => {
      if (current.length === 0) return;
      const first = current[0];
      setups.push({
        loop: view.loop[first],
        meter: view.meter[first],
        station: view.station[first],
        site: sites[first],
        rows: current,
      });
    };
    for (const row of rows) {
      const last = current[current.length - 1];
      const isSame =
        last !== undefined &&
        sites[row] === sites[last] &&
        view.minutes[row] - view.minutes[last] <= limits.setupGap_minutes;
      if (!isSame) {
        close();
        current = [];
      }
      current.push(row);
    }
    close();
  }
  return setups;
}

function rowsByLoop(view: ReadingView, reading: Float64Array): Iterable<number[]> {
  const rows = Array.from({ length: view.rows }, (_, row) => row).filter(
    (row) => view.isUsable(row) && Number.isFinite(reading[row]) && Number.isFinite(view.minutes[row]),
  );
  rows.sort(
    (a, b) => view.minutes[a] - view.minutes[b] || compare(view.station[a], view.station[b]) || a - b,
  );
  return grouped(rows, (row) => view.loop[row]).values();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Standard deviation of one reading in each loop, mGal, from the differences d between neighbouring readings of a
 * setup: 1.4826 · median |d| / √2. Where a loop has fewer than five of them: 0.01 mGal.
 */
export function noiseByLoop(setups: readonly Setup[], reading: Float64Array): Map<string, number> {
  const differences = new Map<string, number[]>();
  for (const { loop, rows } of setups) {
    const list = differences.get(loop) ?? [];
    for (let i = 1; i < rows.length; i++) list.push(Math.abs(reading[rows[i]] - reading[rows[i - 1]]));
    differences.set(loop, list);
  }
  return new Map(
    [...differences].map(([loop, list]) => [
      loop,
      list.length < ENOUGH_DIFFERENCES ? USUAL_NOISE_MGAL : robustScale(list, 0) / Math.SQRT2,
    ]),
  );
}
