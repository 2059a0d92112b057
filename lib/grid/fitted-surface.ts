import type { Executor } from "../core/executor.js";
import { type Grid, makeGrid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import type { StepReport } from "../core/report.js";
import { type GridSpec, gridAxes, gridPositions } from "./grid-spec.js";

/** A surface that was fitted to points: what every gridding method returns. */
export interface FittedSurface {
  /** The surface at positions; NaN where the method has no answer, and at a position that is NaN. */
  readonly predict: (positions: Positions) => Float64Array;
  /** Standard deviation of the surface at positions, for methods that know it. */
  readonly predictSigma?: (positions: Positions) => Float64Array;
  /** The surface at the samples of a grid, with `sigma` where the method knows it. */
  readonly grid: (spec: GridSpec) => Grid;
  /** As `grid`, by all threads of an executor, for methods that can share that work: the same numbers. */
  readonly gridWith?: (spec: GridSpec, executor: Executor) => Promise<Grid>;
  readonly report: StepReport;
}

/** What a grid of a surface is called. */
export interface SurfaceNames {
  /** Coordinate reference system of the points; default `plane`. */
  readonly crs?: string;
  /** Name of the quantity, default `value`. */
  readonly name?: string;
  /** Unit of the values, default none. */
  readonly units?: string;
}

/** How long a unit of x is against a unit of y, for distances. */
export interface AspectRatio {
  /** Metres in a unit of x over metres in a unit of y; default 1. For degrees it is the cosine of the latitude. */
  readonly aspectRatio?: number;
}

/** Makes a {@link FittedSurface} of a method's prediction. */
export function fittedSurface(
  methods: Pick<FittedSurface, "predict" | "predictSigma">,
  { crs = "plane", name = "value", units = "" }: SurfaceNames,
  report: StepReport,
): FittedSurface {
  const grid = (spec: GridSpec): Grid => {
    const axes = gridAxes(spec);
    const positions = gridPositions(axes);
    const sigma = methods.predictSigma?.(positions);
    return makeGrid({
      ...axes,
      values: methods.predict(positions),
      ...(sigma && { sigma }),
      crs,
      name,
      units,
    });
  };
  return Object.freeze({ ...methods, grid, report });
}

/** Applies a function of one place to positions. */
export function eachPosition(
  { x, y }: Positions,
  value: (x: number, y: number, k: number) => number,
): Float64Array {
  return Float64Array.from(x, (_, k) =>
    Number.isFinite(x[k]) && Number.isFinite(y[k]) ? value(x[k], y[k], k) : Number.NaN,
  );
}
