import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import { dot } from "../core/dot.js";
import { type NearestPoints, nearestPoints } from "../core/nearest-points.js";
import { mirrorKernel, ownKernel } from "./equivalent-sources-mirror.js";
import type { Covariance } from "./equivalent-sources-neighbours.js";

/** Points of each density that sigma at a place is made from, each density a quarter of the one before. */
const NEAR = 16;

/**
 * Finds for a place the 16 nearest points, the 16 nearest of a quarter of the points that is spread evenly, of a quarter
 * of these, and so on: what is near tells of the field on the ground, what is far of the field aloft.
 *
 * @param x - metres
 * @param y - metres
 * @param order - numbers of the points from coarse to fine
 */
export function pointsAround(
  x: Float64Array,
  y: Float64Array,
  order: Int32Array,
): (x: number, y: number) => number[] {
  const densities: { index: NearestPoints; members: Int32Array }[] = [];
  for (let count = order.length; count > 0; count = count > NEAR ? count >> 2 : 0) {
    const members = order.subarray(0, count);
    const pick = (column: Float64Array) => Float64Array.from(members, (k) => column[k]);
    densities.push({ index: nearestPoints(pick(x), pick(y)), members });
  }
  return (px, py) => [
    ...new Set(densities.flatMap(({ index, members }) => index.nearest(px, py, NEAR).map((k) => members[k]))),
  ];
}

/**
 * Variance of the field at a place, given some points, as a part of the signal's variance: by simple kriging, and what the
 * level's own variance adds where the points do not tell it.
 *
 * Source: Cressie (1993), Statistics for Spatial Data, eq. 3.4.45 (universal kriging, with the mean as its only term).
 */
export function varianceGiven(
  { kernel, places, scale, noise }: Covariance,
  members: readonly number[],
  place: Float64Array,
  levelVariance: number,
): number {
  const count = members.length;
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++)
      matrix[i * count + j] = scale * mirrorKernel(kernel, places, members[i], places, members[j]);
    matrix[i * count + i] = scale * ownKernel(kernel, places, members[i]) + noise[members[i]];
  }
  const own = scale * ownKernel(kernel, place, 0);
  if (factorCholesky(matrix, count, 1e-14) >= 0) return 0;
  const effects = Float64Array.from(members, (k) => scale * mirrorKernel(kernel, place, 0, places, k));
  const weights = solveCholesky(matrix, count, effects.slice());
  const unknown = 1 - weights.reduce((sum, w) => sum + w, 0);
  return Math.max(0, own - dot(weights, effects)) + unknown * unknown * levelVariance;
}
