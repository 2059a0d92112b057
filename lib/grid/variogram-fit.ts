import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { type CovarianceKind, type CovarianceModel, correlationOfSquare } from "./covariance-model.js";
import type { EmpiricalVariogram } from "./variogram.js";

/** Options of {@link fitVariogram}. */
export interface VariogramFitOptions {
  /** Shape of the covariance; default `matern`. */
  readonly kind?: CovarianceKind;
  /** Nugget that is known, in squared units of the values; default: it is estimated. */
  readonly nugget?: number;
}

/**
 * Fits a covariance model to an empirical variogram by weighted least squares.
 *
 * The sum `Σ N (γ / γ_model − 1)²` over the classes becomes least: classes with many pairs count more, and so do those near
 * the origin, which decide how a map looks. Sill and nugget follow from the range in closed form, neither below 0, with the
 * weights of the round before. The mean squared sigma of the points is taken off the variogram first.
 *
 * @param variogram - of {@link empiricalVariogram}; at least two classes
 * @param options - see {@link VariogramFitOptions}
 * @throws ArgumentError if there are too few classes, or the values do not vary
 *
 * Source: Cressie (1985), Fitting variogram models by weighted least squares, Mathematical Geology 17, 563–586, equation 16.
 *
 * @example
 * const points = { x: Float64Array.of(0, 1, 3, 7), y: new Float64Array(4), values: Float64Array.of(1, 2, 2, 5) };
 * const { result } = empiricalVariogram(points, { maximumLag: 6, classes: 3 });
 * fitVariogram(result, { kind: "spherical", nugget: 0.1 }).result.nugget; // => 0.1
 */
export function fitVariogram(
  variogram: EmpiricalVariogram,
  options: VariogramFitOptions = {},
): Reported<CovarianceModel> {
  const { kind = "matern", nugget } = options;
  const { lag, pairs, noise } = variogram;
  const semivariance = variogram.semivariance.map((value) => Math.max(value - noise, 0));
  if (lag.length < 2 || !semivariance.some((value) => value > 0))
    throw new ArgumentError({
      argument: "variogram",
      value: `${lag.length} classes, greatest semivariance ${Math.max(...semivariance)} above the noise`,
      accepted: "two classes or more, and values that vary",
    });
  const at = (logRange: number): Attempt =>
    attempt(kind, Math.exp(logRange), lag, semivariance, pairs, nugget);
  const far = Math.log(lag[lag.length - 1]);
  let best = far;
  // The misfit may have several valleys: look at all, then go down the deepest.
  const step = 0.1;
  for (let u = Math.log(lag[0]) - 1; u <= far + 1.5; u += step) if (at(u).cost < at(best).cost) best = u;
  const logRange = goldenSection((u) => at(u).cost, best - step, best + step);
  const { sill, found, cost } = at(logRange);
  const warnings =
    logRange > far + 1.4
      ? [
          "The variogram still grows at its greatest lag: the range is a guess. Take off a trend, or take a greater lag.",
        ]
      : [];
  return {
    result: Object.freeze({ kind, sill, range: Math.exp(logRange), nugget: found }),
    report: stepReport("fitVariogram", {
      parameters: { kind, nugget: nugget ?? "estimated" },
      rows: { in: lag.length, used: lag.length },
      figures: { misfit: cost, sill, range: Math.exp(logRange), nugget: found },
      warnings,
    }),
  };
}

interface Attempt {
  readonly sill: number;
  readonly found: number;
  readonly cost: number;
}

/** The best sill and nugget for a range. */
function attempt(
  kind: CovarianceKind,
  range: number,
  lag: Float64Array,
  semivariance: Float64Array,
  pairs: Float64Array,
  nugget: number | undefined,
): Attempt {
  const correlation = correlationOfSquare(kind, range);
  const shape = lag.map((h) => 1 - correlation(h * h));
  const most = Math.max(...semivariance);
  const floor = 1e-6 * most;
  let model = semivariance.map(() => most);
  let [sill, found] = [0, 0];
  for (let round = 0; round < 12; round++) {
    const weights = pairs.map((count, k) => count / Math.max(model[k], floor) ** 2);
    [sill, found] = sillAndNugget(shape, semivariance, weights, nugget);
    model = shape.map((value) => sill * value + found);
  }
  const cost = pairs.reduce(
    (sum, count, k) => sum + count * ((semivariance[k] - model[k]) / Math.max(model[k], floor)) ** 2,
    0,
  );
  return { sill, found, cost };
}

/** Weighted least squares for `γ = sill · shape + nugget`, neither below 0. */
function sillAndNugget(
  shape: Float64Array,
  semivariance: Float64Array,
  weights: Float64Array,
  known: number | undefined,
): [sill: number, nugget: number] {
  let [w, s, ss, g, sg] = [0, 0, 0, 0, 0];
  for (let k = 0; k < shape.length; k++) {
    w += weights[k];
    s += weights[k] * shape[k];
    ss += weights[k] * shape[k] ** 2;
    g += weights[k] * semivariance[k];
    sg += weights[k] * shape[k] * semivariance[k];
  }
  if (known !== undefined) return [Math.max((sg - known * s) / ss, 0), known];
  const determinant = w * ss - s * s;
  const sill = (w * sg - s * g) / determinant;
  const nugget = (ss * g - s * sg) / determinant;
  if (!(determinant > 1e-12 * w * ss) || nugget < 0) return [Math.max(sg / ss, 0), 0];
  return sill < 0 ? [0, g / w] : [sill, nugget];
}

/** Where a function with one valley between two places is least. */
function goldenSection(value: (at: number) => number, low: number, high: number): number {
  const share = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [low, high];
  let [c, d] = [b - share * (b - a), a + share * (b - a)];
  let [atC, atD] = [value(c), value(d)];
  while (b - a > 1e-9) {
    if (atC < atD) {
      [b, d, atD] = [d, c, atC];
      c = b - share * (b - a);
      atC = value(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + share * (b - a);
      atD = value(d);
    }
  }
  return (a + b) / 2;
}
