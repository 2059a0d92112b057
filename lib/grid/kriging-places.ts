import { type NearestPoints, nearestPoints } from "../core/nearest-points.js";
import type { KrigingField } from "./kriging-field.js";
import { type KrigingWindow, krigingWindow } from "./kriging-window.js";

/** Where to predict, in the field's coordinates, with the drifts there. */
export interface KrigingPlaces {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly drift: readonly Float64Array[];
}

/** Stop and progress of long work. */
export interface Listening {
  /** Stops the work when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told how much is done, of `total`, both while the model is estimated and for each prediction. */
  readonly progress?: (done: number, total: number) => void;
}

/** Places that are this near each other, in distances to their last neighbour, share a window. */
const SHARED = 0.35;
/** A window with more candidates than so many neighbourhoods is divided. */
const CROWDED = 8;

/** Makes the prediction of values and sigmas at places; NaN where a place or its drift is. */
export function krigingPredictor(
  field: KrigingField,
): (places: KrigingPlaces, wantSigma: boolean, listening: Listening) => KrigingPrediction {
  const window = krigingWindow(field);
  const index = field.neighbours < field.values.length ? nearestPoints(field.x, field.y) : undefined;
  const everyone = Int32Array.from(field.values.keys());
  return (places, wantSigma, { signal, progress }) => {
    const total = places.x.length;
    const [values, sigma] = [
      new Float64Array(total).fill(Number.NaN),
      new Float64Array(total).fill(Number.NaN),
    ];
    const order = knownPlaces(places);
    let [done, next] = [total - order.length, 0];
    const solveAll = (from: number, to: number): void => {
      for (let i = from; i < to; i++) {
        const k = order[i];
        window.solve(places.x[k], places.y[k], places.drift, k, wantSigma);
        values[k] = window.value;
        if (wantSigma) sigma[k] = window.sigma;
        if (++done < next) continue;
        signal?.throwIfAborted();
        progress?.(done, total);
        next = done + Math.max(1, Math.floor(total / 200));
      }
    };
    if (index) byWindows(field, places, order, index, window, solveAll);
    else {
      const { x, y, half } = boxOf(field, everyone, 0, everyone.length);
      window.move(everyone, x, y);
      if (half >= 0) solveAll(0, order.length);
    }
    if (total > 0) progress?.(total, total);
    return { values, sigma };
  };
}

/** What is predicted; `sigma` is NaN where it was not asked for. */
export interface KrigingPrediction {
  readonly values: Float64Array;
  readonly sigma: Float64Array;
}

function knownPlaces({ x, y, drift }: KrigingPlaces): Int32Array {
  return Int32Array.from(x.keys()).filter(
    (k) =>
      Number.isFinite(x[k]) && Number.isFinite(y[k]) && drift.every((column) => Number.isFinite(column[k])),
  );
}

/**
 * Divides places until those of a part are near each other, compared with their neighbours. If the middle of a part has its
 * n-th neighbour at distance r, and no place is farther than h from it, every place has its n nearest within r + 2h of the
 * middle: these are the candidates.
 */
function byWindows(
  field: KrigingField,
  places: KrigingPlaces,
  order: Int32Array,
  index: NearestPoints,
  window: KrigingWindow,
  solve: (from: number, to: number) => void,
): void {
  const parts: [from: number, to: number][] = [[0, order.length]];
  const candidatesFor = candidateSearch(field, index);
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const [from, to] = part;
    if (from === to) continue;
    const box = boxOf(places, order, from, to);
    const candidates = candidatesFor(box);
    if (candidates === undefined) {
      const middle = divide(places, order, from, to, box);
      parts.push([middle, to], [from, middle]);
      continue;
    }
    window.move(candidates, box.x, box.y);
    solve(from, to);
  }
}

/** Finds the candidates of a box, nearest to its middle first; undefined where the box should be divided. */
function candidateSearch(field: KrigingField, index: NearestPoints): (box: Box) => Int32Array | undefined {
  const { x, y, neighbours } = field;
  let radius = 0; // what sufficed for the last box, which was often beside this one
  return (box) => {
    let found = radius > 0 ? index.within(box.x, box.y, radius) : [];
    if (found.length < neighbours) {
      found = index.nearest(box.x, box.y, neighbours);
      const last = found[found.length - 1];
      radius = Math.hypot(x[last] - box.x, y[last] - box.y);
    }
    let near = byDistance(found, field, box);
    const reach = Math.sqrt(near.squares[neighbours - 1]);
    if (box.half > SHARED * reach) {
      radius = reach;
      return undefined;
    }
    const needed = (reach + 2 * box.half) * (1 + 1e-12);
    if (needed > radius) near = byDistance(index.within(box.x, box.y, needed), field, box);
    radius = needed * 1.05;
    let count = neighbours;
    while (count < near.squares.length && near.squares[count] <= needed * needed) count += 1;
    return count > CROWDED * neighbours && box.half > 0 ? undefined : near.rows.subarray(0, count);
  };
}

/** Points in order of their distance from the middle of a box, with its squares. */
function byDistance(found: readonly number[], { x, y }: KrigingField, box: Box) {
  const count = found.length;
  const [rows, squares] = [new Int32Array(count), new Float64Array(count)];
  if (count > 200) {
    const square = (k: number): number => (x[k] - box.x) ** 2 + (y[k] - box.y) ** 2;
    const sorted = found.map((k) => ({ k, s: square(k) })).sort((a, b) => a.s - b.s || a.k - b.k);
    return { rows: rows.map((_, i) => sorted[i].k), squares: squares.map((_, i) => sorted[i].s) };
  }
  for (let i = 0; i < count; i++) {
    const k = found[i];
    const square = (x[k] - box.x) ** 2 + (y[k] - box.y) ** 2;
    let j = i;
    for (; j > 0 && squares[j - 1] > square; j--) {
      squares[j] = squares[j - 1];
      rows[j] = rows[j - 1];
    }
    squares[j] = square;
    rows[j] = k;
  }
  return { rows, squares };
}

interface Box {
  /** The middle. */
  readonly x: number;
  readonly y: number;
  /** Half its diagonal. */
  readonly half: number;
  readonly wide: boolean;
}

function boxOf({ x, y }: Pick<KrigingPlaces, "x" | "y">, order: Int32Array, from: number, to: number): Box {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = from; i < to; i++) {
    const k = order[i];
    if (x[k] < west) west = x[k];
    if (x[k] > east) east = x[k];
    if (y[k] < south) south = y[k];
    if (y[k] > north) north = y[k];
  }
  const [width, height] = [east - west, north - south];
  return {
    ...{ x: west + width / 2, y: south + height / 2 },
    ...{ half: Math.hypot(width, height) / 2, wide: width > height },
  };
}

/** Puts the places on this side of the middle first; returns where the others begin. */
function divide({ x, y }: KrigingPlaces, order: Int32Array, from: number, to: number, box: Box): number {
  const [along, middle] = box.wide ? [x, box.x] : [y, box.y];
  const there: number[] = [];
  let end = from;
  for (let i = from; i < to; i++) {
    const k = order[i];
    if (along[k] < middle) order[end++] = k;
    else there.push(k);
  }
  order.set(there, end);
  return end > from && end < to ? end : (from + to) >> 1;
}
