import Delaunator from "delaunator";
import { ArgumentError } from "../core/errors.js";

/** A Delaunay triangulation that is asked in which triangle a place lies. */
export interface Triangulation {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Three point numbers a triangle; half-edge e runs from point `triangles[e]` to that of the next half-edge. */
  readonly triangles: Uint32Array;
  /** The same edge seen from the neighbouring triangle, −1 on the hull. */
  readonly halfedges: Int32Array;
  /** Number of the triangle that holds a place, −1 outside the hull. A place on an edge belongs to either side. */
  readonly locate: (x: number, y: number) => number;
}

/** The next half-edge of a triangle. */
export function nextHalfedge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}

/** Twice the area of a triangle: positive where a, b, c turn counterclockwise. */
export function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/**
 * Triangulates points, with all triangles counterclockwise.
 *
 * @throws ArgumentError if there are fewer than three points, or all lie on a line
 */
export function triangulate(x: Float64Array, y: Float64Array): Triangulation {
  const coordinates = new Float64Array(2 * x.length);
  // Near the origin the triangulation has all its digits; UTM northings are 2e6 metres away from it.
  const [x0, y0] = [x[0] ?? 0, y[0] ?? 0];
  for (let k = 0; k < x.length; k++) coordinates.set([x[k] - x0, y0 - y[k]], 2 * k); // y down: then they turn left
  const { triangles, halfedges } = new Delaunator(coordinates);
  if (triangles.length === 0) {
    throw new ArgumentError({
      argument: "points",
      value: `${x.length} points that span no triangle`,
      accepted: "at least three points that do not lie on one line",
    });
  }
  let last = 0;
  const locate = (px: number, py: number): number => {
    const found = walk(x, y, triangles, halfedges, last, px, py);
    if (found >= 0) last = found;
    return found;
  };
  return { x, y, triangles, halfedges, locate };
}

/**
 * Walks from triangle to triangle towards a place, over the edge that it lies farthest behind (Devillers et al. 2001,
 * "visibility walk"; on a Delaunay triangulation it never goes in circles).
 */
function walk(
  x: Float64Array,
  y: Float64Array,
  triangles: Uint32Array,
  halfedges: Int32Array,
  start: number,
  px: number,
  py: number,
): number {
  let triangle = start;
  for (let steps = 0; steps <= triangles.length; steps++) {
    let across = -1;
    for (let k = 0; k < 3; k++) {
      const e = 3 * triangle + k;
      const [a, b] = [triangles[e], triangles[nextHalfedge(e)]];
      const side = turn(x[a], y[a], x[b], y[b], px, py);
      const scale = (Math.abs(x[b] - x[a]) + Math.abs(y[b] - y[a])) ** 2;
      if (side < -1e-12 * scale) {
        across = e;
        break;
      }
    }
    if (across < 0) return triangle;
    const twin = halfedges[across];
    if (twin < 0) return -1;
    triangle = Math.floor(twin / 3);
  }
  return -1;
}
