import { type Executor, serialExecutor } from "../core/executor.js";
import { type Grid, gridSpacing, makeGrid } from "../core/grid.js";
import { type Positions, sampleGrid } from "../core/grid-sample.js";
import { type Reported, type StepReport, stepReport } from "../core/report.js";
import type { SolveOptions } from "./curvature-iterate.js";
import { buildMultigrid, type MultigridPlan, planMultigrid } from "./curvature-multigrid.js";
import { misfit, noPoints, type PointCounts, solverFigures, warningsOf } from "./curvature-report.js";
import { inRowOrder, type Memory, type NodeData } from "./curvature-rows.js";
import {
  type CurvatureSettings,
  checkedSettings,
  type MinimumCurvatureOptions,
} from "./curvature-settings.js";
import { type Solution, solveCurvature } from "./curvature-solve.js";
import type { CurvatureEquation } from "./curvature-stencil.js";
import { sharedMemory, solveInThreads } from "./curvature-threads.js";
import { type GridAxes, type GridSpec, gridAxes } from "./grid-spec.js";
import { leastSquaresPlane, type Plane, planeAt } from "./plane.js";
import { type Points, pickPoints, usablePoints } from "./points.js";

/** A surface of minimum curvature. */
export interface MinimumCurvature {
  /** The grid it was solved on; with a specification, the surface sampled there (NaN outside). */
  readonly grid: (spec?: GridSpec) => Grid;
  /** The surface at positions, by cubic convolution of the grid; NaN outside the region. */
  readonly predict: (positions: Positions) => Float64Array;
  readonly report: StepReport;
}

/**
 * Fits the smoothest surface through points: minimum curvature with tension.
 *
 * Away from data the surface u satisfies `(1 - T) ∇²(∇²u) - T ∇²u = 0`, like a thin elastic plate that the data
 * bend and that is pulled at its rim. The edges are free: `(1 - T) ∂²u/∂n² + T ∂u/∂n = 0`, `∂(∇²u)/∂n = 0`, and
 * `∂²u/∂x∂y = 0` at corners. A datum stands where it stands, not at the nearest node: the Laplacian of that node
 * is taken through it (Briggs 1974). It pulls as a stiff spring would, so between nodes the surface misses it by
 * a little, which shrinks with the square of the spacing; the report gives the misfit. It pulls at the node, so
 * the surface as a whole comes to that of infinitely fine nodes in proportion to the spacing. A datum on a node
 * is met exactly. A least-squares plane is taken off before and put back after, so planes come out exactly.
 *
 * The equations are those of Smith & Wessel (1990) and of GMT's `surface -Qr`, with four differences: data of
 * one node act together by their weighted mean (GMT keeps the nearest), a datum exactly half-way between nodes
 * holds them all in part, a datum within 5 % of a spacing of a node is not moved there, and the off-node
 * coefficients take account of unequal spacings. They are solved until they hold, by full multigrid with
 * conjugate residuals.
 *
 * Take `blockMedian` with the grid's spacing first where stations crowd. The grid carries no `sigma`: this method
 * has no measure of its own error. `sigma` of the points only weighs points that share a node.
 *
 * @param points - x, y, values, optional sigma; a point with a NaN, or outside the region by more than half a
 *   spacing, is left out and counted in the report
 * @param options - region and spacing of the grid (at least 4 nodes a side), tension, solver settings
 * @returns the surface: `grid()`, `predict(positions)` and the report, whose figures name the levels of the
 *   multigrid, cycles, residuals and misfit in the units of the data
 * @throws ArgumentError if an option is out of range, no point can be used, or the grid would be too large
 *
 * Source: Smith & Wessel (1990), Geophysics 55, 293-305, doi:10.1190/1.1442837; Briggs (1974), Geophysics 39,
 * 39-48, doi:10.1190/1.1440410.
 *
 * @example
 * const points = { x: Float64Array.of(0, 4, 0, 3), y: Float64Array.of(0, 0, 4, 3), values: Float64Array.of(1, 5, 9, 10) };
 * const surface = fitMinimumCurvature(points, { region: [0, 4, 0, 4], spacing: 1 });
 * Array.from(surface.predict({ x: Float64Array.of(2, 9), y: Float64Array.of(1, 1) }), (v) => Number(v.toFixed(6))); // => [5, NaN]
 */
export function fitMinimumCurvature(points: Points, options: MinimumCurvatureOptions): MinimumCurvature {
  const problem = problemOf(points, options);
  return surfaceOf(problem, problem.plan && solveCurvature(buildMultigrid(problem.plan), problem.solve));
}

/** How to grid by minimum curvature with several threads. */
export interface MinimumCurvatureAsyncOptions extends MinimumCurvatureOptions {
  /** Who does the work, for example `threadPool()` of `igdp/node`. Default: this thread alone. */
  readonly executor?: Executor;
}

/**
 * {@link fitMinimumCurvature} with several threads: the same surface to the last bit, sooner where the grid is large
 * (from about 500 by 500 nodes). `signal` stops it at once.
 *
 * @param points - as for `fitMinimumCurvature`
 * @param options - as for `fitMinimumCurvature`, and the executor
 * @returns the surface
 * @throws ArgumentError as `fitMinimumCurvature` does
 *
 * @example
 * const points = { x: Float64Array.of(0, 3), y: Float64Array.of(0, 0), values: Float64Array.of(2, 5) };
 * const surface = await fitMinimumCurvatureAsync(points, { region: [0, 3, 0, 3], spacing: 1 });
 * surface.report.figures.converged; // => true
 */
export async function fitMinimumCurvatureAsync(
  points: Points,
  options: MinimumCurvatureAsyncOptions,
): Promise<MinimumCurvature> {
  const { executor = serialExecutor } = options;
  const problem = problemOf(points, options, sharedMemory());
  return surfaceOf(problem, problem.plan && (await solveInThreads(problem.plan, problem.solve, executor)));
}

/** Everything up to the solver. */
interface Problem {
  readonly options: MinimumCurvatureOptions;
  readonly settings: CurvatureSettings;
  readonly axes: GridAxes;
  readonly inside: Points;
  readonly counts: PointCounts;
  readonly plane: Plane;
  /** Undefined where the points lie on a plane, which then is the answer. */
  readonly plan?: MultigridPlan;
  readonly solve: SolveOptions;
}

function problemOf(points: Points, options: MinimumCurvatureOptions, memory?: Memory): Problem {
  const settings = checkedSettings(options);
  const usable = usablePoints(points);
  const axes = gridAxes(options);
  const inside = nearNodes(usable.points, axes);
  const counts = {
    in: usable.came,
    used: inside.values.length,
    not_finite: usable.notFinite,
    outside_region: usable.points.values.length - inside.values.length,
  };
  if (counts.used === 0) throw noPoints(counts, options);

  const plane = leastSquaresPlane(inside);
  const flat = inside.values.map((v, k) => v - planeAt(plane, inside.x[k], inside.y[k]));
  const rms = Math.sqrt(flat.reduce((sum, v) => sum + v * v, 0) / flat.length);
  const height = inside.values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const problem = { options, settings, axes, inside, counts, plane };
  const solve = { ...settings, limit: settings.convergence * rms };
  if (rms <= 1e-12 * height) return { ...problem, solve };
  const equation = equationOf(settings, plane, axes);
  return { ...problem, solve, plan: planMultigrid(equation, nodeData(inside, flat, axes), memory) };
}

function equationOf(settings: CurvatureSettings, plane: Plane, axes: GridAxes): CurvatureEquation {
  // Points on a line leave the slope across it open at no tension: a trace of it settles it.
  const open = plane.dimensions === 1 && settings.tension === 0;
  const tension = open ? 1e-4 : settings.tension;
  return {
    nx: axes.x.length,
    ny: axes.y.length,
    alpha: (settings.aspectRatio * gridSpacing(axes.x)) / gridSpacing(axes.y),
    loose: 1 - tension,
    tension,
    edgeTension: open ? Math.max(1e-4, settings.edgeTension) : settings.edgeTension,
  };
}

function surfaceOf(
  { options, settings, axes, inside, counts, plane, plan }: Problem,
  solution: Solution | undefined,
): MinimumCurvature {
  const [nx, ny] = [axes.x.length, axes.y.length];
  const grid = makeGrid({
    ...axes,
    values: withPlane(plan?.work[0].u, plane, axes),
    crs: options.crs ?? "plane",
    name: options.name ?? "value",
    units: options.units ?? "",
  });
  const report = stepReport("minimumCurvature", {
    parameters: {
      region: options.region,
      spacing: options.spacing,
      registration: axes.registration,
      tension: settings.tension,
      edgeTension: settings.edgeTension,
      aspectRatio: settings.aspectRatio,
      convergence: settings.convergence,
      maximumCycles: settings.maximumCycles,
    },
    rows: counts,
    figures: { columns: nx, rows: ny, ...solverFigures(plan, solution), ...misfit(grid, inside) },
    warnings: warningsOf(counts, plane, solution),
  });
  return Object.freeze({
    grid: (spec?: GridSpec) => (spec === undefined ? grid : resampled(grid, spec)),
    predict: (positions: Positions) => sampleGrid(grid, positions),
    report,
  });
}

/**
 * The grid of {@link fitMinimumCurvature}, with its report.
 *
 * @example
 * const points = { x: Float64Array.of(0, 3), y: Float64Array.of(0, 0), values: Float64Array.of(2, 5) };
 * const { result } = minimumCurvature(points, { region: [0, 3, 0, 3], spacing: 1 });
 * Array.from(result.values.subarray(0, 4), (v) => Number(v.toFixed(6))); // => [2, 3, 4, 5]
 */
export function minimumCurvature(points: Points, options: MinimumCurvatureOptions): Reported<Grid> {
  const surface = fitMinimumCurvature(points, options);
  return { result: surface.grid(), report: surface.report };
}

/** Points of which the nearest node is in the grid. */
function nearNodes(points: Points, { x, y }: GridAxes): Points {
  const near = (position: number, axis: Float64Array): boolean => {
    const reach = 0.5 * gridSpacing(axis) * (1 + 1e-9);
    return position >= axis[0] - reach && position <= axis[axis.length - 1] + reach;
  };
  const keep: number[] = [];
  for (let k = 0; k < points.x.length; k++) if (near(points.x[k], x) && near(points.y[k], y)) keep.push(k);
  return keep.length === points.x.length ? points : pickPoints(points, keep);
}

function nodeData({ x, y, sigma }: Points, values: Float64Array, axes: GridAxes): NodeData {
  const place = (column: Float64Array, axis: Float64Array): Float64Array => {
    const spacing = gridSpacing(axis);
    return column.map((position) => (position - axis[0]) / spacing);
  };
  const weight = sigma ? sigma.map((s) => 1 / (s * s)) : new Float64Array(values.length).fill(1);
  const data = { column: place(x, axes.x), row: place(y, axes.y), values, weight };
  return inRowOrder(data, axes.y.length);
}

/** The surface (none: zero) and the plane, in an array of the grid's own. */
function withPlane(u: Float64Array | undefined, plane: Plane, { x, y }: GridAxes): Float64Array {
  const values = u ? u.slice() : new Float64Array(x.length * y.length);
  const alongX = x.map((position) => plane.slopeX * (position - plane.x0));
  for (let j = 0; j < y.length; j++) {
    const start = planeAt(plane, plane.x0, y[j]);
    for (let i = 0, k = j * x.length; i < x.length; i++, k++) values[k] += start + alongX[i];
  }
  return values;
}

function resampled(grid: Grid, spec: GridSpec): Grid {
  const axes = gridAxes(spec);
  const nx = axes.x.length;
  const positions = {
    x: Float64Array.from({ length: nx * axes.y.length }, (_, k) => axes.x[k % nx]),
    y: Float64Array.from({ length: nx * axes.y.length }, (_, k) => axes.y[Math.floor(k / nx)]),
  };
  const { crs, name, units } = grid;
  return makeGrid({ ...axes, values: sampleGrid(grid, positions), crs, name, units });
}
