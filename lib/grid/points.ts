import { ArgumentError } from "../core/errors.js";

/** Scattered values: one quantity at points of the plane (metres) or of the map (degrees). */
export interface Points {
  /** Position along x: easting in metres, or longitude in degrees. */
  readonly x: Float64Array;
  /** Position along y: northing in metres, or latitude in degrees. */
  readonly y: Float64Array;
  readonly values: Float64Array;
  /** Standard deviation of each value, in the same units; every one greater than 0. */
  readonly sigma?: Float64Array;
  /** Height of each point in metres, for methods that work in three dimensions. */
  readonly height?: Float64Array;
}

/** Points that can be used, and how many came. */
export interface UsablePoints {
  readonly points: Points;
  readonly came: number;
  /** Points left out because x, y, the value, sigma or height is not a finite number. */
  readonly notFinite: number;
}

/**
 * Leaves out the points of which a number is missing (NaN) or infinite, and counts them.
 *
 * @throws ArgumentError if the arrays differ in length, or a sigma is zero or negative
 */
export function usablePoints(points: Points): UsablePoints {
  const { x, y, values, sigma, height } = points;
  for (const [name, column] of Object.entries({ y, values, sigma, height })) {
    if (column !== undefined && column.length !== x.length) {
      throw new ArgumentError({
        argument: `points.${name}.length`,
        value: column.length,
        accepted: `${x.length}, the length of points.x`,
      });
    }
  }
  const keep: number[] = [];
  for (let k = 0; k < x.length; k++) {
    if (sigma !== undefined && sigma[k] <= 0) {
      throw new ArgumentError({
        argument: `points.sigma[${k}]`,
        value: sigma[k],
        accepted: "a standard deviation greater than 0",
      });
    }
    const finite = Number.isFinite(x[k]) && Number.isFinite(y[k]) && Number.isFinite(values[k]);
    if (finite && Number.isFinite(sigma?.[k] ?? 1) && Number.isFinite(height?.[k] ?? 0)) keep.push(k);
  }
  return {
    points: keep.length === x.length ? points : pickPoints(points, keep),
    came: x.length,
    notFinite: x.length - keep.length,
  };
}

/** The points of the given numbers, in that order. */
export function pickPoints({ x, y, values, sigma, height }: Points, numbers: readonly number[]): Points {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(numbers, (k) => column[k]);
  return {
    ...{ x: pick(x), y: pick(y), values: pick(values) },
    ...(sigma && { sigma: pick(sigma) }),
    ...(height && { height: pick(height) }),
  };
}

/**
 * Points at one and the same place (and height, where they have heights) as one point: their mean, weighed by 1/σ² where
 * they have sigmas, and the sigma of that mean. The order is that of the first of each.
 *
 * @returns the points, and how many disappeared into others
 */
export function mergeCoincident(points: Points): { readonly points: Points; readonly merged: number } {
  const { x, y, values, sigma, height } = points;
  const first = new Map<string, number>();
  const place = Int32Array.from(x, (_, k) => {
    const key = `${x[k]} ${y[k]} ${height?.[k]}`;
    if (!first.has(key)) first.set(key, first.size);
    return first.get(key) as number;
  });
  const count = first.size;
  if (count === x.length) return { points, merged: 0 };
  const [sum, weights] = [new Float64Array(count), new Float64Array(count)];
  const numbers = new Int32Array(count).fill(-1);
  for (let k = 0; k < x.length; k++) {
    const weight = sigma ? 1 / sigma[k] ** 2 : 1;
    sum[place[k]] += weight * values[k];
    weights[place[k]] += weight;
    if (numbers[place[k]] < 0) numbers[place[k]] = k;
  }
  const picked = pickPoints(points, Array.from(numbers));
  return {
    points: {
      ...{ x: picked.x, y: picked.y, values: sum.map((value, k) => value / weights[k]) },
      ...(sigma && { sigma: weights.map((weight) => 1 / Math.sqrt(weight)) }),
      ...(height && { height: picked.height }),
    },
    merged: x.length - count,
  };
}
