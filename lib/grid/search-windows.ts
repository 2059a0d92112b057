import { shuffled } from "../core/random.js";
import { foldsOf } from "./folds.js";
import type { SearchWindow } from "./held-out.js";
import { type Points, pickPoints } from "./points.js";
import { type SurfaceFrame, specOf } from "./surface-frame.js";

/** Up to so many points all of them are searched; of more, windows of full density. */
export const MOST_SEARCHED = 20_000;
const WINDOW = 5000;

/** How windows are cut into folds. */
interface WindowOptions {
  readonly folds: number;
  readonly blockSize: readonly [number, number];
  readonly groups?: readonly string[];
  readonly seed: number;
}

/**
 * The parts of a survey that are cross-validated: all of it, or, where it has more than {@link MOST_SEARCHED} points, four
 * windows of some 5,000 neighbouring points each. Windows keep the distances between points, which decide what method
 * is best; every tenth point would not.
 */
export function searchWindows(points: Points, frame: SurfaceFrame, options: WindowOptions): SearchWindow[] {
  const { folds, blockSize, groups, seed } = options;
  const all = Int32Array.from(points.x.keys());
  const parts = all.length <= MOST_SEARCHED ? [all] : someOf(halved(points, all), seed);
  return parts.map((members) => {
    const part = pickPoints(points, Array.from(members));
    const names = groups && Array.from(members, (k) => groups[k]);
    const isWhole = parts.length === 1;
    return {
      members,
      fold: foldsOf(part, { folds, blockSize, seed, ...(names && { groups: names }) }),
      region: specOf(part, isWhole ? frame : { ...frame, region: undefined }).region,
    };
  });
}

/** Cuts points in halves along the longer side, until no part has more than a window. */
function halved({ x, y }: Points, members: Int32Array): Int32Array[] {
  const waiting = [members];
  const done: Int32Array[] = [];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.length <= WINDOW) {
      done.push(part);
      continue;
    }
    const along = spread(x, part) > spread(y, part) ? x : y;
    const sorted = part.slice().sort((a, b) => along[a] - along[b]);
    waiting.push(sorted.slice(0, sorted.length >> 1), sorted.slice(sorted.length >> 1));
  }
  return done;
}

function someOf(parts: readonly Int32Array[], seed: number): Int32Array[] {
  return Array.from(shuffled(parts.length, seed).subarray(0, 4), (k) => parts[k]);
}

function spread(values: Float64Array, members: Int32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const k of members) [low, high] = [Math.min(low, values[k]), Math.max(high, values[k])];
  return high - low;
}
