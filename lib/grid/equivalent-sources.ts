import { factorCholesky } from "../core/cholesky.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { nearestPoints } from "../core/nearest-points.js";
import { stepReport } from "../core/report.js";
import { likelihoodOf, noiseOf } from "./equivalent-sources-likelihood.js";
import { mirrorBelow, mirrorKernel, PLACE, type PlacedMirror } from "./equivalent-sources-mirror.js";
import { type Covariance, orderedNeighbours } from "./equivalent-sources-neighbours.js";
import { type PointsAtHeight, sourcePoints } from "./equivalent-sources-points.js";
import { gather, kernelProduct, kernelSum } from "./equivalent-sources-product.js";
import {
  type EquivalentSourcesOptions,
  meanSpacing,
  type SourceSettings,
  sourceSettings,
} from "./equivalent-sources-settings.js";
import {
  rowsOf,
  type SourceSolution,
  solveDense,
  solveIteratively,
  sparseInverse,
} from "./equivalent-sources-solve.js";
import { type ClusterTree, clusterTree } from "./equivalent-sources-tree.js";
import { eachPosition, type FittedSurface, fittedSurface } from "./fitted-surface.js";
import type { GridSpec } from "./grid-spec.js";
import type { Points } from "./points.js";

/** Positions with heights in metres; without them the model's own height holds. */
export interface PositionsAtHeight extends Positions {
  readonly height?: Float64Array;
}

/** A field of sources below the data, that can be asked for at any height above them. */
export interface EquivalentSources extends FittedSurface {
  /** The field at positions; NaN where a number is NaN, and below the mirror of the sources. */
  readonly predict: (positions: PositionsAtHeight) => Float64Array;
  /** Standard deviation of the field, from the points nearby; see {@link fitEquivalentSources}. */
  readonly predictSigma: (positions: PositionsAtHeight) => Float64Array;
  /** The field on a grid at one height, metres; default the model's own height. */
  readonly grid: (spec: GridSpec & { readonly height?: number }) => Grid;
}

/** Nodes along a box's longer sides and points in a leaf, by measurement: products good to some 1e-6. */
const TREE = { degree: 6, leaf: 128 };

/** More points than this are solved by iteration. */
const MOST_DENSE = 400;

/** What the parts of the work share; columns are in the tree's order. */
interface Model {
  readonly mirror: PlacedMirror;
  readonly tree: ClusterTree;
  readonly covariance: Covariance;
  readonly variance: number;
  readonly damping: number;
  readonly level: number;
  readonly solution: SourceSolution;
}

/**
 * Fits a field of equivalent sources below the data: a harmonic field, so that it can be taken to any height.
 *
 * The field is `level + Σ strength_j K(P, P_j)` with K = 1 / √(|P − P_j|² + u u_j), the effect of a point source at the
 * mirror image of datum j (Dampney 1969; Cordell 1992; with sources at one relative depth under data of one height it is
 * the same). Since K is symmetric and positive definite, no normal equations are needed: the strengths solve
 * `(K + noise) strength = value − level`. Up to 400 points a dense factor does it. Beyond, conjugate gradients do, with
 * products through a tree of boxes, and a sparse approximate inverse of the matrix as preconditioner; time and memory
 * grow in proportion to the number of points.
 *
 * K is a covariance as well, so sigma follows: that of the field at a place given the nearest 40 points (simple kriging).
 * It is honest as far as the field is like others with that covariance: check it with `crossValidate`.
 *
 * On geographic coordinates the mirror is a sphere that touches the ellipsoid amid the data, and it is the values times
 * the distance from its centre that are harmonic. Take regions up to a continent.
 *
 * @param points - x, y, values, height, optional sigma. Points with a NaN are left out and counted; points at one place
 *   and height are averaged (by 1/σ²).
 * @param options - see {@link EquivalentSourcesOptions}
 * @returns the field and its report: depth (metres), damping, iterations, residual and misfit, in the units of the data
 * @throws ArgumentError if there is no usable point, heights are missing, an option is out of range, or there is only
 *   one place and no depth is given; the reason of `signal` if it was stopped
 *
 * Source: Dampney (1969), Geophysics 34, 39–53; Cordell (1992), Geophysics 57, 629–635, whose depth rule it is;
 * Soler & Uieda (2021), Geophys. J. Int. 227, 1768–1783 (blocks, damping); Moritz (1980), Advanced Physical Geodesy,
 * section 23 (reciprocal distance covariance).
 *
 * @example
 * const x = Float64Array.from({ length: 900 }, (_, k) => 1000 * (k % 30));
 * const y = Float64Array.from({ length: 900 }, (_, k) => 1000 * Math.floor(k / 30));
 * const far = (east: number, north: number) => Math.hypot(east - 15000, north - 15000, 8000); // from something buried
 * const points = { x, y, height: x.map(() => 0), values: x.map((east, k) => 1e9 / far(east, y[k]) ** 2) };
 * const sources = fitEquivalentSources(points);
 * const [there] = sources.predict({ x: Float64Array.of(15500), y: Float64Array.of(14500), height: Float64Array.of(0) });
 * Math.abs(there - 1e9 / far(15500, 14500) ** 2) < 0.01; // => true
 */
export function fitEquivalentSources(
  points: Points,
  options: EquivalentSourcesOptions = {},
): EquivalentSources {
  const settings = sourceSettings(options);
  settings.signal?.throwIfAborted();
  const { points: sources, rows } = sourcePoints(points, settings.coordinates, settings.blockSize);
  const spacing = spacingOf(sources, settings);
  const model = fitted(sources, spacing, settings);
  const { mirror, solution, damping, variance, level } = model;
  const ownHeight = settings.height ?? sources.height.reduce((a, b) => a + b, 0) / sources.height.length;
  const misfit = misfitOf(model);
  const report = stepReport("fitEquivalentSources", {
    parameters: {
      coordinates: settings.coordinates,
      depth: settings.depth,
      damping: settings.damping,
      level: settings.level,
      blockSize: settings.blockSize ?? null,
      height_m: ownHeight,
      tolerance: settings.tolerance,
      maximumIterations: settings.maximumIterations,
      neighbours: settings.neighbours,
    },
    rows,
    figures: {
      solver: isDense(sources.values.length, settings) ? "dense" : "iterative",
      mean_spacing_m: spacing,
      source_depth_m: mirror.depth,
      damping,
      signal_sigma: Math.sqrt(variance),
      level,
      iterations: solution.iterations,
      residual: solution.residual,
      misfit_rms: misfit,
    },
    warnings: warningsOf(model, settings),
  });
  return surfaceOf(model, options, ownHeight, report);
}

/** Mean spacing in metres, where the depth needs it. */
function spacingOf({ x, y, height }: PointsAtHeight, { depth, coordinates }: SourceSettings): number {
  const { metres } = mirrorBelow({ x, y, height }, 1, coordinates);
  const spacing = meanSpacing(
    x.map((v) => v * metres[0]),
    y.map((v) => v * metres[1]),
  );
  if (Number.isNaN(spacing) && typeof depth !== "number")
    throw new ArgumentError({
      argument: "points",
      value: "points at one place only",
      accepted: `points at two places or more for depth '${depth}'`,
      advice: "Give options.depth in metres.",
    });
  return spacing;
}

const isDense = (count: number, { solver }: SourceSettings): boolean =>
  solver === undefined ? count <= MOST_DENSE : solver === "dense";

/** Depth and damping are settled, then the strengths. */
function fitted(sources: PointsAtHeight, spacing: number, settings: SourceSettings): Model {
  const { depth, damping, coordinates, signal } = settings;
  const depths =
    depth === "likelihood"
      ? [1, 1.5, 2.2, 3.2, 4.5, 6.5, 9.5, 14, 24].map((f) => f * spacing)
      : [depth === "spacing" ? 4.5 * spacing : depth];
  const dampings = damping === "likelihood" ? [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1] : [damping];
  // The order of the tree and the neighbours do not depend on the depth of the mirror.
  const first = mirrorBelow(sources, depths[0], coordinates);
  const { order, x, y } = clusterTree(first, sources, TREE);
  const inMetres = [x.map((v) => v * first.metres[0]), y.map((v) => v * first.metres[1])];
  const ordered = orderedNeighbours(inMetres[0], inMetres[1], settings.neighbours);
  signal?.throwIfAborted();
  const sigma = sources.sigma && Float64Array.from(order, (k) => (sources.sigma as Float64Array)[k]);

  let best: (Omit<Model, "solution" | "covariance"> & { deviance: number; values: Float64Array }) | undefined;
  for (const tried of depths) {
    const mirror = mirrorBelow(sources, tried, coordinates);
    const tree = clusterTree(mirror, sources, TREE);
    const values = Float64Array.from(
      order,
      (k, i) => sources.values[k] * mirror.factor(tree.places, PLACE * i),
    );
    for (const triedDamping of dampings) {
      signal?.throwIfAborted();
      const shape = { places: tree.places, scale: mirror.depth };
      const { level, variance, deviance } = likelihoodOf(shape, triedDamping, values, ordered, {
        ...{ level: settings.level, sigma },
      });
      if (best === undefined || deviance < best.deviance)
        best = {
          mirror,
          tree,
          values: values.map((v) => v - level),
          level,
          damping: triedDamping,
          variance,
          deviance,
        };
    }
  }
  const { mirror, tree, values, level, variance, damping: chosen } = best as NonNullable<typeof best>;
  const noise = noiseOf(values.length, chosen, variance, sigma);
  const covariance = { places: tree.places, scale: mirror.depth, noise };
  const solution = isDense(values.length, settings)
    ? solveDense(covariance, values)
    : solveIteratively(
        kernelProduct(tree),
        covariance,
        values,
        sparseInverse(ordered, rowsOf(covariance, ordered.most)),
        limitsOf(settings),
      );
  if (Number.isNaN(solution.residual))
    throw new ArgumentError({
      argument: "options.damping",
      value: chosen,
      accepted: "large enough for these points and this depth, where the equations depend on each other",
      advice: "Take 1e-6 or more, or a smaller depth.",
    });
  return { mirror, tree, covariance, variance, damping: chosen, level, solution };
}

function limitsOf({ tolerance, maximumIterations, signal, progress }: SourceSettings) {
  const told = (residual: number): void => {
    const done = (100 * Math.log(Math.min(residual, 1))) / Math.log(tolerance);
    progress?.(Math.max(0, Math.min(100, Math.round(done))), 100);
  };
  return { tolerance, maximumIterations, signal, told };
}

/** Rms of value less field at the sources' data: the noise that the model took for noise. */
function misfitOf({ solution, covariance }: Model): number {
  const { strengths } = solution;
  const squares = strengths.reduce((sum, s, k) => sum + (s * covariance.noise[k]) ** 2, 0);
  return Math.sqrt(squares / strengths.length);
}

function warningsOf({ mirror, solution }: Model, { depth, tolerance }: SourceSettings): readonly string[] {
  const warnings: string[] = [];
  if (solution.residual > tolerance)
    warnings.push(
      `The iteration ended after ${solution.iterations} rounds with a residual of ${solution.residual.toExponential(1)}, above the tolerance of ${tolerance}: take more damping or more iterations.`,
    );
  if (mirror.relief > mirror.depth)
    warnings.push(
      `The data lie within ${Math.round(mirror.relief)} m of height, more than the depth of the sources (${Math.round(mirror.depth)} m${typeof depth === "number" && depth < mirror.depth ? `, made larger than the ${depth} m asked for` : ""}): the field is smoother at the high stations than at the low ones.`,
    );
  return warnings;
}

/** Points that sigma at a place is made from. */
const SIGMA_POINTS = 40;

function surfaceOf(
  model: Model,
  options: EquivalentSourcesOptions,
  ownHeight: number,
  report: FittedSurface["report"],
): EquivalentSources {
  const { mirror, tree, covariance, variance, level, solution } = model;
  const { scale } = covariance;
  const moments = new Float64Array(tree.nodeCount);
  gather(tree, solution.strengths, moments);
  const place = new Float64Array(PLACE);
  const heightOf = ({ x, height }: PositionsAtHeight): ((k: number) => number) => {
    if (height !== undefined && height.length !== x.length)
      throw new ArgumentError({
        argument: "positions.height.length",
        value: height.length,
        accepted: `${x.length}, the length of positions.x`,
      });
    return height === undefined ? () => ownHeight : (k) => height[k];
  };
  /** Calls `value` with the place of each position that is above the mirror. */
  const eachPlace = (positions: PositionsAtHeight, value: (x: number, y: number) => number): Float64Array => {
    const height = heightOf(positions);
    return eachPosition(positions, (x, y, k) => {
      mirror.place(x, y, height(k), place, 0);
      return place[3] > 0 ? value(x, y) / mirror.factor(place, 0) : Number.NaN;
    });
  };
  const predict = (positions: PositionsAtHeight): Float64Array =>
    eachPlace(positions, () => level + scale * kernelSum(tree, solution.strengths, moments, place));

  let near: ReturnType<typeof nearestPoints> | undefined;
  const predictSigma = (positions: PositionsAtHeight): Float64Array => {
    const metres = mirror.metres;
    near ??= nearestPoints(
      tree.x.map((v) => v * metres[0]),
      tree.y.map((v) => v * metres[1]),
    );
    const index = near;
    return eachPlace(positions, (x, y) => {
      const members = index.nearest(x * metres[0], y * metres[1], SIGMA_POINTS);
      return Math.sqrt(variance * Math.max(0, varianceGiven(covariance, members, place)));
    });
  };
  const at = (height: number): FittedSurface => {
    const raised = (positions: Positions): PositionsAtHeight => ({
      ...{ x: positions.x, y: positions.y },
      height: new Float64Array(positions.x.length).fill(height),
    });
    const methods = {
      predict: (positions: Positions) => predict(raised(positions)),
      predictSigma: (positions: Positions) => predictSigma(raised(positions)),
    };
    return fittedSurface(methods, options, report);
  };
  const grid: EquivalentSources["grid"] = ({ height = ownHeight, ...spec }) => at(height).grid(spec);
  return Object.freeze({ predict, predictSigma, grid, report });
}

/** Variance of the field at a place, given points, as a part of the signal's variance. */
function varianceGiven(
  { places, scale, noise }: Covariance,
  members: readonly number[],
  place: Float64Array,
): number {
  const count = members.length + 1;
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    const own = i === count - 1;
    const [a, p] = own ? [place, 0] : [places, members[i]];
    for (let j = 0; j < i; j++) matrix[i * count + j] = scale * mirrorKernel(a, p, places, members[j]);
    matrix[i * count + i] = scale / a[PLACE * p + 3] + (own ? 0 : noise[members[i]]);
  }
  // The last pivot of the factor is what the others leave of the variance.
  const stopped = factorCholesky(matrix, count, 1e-14);
  return stopped >= 0 ? 0 : matrix[count * count - 1] ** 2;
}
