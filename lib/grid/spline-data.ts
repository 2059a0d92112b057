import { ArgumentError } from "../core/errors.js";
import type { Positions } from "../core/grid-sample.js";
import { isotropicPlaces } from "./covariance-model.js";
import { principalAxis } from "./plane.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";
import { type SplineKernel, splineKernel } from "./spline-kernel.js";
import type { SplineSettings } from "./spline-settings.js";

/** What a spline is made of: one value a place, in coordinates along and across the points, from −1 to 1 or so. */
export interface SplineData {
  readonly count: number;
  /** One number more than points: the last is for a place that is asked for. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Values less their mean. */
  readonly values: Float64Array;
  readonly mean: number;
  /** Variance of each value's error over that of a point of mean weight; 0 for the place that is asked for. */
  readonly noise: Float64Array;
  readonly kernel: SplineKernel;
  /** Columns of the drift: 1, x, y. */
  readonly terms: number;
  /** Units of y in a unit of the coordinates. */
  readonly length: number;
  /** Mean spacing of the points, in units of y. */
  readonly spacing: number;
  /** Positions in the points' coordinates as positions in these. */
  readonly place: (positions: Positions) => { readonly x: Float64Array; readonly y: Float64Array };
  /** 2: the points span the plane; 1: they lie on a line; 0: at one place. */
  readonly dimensions: 0 | 1 | 2;
}

/** Points as {@link SplineData}, and how many came, fell out and disappeared into others. */
export function splineData(
  points: Points,
  { aspectRatio, degree, tension, tensionLength }: SplineSettings,
): { readonly data: SplineData; readonly rows: Readonly<Record<string, number>> } {
  const usable = usablePoints({ x: points.x, y: points.y, values: points.values, sigma: points.sigma });
  if (usable.points.values.length === 0)
    throw new ArgumentError({
      argument: "points",
      value: `${usable.came} points, none of which has all its numbers`,
      accepted: "at least one point with finite x, y and value",
    });
  const alike = usable.points.sigma ?? new Float64Array(usable.points.x.length).fill(1);
  const { points: single, merged } = mergeCoincident({ ...usable.points, sigma: alike });
  const weights = (single.sigma as Float64Array).map((s) => 1 / (s * s));
  const count = weights.length;
  const meanWeight = weights.reduce((a, b) => a + b, 0) / count;
  const mean = single.values.reduce((sum, value, k) => sum + weights[k] * value, 0) / (meanWeight * count);

  const level = isotropicPlaces(single, aspectRatio);
  const { x0, y0, cos, sin, dimensions } = principalAxis(level);
  const reach = level.x.reduce((most, x, k) => Math.max(most, Math.hypot(x - x0, level.y[k] - y0)), 0);
  const length = reach || 1;
  const place = (positions: Positions): { x: Float64Array; y: Float64Array } => {
    const { x, y } = isotropicPlaces(positions, aspectRatio);
    return {
      x: x.map((v, k) => (cos * (v - x0) + sin * (y[k] - y0)) / length),
      y: x.map((v, k) => (-sin * (v - x0) + cos * (y[k] - y0)) / length),
    };
  };
  const placed = place(single);
  const spacing = pointSpacing(placed, dimensions) * length;
  const stiffness = tension / (1 - tension);
  const p = (length * Math.sqrt(stiffness)) / (tensionLength ?? spacing);
  return {
    data: {
      ...{ count, mean, length, place, dimensions, spacing },
      x: withPlace(placed.x),
      y: withPlace(placed.y),
      values: single.values.map((value) => value - mean),
      noise: withPlace(weights.map((weight) => meanWeight / weight)),
      kernel: splineKernel(p),
      terms: 1 + (degree === 0 ? 0 : dimensions),
    },
    rows: { in: usable.came, used: count, not_finite: usable.notFinite, coincident: merged },
  };
}

function withPlace(column: Float64Array): Float64Array {
  const longer = new Float64Array(column.length + 1);
  longer.set(column);
  return longer;
}

/** The side of the square, or the length of line, that each point has for itself; 1 for one place. */
function pointSpacing({ x, y }: Positions, dimensions: number): number {
  const extent = (column: Float64Array): number =>
    column.reduce((a, b) => Math.max(a, b), -Infinity) - column.reduce((a, b) => Math.min(a, b), Infinity);
  if (dimensions === 0) return 1;
  if (dimensions === 1) return extent(x) / (x.length - 1);
  return Math.sqrt((extent(x) * extent(y)) / x.length);
}
