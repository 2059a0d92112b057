import { stepReport } from "../core/report.js";
import {
  type AspectRatio,
  eachPosition,
  type FittedSurface,
  fittedSurface,
  type SurfaceNames,
} from "./fitted-surface.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";
import { nextHalfedge, type Triangulation, triangulate, turn } from "./triangulation.js";

/** Options of {@link fitNaturalNeighbour}. */
export interface NaturalNeighbourOptions extends SurfaceNames, AspectRatio {}

/**
 * Sibson's natural neighbours: a place is the mean of the points around it, each weighed by the area that the place would
 * take from that point's cell if it were a point too.
 *
 * It goes through every point, stays within their values, is smooth everywhere but at the points, and needs no distance
 * and no number of neighbours to be chosen.
 *
 * @param points - x, y, values. Points with a NaN are left out and counted; points at one place are averaged (by 1/σ²).
 * @param options - see {@link NaturalNeighbourOptions}
 * @returns the surface; NaN outside the convex hull of the points
 * @throws ArgumentError if fewer than three places, or all on a line
 *
 * Source: Sibson, R. (1981), A brief description of natural neighbour interpolation, in Interpreting Multivariate Data,
 * Wiley, 21–36; Watson (1992), Contouring, Pergamon, section 2.6.
 *
 * @example
 * const points = { x: Float64Array.of(0, 2, 0, 2), y: Float64Array.of(0, 0, 2, 2), values: Float64Array.of(0, 2, 4, 6) };
 * fitNaturalNeighbour(points).predict({ x: Float64Array.of(1), y: Float64Array.of(0.5) })[0].toFixed(9); // => "2.000000000"
 */
export function fitNaturalNeighbour(
  points: Points,
  { aspectRatio = 1, ...names }: NaturalNeighbourOptions = {},
): FittedSurface {
  const usable = usablePoints(points);
  const { points: merged, merged: together } = mergeCoincident(usable.points);
  const mesh = triangulate(
    merged.x.map((v) => v * aspectRatio),
    merged.y,
  );
  const centres = circumcentres(mesh);
  const predict: FittedSurface["predict"] = (positions) =>
    eachPosition(positions, (px, py) => sibson(mesh, centres, merged.values, px * aspectRatio, py));
  const report = stepReport("fitNaturalNeighbour", {
    parameters: { aspectRatio },
    rows: { in: usable.came, used: merged.values.length, not_finite: usable.notFinite, coincident: together },
    figures: { triangles: mesh.triangles.length / 3 },
  });
  return fittedSurface({ predict }, names, report);
}

/** Centre of the circle through three places, into `out` at `k`. */
function circumcentre(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  out: Float64Array,
  k: number,
): void {
  const [dx, dy, ex, ey] = [bx - ax, by - ay, cx - ax, cy - ay];
  const [bl, cl] = [dx * dx + dy * dy, ex * ex + ey * ey];
  const d = 2 * (dx * ey - dy * ex);
  out[k] = ax + (ey * bl - dy * cl) / d;
  out[k + 1] = ay + (dx * cl - ex * bl) / d;
}

function circumcentres({ x, y, triangles }: Triangulation): Float64Array {
  const centres = new Float64Array((2 * triangles.length) / 3);
  for (let t = 0; 3 * t < triangles.length; t++) {
    const [a, b, c] = triangles.subarray(3 * t, 3 * t + 3);
    circumcentre(x[a], y[a], x[b], y[b], x[c], y[c], centres, 2 * t);
  }
  return centres;
}

function sibson(
  mesh: Triangulation,
  centres: Float64Array,
  values: Float64Array,
  px: number,
  py: number,
): number {
  const start = mesh.locate(px, py);
  if (start < 0) return Number.NaN;
  const { x, y, triangles, halfedges } = mesh;
  for (let e = 3 * start; e < 3 * start + 3; e++) {
    const a = triangles[e];
    if (x[a] === px && y[a] === py) return values[a];
  }
  const cavity = cavityOf(mesh, centres, start, px, py);
  // The edges around the cavity, by the point where they begin.
  const border = new Map<number, number>();
  for (const t of cavity)
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = halfedges[e];
      if (twin < 0 || !cavity.has(Math.floor(twin / 3))) border.set(triangles[e], e);
    }
  const centreOf = (e: number, out: Float64Array): void => {
    const [a, b] = [triangles[e], triangles[nextHalfedge(e)]];
    circumcentre(px, py, x[a], y[a], x[b], y[b], out, 0);
  };
  let [sum, weights] = [0, 0];
  const [before, after] = [new Float64Array(2), new Float64Array(2)];
  for (const edge of border.values()) {
    const point = triangles[nextHalfedge(edge)]; // the edge ends here, and the next one of the border begins here
    const following = border.get(point);
    if (following === undefined) return onHull(mesh, values, edge, px, py);
    centreOf(edge, before);
    centreOf(following, after);
    const weight = stolenArea(mesh, centres, edge, following, before, after);
    if (!Number.isFinite(weight)) return onHull(mesh, values, edge, px, py, following);
    sum += weight * values[point];
    weights += weight;
  }
  return sum / weights;
}

/** The triangles whose circles hold the place: they would fall if it became a point. */
function cavityOf(
  { x, y, triangles, halfedges }: Triangulation,
  centres: Float64Array,
  start: number,
  px: number,
  py: number,
): Set<number> {
  const cavity = new Set([start]);
  for (const t of cavity) {
    for (let e = 3 * t; e < 3 * t + 3; e++) {
      const twin = halfedges[e];
      if (twin < 0) continue;
      const other = Math.floor(twin / 3);
      const a = triangles[twin];
      const [cx, cy] = [centres[2 * other], centres[2 * other + 1]];
      if ((px - cx) ** 2 + (py - cy) ** 2 < (x[a] - cx) ** 2 + (y[a] - cy) ** 2) cavity.add(other); // a Set grows as we go
    }
  }
  return cavity;
}

/**
 * The area that the place takes from the cell of a point: between the centres of its own two new circles beside the
 * point and the old centres of the fallen triangles around it.
 */
function stolenArea(
  { halfedges }: Triangulation,
  centres: Float64Array,
  edge: number,
  following: number,
  before: Float64Array,
  after: Float64Array,
): number {
  let area = 0;
  let [fromX, fromY] = before;
  const [x0, y0] = before;
  const to = (x: number, y: number): void => {
    area += turn(x0, y0, fromX, fromY, x, y);
    [fromX, fromY] = [x, y];
  };
  let e = edge;
  for (let guard = 0; guard < 1000; guard++) {
    const t = Math.floor(e / 3);
    to(centres[2 * t], centres[2 * t + 1]);
    const out = nextHalfedge(e);
    if (out === following) break;
    e = halfedges[out];
  }
  to(after[0], after[1]);
  return Math.abs(area);
}

/** On the hull's own edge the cells are endless, and the mean is that of the edge's two ends. */
function onHull(
  { x, y, triangles }: Triangulation,
  values: Float64Array,
  edge: number,
  px: number,
  py: number,
  following: number = edge,
): number {
  let [best, least] = [edge, Infinity];
  for (const e of [edge, following]) {
    const [a, b] = [triangles[e], triangles[nextHalfedge(e)]];
    const off = Math.abs(turn(x[a], y[a], x[b], y[b], px, py));
    if (off < least) [best, least] = [e, off];
  }
  const [a, b] = [triangles[best], triangles[nextHalfedge(best)]];
  const [fromA, fromB] = [Math.hypot(px - x[a], py - y[a]), Math.hypot(px - x[b], py - y[b])];
  return (fromB * values[a] + fromA * values[b]) / (fromA + fromB);
}
