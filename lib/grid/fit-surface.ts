import { ArgumentError } from "../core/errors.js";
import { type Executor, serialExecutor } from "../core/executor.js";
import type { Grid } from "../core/grid.js";
import { removeBackground } from "./background.js";
import type { FittedSurface } from "./fitted-surface.js";
import { type GridMethod, type MethodParameters, methodEntry } from "./methods.js";
import type { Points } from "./points.js";
import { aspectRatioOf, type SurfaceFrame } from "./surface-frame.js";

/** Options of {@link fitSurface}. */
export interface SurfaceOptions extends SurfaceFrame {
  /** One of {@link GRID_METHODS}. */
  readonly method: GridMethod;
  /** The method's own options, as its `fit...` function documents them; default: that function's defaults. */
  readonly parameters?: MethodParameters;
  /** A field to take off before, and to put back after, such as a global one: see {@link fitOverBackground}. */
  readonly background?: Grid;
}

/**
 * Fits a surface by a method that is named: what lets a script, a cross-validation or a person choose.
 *
 * | method | function | parameters |
 * | --- | --- | --- |
 * | `minimum-curvature` | {@link fitMinimumCurvature} of the block median | tension, edgeTension, convergence, maximumCycles |
 * | `equivalent-sources` | {@link fitEquivalentSources} (at height 0 where points have none) | kernel, depth, damping, level, blockSize, neighbours, tolerance, maximumIterations |
 * | `kriging` | {@link fitKriging} | kind, degree, neighbours, nuggetIs, estimate, estimateAnisotropy, model |
 * | `spline` | {@link fitSpline} | tension, tensionLength, degree, smoothing, tolerance, maximumIterations |
 * | `natural` | {@link fitNaturalNeighbour} | |
 * | `linear` | {@link fitLinear} | |
 * | `nearest` | {@link fitNearest} | |
 * | `inverse-distance` | {@link fitInverseDistance} | power, neighbours |
 * | `trend` | {@link fitTrend} | degree, robust |
 *
 * On `crs` EPSG:4326 the aspect ratio is that of the middle latitude, and equivalent sources are geographic.
 *
 * @param points - x, y, values, perhaps sigma and height; points with a NaN are left out and counted
 * @param options - see {@link SurfaceOptions}
 * @returns the surface
 * @throws ArgumentError if the method or a parameter is not known, and what the method throws
 *
 * @example
 * const points = { x: Float64Array.of(0, 4, 0), y: Float64Array.of(0, 0, 4), values: Float64Array.of(1, 5, 9) };
 * fitSurface(points, { method: "linear" }).predict({ x: Float64Array.of(1), y: Float64Array.of(1) }); // => Float64Array.of(4)
 */
export function fitSurface(points: Points, options: SurfaceOptions): FittedSurface {
  const { entry, used, frame, parameters, restore } = askedSurface(points, options);
  return restore(entry.fit(used, frame, parameters));
}

/** Options of {@link fitSurfaceAsync}. */
export interface SurfaceAsyncOptions extends SurfaceOptions {
  /** Who does the work, for example `threadPool()` of `igdp/node`. Default: this thread alone. */
  readonly executor?: Executor;
}

/**
 * {@link fitSurface} with all threads of an executor, for methods that can share the work of fitting (now: minimum curvature);
 * the others fit in this thread. The surface is the same.
 *
 * @param points - as for `fitSurface`
 * @param options - as for `fitSurface`, and the executor
 * @returns the surface
 * @throws ArgumentError as `fitSurface` does
 *
 * @example
 * const points = { x: Float64Array.of(0, 4, 0), y: Float64Array.of(0, 0, 4), values: Float64Array.of(1, 5, 9) };
 * const surface = await fitSurfaceAsync(points, { method: "linear" });
 * surface.predict({ x: Float64Array.of(1), y: Float64Array.of(1) }); // => Float64Array.of(4)
 */
export async function fitSurfaceAsync(points: Points, options: SurfaceAsyncOptions): Promise<FittedSurface> {
  const { executor = serialExecutor, ...rest } = options;
  const { entry, used, frame, parameters, restore } = askedSurface(points, rest);
  const fitted = entry.fitWith
    ? await entry.fitWith(used, frame, parameters, executor)
    : entry.fit(used, frame, parameters);
  return restore(fitted);
}

/** What a method is to fit, and what is to be done to its surface. */
function askedSurface(points: Points, options: SurfaceOptions) {
  const { method, parameters = {}, background, ...given } = options;
  const entry = methodEntry(method);
  refuseUnknown(method, parameters);
  const { rest, restore } = removeBackground(points, background);
  const crs = given.crs ?? background?.crs ?? "plane";
  const aspectRatio = given.aspectRatio ?? aspectRatioOf(rest, crs);
  const { height: _, ...flat } = rest; // two heights of one place are two sources, but one place of a map
  const used = method === "equivalent-sources" ? rest : flat;
  return { entry, used, frame: { ...given, crs, aspectRatio }, parameters, restore };
}

function refuseUnknown(method: GridMethod, parameters: MethodParameters): void {
  const { takes } = methodEntry(method);
  const unknown = Object.keys(parameters).find((name) => !takes.includes(name));
  if (unknown === undefined) return;
  throw new ArgumentError({
    argument: `options.parameters.${unknown}`,
    value: parameters[unknown],
    accepted:
      takes.length > 0
        ? `for ${method} only ${takes.join(", ")}`
        : `nothing for ${method}, which has no parameters`,
  });
}
