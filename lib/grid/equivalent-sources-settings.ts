import { ArgumentError } from "../core/errors.js";
import { nearestPoints } from "../core/nearest-points.js";
import type { SourceKernel } from "./equivalent-sources-mirror.js";
import type { SurfaceNames } from "./fitted-surface.js";

/** How the strengths are found. */
export type EquivalentSourcesSolver = "dense" | "iterative" | "windows";

/** Options of {@link fitEquivalentSources}. */
export interface EquivalentSourcesOptions extends SurfaceNames {
  /**
   * `plane` (the default): x and y are metres on a flat Earth. `geographic`: x is longitude and y latitude, degrees, and
   * heights are above the ellipsoid; distances are those of the ellipsoid GRS80 in space.
   */
  readonly coordinates?: "plane" | "geographic";
  /**
   * What the sources are; see {@link SourceKernel}. `likelihood` takes Poisson's kernel unless the reciprocal one is far likelier.
   * Default `likelihood` where the depth is chosen so, else `reciprocal`, for which rules of depth are made.
   */
  readonly kernel?: SourceKernel | "likelihood";
  /**
   * Depth of a source below its datum, metres, for a datum of middle height. `likelihood` (the default) takes that under
   * which the values are most likely, from 1 to 14 times the mean distance of a point from its nearest neighbour (12 for the
   * reciprocal kernel);
   * `spacing` is 4.5 times that distance.
   */
  readonly depth?: number | "spacing" | "likelihood";
  /**
   * Variance of the noise over that of the signal, for every point alike. It comes on top of the points' own `sigma`.
   * `likelihood` (the default) takes the most likely one from 1e-5 to 10. Below 1e-5 the iteration may not end, unless
   * sigma is there.
   */
  readonly damping?: number | "likelihood";
  /**
   * What the field tends to far away, in the units of the values. `fitted` (the default) finds it by generalised least
   * squares, as for a survey amid a larger field, and draws it toward 0 as far as it is small beside its own sigma; one that is
   * less than its sigma is 0.
   */
  readonly level?: number | "fitted";
  /** Side of blocks, in units of x and y, whose points are averaged to one source each; default none. */
  readonly blockSize?: number | readonly [x: number, y: number];
  /** Height in metres of predictions for which none is given; default the mean height of the points. */
  readonly height?: number;
  /** The iteration ends where the points are met to this part of the rms of the values; default 1e-4. */
  readonly tolerance?: number;
  /** Most iterations; default 200. */
  readonly maximumIterations?: number;
  /**
   * `dense` solves by a full matrix, `iterative` by products; by default dense up to 400 points. `windows` are the
   * gradient-boosted sources of Soler & Uieda (2021), to compare with: close to the solution, not the solution.
   */
  readonly solver?: EquivalentSourcesSolver;
  /** Side of a window in metres, with solver `windows`; default 60 mean distances of a point from its nearest neighbour. */
  readonly windowSize?: number;
  /** Neighbours of a point in the preconditioner and in sigma; default 20. */
  readonly neighbours?: number;
  /** Stops the work between two iterations when it is aborted; the abort reason is thrown. */
  readonly signal?: AbortSignal;
  /** Told after each iteration how much is done, of 100. */
  readonly progress?: (done: number, total: number) => void;
}

/** The options, complete and checked. */
export type SourceSettings = Required<
  Pick<
    EquivalentSourcesOptions,
    | "coordinates"
    | "kernel"
    | "depth"
    | "damping"
    | "level"
    | "tolerance"
    | "maximumIterations"
    | "neighbours"
  >
> &
  Pick<EquivalentSourcesOptions, "blockSize" | "height" | "solver" | "windowSize" | "signal" | "progress">;

/** Fills in defaults and checks ranges. */
export function sourceSettings(options: EquivalentSourcesOptions): SourceSettings {
  const settings = {
    coordinates: options.coordinates ?? "plane",
    depth: options.depth ?? "likelihood",
    kernel:
      options.kernel ??
      (options.depth === undefined || options.depth === "likelihood" ? "likelihood" : "reciprocal"),
    damping: options.damping ?? "likelihood",
    level: options.level ?? "fitted",
    tolerance: options.tolerance ?? 1e-4,
    maximumIterations: options.maximumIterations ?? 200,
    neighbours: options.neighbours ?? 20,
    blockSize: options.blockSize,
    height: options.height,
    solver: options.solver,
    windowSize: options.windowSize,
    signal: options.signal,
    progress: options.progress,
  };
  const { depth, damping, blockSize } = settings;
  const whole = (value: number): boolean => Number.isInteger(value) && value >= 1;
  const sides = blockSize === undefined ? [] : typeof blockSize === "number" ? [blockSize] : blockSize;
  check("coordinates", settings.coordinates, ["plane", "geographic"].includes(settings.coordinates), [
    "'plane' or 'geographic'",
  ]);
  check("kernel", settings.kernel, ["reciprocal", "poisson", "likelihood"].includes(settings.kernel), [
    "'reciprocal', 'poisson' or 'likelihood'",
  ]);
  check(
    "depth",
    depth,
    depth === "spacing" || depth === "likelihood" || (Number.isFinite(depth) && depth > 0),
    ["a number of metres above 0, 'spacing' or 'likelihood'"],
  );
  check("damping", damping, damping === "likelihood" || (Number.isFinite(damping) && damping >= 0), [
    "a number from 0, or 'likelihood'",
  ]);
  check("level", settings.level, settings.level === "fitted" || Number.isFinite(settings.level), [
    "a finite number or 'fitted'",
  ]);
  check(
    "blockSize",
    blockSize,
    sides.every((side) => Number.isFinite(side) && side > 0),
    ["a length above 0"],
  );
  check("height", settings.height, settings.height === undefined || Number.isFinite(settings.height), [
    "a number of metres",
  ]);
  check("tolerance", settings.tolerance, settings.tolerance > 0 && settings.tolerance < 1, [
    "a number between 0 and 1",
  ]);
  check("maximumIterations", settings.maximumIterations, whole(settings.maximumIterations), [
    "a whole number from 1",
  ]);
  check("neighbours", settings.neighbours, whole(settings.neighbours) && settings.neighbours <= 100, [
    "a whole number from 1 to 100",
  ]);
  const { solver, windowSize } = settings;
  check("solver", solver, [undefined, "dense", "iterative", "windows"].includes(solver), [
    "'dense', 'iterative' or 'windows'",
  ]);
  check(
    "windowSize",
    windowSize,
    windowSize === undefined || (Number.isFinite(windowSize) && windowSize > 0),
    ["a number of metres above 0"],
  );
  return settings;
}

function check(name: string, value: unknown, good: boolean, [accepted]: readonly [string]): void {
  if (!good) throw new ArgumentError({ argument: `options.${name}`, value, accepted });
}

/**
 * Mean distance of a point from its nearest neighbour at another place; of 20,000 points evenly picked where there are
 * more. NaN where there is one place only.
 *
 * @param x - metres
 * @param y - metres
 */
export function meanSpacing(x: Float64Array, y: Float64Array): number {
  const index = nearestPoints(x, y);
  const step = Math.max(1, Math.floor(x.length / 20_000));
  let [sum, count] = [0, 0];
  for (let k = 0; k < x.length; k += step) {
    const elsewhere = (i: number): boolean => x[i] !== x[k] || y[i] !== y[k];
    const [, second] = index.nearest(x[k], y[k], 2);
    const near =
      second !== undefined && elsewhere(second) ? second : index.nearest(x[k], y[k], 1, elsewhere)[0];
    if (near === undefined) return Number.NaN;
    sum += Math.hypot(x[near] - x[k], y[near] - y[k]);
    count += 1;
  }
  return sum / count;
}
