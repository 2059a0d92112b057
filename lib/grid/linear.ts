import { stepReport } from "../core/report.js";
import {
  type AspectRatio,
  eachPosition,
  type FittedSurface,
  fittedSurface,
  type SurfaceNames,
} from "./fitted-surface.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";
import { triangulate, turn } from "./triangulation.js";

/** Options of {@link fitLinear}. */
export interface LinearOptions extends SurfaceNames, AspectRatio {}

/**
 * Plane triangles between points (Delaunay): the simplest honest surface. It goes through every point, never beyond their
 * values, and has a kink at every edge.
 *
 * @param points - x, y, values. Points with a NaN are left out and counted; points at one place are averaged (by 1/σ²).
 * @param options - see {@link LinearOptions}; `aspectRatio` decides which points are neighbours
 * @returns the surface; NaN outside the convex hull of the points
 * @throws ArgumentError if fewer than three places, or all on a line
 *
 * Source: triangulation by delaunator (Mapbox), after the sweep-hull method of Sinclair (2010).
 *
 * @example
 * const points = { x: Float64Array.of(0, 4, 0), y: Float64Array.of(0, 0, 4), values: Float64Array.of(1, 5, 9) };
 * fitLinear(points).predict({ x: Float64Array.of(1, 9), y: Float64Array.of(1, 1) }); // => Float64Array.of(4, NaN)
 */
export function fitLinear(points: Points, { aspectRatio = 1, ...names }: LinearOptions = {}): FittedSurface {
  const usable = usablePoints(points);
  const { points: merged, merged: together } = mergeCoincident(usable.points);
  const { values } = merged;
  const mesh = triangulate(
    merged.x.map((v) => v * aspectRatio),
    merged.y,
  );
  const { x, y, triangles } = mesh;
  const at = (px: number, py: number): number => {
    const triangle = mesh.locate(px, py);
    if (triangle < 0) return Number.NaN;
    const [a, b, c] = triangles.subarray(3 * triangle, 3 * triangle + 3);
    const area = turn(x[a], y[a], x[b], y[b], x[c], y[c]);
    const ofA = turn(px, py, x[b], y[b], x[c], y[c]) / area;
    const ofB = turn(x[a], y[a], px, py, x[c], y[c]) / area;
    return ofA * values[a] + ofB * values[b] + (1 - ofA - ofB) * values[c];
  };
  const predict: FittedSurface["predict"] = (positions) =>
    eachPosition(positions, (px, py) => at(px * aspectRatio, py));
  const report = stepReport("fitLinear", {
    parameters: { aspectRatio },
    rows: { in: usable.came, used: values.length, not_finite: usable.notFinite, coincident: together },
    figures: { triangles: triangles.length / 3 },
  });
  return fittedSurface({ predict }, names, report);
}
