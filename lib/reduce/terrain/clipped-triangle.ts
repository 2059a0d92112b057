import { triangleIntegral } from "../../kernels/triangle.js";

/** A rectangle within a cell: metres from the station at sea level. */
export interface CellPart {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** Corners of a polygon in space, x, y, z in turn. */
type Corners = readonly number[];

/**
 * {@link triangleIntegral} over the part of a triangle that lies in a rectangle, as seen from above: the triangle is cut
 * at the rectangle's four sides, and what is left is a fan of triangles in the same plane.
 *
 * @param corners - nine numbers, counter-clockwise as seen from above
 *
 * Source: Sutherland & Hodgman (1974), Reentrant polygon clipping, Communications of the ACM 17, 32–42.
 */
export function clippedTriangleIntegral(corners: Corners, { west, east, south, north }: CellPart): number {
  let left = cut(corners, 0, 1, west);
  left = cut(left, 0, -1, -east);
  left = cut(left, 1, 1, south);
  left = cut(left, 1, -1, -north);
  let sum = 0;
  const [ax, ay, az] = left;
  for (let k = 3; k + 5 < left.length; k += 3) {
    const [bx, by, bz, cx, cy, cz] = left.slice(k, k + 6);
    sum += triangleIntegral(ax, ay, az, bx, by, bz, cx, cy, cz);
  }
  return sum;
}

/** The part of a polygon where sign · coordinate ≥ limit; axis 0 is x, 1 is y. */
function cut(polygon: Corners, axis: 0 | 1, sign: 1 | -1, limit: number): Corners {
  const left: number[] = [];
  for (let k = 0; k < polygon.length; k += 3) {
    const next = (k + 3) % polygon.length;
    const [from, to] = [sign * polygon[k + axis] - limit, sign * polygon[next + axis] - limit];
    if (from >= 0) left.push(polygon[k], polygon[k + 1], polygon[k + 2]);
    if (from >= 0 === to >= 0) continue;
    const t = from / (from - to);
    for (let n = 0; n < 3; n++) left.push(polygon[k + n] + t * (polygon[next + n] - polygon[k + n]));
  }
  return left;
}
