import { ArgumentError } from "../core/errors.js";
import type { Executor } from "../core/executor.js";
import { type Grid, makeGrid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";
import { type NearestPoints, nearestPoints } from "../core/nearest-points.js";
import { stepReport } from "../core/report.js";
import { type CovarianceModel, checkedModel, isotropicPlaces } from "./covariance-model.js";
import type { AspectRatio, FittedSurface, SurfaceNames } from "./fitted-surface.js";
import { type GridSpec, gridAxes } from "./grid-spec.js";
import type { Part } from "./halve-places.js";
import { type EstimateOptions, estimateCovariance } from "./kriging-estimate.js";
import { type ExternalDrift, type KrigingField, mergedPoints } from "./kriging-field.js";
import { krigingKernel, placesOfPart, taskParts } from "./kriging-kernel.js";
import type { KrigingPlaces, KrigingPrediction } from "./kriging-matrix.js";
import { type KrigingPredictor, krigingPredictor, type Listening } from "./kriging-places.js";
import type { Points } from "./points.js";

/** Options of {@link fitKriging}. */
export interface KrigingOptions extends SurfaceNames, AspectRatio, EstimateOptions, Listening {
  /** The covariance of the field, if it is known. Default: it is estimated from the points. */
  readonly model?: CovarianceModel;
  /** Degree of the polynomial that is the field's mean: 0 (ordinary kriging, the default), 1 or 2 (universal kriging). */
  readonly degree?: 0 | 1 | 2;
  /** Columns that the mean follows too, such as height (kriging with external drift). */
  readonly drift?: ExternalDrift;
  /** How many nearest points count at a place; default 32. `all` solves one system of all points, at most 4,000. */
  readonly neighbours?: number | "all";
  /**
   * What the nugget is. `field` (the default): changes of the field over short distances; the surface then predicts what a
   * station without errors would find, and goes through points without sigma. `noise`: errors of the points beyond their
   * sigma; the surface is then the smooth field below, and so is its sigma.
   */
  readonly nuggetIs?: "field" | "noise";
}

/** A surface by kriging. */
export interface Kriging extends FittedSurface {
  readonly predictSigma: (positions: Positions) => Float64Array;
  /**
   * 1 at a position without any point within the range of the covariance, where the answer is little more than the trend,
   * and its sigma that of the field; else 0. NaN positions are 1.
   */
  readonly isBeyondRange: (positions: Positions) => Uint8Array;
  /** As `grid`, by all threads of an executor, such as `threadPool()` of `igdp/node`: the same numbers. */
  readonly gridWith: (spec: GridSpec, executor: Executor) => Promise<Grid>;
  /** The covariance that was given or estimated; ranges in units of y. */
  readonly model: CovarianceModel;
}

const MOST = 4000;

/**
 * Kriging, which is prediction by a Gaussian process: the value at a place is the weighted mean of the points near it that
 * errs least, by how alike values are at each distance, and its standard deviation is known.
 *
 * With C the covariance of the points (their errors σ² on its diagonal), F their trend, c and f those of the place:
 * `z = cᵀC⁻¹(y − F b) + fᵀb`, `b = (FᵀC⁻¹F)⁻¹FᵀC⁻¹y`, `σ² = C(0) − cᵀC⁻¹c + gᵀ(FᵀC⁻¹F)⁻¹g`, `g = f − FᵀC⁻¹c`. Trend and
 * residual are solved together, at each place from its own neighbours.
 *
 * The covariance is estimated by restricted maximum likelihood unless it is given: exactly for up to 200 points, for more by
 * Vecchia's approximation with 20 neighbours over the turns of at most 2,000 points. The report's `log_range_sigma` and the like
 * say how well the points determine it. The sigma of the surface does not know that the model is an estimate itself.
 *
 * @param points - x, y, values, perhaps sigma, which is filtered out. Points with a NaN are left out and counted; points at
 *   one place are averaged (by 1/σ²).
 * @param options - see {@link KrigingOptions}
 * @returns the surface, everywhere; NaN at a position that is NaN or has no drift, and where the neighbours do not determine
 *   the trend (off the line of collinear points, with degree 1)
 * @throws ArgumentError if no point is usable, an option is out of range, or a covariance is to be estimated from fewer than
 *   ten places or from values that do not vary
 *
 * Source: Chilès & Delfiner (2012), Geostatistics, 2nd ed., Wiley, sections 3.3, 3.4 and 5.7; Rasmussen & Williams (2006),
 * Gaussian Processes for Machine Learning, MIT Press, equations 2.25, 2.26 and 2.41.
 *
 * @example
 * const points = { x: Float64Array.of(0, 4), y: Float64Array.of(0, 0), values: Float64Array.of(2, 6) };
 * const { predict, predictSigma } = fitKriging(points, { model: { kind: "exponential", sill: 9, range: 10 } });
 * predict({ x: Float64Array.of(0, 2, 4), y: new Float64Array(3) }); // => Float64Array.of(2, 4, 6)
 * predictSigma({ x: Float64Array.of(0), y: Float64Array.of(0) })[0] < 1e-6; // => true
 */
export function fitKriging(points: Points, options: KrigingOptions = {}): Kriging {
  const { degree, neighbours, nuggetIs, aspectRatio } = checkedOptions(options);
  const { signal, progress, drift } = options;
  const { merged, rows } = mergedPoints(points, nuggetIs, drift);
  if (neighbours === "all" && merged.values.length > MOST) throw tooMany(merged.values.length);
  const known = options.model && checkedModel(options.model);
  const level = isotropicPlaces(merged, aspectRatio);
  const estimated = known ? undefined : estimateCovariance({ ...merged, ...level }, degree, options);
  const model = known ?? (estimated?.model as CovarianceModel);
  const own = merged.noise.map((v, k) => v + (model.nugget ?? 0) / merged.counts[k]);
  const middle = merged.values.reduce((sum, value) => sum + value, 0) / merged.values.length;
  const field: KrigingField = {
    ...{ ...merged, model, degree, nuggetIs },
    ...isotropicPlaces(merged, aspectRatio, model.anisotropy),
    values: merged.values.map((value) => value - middle),
    noise: own,
    neighbours: Math.min(neighbours === "all" ? MOST : neighbours, merged.values.length),
  };
  const both = krigingOf(field, middle, { signal, progress });
  const placesOf = (positions: Positions): KrigingPlaces => ({
    ...isotropicPlaces(positions, aspectRatio, model.anisotropy),
    drift: drift?.at(positions) ?? [],
  });
  const report = stepReport("fitKriging", {
    parameters: {
      ...{ model, degree, drifts: merged.drift.length, neighbours, nuggetIs, aspectRatio },
      model_is: known ? "given" : "estimated",
    },
    rows,
    figures: estimated?.figures,
    warnings: estimated?.warnings,
  });
  const predict: FittedSurface["predict"] = (positions) => both.predict(placesOf(positions), false).values;
  const predictSigma: FittedSurface["predict"] = (positions) => both.predict(placesOf(positions), true).sigma;
  const gridOf = (spec: GridSpec, { values, sigma }: KrigingPrediction): Grid => {
    const { crs = "plane", name = "value", units = "" } = options;
    return makeGrid({ ...gridAxes(spec), values, sigma, crs, name, units });
  };
  const grid = (spec: GridSpec): Grid => gridOf(spec, both.predict(placesOf(nodesOf(spec)), true));
  const gridWith: Kriging["gridWith"] = async (spec, executor) =>
    gridOf(spec, await both.predictWith(placesOf(nodesOf(spec)), executor));
  let index: NearestPoints | undefined;
  const isBeyondRange: Kriging["isBeyondRange"] = (positions) => {
    index ??= nearestPoints(field.x, field.y);
    const { x, y } = isotropicPlaces(positions, aspectRatio, model.anisotropy);
    return Uint8Array.from(x, (px, k) => {
      const [nearest] = index?.nearest(px, y[k], 1) ?? [];
      const known = nearest !== undefined;
      return known && Math.hypot(field.x[nearest] - px, field.y[nearest] - y[k]) <= model.range ? 0 : 1;
    });
  };
  return Object.freeze({ isBeyondRange, predict, predictSigma, grid, gridWith, model, report });
}

/** Prediction by tasks, one after another or by an executor; `middle` is what was taken off the values. */
function krigingOf(field: KrigingField, middle: number, { signal, progress }: Listening) {
  let predictor: KrigingPredictor | undefined;
  const whole = (places: KrigingPlaces, parts: readonly Part[], answers: readonly KrigingPrediction[]) => {
    const [values, sigma] = [new Float64Array(places.x.length), new Float64Array(places.x.length)];
    for (const [task, answer] of answers.entries()) {
      const { list, from, to } = parts[task];
      for (let i = from; i < to; i++) {
        values[list[i]] = answer.values[i - from] + middle;
        sigma[list[i]] = answer.sigma[i - from];
      }
    }
    return { values, sigma };
  };
  return {
    predict(places: KrigingPlaces, wantSigma: boolean): KrigingPrediction {
      predictor ??= krigingPredictor(field);
      const predictOne = predictor;
      const told = listener(places.x.length, { signal, progress });
      const parts = taskParts(places);
      const answers = parts.map((part) => predictOne(placesOfPart(places, part), wantSigma, told));
      progress?.(places.x.length, places.x.length);
      return whole(places, parts, answers);
    },
    async predictWith(places: KrigingPlaces, executor: Executor): Promise<KrigingPrediction> {
      const parts = taskParts(places);
      const tasks = parts.map((part) => ({ places: placesOfPart(places, part), wantSigma: true }));
      return whole(places, parts, await executor.map(krigingKernel, field, tasks, { signal, progress }));
    },
  };
}

function nodesOf(spec: GridSpec): Positions {
  const { x, y } = gridAxes(spec);
  const nodes = { x: new Float64Array(x.length * y.length), y: new Float64Array(x.length * y.length) };
  for (let k = 0; k < nodes.x.length; k++) {
    nodes.x[k] = x[k % x.length];
    nodes.y[k] = y[Math.floor(k / x.length)];
  }
  return nodes;
}

/** Asks for a stop and tells the progress 200 times; called with how many more places are done. */
function listener(total: number, { signal, progress }: Listening): (count: number) => void {
  let [done, next] = [0, 0];
  return (count) => {
    done += count;
    if (done < next) return;
    signal?.throwIfAborted();
    progress?.(done, total);
    next = done + total / 200;
  };
}

function tooMany(count: number): ArgumentError {
  return new ArgumentError({
    argument: "options.neighbours",
    value: "all",
    accepted: `a number where there are more than ${MOST} points`,
    advice: `There are ${count}: take 32, for example.`,
  });
}

function checkedOptions(options: KrigingOptions) {
  const {
    degree = 0,
    neighbours = 32,
    nuggetIs = "field",
    aspectRatio = 1,
    estimate = "likelihood",
  } = options;
  const whole =
    neighbours === "all" || (Number.isInteger(neighbours) && neighbours >= 1 && neighbours <= MOST);
  const checks: [string, unknown, boolean, string][] = [
    ["degree", degree, [0, 1, 2].includes(degree), "0, 1 or 2"],
    ["neighbours", neighbours, whole, `a whole number from 1 to ${MOST}, or 'all'`],
    ["nuggetIs", nuggetIs, ["field", "noise"].includes(nuggetIs), "'field' or 'noise'"],
    ["aspectRatio", aspectRatio, aspectRatio > 0 && aspectRatio < Infinity, "a number above 0"],
    ["estimate", estimate, ["likelihood", "variogram"].includes(estimate), "'likelihood' or 'variogram'"],
  ];
  for (const [name, value, right, accepted] of checks)
    if (!right) throw new ArgumentError({ argument: `options.${name}`, value, accepted });
  return { degree, neighbours, nuggetIs, aspectRatio };
}
