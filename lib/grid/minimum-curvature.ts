import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, makeGrid } from "../core/grid.js";
import { type Reported, type StepReport, stepReport } from "../core/report.js";
import { type Multigrid, makeMultigrid } from "./curvature-multigrid.js";
import type { NodeData } from "./curvature-rows.js";
import { type Solution, solveCurvature } from "./curvature-solve.js";
import { type Positions, sampleGrid } from "./grid-sample.js";
import { type GridAxes, type GridSpec, gridAxes, gridSize } from "./grid-spec.js";
import { leastSquaresPlane, type Plane, planeAt } from "./plane.js";
import { type Points, pickPoints, usablePoints } from "./points.js";

/** How to grid by minimum curvature. */
export interface MinimumCurvatureOptions extends GridSpec {
  /**
   * Tension T of the surface, from 0 (minimum curvature) to 1 (harmonic: no peaks between data). Default 0.25,
   * usual for potential fields. It counts in spacings of the grid, as in GMT.
   */
  readonly tension?: number;
  /** Tension along the edge, from 0 (no bending moment) to 1 (no slope). Default: `tension`. */
  readonly edgeTension?: number;
  /**
   * Length of one unit of x over one unit of y: 1 (the default) on a plane, the cosine of the middle latitude
   * for longitude and latitude.
   */
  readonly aspectRatio?: number;
  /**
   * The solver stops when its last cycle changed no node by more than this share of the data's rms about their
   * plane. Default 0.0001.
   */
  readonly convergence?: number;
  /** Most cycles on the finest grid. Default 100. */
  readonly maximumCycles?: number;
  /** Most nodes that the grid may have. Default 30 million, which takes about 3 GB of memory while solving. */
  readonly maximumNodes?: number;
  /** Stops the work between two cycles when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told after each cycle how much is done, of 100. */
  readonly progress?: (done: number, total: number) => void;
  /** Coordinate reference system of the grid. Default `plane`. */
  readonly crs?: string;
  /** Name of the quantity. Default `value`. */
  readonly name?: string;
  /** Unit of the values. Default: none. */
  readonly units?: string;
}

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
  const flat = Float64Array.from(inside.values, (v, k) => v - planeAt(plane, inside.x[k], inside.y[k]));
  const rms = Math.sqrt(flat.reduce((sum, v) => sum + v * v, 0) / flat.length);
  const height = inside.values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const onPlane = rms <= 1e-12 * height;
  // Points on a line leave the slope across it open at no tension: a trace of it settles it.
  const open = plane.dimensions === 1 && settings.tension === 0;
  const tension = open ? 1e-4 : settings.tension;
  const edgeTension = open ? Math.max(1e-4, settings.edgeTension) : settings.edgeTension;

  const nx = axes.x.length;
  const ny = axes.y.length;
  const alpha = (settings.aspectRatio * gridSpacing(axes.x)) / gridSpacing(axes.y);
  let [grids, solution]: [Multigrid | undefined, Solution | undefined] = [undefined, undefined];
  if (!onPlane) {
    const equation = { nx, ny, alpha, loose: 1 - tension, tension, edgeTension };
    grids = makeMultigrid(equation, nodeData(inside, flat, axes));
    solution = solveCurvature(grids, { ...settings, limit: settings.convergence * rms });
  }
  const grid = makeGrid({
    ...axes,
    values: withPlane(solution?.u ?? new Float64Array(nx * ny), plane, axes),
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
    figures: { columns: nx, rows: ny, ...solverFigures(grids, solution), ...misfit(grid, inside) },
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

type Settings = Required<
  Pick<MinimumCurvatureOptions, "tension" | "edgeTension" | "aspectRatio" | "convergence" | "maximumCycles">
> &
  Pick<MinimumCurvatureOptions, "signal" | "progress">;

function checkedSettings(options: MinimumCurvatureOptions): Settings {
  const tension = options.tension ?? 0.25;
  const settings = {
    tension,
    edgeTension: options.edgeTension ?? tension,
    aspectRatio: options.aspectRatio ?? 1,
    convergence: options.convergence ?? 1e-4,
    maximumCycles: options.maximumCycles ?? 100,
    signal: options.signal,
    progress: options.progress,
  };
  for (const name of ["tension", "edgeTension"] as const) {
    check(
      `options.${name}`,
      settings[name],
      settings[name] >= 0 && settings[name] <= 1,
      "a number from 0 to 1",
    );
  }
  for (const name of ["aspectRatio", "convergence"] as const) {
    check(`options.${name}`, settings[name], settings[name] > 0 && settings[name] < 1e6, "a positive number");
  }
  check("options.edgeTension", settings.edgeTension, tension < 1 || settings.edgeTension > 0, "above 0 where tension is 1"); // biome-ignore format: one check a line
  const { maximumCycles } = settings;
  check("options.maximumCycles", maximumCycles, Number.isInteger(maximumCycles) && maximumCycles > 0, "a whole number of 1 or more"); // biome-ignore format: one check a line
  const [nx, ny] = gridSize(options);
  const most = options.maximumNodes ?? 30e6;
  check("options.spacing", options.spacing, nx >= 4 && ny >= 4, `so small that the region holds at least 4 nodes along x and y (it holds ${nx} by ${ny})`); // biome-ignore format: one check a line
  if (!(nx * ny <= most)) {
    throw new ArgumentError({
      argument: "options.spacing",
      value: options.spacing,
      accepted: `so large that the grid has at most ${most} nodes (it would have ${nx} by ${ny}, and solving it would take about ${((nx * ny * BYTES_A_NODE) / 1e9).toFixed(1)} GB of memory)`,
      advice: "Choose a larger spacing or a smaller region, or raise maximumNodes.",
    });
  }
  return settings;
}

/** Working arrays of the solver while it runs. */
const BYTES_A_NODE = 110;

function check(argument: string, value: unknown, fits: boolean, accepted: string): void {
  if (!fits) throw new ArgumentError({ argument, value, accepted });
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

function noPoints(counts: Readonly<Record<string, number>>, options: GridSpec): ArgumentError {
  return new ArgumentError({
    argument: "points",
    value: `${counts.in} points`,
    accepted: `at least one point with finite numbers inside the region ${options.region.join("/")}`,
    advice: `${counts.not_finite} have a number missing and ${counts.outside_region} lie outside: check column names and the order of x and y.`,
  });
}

function nodeData({ x, y, sigma }: Points, values: Float64Array, axes: GridAxes): NodeData {
  const place = (column: Float64Array, axis: Float64Array): Float64Array => {
    const spacing = gridSpacing(axis);
    return column.map((position) => (position - axis[0]) / spacing);
  };
  const weight = sigma ? sigma.map((s) => 1 / (s * s)) : new Float64Array(values.length).fill(1);
  return { column: place(x, axes.x), row: place(y, axes.y), values, weight };
}

function withPlane(u: Float64Array, plane: Plane, { x, y }: GridAxes): Float64Array {
  for (let j = 0; j < y.length; j++) {
    for (let i = 0; i < x.length; i++) u[j * x.length + i] += planeAt(plane, x[i], y[j]);
  }
  return u;
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

function solverFigures(
  grids: Multigrid | undefined,
  solution: Solution | undefined,
): Record<string, unknown> {
  if (grids === undefined || solution === undefined) return { cycles: 0, converged: true, residual_maximum: 0, residual_rms: 0 }; // biome-ignore format: one case
  return {
    cycles: solution.cycles,
    converged: solution.converged,
    last_change: solution.lastChange,
    residual_maximum: solution.residualMaximum,
    residual_rms: solution.residualRms,
    levels: grids.levels.map(({ nx, ny, stride }, l) => ({
      columns: nx,
      rows: ny,
      stride,
      sweeps: grids.sweeps[l],
    })),
  };
}

/** How far the surface passes from the data. Points within half a spacing outside the outer nodes do not count. */
function misfit(grid: Grid, { x, y, values }: Points): Record<string, number> {
  const at = sampleGrid(grid, { x, y });
  let [squares, most, count] = [0, 0, 0];
  for (let k = 0; k < at.length; k++) {
    const miss = at[k] - values[k];
    if (Number.isNaN(miss)) continue;
    squares += miss * miss;
    most = Math.max(most, Math.abs(miss));
    count++;
  }
  return { misfit_rms: count > 0 ? Math.sqrt(squares / count) : Number.NaN, misfit_maximum: most };
}

function warningsOf(
  counts: Readonly<Record<string, number>>,
  plane: Plane,
  solution: Solution | undefined,
): string[] {
  const warnings: string[] = [];
  if (counts.not_finite > 0) warnings.push(`${counts.not_finite} of ${counts.in} points have a number missing and were left out.`); // biome-ignore format: one case
  if (counts.outside_region > 0) warnings.push(`${counts.outside_region} of ${counts.in} points lie outside the region and were left out.`); // biome-ignore format: one case
  if (plane.dimensions === 0) warnings.push("All points lie at one place: the grid is level.");
  if (plane.dimensions === 1) warnings.push("All points lie on one line: the slope across it is not known and was taken as none."); // biome-ignore format: one case
  if (solution && !solution.converged) {
    warnings.push(
      `The solver did not converge in ${solution.cycles} cycles: the last one still changed a node by ${solution.lastChange.toPrecision(2)}.`,
    );
  }
  return warnings;
}
