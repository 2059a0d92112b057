import { nearestPoints } from "../core/nearest-points.js";
import { shuffled } from "../core/random.js";
import type { SplineData } from "./spline-data.js";
import { toContrasts } from "./spline-drift.js";
import {
  type ChosenSmoothing,
  chooseSmoothing,
  type TridiagonalContrasts,
  tridiagonal,
} from "./spline-smoothing.js";
import { type SplineWindow, splineWindow } from "./spline-window.js";

/** Up to so many points the score is that of all; else that of windows of so many, all together. */
const WHOLE = 500;
const [WINDOW, WINDOWS] = [300, 12];

/** A smoothing chosen by cross-validation, and from how much. */
export interface CrossValidatedSmoothing extends ChosenSmoothing {
  /** 0 where all points counted at once. */
  readonly windows: number;
}

/**
 * The smoothing of least generalised cross-validation: of all points, or of twelve windows of 300 neighbouring points, whose
 * sums of squares and traces are added up. Smoothing tells how rough the field is between neighbours beside their errors,
 * and neighbours are what a window holds.
 */
export function crossValidatedSmoothing(data: SplineData): CrossValidatedSmoothing | undefined {
  const { x, y, count } = data;
  if (count <= data.terms + 1) return undefined; // nothing is left to validate with
  if (count <= WHOLE) {
    const all = Array.from({ length: count }, (_, k) => k);
    return { ...chooseSmoothing([contrastsOf(data, splineWindow(data, count), all)], count), windows: 0 };
  }
  const near = nearestPoints(x.subarray(0, count), y.subarray(0, count));
  const window = splineWindow(data, WINDOW);
  const windows = Math.min(WINDOWS, Math.ceil((2 * count) / WINDOW));
  const parts = Array.from(shuffled(count, 2).subarray(0, windows), (k) =>
    contrastsOf(data, window, near.nearest(x[k], y[k], WINDOW)),
  );
  return { ...chooseSmoothing(parts, windows * WINDOW), windows };
}

/** The contrasts of some points, each times the root of its weight. */
function contrastsOf(
  data: SplineData,
  window: SplineWindow,
  members: readonly number[],
): TridiagonalContrasts {
  const count = members.length;
  window.load(members, count, 0, true);
  const values = Float64Array.from(members, (k) => data.values[k] / Math.sqrt(data.noise[k]));
  toContrasts(window.contrasts, values, count);
  const { rank } = window.contrasts;
  return tridiagonal(window.covariance(count), count - rank, values.slice(rank));
}
