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

/** The direction in which points are spread most, about their middle. */
export interface PrincipalAxis {
  readonly x0: number;
  readonly y0: number;
  /** Cosine and sine of the direction, from x towards y. */
  readonly cos: number;
  readonly sin: number;
  /** Sums of squares of the distances from the middle, along the direction and across it. */
  readonly along: number;
  readonly across: number;
  /** 2: the points span the plane; 1: they lie on a line; 0: at one place. */
  readonly dimensions: 0 | 1 | 2;
}

/** Finds the {@link PrincipalAxis} of points. */
export function principalAxis({ x, y }: Pick<Points, "x" | "y">): PrincipalAxis {
  const n = x.length;
  const mean = (column: Float64Array): number => column.reduce((a, b) => a + b, 0) / n;
  const [x0, y0] = [mean(x), mean(y)];
  let [xx, xy, yy] = [0, 0, 0];
  for (let k = 0; k < n; k++) {
    const [p, q] = [x[k] - x0, y[k] - y0];
    xx += p * p;
    xy += p * q;
    yy += q * q;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = cos * cos * xx + 2 * cos * sin * xy + sin * sin * yy;
  const across = sin * sin * xx - 2 * cos * sin * xy + cos * cos * yy;
  const tiny = (Number.EPSILON * (Math.abs(x0) + Math.abs(y0))) ** 2 * n;
  const dimensions = along <= tiny ? 0 : across <= Math.max(tiny, FLAT * along) ? 1 : 2;
  return { x0, y0, cos, sin, along, across, dimensions };
}

/**
 * The plane of least squares through points (all with the same weight). Where the points lie on one line, the
 * plane has no slope across it; where they lie at one place, none at all.
 */
export function leastSquaresPlane(points: Points): Plane {
  const { x, y, values } = points;
  const { x0, y0, cos: c, sin: s, along, across, dimensions } = principalAxis(points);
  const height = values.reduce((a, b) => a + b, 0) / values.length;
  let [xv, yv] = [0, 0];
  for (let k = 0; k < values.length; k++) {
    xv += (x[k] - x0) * (values[k] - height);
    yv += (y[k] - y0) * (values[k] - height);
  }
  // Along the principal axes of the points' positions the two slopes are independent.
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
