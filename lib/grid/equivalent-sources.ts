import { dot } from "../core/dot.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { stepReport } from "../core/report.js";
import { type FittedShape, likeliestShape, noiseOf } from "./equivalent-sources-likelihood.js";
import { mirrorsBelow, PLACE, type PlacedMirror } from "./equivalent-sources-mirror.js";
import {
  type CoarseToFine,
  type Covariance,
  coarseToFine,
  orderedNeighbours,
} from "./equivalent-sources-neighbours.js";
import { gather, nodeWeights } from "./equivalent-sources-nodes.js";
import { type PointsAtHeight, sourcePoints } from "./equivalent-sources-points.js";
import { kernelProduct, kernelSum, mirrorPlaces } from "./equivalent-sources-product.js";
import {
  type EquivalentSourcesOptions,
  type EquivalentSourcesSolver,
  meanSpacing,
  type SourceSettings,
  sourceSettings,
} from "./equivalent-sources-settings.js";
import { pointsAround, varianceGiven } from "./equivalent-sources-sigma.js";
import {
  checkedResidual,
  rowsOf,
  type SourceSolution,
  solveDense,
  solveIteratively,
  sparseInverse,
} from "./equivalent-sources-solve.js";
import { type ClusterTree, clusterTree } from "./equivalent-sources-tree.js";
import { solveByWindows } from "./equivalent-sources-windows.js";
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

/** Depth by rule, and depths that the likelihood may choose, in mean spacings; dampings that it may choose. */
const RULE = 4.5;
const DEPTHS = [1, 24] as const;

/** The largest depths that are taken, in mean spacings: beyond, noise grows aloft for little that is gained at the data. */
const MOST_DEPTH = { poisson: 14, reciprocal: 12 } as const;
const DAMPINGS = [1e-5, 10] as const;

/** Side of a window, in mean spacings: some 900 evenly scattered points. */
const WINDOW = 60;

/** Nodes along a box's longer sides, less one. */
const [LEAST_DEGREE, MOST_DEGREE] = [4, 9];

/** More points than this are solved by iteration. */
const MOST_DENSE = 400;

/** What the parts of the work share; columns are in the tree's order. */
interface Model {
  readonly mirror: PlacedMirror;
  readonly tree: ClusterTree;
  readonly covariance: Covariance;
  readonly shape: FittedShape;
  /** Numbers of the points from coarse to fine. */
  readonly order: Int32Array;
  readonly solution: SourceSolution;
  /** Rms of what is left of some equations, without the tree, over rms of the values. */
  readonly checked: number;
  /** Least noise of a datum, as a part of the signal's variance. */
  readonly least: number;
}

/**
 * Fits a field of equivalent sources below the data: a harmonic field, so that it can be taken to any height.
 *
 * The field is `level + Σ strength_j K(P, P_j)`. K is the effect of a source at the mirror image of datum j: with the reciprocal
 * kernel 1 / √(|P − P_j|² + u u_j) that of a point source (Dampney 1969; Cordell 1992; with sources at one relative depth
 * under data of one height it is the same), with Poisson's the attraction of a point mass; see {@link SourceKernel}. Since K is symmetric and positive definite, no normal equations are needed: the strengths solve
 * `(K + noise) strength = value − level`. Up to 400 points a dense factor does it. Beyond, conjugate gradients do, with
 * products through a tree of boxes, and a sparse approximate inverse of the matrix as preconditioner; time and memory
 * grow in proportion to the number of points.
 *
 * K is a covariance as well. So kernel, depth and damping are by default those under which the values are most likely, and sigma
 * follows: that of the field at a place given points near and far around it (kriging with an unknown level). It is honest
 * as far as the field is like others with that covariance: check it with `crossValidate`.
 *
 * On geographic coordinates the mirror is a sphere that touches the ellipsoid amid the data, and it is the values times
 * the distance from its centre that are harmonic. Take regions up to a continent.
 *
 * @param points - x, y, values, height, optional sigma. Points with a NaN are left out and counted; points at one place
 *   and height are averaged (by 1/σ²).
 * @param options - see {@link EquivalentSourcesOptions}
 * @returns the field and its report: kernel, depth (metres), damping, level, iterations, what is left of the equations as a part of
 *   the values (`residual` by the iteration's own count, `checked_residual` by exact sums of 64 of them), and misfit
 * @throws ArgumentError if there is no usable point, heights are missing, an option is out of range, or there is only
 *   one place and no depth is given; the reason of `signal` if it was stopped
 *
 * Source: Dampney (1969), Geophysics 34, 39–53; Cordell (1992), Geophysics 57, 629–635, whose depth rule it is;
 * Soler & Uieda (2021), Geophys. J. Int. 227, 1768–1783 (blocks, damping, windows); Moritz (1980), Advanced Physical Geodesy,
 * section 23 (reciprocal distance and Poisson covariance).
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
  const { mirror, solution, shape } = model;
  const ownHeight = settings.height ?? sources.height.reduce((a, b) => a + b, 0) / sources.height.length;
  const report = stepReport("fitEquivalentSources", {
    parameters: {
      coordinates: settings.coordinates,
      kernel: settings.kernel,
      depth: settings.depth,
      damping: settings.damping,
      level: settings.level,
      blockSize: settings.blockSize ?? null,
      windowSize: settings.windowSize ?? null,
      height_m: ownHeight,
      tolerance: settings.tolerance,
      maximumIterations: settings.maximumIterations,
      neighbours: settings.neighbours,
    },
    rows,
    figures: {
      solver: solverOf(sources.values.length, settings),
      kernel: shape.kernel,
      mean_spacing_m: spacing,
      source_depth_m: mirror.depth,
      damping: shape.damping,
      signal_sigma: Math.sqrt(shape.variance),
      level: shape.level,
      level_sigma: Math.sqrt(shape.levelVariance),
      iterations: solution.iterations,
      residual: solution.residual,
      checked_residual: model.checked,
      misfit_rms: misfitOf(model),
    },
    warnings: warningsOf(model, settings),
  });
  return surfaceOf(model, options, ownHeight, report);
}

/** Mean spacing in metres, where the depth needs it. */
function spacingOf({ x, y, height }: PointsAtHeight, { depth, coordinates }: SourceSettings): number {
  const { metres } = mirrorsBelow({ x, y, height }, coordinates)(1, "reciprocal");
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

const solverOf = (count: number, { solver }: SourceSettings): EquivalentSourcesSolver =>
  solver ?? (count <= MOST_DENSE ? "dense" : "iterative");

/** Depth and damping are settled, then the strengths. */
function fitted(sources: PointsAtHeight, spacing: number, settings: SourceSettings): Model {
  const { depth, damping, coordinates, kernel, signal } = settings;
  const mirrorAt = mirrorsBelow(sources, coordinates);
  const { metres } = mirrorAt(1, "reciprocal");
  const inMetres = (column: Float64Array, axis: 0 | 1) => column.map((v) => v * metres[axis]);
  const { order, levels } = coarseToFine(inMetres(sources.x, 0), inMetres(sources.y, 1));
  const range = [DEPTHS[0] * spacing, DEPTHS[1] * spacing] as const;
  const rule = depth === "spacing" ? RULE * spacing : depth;
  const shape = likeliestShape(sources, order, {
    depth: rule === "likelihood" ? range : [rule, rule],
    damping: damping === "likelihood" ? DAMPINGS : [damping, damping],
    mostDepth: { poisson: MOST_DEPTH.poisson * spacing, reciprocal: MOST_DEPTH.reciprocal * spacing },
    ...{ level: settings.level, kernel, mirrorAt, signal },
  });
  signal?.throwIfAborted();
  const mirror = mirrorAt(shape.depth, shape.kernel);
  const noises = noiseOf(order.length, shape.damping, shape.variance, sources.sigma);
  const least = noises.reduce((a, b) => Math.min(a, b));
  for (let degree = firstDegree(least, mirror.depth / spacing, order.length); ; degree++) {
    signal?.throwIfAborted();
    const model = solved(sources, { mirror, shape, noises, least, spacing, order, levels }, degree, settings);
    if (model.checked <= enoughFor(least, settings.tolerance) || degree >= MOST_DEGREE) return model;
  }
}

/** What the equations are made of; columns in the order of the data. */
interface Equations extends CoarseToFine {
  readonly mirror: PlacedMirror;
  readonly shape: FittedShape;
  readonly noises: Float64Array;
  readonly least: number;
  readonly spacing: number;
}

/** The strengths, with a tree of this degree. */
function solved(
  sources: PointsAtHeight,
  { mirror, shape, noises, least, spacing, order, levels }: Equations,
  degree: number,
  settings: SourceSettings,
): Model {
  const tree = clusterTree(mirror, sources, { degree, leaf: 128 });
  const rank = new Int32Array(order.length);
  for (let k = 0; k < rank.length; k++) rank[tree.order[k]] = k;
  const ordered = { order: order.map((k) => rank[k]), levels };
  const values = Float64Array.from(
    tree.order,
    (k, i) => sources.values[k] * mirror.factor(tree.places, PLACE * i) - shape.level,
  );
  const noise = Float64Array.from(tree.order, (k) => noises[k]);
  const covariance = { kernel: mirror.kernel, places: tree.places, scale: mirror.scale, noise };
  const solver = solverOf(values.length, settings);
  const solve = (): SourceSolution => {
    if (solver === "dense") return solveDense(covariance, values);
    const x = tree.x.map((v) => v * mirror.metres[0]);
    const y = tree.y.map((v) => v * mirror.metres[1]);
    const told = (done: number): void => settings.progress?.(Math.round(100 * done), 100);
    if (solver === "windows") {
      const { windowSize = WINDOW * spacing, signal } = settings;
      return solveByWindows(covariance, x, y, values, windowSize, { signal, told });
    }
    const nearby = orderedNeighbours(x, y, ordered, settings.neighbours);
    settings.signal?.throwIfAborted();
    const preconditioner = sparseInverse(nearby, rowsOf(covariance, nearby.most));
    return solveIteratively(
      kernelProduct(tree, mirrorPlaces(mirror.kernel)),
      covariance,
      values,
      preconditioner,
      limitsOf(settings),
    );
  };
  const solution = solve();
  if (Number.isNaN(solution.residual))
    throw new ArgumentError({
      argument: "options.damping",
      value: shape.damping,
      accepted: "large enough for these points and this depth, where the equations depend on each other",
      advice: "Take 1e-6 or more, or a smaller depth.",
    });
  // Windows do not solve these equations, so that there is nothing to check.
  const checked = solver === "windows" ? 0 : checkedResidual(covariance, values, solution.strengths);
  return { mirror, tree, covariance, shape, least, order: ordered.order, solution, checked };
}

/**
 * The degree to begin with: the lower the noise, the deeper the sources and the more of them, the more exact the products
 * must be. By measurement a node more along a box's longer sides makes them five times as exact.
 */
function firstDegree(noise: number, spacings: number, count: number): number {
  const byNoise = 1.7 - Math.log10(Math.max(noise, 1e-12));
  const degree = Math.ceil(
    byNoise + Math.log(spacings / RULE) / Math.log(5) + Math.max(0, Math.log10(count / 1e4) / 2),
  );
  return Number.isNaN(degree) ? LEAST_DEGREE : Math.min(MOST_DEGREE - 1, Math.max(LEAST_DEGREE, degree));
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
  const { strengths, left } = solution;
  if (left !== undefined) return rms(left);
  return rms(strengths.map((s, k) => s * covariance.noise[k]));
}

const rms = (values: Float64Array): number => Math.sqrt(dot(values, values) / values.length);

function warningsOf(model: Model, settings: SourceSettings): readonly string[] {
  const { mirror, solution, shape, checked, least } = model;
  const { depth, damping, tolerance } = settings;
  const warnings: string[] = [];
  if (solution.left === undefined && solution.residual > tolerance)
    warnings.push(
      `The iteration ended after ${solution.iterations} rounds with a residual of ${solution.residual.toExponential(1)}, above the tolerance of ${tolerance}: take more damping or more iterations.`,
    );
  else if (checked > enoughFor(least, tolerance))
    warnings.push(
      `The equations are met to ${checked.toExponential(1)} of the values only, because products by the tree are not exact enough for so little noise: take more damping or a smaller depth.`,
    );
  if (shape.isDepthCut)
    warnings.push(
      `The likeliest depth is beyond the largest that is taken, ${MOST_DEPTH[shape.kernel]} mean spacings: the field is smoother than the points are dense. For continuation far upward average the points with options.blockSize, which lets the sources lie deeper.`,
    );
  if (damping === "likelihood" && shape.damping > 0.95 * DAMPINGS[1])
    warnings.push(
      "The likeliest damping is at the end of its range: the values are noise for the most part.",
    );
  if (mirror.relief > mirror.depth)
    warnings.push(
      `The data lie within ${Math.round(mirror.relief)} m of height, more than the depth of the sources (${Math.round(mirror.depth)} m${typeof depth === "number" && depth < mirror.depth ? `, made larger than the ${depth} m asked for` : ""}): the field is smoother at the high stations than at the low ones.`,
    );
  return warnings;
}

/** What the equations may be off by, as a part of the values: a fifth of the noise. */
const enoughFor = (noise: number, tolerance: number): number => Math.max(tolerance, 0.2 * Math.sqrt(noise));

function surfaceOf(
  model: Model,
  options: EquivalentSourcesOptions,
  ownHeight: number,
  report: FittedSurface["report"],
): EquivalentSources {
  const { mirror, tree, covariance, shape, order, solution } = model;
  const { scale } = covariance;
  const moments = new Float64Array(tree.nodeCount);
  gather(nodeWeights(tree), solution.strengths, moments);
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
    eachPlace(
      positions,
      () => shape.level + scale * kernelSum(tree, mirror.kernel, solution.strengths, moments, place),
    );

  let around: ReturnType<typeof pointsAround> | undefined;
  const predictSigma = (positions: PositionsAtHeight): Float64Array => {
    const [a, b] = mirror.metres;
    around ??= pointsAround(
      tree.x.map((v) => v * a),
      tree.y.map((v) => v * b),
      order,
    );
    const members = around;
    const levelVariance = shape.levelVariance / shape.variance;
    return eachPlace(positions, (x, y) =>
      Math.sqrt(shape.variance * varianceGiven(covariance, members(x * a, y * b), place, levelVariance)),
    );
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
