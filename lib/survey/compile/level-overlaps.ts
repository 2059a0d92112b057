import { nearestPoints } from "../../core/nearest-points.js";
import type { LevelField } from "./level-field.js";

/** Where surveys overlap. */
export interface Overlaps {
  /** Points of each survey. */
  readonly points: Float64Array;
  /** Points of each survey that have a point of another survey within reach. */
  readonly overlapping: Float64Array;
  /** Surveys that overlap, by way of others, have the same number. */
  readonly group: readonly number[];
}

/** Counts the points that lie within reach of another survey, and joins surveys that overlap to groups. */
export function overlapsOf(
  { x_km, y_km, surveyOf, rows }: LevelField,
  surveys: number,
  reach_km: number,
): Overlaps {
  const x = new Float64Array(x_km.length).fill(Number.NaN);
  for (const i of rows) x[i] = x_km[i];
  const index = nearestPoints(x, y_km);
  const [points, overlapping] = [new Float64Array(surveys), new Float64Array(surveys)];
  const parent = Array.from({ length: surveys }, (_, k) => k);
  const root = (k: number): number => (parent[k] === k ? k : root(parent[k]));
  for (const i of rows) {
    const own = surveyOf[i];
    points[own]++;
    let overlaps = false;
    for (const j of index.within(x_km[i], y_km[i], reach_km)) {
      if (surveyOf[j] === own) continue;
      overlaps = true;
      parent[root(surveyOf[j])] = root(own);
    }
    if (overlaps) overlapping[own]++;
  }
  return { points, overlapping, group: parent.map((_, k) => root(k)) };
}
