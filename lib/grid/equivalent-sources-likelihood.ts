import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import { dot } from "../core/dot.js";
import { nearestPoints } from "../core/nearest-points.js";
import { nelderMead } from "../core/nelder-mead.js";
import {
  type MirrorAtDepth,
  mirrorKernel,
  ownKernel,
  PLACE,
  placesOf,
  type SourceKernel,
} from "./equivalent-sources-mirror.js";
import type { PointsAtHeight } from "./equivalent-sources-points.js";

/** What the likelihood chooses, or is given. */
export interface Shape {
  readonly kernel: SourceKernel;
  /** Depth of a source below its datum, metres, for a datum of middle height. */
  readonly depth: number;
  /** Variance of the noise over that of the signal. */
  readonly damping: number;
}

/** A covariance with its size. */
export interface FittedShape extends Shape {
  /** Variance of the signal, in the units of the values, squared. */
  readonly variance: number;
  /** What the field tends to far away, in the units of the values, and its variance. */
  readonly level: number;
  readonly levelVariance: number;
  /** Whether the likeliest depth is larger than the most that is taken. */
  readonly isDepthCut: boolean;
}

/** What is to be chosen, and in what range; a range of one number is given. */
export interface ShapeSearch {
  readonly depth: readonly [least: number, most: number];
  /** The largest depth that is taken in the end, by kernel. */
  readonly mostDepth: Readonly<Record<SourceKernel, number>>;
  readonly damping: readonly [least: number, most: number];
  readonly level: number | "fitted";
  readonly kernel: SourceKernel | "likelihood";
  readonly mirrorAt: MirrorAtDepth;
  readonly signal?: AbortSignal;
}

/** Points in a patch, and patches beside that of the coarsest points; so many points or fewer are taken as one. */
const PATCH = { points: 200, count: 5, whole: 400 };

/** What the deviance grows by for each e-fold that the search leaves a range by. */
const RETURN = 20;

/** The deviance by which the reciprocal kernel must be ahead: very strong evidence (Kass & Raftery 1995). */
const AHEAD = 10;

/**
 * Kernel, depth, damping, variance and level under which the values are most likely. Up to 400 points it is the likelihood of
 * all. Beyond, it is that of five patches of 200 neighbours each and of the 200 coarsest points, as if each were a survey
 * of its own; the level is then that of generalised least squares on the 400 coarsest points.
 *
 * Where the points have no sigma the variance has a closed form; otherwise it is searched for like the others.
 *
 * @param order - numbers of the points from coarse to fine
 *
 * Source: Mardia & Marshall (1984), Biometrika 71, 135–146; Eidsvik et al. (2014), Estimation and prediction in spatial
 * models with block composite likelihoods, J. Comput. Graph. Stat. 23, 295–315; Kass & Raftery (1995), Bayes factors,
 * J. Am. Stat. Assoc. 90, 773–795.
 */
export function likeliestShape(points: PointsAtHeight, order: Int32Array, search: ShapeSearch): FittedShape {
  const patches = patchesOf(points, order);
  const likeliest = (kernel: SourceKernel, depth: ShapeSearch["depth"] = search.depth) =>
    likeliestOf(points, patches, { ...search, depth, kernel });
  const free = likeliestKernel(search.kernel, likeliest);
  const most = search.mostDepth[free.kernel];
  const isDepthCut = free.depth > most && search.depth[0] < search.depth[1];
  const best = isDepthCut ? likeliest(free.kernel, [most, most]) : free;
  const { kernel, depth, damping, variance } = best;
  const coarse = [order.subarray(0, PATCH.whole)];
  const known = { depth, damping, ...(points.sigma && { variance }) };
  const { level, levelVariance } = levelOf(
    fitOf(points, coarse, { kernel: "reciprocal", ...known }, search),
    search,
  );
  return { kernel, depth, damping, variance, level, levelVariance, isDepthCut };
}

type Likeliest = Shape & Pick<Fit, "variance" | "deviance">;

/** Poisson's kernel, unless the other is far likelier: fields of masses are calm aloft, and its errors there are smaller. */
function likeliestKernel(
  kernel: ShapeSearch["kernel"],
  likeliest: (kernel: SourceKernel) => Likeliest,
): Likeliest {
  if (kernel !== "likelihood") return likeliest(kernel);
  const [poisson, reciprocal] = [likeliest("poisson"), likeliest("reciprocal")];
  return reciprocal.deviance < poisson.deviance - AHEAD ? reciprocal : poisson;
}

/** Depth, damping and variance of one kernel. */
function likeliestOf(
  points: PointsAtHeight,
  patches: readonly Int32Array[],
  search: ShapeSearch & { readonly kernel: SourceKernel },
): Likeliest {
  const { kernel } = search;
  const rough = variation(points.values) || 1;
  const ranges = [search.depth, search.damping, points.sigma ? [1e-4 * rough, 1e6 * rough] : [1, 1]];
  const start = [Math.sqrt(search.depth[0] * search.depth[1]), 1e-3, rough];
  const free = [0, 1, 2].filter((k) => ranges[k][0] < ranges[k][1]);
  const shapeAt = (logarithms: readonly number[]): Shape & { readonly variance?: number } => {
    const [depth, damping, variance] = ranges.map(([least, most], k) => {
      const at = free.indexOf(k);
      return at < 0 ? least : Math.min(most, Math.max(least, Math.exp(logarithms[at])));
    });
    return { kernel, depth, damping, ...(points.sigma && { variance }) };
  };
  /** So that the search comes back into the ranges. */
  const outside = (logarithms: readonly number[]): number =>
    free.reduce((sum, k, at) => {
      const [least, most] = ranges[k].map(Math.log);
      return sum + RETURN * Math.max(0, least - logarithms[at], logarithms[at] - most);
    }, 0);
  const deviance = (logarithms: readonly number[]): number => {
    search.signal?.throwIfAborted();
    return fitOf(points, patches, shapeAt(logarithms), search).deviance + outside(logarithms);
  };
  const first = free.map((k) => Math.log(start[k]));
  const steps = free.map((k) => [0.7, 2.3, 1.4][k]);
  const best = shapeAt(
    free.length === 0 ? [] : nelderMead(deviance, first, steps, { tolerance: 0.1, evaluations: 80 }).at,
  );
  const fit = fitOf(points, patches, best, search);
  return { ...best, variance: fit.variance, deviance: fit.deviance };
}

/**
 * The level as far as the points tell it. A harmonic field tends to 0 far away: a level other than that is the regional field of
 * what lies far outside, or a datum. It is judged with the reciprocal kernel, which allows for masses at any depth and so for long
 * waves that look like a level. With a normal level before, of mean 0 and the variance that makes the estimate likeliest, an
 * estimate of many sigmas stays as it is, and one of less than its own sigma is 0 (empirical Bayes, the positive-part estimator).
 * Sigma keeps the caution of a level of 0 ± the estimate.
 *
 * Source: Efron & Morris (1973), Stein's estimation rule and its competitors, J. Am. Stat. Assoc. 68, 117–130.
 */
function levelOf(
  { level, levelVariance }: Fit,
  { level: given }: ShapeSearch,
): Pick<Fit, "level" | "levelVariance"> {
  if (given !== "fitted" || levelVariance === 0) return { level, levelVariance };
  const square = level ** 2;
  return {
    level: level * Math.max(0, 1 - levelVariance / square),
    levelVariance: (levelVariance * square) / (levelVariance + square),
  };
}

/** The points as one patch, or the coarsest ones and the neighbours of the first of these. */
function patchesOf({ x, y }: PointsAtHeight, order: Int32Array): Int32Array[] {
  if (order.length <= PATCH.whole) return [order];
  const index = nearestPoints(x, y);
  const around = Array.from(order.subarray(0, PATCH.count), (k) =>
    Int32Array.from(index.nearest(x[k], y[k], PATCH.points)),
  );
  return [order.subarray(0, PATCH.points), ...around];
}

interface Fit {
  readonly variance: number;
  readonly level: number;
  readonly levelVariance: number;
  /** Twice the negative logarithm of the likelihood, without its constant; infinite where the matrix is singular. */
  readonly deviance: number;
}

function fitOf(
  points: PointsAtHeight,
  patches: readonly Int32Array[],
  shape: Shape & { readonly variance?: number },
  { level: given, mirrorAt }: ShapeSearch,
): Fit {
  const mirror = mirrorAt(shape.depth, shape.kernel);
  const { kernel, scale } = mirror;
  let [ones, cross, squares, logarithms, count] = [0, 0, 0, 0, 0];
  for (const members of patches) {
    const size = members.length;
    const pick = (column: Float64Array) => Float64Array.from(members, (k) => column[k]);
    const at = { x: pick(points.x), y: pick(points.y), height: pick(points.height) };
    const places = placesOf(mirror, at);
    const sigma = points.sigma && pick(points.sigma);
    const noise = noiseOf(size, shape.damping, shape.variance ?? 1, sigma);
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < i; j++) matrix[i * size + j] = scale * mirrorKernel(kernel, places, i, places, j);
      matrix[i * size + i] = scale * ownKernel(kernel, places, i) + noise[i];
    }
    if (factorCholesky(matrix, size, 1e-14) >= 0)
      return {
        ...{ variance: Number.NaN, level: Number.NaN, levelVariance: Number.NaN },
        deviance: Number.POSITIVE_INFINITY,
      };
    for (let i = 0; i < size; i++) logarithms += 2 * Math.log(matrix[i * size + i]);
    const values = Float64Array.from(members, (k, i) => points.values[k] * mirror.factor(places, PLACE * i));
    const solved = solveCholesky(matrix, size, new Float64Array(size).fill(1));
    ones += solved.reduce((sum, v) => sum + v, 0);
    cross += dot(solved, values);
    squares += dot(solveCholesky(matrix, size, values.slice()), values);
    count += size;
  }
  const level = given === "fitted" ? cross / ones : given;
  const rest = Math.max(squares - 2 * level * cross + level * level * ones, 1e-300);
  const variance = shape.variance ?? rest / count;
  return {
    ...{ variance, level, levelVariance: given === "fitted" ? variance / ones : 0 },
    deviance: count * Math.log(variance) + rest / variance + logarithms,
  };
}

function variation(values: Float64Array): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

/** Noise on the diagonal, as a part of the signal's variance. */
export function noiseOf(
  count: number,
  damping: number,
  variance: number,
  sigma?: Float64Array,
): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => damping + (sigma ? sigma[k] ** 2 / variance : 0));
}
