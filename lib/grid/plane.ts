import type { Points } from "./points.js";

/** A plane `height + slopeX (x - x0) + slopeY (y - y0)`. */
export interface Plane {
  readonly x0: number;
  readonly y0: number;
  readonly height: number;
  readonly slopeX: number;
  readonly slopeY: number;
  /** 2: the points span the plane; 1: they lie on a line; 0: at one place. */
  readonly dimensions: 0 | 1 | 2;
}

/** Points whose spread across a line is below a millionth of the spread along it lie on the line. */
const FLAT = 1e-6 ** 2;

/**
 * The plane of least squares through points (all with the same weight). Where the points lie on one line, the
 * plane has no slope across it; where they lie at one place, none at all.
 */
export function leastSquaresPlane({ x, y, values }: Points): Plane {
  const n = values.length;
  const mean = (column: Float64Array): number => column.reduce((a, b) => a + b, 0) / n;
  const [x0, y0, height] = [mean(x), mean(y), mean(values)];
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [p, q, v] = [x[k] - x0, y[k] - y0, values[k] - height];
    xx += p * p;
    xy += p * q;
    yy += q * q;
    xv += p * v;
    yv += q * v;
  }
  // Along the principal axes of the points' positions the two slopes are independent.
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const along = c * c * xx + 2 * c * s * xy + s * s * yy;
  const across = s * s * xx - 2 * c * s * xy + c * c * yy;
  const tiny = (Number.EPSILON * (Math.abs(x0) + Math.abs(y0))) ** 2 * n;
  const dimensions = along <= tiny ? 0 : across <= Math.max(tiny, FLAT * along) ? 1 : 2;
  const slopeAlong = dimensions > 0 ? (c * xv + s * yv) / along : 0;
  const slopeAcross = dimensions > 1 ? (-s * xv + c * yv) / across : 0;
  return {
    x0,
    y0,
    height,
    slopeX: c * slopeAlong - s * slopeAcross,
    slopeY: s * slopeAlong + c * slopeAcross,
    dimensions,
  };
}

/** The plane's height at a place. */
export function planeAt(plane: Plane, x: number, y: number): number {
  return plane.height + plane.slopeX * (x - plane.x0) + plane.slopeY * (y - plane.y0);
}
