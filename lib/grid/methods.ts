import { ArgumentError } from "../core/errors.js";
import type { Executor } from "../core/executor.js";
import { isInDegrees } from "../core/grid.js";
import { blockMedian } from "./block-median.js";
import type { CovarianceModel } from "./covariance-model.js";
import { fitEquivalentSources } from "./equivalent-sources.js";
import type { FittedSurface } from "./fitted-surface.js";
import type { GridSpec } from "./grid-spec.js";
import { fitInverseDistance, fitNearest } from "./inverse-distance.js";
import { fitKriging, type Kriging } from "./kriging.js";
import { fitLinear } from "./linear.js";
import { fitMinimumCurvature, fitMinimumCurvatureAsync, type MinimumCurvature } from "./minimum-curvature.js";
import { fitNaturalNeighbour } from "./natural-neighbour.js";
import type { Points } from "./points.js";
import { fitSpline, type Spline } from "./spline.js";
import { type CompleteFrame, specOf } from "./surface-frame.js";
import { fitTrend } from "./trend.js";

/** Settings of a method by name, such as `{ tension: 0.25 }` or `{ depth: "likelihood" }`: plain data. */
export type MethodParameters = Readonly<Record<string, number | string | boolean | CovarianceModel>>;

/** The name of a gridding method. */
export type GridMethod =
  | "minimum-curvature"
  | "equivalent-sources"
  | "kriging"
  | "spline"
  | "natural"
  | "linear"
  | "nearest"
  | "inverse-distance"
  | "trend";

/** What is known of a method by its name. */
export interface MethodEntry {
  /** Names of the parameters that it takes. */
  readonly takes: readonly string[];
  /** Parameters that `chooseGridder` tries where none are given. */
  readonly tries: readonly MethodParameters[];
  readonly fit: (points: Points, frame: CompleteFrame, parameters: MethodParameters) => FittedSurface;
  /** As `fit`, by all threads of an executor, for methods that can share that work: the same numbers. */
  readonly fitWith?: (
    points: Points,
    frame: CompleteFrame,
    parameters: MethodParameters,
    executor: Executor,
  ) => Promise<FittedSurface>;
  /** What a fit estimated from its points, as parameters with which the next fit need not estimate it again. */
  readonly settled?: (surface: FittedSurface) => MethodParameters;
}

/** All methods, from the smoothest idea to the plainest: the one place where a name becomes a function. */
const METHODS: Readonly<Record<GridMethod, MethodEntry>> = {
  "minimum-curvature": {
    takes: ["tension", "edgeTension", "convergence", "maximumCycles"],
    tries: [{ tension: 0 }, { tension: 0.25 }, { tension: 0.5 }, { tension: 0.75 }],
    fit: (points, frame, parameters) => {
      const problem = onGrid(points, frame, parameters);
      return problem.surface(fitMinimumCurvature(problem.blocks, problem.options));
    },
    fitWith: async (points, frame, parameters, executor) => {
      const problem = onGrid(points, frame, parameters);
      return problem.surface(
        await fitMinimumCurvatureAsync(problem.blocks, { ...problem.options, executor }),
      );
    },
  },
  "equivalent-sources": {
    takes: [
      "kernel",
      "depth",
      "damping",
      "level",
      "blockSize",
      "neighbours",
      "tolerance",
      "maximumIterations",
    ],
    // The likelihood of some patches, and for rough values with wild ones among them a rule with much damping.
    tries: [{}, { depth: "spacing", damping: 0.03 }],
    fit: (points, { aspectRatio: _, region: __, spacing: ___, ...frame }, parameters) => {
      const coordinates = isInDegrees(frame) ? "geographic" : "plane";
      const height = points.height ?? new Float64Array(points.x.length);
      return fitEquivalentSources({ ...points, height }, { ...frame, ...parameters, coordinates });
    },
    settled: ({ report: { figures } }) => ({
      kernel: String(figures.kernel),
      depth: Number(figures.source_depth_m),
      damping: Number(figures.damping),
    }),
  },
  kriging: {
    takes: ["kind", "degree", "neighbours", "nuggetIs", "estimate", "estimateAnisotropy", "model"],
    tries: [{ kind: "matern" }, { kind: "exponential" }],
    fit: (points, frame, parameters) => fitKriging(points, { ...frame, ...parameters }),
    settled: (surface) => ({ model: (surface as Kriging).model }),
  },
  spline: {
    takes: ["tension", "tensionLength", "degree", "smoothing", "tolerance", "maximumIterations"],
    tries: [{ tension: 0 }, { tension: 0.5 }],
    fit: (points, frame, parameters) => fitSpline(points, { ...frame, ...parameters }),
    settled: (surface) => ({ smoothing: (surface as Spline).smoothing }),
  },
  natural: {
    takes: [],
    tries: [{}],
    fit: (points, frame) => fitNaturalNeighbour(points, frame),
  },
  linear: {
    takes: [],
    tries: [{}],
    fit: (points, frame) => fitLinear(points, frame),
  },
  nearest: {
    takes: [],
    tries: [{}],
    fit: (points, frame) => fitNearest(points, frame),
  },
  "inverse-distance": {
    takes: ["power", "neighbours"],
    tries: [{ power: 2 }, { power: 3 }],
    fit: (points, frame, parameters) => fitInverseDistance(points, { ...frame, ...parameters }),
  },
  trend: {
    takes: ["degree", "robust"],
    tries: [{ degree: 1 }, { degree: 3 }],
    fit: (points, frame, parameters) => fitTrend(points, { ...frame, ...parameters }),
  },
};

/** Names of all gridding methods, as `fitSurface`, `chooseGridder` and the command line take them. */
export const GRID_METHODS: readonly GridMethod[] = Object.freeze(Object.keys(METHODS) as GridMethod[]);

/** Minimum curvature of the points' block median, on the grid that was asked for. */
function onGrid(points: Points, frame: CompleteFrame, parameters: MethodParameters) {
  const spec = specOf(points, frame);
  const blocks = blockMedian(points, spec);
  const isOwn = ({ region, spacing, registration = "gridline" }: GridSpec): boolean =>
    JSON.stringify([region, spacing, registration]) ===
    JSON.stringify([spec.region, spec.spacing, "gridline"]);
  const surface = ({ predict, grid, report }: MinimumCurvature): FittedSurface =>
    Object.freeze({
      predict,
      grid: (asked: GridSpec) => (isOwn(asked) ? grid() : grid(asked)),
      report: {
        ...report,
        rows: { ...report.rows, in: blocks.report.rows.in, not_finite: blocks.report.rows.not_finite },
        warnings: [...blocks.report.warnings, ...report.warnings],
      },
    });
  return { blocks: blocks.result, options: { ...frame, ...spec, ...parameters }, surface };
}

/** The entry of a method. */
export function methodEntry(method: GridMethod): MethodEntry {
  if (Object.hasOwn(METHODS, method)) return METHODS[method];
  throw new ArgumentError({
    argument: "options.method",
    value: method,
    accepted: `one of ${GRID_METHODS.join(", ")}`,
  });
}
