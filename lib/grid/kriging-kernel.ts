import type { Kernel } from "../core/executor.js";
import { boxOf, divide, type Part } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import type { KrigingPlaces, KrigingPrediction } from "./kriging-matrix.js";
import { krigingPredictor } from "./kriging-places.js";

/** Some of the places, near each other. */
export interface KrigingTask {
  readonly places: KrigingPlaces;
  readonly wantSigma: boolean;
}

/** Kriging at places, in any thread. */
export const krigingKernel: Kernel<KrigingField, KrigingTask, KrigingPrediction> = {
  name: "kriging",
  prepare(field) {
    const predict = krigingPredictor(field);
    return ({ places, wantSigma }) => predict(places, wantSigma, () => undefined);
  },
};

/** Places are divided into about so many tasks, of no fewer places than `FEWEST`. */
const TASKS = 32;
const FEWEST = 2000;

/** The places of each task: halves of halves of the map. The serial way takes the same, for the same rounding. */
export function taskParts(places: KrigingPlaces): Part[] {
  const total = places.x.length;
  const most = Math.max(FEWEST, Math.ceil(total / TASKS));
  const there = new Int32Array(total);
  const halve = (part: Part): Part[] => {
    if (part.to - part.from <= most) return [part];
    const middle = divide(places, part, boxOf(places, part), there);
    return [
      { ...part, to: middle },
      { ...part, from: middle },
    ].flatMap(halve);
  };
  const list = new Int32Array(total);
  for (let k = 0; k < total; k++) list[k] = k;
  return halve({ list, from: 0, to: total });
}

/** The places of a part. */
export function placesOfPart({ x, y, drift }: KrigingPlaces, { list, from, to }: Part): KrigingPlaces {
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(to - from);
    for (let i = from; i < to; i++) picked[i - from] = values[list[i]];
    return picked;
  };
  return { x: pick(x), y: pick(y), drift: drift.map(pick) };
}
