import { type Box, boxOf, divide } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import type { KrigingPlaces, KrigingPrediction } from "./kriging-matrix.js";
import type { Part } from "./kriging-sets.js";
import { krigingWindow } from "./kriging-window.js";
import { nthSmallest } from "./nearest-sets.js";

/** Stop and progress of long work. */
export interface Listening {
  /** Stops the work when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told how much is done, of `total`, both while the model is estimated and for each prediction. */
  readonly progress?: (done: number, total: number) => void;
}

/** Places that are this near each other, in distances to their last neighbour, share a window. */
const SHARED = 0.3;
/** A window with more places than this is divided, as long as its places are farther apart than `NEAR` such distances. */
const MANY = 48;
const NEAR = 0.04;
/** A window with more candidates than so many neighbourhoods, or so many places, is divided. */
const CROWDED = 8;
const MOST_PLACES = 1024;

/** Predicts at all places; `told` is called after each. */
export type KrigingPredictor = (
  places: KrigingPlaces,
  wantSigma: boolean,
  told: () => void,
) => KrigingPrediction;

/** Makes the prediction of values and sigmas at places; NaN where a place or its drift is. */
export function krigingPredictor(field: KrigingField): KrigingPredictor {
  const solver = krigingWindow(field);
  const windows = placesByWindows(field);
  return (places, wantSigma, told) => {
    const total = places.x.length;
    const found = {
      values: new Float64Array(total).fill(Number.NaN),
      sigma: new Float64Array(total).fill(Number.NaN),
    };
    const work = { ...found, wantSigma, told };
    windows(places, knownPlaces(places), (candidates, order) => solver(candidates, places, order, work));
    return found;
  };
}

function knownPlaces({ x, y, drift }: KrigingPlaces): Part {
  const list = new Int32Array(x.length);
  let to = 0;
  for (let k = 0; k < x.length; k++) {
    let sum = x[k] - x[k] + (y[k] - y[k]);
    for (const column of drift) sum += column[k] - column[k];
    if (sum === 0) list[to++] = k;
  }
  return { list, from: 0, to };
}

/**
 * Halves places and candidates until the places are near each other, compared with their neighbours. If the middle of a part
 * has its n-th neighbour at distance r, and no place is farther than h from it, every place has its n nearest within
 * r + 2h of the middle: these are the candidates.
 */
function placesByWindows({ x, y, neighbours }: KrigingField) {
  const count = x.length;
  const [squares, work] = [new Float64Array(count), new Float64Array(count)];
  /** Candidates of a part, of its half, of its quarter, …, one after another. */
  let stack = Int32Array.from({ length: 2 * count }, (_, k) => k);

  /** Puts the candidates of a box on the stack, above those of a larger box. */
  const nearBox = ({ from, to }: Omit<Part, "list">, box: Box) => {
    for (let i = from; i < to; i++) {
      const dx = x[stack[i]] - box.x;
      const dy = y[stack[i]] - box.y;
      squares[i - from] = work[i - from] = dx * dx + dy * dy;
    }
    const reach = Math.sqrt(nthSmallest(work, to - from, neighbours));
    const limit = ((reach + 2 * box.half) * (1 + 1e-12)) ** 2;
    if (stack.length < 2 * to - from) {
      const longer = new Int32Array(2 * stack.length);
      longer.set(stack);
      stack = longer;
    }
    let end = to;
    for (let i = from; i < to; i++) if (squares[i - from] <= limit) stack[end++] = stack[i];
    return { near: { from: to, to: end }, reach };
  };

  return (places: KrigingPlaces, order: Part, solve: (candidates: Part, order: Part) => void): void => {
    if (order.to === order.from) return;
    if (neighbours === count) {
      solve({ list: stack, from: 0, to: count }, order);
      return;
    }
    const there = new Int32Array(order.to);
    const halve = (around: Omit<Part, "list">, part: Part): void => {
      const box = boxOf(places, part);
      const { near, reach } = nearBox(around, box);
      if (isWindow(box, reach, part.to - part.from, (near.to - near.from) / neighbours))
        solve({ list: stack, ...near }, part);
      else {
        const middle = divide(places, part, box, there);
        halve(near, { ...part, to: middle });
        halve(near, { ...part, from: middle });
      }
    };
    halve({ from: 0, to: count }, order);
  };
}

function isWindow({ half }: Box, reach: number, places: number, crowd: number): boolean {
  if (places > MOST_PLACES) return false;
  if (places === 1 || half === 0) return true;
  if (half > SHARED * reach || crowd > CROWDED) return false;
  return places <= MANY || half <= NEAR * reach;
}
