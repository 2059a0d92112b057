import { ArgumentError } from "../core/errors.js";
import type { Positions } from "../core/grid-sample.js";
import { type StepReport, stepReport } from "../core/report.js";
import { type FittedSurface, fittedSurface } from "./fitted-surface.js";
import type { Points } from "./points.js";
import { type CrossValidatedSmoothing, crossValidatedSmoothing } from "./spline-cross-validation.js";
import { type SplineData, splineData } from "./spline-data.js";
import { splineSum } from "./spline-product.js";
import { MOST_DENSE, type SplineOptions, type SplineSettings, splineSettings } from "./spline-settings.js";
import { type SplineSpread, splineSigma, splineSpread } from "./spline-sigma.js";
import { type SplineSolution, solveSplineDense, solveSplineIteratively } from "./spline-solve.js";

/** A smoothing spline, or one that goes through all points. */
export interface Spline extends FittedSurface {
  readonly predictSigma: (positions: Positions) => Float64Array;
  /** The smoothing that was given or chosen, in units of y, squared. */
  readonly smoothing: number;
}

/** Up to so many points one full system is solved, unless it is asked for. */
const DENSE = 800;

/**
 * Fits a spline by Green's functions: the surface that bends least (biharmonic), or that bends and stretches least (with
 * tension), among all that come as near to the points.
 *
 * It minimises, over the whole plane,
 *
 * ```
 * Σ w_k (value_k − f(x_k, y_k))² + smoothing ∬ (f_xx² + 2 f_xy² + f_yy² + p² (f_x² + f_y²)) dx dy
 * ```
 *
 * with w_k proportional to 1/σ² and 1 in the mean, and `p² = tension / (1 − tension) / tensionLength²`. Its solution is
 * `f = Σ c_k G(r_k) + drift`, with Green's function `G = r² ln r / 8π`, or `−(K₀(p r) + ln(p r)) / 2πp²` with tension, a
 * plane (or a constant) as drift, and coefficients that no drift touches: `Σ c_k = Σ c_k x_k = Σ c_k y_k = 0`. So the
 * surface does not depend on origin, direction or unit of the coordinates. Between points it is defined everywhere, at no
 * spacing: no grid is involved. Beyond the points it runs away (slower with tension): mask it.
 *
 * The smoothing is that of least generalised cross-validation, unless it is given; with 0 the surface goes through all
 * points. Where errors of neighbours are alike (a shifted survey, a track) cross-validation takes them for the field.
 *
 * Up to 800 points one full system is solved. Beyond, conjugate gradients do it, with products through a tree of boxes and
 * a sparse approximate inverse as preconditioner; it is the same surface, to `tolerance`.
 *
 * `sigma` is that of a Gaussian process with the covariance G (of differences that no drift touches), given the nearest 40
 * points or more and some at the rim. Its variance comes from points that were left out one by one, so sigma suits
 * distances like those between the points.
 *
 * @param points - x, y, values, perhaps sigma. Points with a NaN are left out and counted; points at one place are averaged
 *   (by 1/σ²). Points on a line, or at one place, give a surface without slope across it, and a warning.
 * @param options - see {@link SplineOptions}
 * @returns the surface, everywhere; NaN at a position that is NaN
 * @throws ArgumentError if there is no usable point, an option is out of range, or a full system is asked for of too many
 *   points or of points so near each other that it depends on itself; the reason of `signal` if it was stopped
 *
 * Source: Sandwell (1987), Biharmonic spline interpolation of GEOS-3 and SEASAT altimeter data, Geophys. Res. Lett. 14,
 * 139–142; Wessel & Bercovici (1998), Interpolation with splines in tension: a Green's function approach, Math. Geol. 30,
 * 77–93; Wahba (1990), Spline models for observational data, SIAM, sections 2.4, 4.3 and 5.
 *
 * @example
 * const x = Float64Array.of(0, 4, 0, 4, 1);
 * const y = Float64Array.of(0, 0, 4, 4, 3);
 * const spline = fitSpline({ x, y, values: Float64Array.of(1, 5, 9, 13, 9) }, { smoothing: 0 });
 * spline.predict({ x: Float64Array.of(1), y: Float64Array.of(3) })[0].toFixed(9); // => "9.000000000"
 * const plane = fitSpline({ x, y, values: x.map((east, k) => 2 * east - y[k]) }, { smoothing: 0, tension: 0.3 });
 * plane.predict({ x: Float64Array.of(10), y: Float64Array.of(-5) })[0].toFixed(6); // => "25.000000"
 */
export function fitSpline(points: Points, options: SplineOptions = {}): Spline {
  const settings = splineSettings(options);
  const { signal } = settings;
  signal?.throwIfAborted();
  const { data, rows } = splineData(points, settings);
  const unit = data.length ** 2;
  const chosen = settings.smoothing === "gcv" ? crossValidatedSmoothing(data) : undefined;
  const given = settings.smoothing === "gcv" ? 0 : settings.smoothing / unit;
  const smoothing = chosen?.smoothing ?? given;
  signal?.throwIfAborted();
  const solution = solved(data, smoothing, settings);
  signal?.throwIfAborted();
  const spread = splineSpread(data, smoothing, chosen?.freedomShare);
  const report = reportOf(settings, rows, { data, chosen, smoothing, solution, spread });
  const predictSigma = splineSigma(data, smoothing, spread, settings);
  return Object.freeze({
    ...fittedSurface({ predict: prediction(data, solution), predictSigma }, options, report),
    predictSigma,
    smoothing: smoothing * unit,
  });
}

const isDense = (count: number, { solver }: SplineSettings): boolean =>
  solver === undefined ? count <= DENSE : solver === "dense";

function solved(data: SplineData, smoothing: number, settings: SplineSettings): SplineSolution {
  const { tolerance, maximumIterations, signal, progress } = settings;
  if (!isDense(data.count, settings)) {
    const told = (residual: number): void => {
      const done = (100 * Math.log(Math.min(residual, 1))) / Math.log(tolerance);
      progress?.(Math.max(0, Math.min(100, Math.round(done))), 100);
    };
    return solveSplineIteratively(data, smoothing, {
      tolerance,
      maximumIterations,
      told,
      ...(signal && { signal }),
    });
  }
  if (data.count > MOST_DENSE)
    throw new ArgumentError({
      argument: "options.solver",
      value: "dense",
      accepted: `'iterative' for more than ${MOST_DENSE} points`,
      advice: `There are ${data.count}.`,
    });
  const solution = solveSplineDense(data, smoothing);
  if (solution === undefined)
    throw new ArgumentError({
      argument: "options.smoothing",
      value: smoothing * data.length ** 2,
      accepted: "larger where points lie so near each other",
      advice: "Or take blockMedian with a small spacing first.",
    });
  return solution;
}

function prediction(data: SplineData, { coefficients, drift }: SplineSolution): FittedSurface["predict"] {
  const { count, kernel, mean, terms } = data;
  const sum = splineSum(data.x.subarray(0, count), data.y.subarray(0, count), coefficients, kernel);
  return (positions) => {
    const at = data.place(positions);
    const known = Int32Array.from(at.x.keys()).filter((k) => Number.isFinite(at.x[k] + at.y[k]));
    const x = Float64Array.from(known, (k) => at.x[k]);
    const y = Float64Array.from(known, (k) => at.y[k]);
    const values = new Float64Array(at.x.length).fill(Number.NaN);
    for (const [i, value] of sum(x, y).entries()) {
      const plane = drift[0] + (terms > 1 ? drift[1] * x[i] : 0) + (terms > 2 ? drift[2] * y[i] : 0);
      values[known[i]] = mean + plane + value;
    }
    return values;
  };
}

interface Facts {
  readonly data: SplineData;
  readonly chosen: CrossValidatedSmoothing | undefined;
  readonly smoothing: number;
  readonly solution: SplineSolution;
  readonly spread: SplineSpread;
}

function reportOf(settings: SplineSettings, rows: StepReport["rows"], facts: Facts): StepReport {
  const { data, chosen, smoothing, solution, spread } = facts;
  const { tension, degree, aspectRatio, tolerance, maximumIterations } = settings;
  const squares = solution.coefficients.reduce((sum, c, k) => sum + (c * smoothing * data.noise[k]) ** 2, 0);
  const pointSigma = Math.sqrt(spread.variance * smoothing);
  return stepReport("fitSpline", {
    parameters: {
      ...{ tension, degree, aspectRatio, tolerance, maximumIterations },
      tensionLength: settings.tensionLength ?? data.spacing,
      smoothing: settings.smoothing,
    },
    rows,
    figures: {
      solver: isDense(data.count, settings) ? "dense" : "iterative",
      smoothing: smoothing * data.length ** 2,
      ...(chosen && {
        gcv_root: Math.sqrt(chosen.score),
        gcv_windows: chosen.windows,
        freedom_share: chosen.freedomShare,
      }),
      mean_spacing: data.spacing,
      point_sigma: pointSigma,
      iterations: solution.iterations,
      residual: solution.residual,
      misfit_rms: Math.sqrt(squares / data.count),
    },
    warnings: warningsOf(settings, facts),
  });
}

function warningsOf({ smoothing, tolerance }: SplineSettings, facts: Facts): readonly string[] {
  const { data, chosen, solution } = facts;
  const warnings: string[] = [];
  if (data.dimensions < 2)
    warnings.push(
      `The points lie ${data.dimensions === 1 ? "on one line" : "at one place"}: nothing is known across it, and the surface has no slope there.`,
    );
  if (smoothing === "gcv" && chosen === undefined)
    warnings.push("There are too few points for cross-validation: the surface goes through them all.");
  if (chosen?.atLimit === "most")
    warnings.push(
      "Cross-validation takes the points for a plane with errors: the surface is nearly a plane.",
    );
  if (solution.residual > tolerance)
    warnings.push(
      `The iteration ended after ${solution.iterations} rounds with a residual of ${solution.residual.toExponential(1)}, above the tolerance of ${tolerance}: give more smoothing or more iterations.`,
    );
  return warnings;
}
