import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { type Edges, insideEdges, keepWhere } from "./mask-polygon.js";
import { nextHalfedge, type Triangulation, triangulate, turn } from "./triangulation.js";

/** Options of {@link maskByHull}. */
export interface HullMaskOptions {
  /**
   * Widest gap that the hull closes, in metres (or whatever unit `unitLengths` counts in): a triangle of points counts
   * where a circle through its corners has at most this diameter. Default: any, which is the convex hull.
   */
  readonly widest?: number;
  /** Lengths of one unit of x and one of y, as for {@link maskByDistance}; default `[1, 1]`. */
  readonly unitLengths?: readonly [x: number, y: number];
}

/**
 * A copy of a grid with NaN outside the hull of the points: where a surface is not between its data but beyond them.
 *
 * The convex hull is the tightest string around the points. With `widest` bays and holes stay open (the α-shape), as the
 * edge of a survey has them.
 *
 * @param grid - the grid; its `sigma`, where there is one, is masked alike
 * @param points - the data's positions; NaN positions are passed over
 * @param options - see {@link HullMaskOptions}
 * @returns the masked grid; a sample on the hull stays
 * @throws ArgumentError if fewer than three places, or all on a line; if an option is not a positive number
 *
 * Source: Edelsbrunner, H., Kirkpatrick, D. & Seidel, R. (1983), On the shape of a set of points in the plane, IEEE
 * Transactions on Information Theory 29, 551–559.
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * const points = { x: Float64Array.of(0, 2, 0), y: Float64Array.of(0, 0, 1) };
 * maskByHull(grid, points).values; // => Float64Array.of(1, 2, 3, 4, NaN, NaN)
 */
export function maskByHull(grid: Grid, points: Positions, options: HullMaskOptions = {}): Grid {
  const inside = insideEdges(grid, hullEdges(points, options));
  return keepWhere(grid, (k) => inside[k] === 1);
}

/** The edges of the hull: those with a counted triangle on one side only. */
export function hullEdges(
  points: Positions,
  { widest = Infinity, unitLengths = [1, 1] }: HullMaskOptions = {},
): Edges {
  for (const [name, value] of Object.entries({
    widest,
    "unitLengths[0]": unitLengths[0],
    "unitLengths[1]": unitLengths[1],
  }))
    if (!(value > 0))
      throw new ArgumentError({ argument: `options.${name}`, value, accepted: "a positive number" });
  const known = Array.from(points.x.keys()).filter((k) => Number.isFinite(points.x[k] + points.y[k]));
  const mesh = triangulate(
    Float64Array.from(known, (k) => points.x[k] * unitLengths[0]),
    Float64Array.from(known, (k) => points.y[k] * unitLengths[1]),
  );
  const { triangles, halfedges } = mesh;
  const counts = Uint8Array.from({ length: triangles.length / 3 }, (_, t) =>
    diameter(mesh, t) <= widest ? 1 : 0,
  );
  const edges: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    if (counts[Math.floor(e / 3)] === 0) continue;
    const twin = halfedges[e];
    if (twin >= 0 && counts[Math.floor(twin / 3)] === 1) continue;
    const [a, b] = [known[triangles[e]], known[triangles[nextHalfedge(e)]]];
    edges.push(points.x[a], points.y[a], points.x[b], points.y[b]);
  }
  return Float64Array.from(edges);
}

/** Diameter of the circle through the corners of a triangle: the product of the sides over twice the area. */
function diameter({ x, y, triangles }: Triangulation, t: number): number {
  const [a, b, c] = triangles.subarray(3 * t, 3 * t + 3);
  const side = (i: number, j: number): number => Math.hypot(x[i] - x[j], y[i] - y[j]);
  return (side(a, b) * side(b, c) * side(c, a)) / Math.abs(turn(x[a], y[a], x[b], y[b], x[c], y[c]));
}
