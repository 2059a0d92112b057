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
}

/** Points that can be used, and how many came. */
export interface UsablePoints {
  readonly points: Points;
  readonly came: number;
  /** Points left out because x, y, the value or sigma is not a finite number. */
  readonly notFinite: number;
}

/**
 * Leaves out the points of which a number is missing (NaN) or infinite, and counts them.
 *
 * @throws ArgumentError if the arrays differ in length, or a sigma is zero or negative
 */
export function usablePoints(points: Points): UsablePoints {
  const { x, y, values, sigma } = points;
  for (const [name, column] of Object.entries({ y, values, sigma })) {
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
    if (finite && (sigma === undefined || Number.isFinite(sigma[k]))) keep.push(k);
  }
  return {
    points: keep.length === x.length ? points : pickPoints(points, keep),
    came: x.length,
    notFinite: x.length - keep.length,
  };
}

/** The points of the given numbers, in that order. */
export function pickPoints({ x, y, values, sigma }: Points, numbers: readonly number[]): Points {
  const pick = (column: Float64Array): Float64Array => Float64Array.from(numbers, (k) => column[k]);
  return { x: pick(x), y: pick(y), values: pick(values), ...(sigma && { sigma: pick(sigma) }) };
}
