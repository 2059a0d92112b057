import { ArgumentError } from "../core/errors.js";
import type { AspectRatio, SurfaceNames } from "./fitted-surface.js";
import type { Listening } from "./kriging-places.js";

/** Options of {@link fitSpline}. */
export interface SplineOptions extends SurfaceNames, AspectRatio, Listening {
  /**
   * Tension, from 0 (the default: the smoothest surface, biharmonic) to below 1 (no overshoot). It is that of minimum curvature on
   * a grid with the spacing `tensionLength`: `p² = tension / (1 − tension) / tensionLength²`.
   */
  readonly tension?: number;
  /** Length that the tension is measured with, in units of y; default: the mean spacing of the points. */
  readonly tensionLength?: number;
  /** Degree of the drift below the spline: 1, a plane (the default); with tension also 0, a constant. */
  readonly degree?: 0 | 1;
  /**
   * How much smoothness counts against the points, in units of y, squared: see {@link fitSpline}. 0 goes through all points. `gcv` (the
   * default) is the smoothing of least generalised cross-validation.
   */
  readonly smoothing?: number | "gcv";
  /** `dense` solves one full system, for at most 4,000 points; `iterative` suits any number. Default: dense up to 800. */
  readonly solver?: "dense" | "iterative";
  /** The iteration ends where the points are met to this part of the rms of the values; default 1e-6. */
  readonly tolerance?: number;
  /** Most iterations; default 300. */
  readonly maximumIterations?: number;
}

/** The options, complete and checked. */
export type SplineSettings = Required<
  Pick<SplineOptions, "tension" | "degree" | "smoothing" | "aspectRatio" | "tolerance" | "maximumIterations">
> &
  Pick<SplineOptions, "tensionLength" | "solver" | "signal" | "progress">;

/** A full matrix of so many rows takes 130 megabytes. */
export const MOST_DENSE = 4000;

/** Fills in defaults and checks ranges. */
export function splineSettings(options: SplineOptions): SplineSettings {
  const settings = {
    tension: options.tension ?? 0,
    tensionLength: options.tensionLength,
    degree: options.degree ?? 1,
    smoothing: options.smoothing ?? "gcv",
    aspectRatio: options.aspectRatio ?? 1,
    solver: options.solver,
    tolerance: options.tolerance ?? 1e-6,
    maximumIterations: options.maximumIterations ?? 300,
    signal: options.signal,
    progress: options.progress,
  } as const;
  const { tension, tensionLength, degree, smoothing, aspectRatio, solver, tolerance } = settings;
  const positive = (value: number): boolean => value > 0 && value < Infinity;
  const checks: [string, unknown, boolean, string][] = [
    ["tension", tension, tension >= 0 && tension < 1, "a number from 0 to below 1"],
    [
      "tensionLength",
      tensionLength,
      tensionLength === undefined || positive(tensionLength),
      "a length above 0",
    ],
    ["degree", degree, degree === 1 || (degree === 0 && tension > 0), "1, or 0 with tension above 0"],
    [
      "smoothing",
      smoothing,
      smoothing === "gcv" || (Number.isFinite(smoothing) && smoothing >= 0),
      "a number from 0, or 'gcv'",
    ],
    ["aspectRatio", aspectRatio, positive(aspectRatio), "a number above 0"],
    ["solver", solver, [undefined, "dense", "iterative"].includes(solver), "'dense' or 'iterative'"],
    ["tolerance", tolerance, tolerance > 0 && tolerance < 1, "a number between 0 and 1"],
    [
      "maximumIterations",
      settings.maximumIterations,
      Number.isInteger(settings.maximumIterations) && settings.maximumIterations >= 1,
      "a whole number from 1",
    ],
  ];
  for (const [name, value, right, accepted] of checks)
    if (!right) throw new ArgumentError({ argument: `options.${name}`, value, accepted });
  return settings;
}
