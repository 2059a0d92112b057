import { type Box, boxOf, divide, type Part } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import type { KrigingPlaces, KrigingPrediction, WindowWork } from "./kriging-matrix.js";
import type { Candidates } from "./kriging-sets.js";
import { krigingWindow, type WindowSolver } from "./kriging-window.js";
import { nthSmallest } from "./nearest-sets.js";

/** Stop and progress of long work. */
export interface Listening {
  /** Stops the work when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told how much is done, of `total`, both while the model is estimated and for each prediction. */
  readonly progress?: (done: number, total: number) => void;
}

/** Places that are this near each other, in distances to their last neighbour, may share a window. */
const SHARED = 0.3;
/** A window with more places than this is divided, as long as its places are farther apart than `NEAR` such distances. */
const MANY = 32;
const NEAR = 0.12;
const MOST_PLACES = 1024;

/** Predicts at all places; `told` is called with how many more are done. */
export type KrigingPredictor = (
  places: KrigingPlaces,
  wantSigma: boolean,
  told: (count: number) => void,
) => KrigingPrediction;

/** Makes the prediction of values and sigmas at places; NaN where a place or its drift is. */
export function krigingPredictor(field: KrigingField): KrigingPredictor {
  const windows = placesByWindows(field, krigingWindow(field));
  return (places, wantSigma, told) => {
    const total = places.x.length;
    const values = new Float64Array(total).fill(Number.NaN);
    const sigma = new Float64Array(total).fill(Number.NaN);
    windows(places, knownPlaces(places), { values, sigma, wantSigma, told });
    return { values, sigma };
  };
}

function knownPlaces(places: KrigingPlaces): Part {
  const list = new Int32Array(places.x.length);
  return { list, from: 0, to: listKnown(places, list) };
}

function listKnown({ x, y, drift }: KrigingPlaces, list: Int32Array): number {
  let to = 0;
  for (let k = 0; k < x.length; k++) {
    let sum = x[k] - x[k] + (y[k] - y[k]);
    for (const column of drift) sum += column[k] - column[k];
    if (sum === 0) list[to++] = k;
  }
  return to;
}

/**
 * Halves places and candidates until the places are near each other, compared with their neighbours. If the middle of a part
 * has its n-th neighbour at distance r, and no place is farther than h from it, every place has its n nearest within
 * r + 2h of the middle: these are the candidates.
 */
function placesByWindows(field: KrigingField, solve: WindowSolver) {
  const near = candidateStack(field);
  return (places: KrigingPlaces, order: Part, work: WindowWork): void => {
    if (order.to === order.from) return;
    const there = new Int32Array(order.to);
    const halve = (around: Part, part: Part): void => {
      const box = boxOf(places, part);
      const candidates = near(around, box);
      if (isWindow(candidates, part.to - part.from)) {
        solve(candidates, places, part, work);
        return;
      }
      const middle = divide(places, part, box, there);
      halve(candidates.points, { list: part.list, from: part.from, to: middle });
      halve(candidates.points, { list: part.list, from: middle, to: part.to });
    };
    halve(near.all, order);
  };
}

function isWindow({ box: { half }, reach }: Candidates, places: number): boolean {
  if (places > MOST_PLACES) return false;
  if (places === 1 || half === 0) return true;
  const share = half / Math.sqrt(reach);
  return share <= NEAR || (places <= MANY && share <= SHARED);
}

/** Candidates of a part, of its half, of its quarter, …, one after another in one list. */
function candidateStack({ x, y, neighbours }: KrigingField) {
  const count = x.length;
  const [squares, work] = [new Float64Array(count), new Float64Array(count)];
  let stack = Int32Array.from({ length: 2 * count }, (_, k) => k);

  const fillSquares = (from: number, to: number, px: number, py: number): void => {
    for (let i = from; i < to; i++) {
      const dx = x[stack[i]] - px;
      const dy = y[stack[i]] - py;
      squares[i - from] = work[i - from] = dx * dx + dy * dy;
    }
  };

  const keepNear = (from: number, to: number, limit: number): number => {
    let end = to;
    for (let i = from; i < to; i++) if (squares[i - from] <= limit) stack[end++] = stack[i];
    return end;
  };

  /** Puts the candidates of a box on the stack, above those of a larger box. */
  const near = ({ from, to }: Omit<Part, "list">, box: Box): Candidates => {
    fillSquares(from, to, box.x, box.y);
    const reach = neighbours === count ? Number.POSITIVE_INFINITY : nthSmallest(work, to - from, neighbours);
    if (stack.length < 2 * to - from) {
      const longer = new Int32Array(2 * stack.length);
      longer.set(stack);
      stack = longer;
    }
    const end = keepNear(from, to, ((Math.sqrt(reach) + 2 * box.half) * (1 + 1e-12)) ** 2);
    return { points: { list: stack, from: to, to: end }, box, reach };
  };
  return Object.assign(near, { all: { list: stack, from: 0, to: count } as Part });
}
