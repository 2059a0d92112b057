import { ArgumentError } from "../core/errors.js";
import { nearestPoints } from "../core/nearest-points.js";
import { stepReport } from "../core/report.js";
import {
  type AspectRatio,
  eachPosition,
  type FittedSurface,
  fittedSurface,
  type SurfaceNames,
} from "./fitted-surface.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";

/** Options of {@link fitInverseDistance}. */
export interface InverseDistanceOptions extends SurfaceNames, AspectRatio {
  /** Power of the distance in the weights; default 2. */
  readonly power?: number;
  /** How many nearest points count; default 12. With 1 the surface is that of {@link fitNearest}. */
  readonly neighbours?: number;
}

/**
 * The mean of the nearest points, weighed by 1 / distance^power. Quick and rough: it has flat spots at every point, and
 * never goes beyond the values of the points. To look at data, not to make a map.
 *
 * @param points - x, y, values. Points with a NaN are left out and counted; points at one place are averaged (by 1/σ²).
 * @param options - see {@link InverseDistanceOptions}
 * @returns the surface, everywhere
 * @throws ArgumentError if there is no point, or an option is out of range
 *
 * Source: Shepard, D. (1968), A two-dimensional interpolation function for irregularly-spaced data, Proc. 23rd ACM
 * National Conference, 517–524.
 *
 * @example
 * const points = { x: Float64Array.of(0, 3), y: Float64Array.of(0, 0), values: Float64Array.of(0, 10) };
 * fitInverseDistance(points).predict({ x: Float64Array.of(1, 3), y: Float64Array.of(0, 0) }); // => Float64Array.of(2, 10)
 */
export function fitInverseDistance(points: Points, options: InverseDistanceOptions = {}): FittedSurface {
  const { power = 2, neighbours = 12, aspectRatio = 1, ...names } = options;
  if (!(power > 0))
    throw new ArgumentError({ argument: "options.power", value: power, accepted: "a number above 0" });
  if (!(Number.isInteger(neighbours) && neighbours >= 1))
    throw new ArgumentError({
      argument: "options.neighbours",
      value: neighbours,
      accepted: "a whole number from 1",
    });
  const usable = usablePoints(points);
  const { points: merged, merged: together } = mergeCoincident(usable.points);
  if (merged.values.length === 0)
    throw new ArgumentError({ argument: "points", value: "no usable point", accepted: "at least one" });
  const x = merged.x.map((v) => v * aspectRatio);
  const { y, values } = merged;
  const index = nearestPoints(x, y);
  const at = (px: number, py: number): number => {
    let [sum, weights] = [0, 0];
    for (const k of index.nearest(px, py, neighbours)) {
      const distance = Math.hypot(px - x[k], py - y[k]);
      if (distance === 0) return values[k];
      const weight = distance ** -power;
      sum += weight * values[k];
      weights += weight;
    }
    return sum / weights;
  };
  const predict: FittedSurface["predict"] = (positions) =>
    eachPosition(positions, (px, py) => at(px * aspectRatio, py));
  const report = stepReport("fitInverseDistance", {
    parameters: { power, neighbours, aspectRatio },
    rows: { in: usable.came, used: values.length, not_finite: usable.notFinite, coincident: together },
  });
  return fittedSurface({ predict }, names, report);
}

/** Options of {@link fitNearest}. */
export interface NearestOptions extends SurfaceNames, AspectRatio {}

/**
 * The value of the nearest point: no surface, but the measure that every method has to beat.
 *
 * @param points - x, y, values. Points with a NaN are left out and counted; points at one place are averaged (by 1/σ²).
 * @param options - see {@link NearestOptions}
 * @returns the surface, everywhere
 * @throws ArgumentError if there is no point
 *
 * @example
 * const points = { x: Float64Array.of(0, 3), y: Float64Array.of(0, 0), values: Float64Array.of(0, 10) };
 * fitNearest(points).predict({ x: Float64Array.of(1, 2), y: Float64Array.of(0, 5) }); // => Float64Array.of(0, 10)
 */
export function fitNearest(points: Points, options: NearestOptions = {}): FittedSurface {
  return fitInverseDistance(points, { ...options, neighbours: 1 });
}
