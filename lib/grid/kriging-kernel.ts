import type { Kernel } from "../core/executor.js";
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

/** Rows of the places of each task: halves of halves of the map. The serial way takes the same, for the same rounding. */
export function taskRows({ x, y }: KrigingPlaces): Int32Array[] {
  const most = Math.max(FEWEST, Math.ceil(x.length / TASKS));
  const halve = (rows: Int32Array): Int32Array[] => {
    if (rows.length <= most) return [rows];
    const [alongX, alongY] = [rangeOf(x, rows), rangeOf(y, rows)];
    const [along, { middle, length }] = alongX.length > alongY.length ? [x, alongX] : [y, alongY];
    if (!(length > 0)) return [rows];
    // A place without a position goes with the second half.
    return [rows.filter((k) => along[k] < middle), rows.filter((k) => !(along[k] < middle))].flatMap(halve);
  };
  return halve(Int32Array.from(x.keys()));
}

function rangeOf(values: Float64Array, rows: Int32Array) {
  let [least, most] = [Infinity, -Infinity];
  for (const k of rows) {
    if (values[k] < least) least = values[k];
    if (values[k] > most) most = values[k];
  }
  return { middle: (least + most) / 2, length: most - least };
}

/** The places of some rows. */
export function placesOfRows({ x, y, drift }: KrigingPlaces, rows: Int32Array): KrigingPlaces {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (k) => values[k]);
  return { x: pick(x), y: pick(y), drift: drift.map(pick) };
}
