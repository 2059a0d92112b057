import { ArgumentError } from "../core/errors.js";
import { nelderMead } from "../core/nelder-mead.js";
import { COVARIANCE_KINDS, type CovarianceKind, type CovarianceModel } from "./covariance-model.js";
import { type MergedPoints, trendOf } from "./kriging-field.js";
import {
  type Conditioning,
  type LikelihoodData,
  restrictedLogLikelihood,
  vecchiaConditioning,
} from "./kriging-likelihood.js";
import type { Listening } from "./kriging-places.js";
import { likelihoodSigma } from "./likelihood-sigma.js";
import { fillGram, gramCoefficients } from "./trend-gram.js";
import { diagonal, empiricalVariogram } from "./variogram.js";
import { fitVariogram } from "./variogram-fit.js";

/** How the covariance of a field is found from its values. */
export interface EstimateOptions {
  /** Shape of the covariance; `auto` takes the likeliest of all (default `matern`, which suits potential fields). */
  readonly kind?: CovarianceKind | "auto";
  /**
   * `likelihood` (the default): restricted maximum likelihood. `variogram`: weighted least squares on the variogram of medians,
   * which is faster and rougher, and is where the likelihood's search begins.
   */
  readonly estimate?: "likelihood" | "variogram";
  /** Whether the longest range may be along one direction; default false. Likelihood only. */
  readonly estimateAnisotropy?: boolean;
}

/** What an estimate was made of. */
export interface Estimate {
  readonly model: CovarianceModel;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
}

/** Up to so many points the likelihood is exact; for more it is Vecchia's. */
const EXACT = 200;
/** Neighbours of Vecchia's approximation, and most points whose turn counts. */
const VECCHIA_NEIGHBOURS = 20;
const VECCHIA_TURNS = 2000;
const FEWEST = 10;

/** Estimates the covariance of points about their trend; distances in units of y. */
export function estimateCovariance(
  points: MergedPoints,
  degree: number,
  options: EstimateOptions & Listening,
): Estimate {
  const { kind = "matern", estimate = "likelihood", estimateAnisotropy = false } = options;
  const { values } = points;
  if (values.length < FEWEST)
    throw new ArgumentError({
      argument: "points",
      value: `${values.length} usable places`,
      accepted: `at least ${FEWEST}, to estimate a covariance from`,
      advice: "Give options.model, or take another method.",
    });
  const trend = trendOf(points, degree);
  const data: LikelihoodData = { ...points, trend, terms: trend.length / values.length };
  const starts = (kind === "auto" ? COVARIANCE_KINDS : [kind]).map((k) => start(data, k));
  if (estimate === "variogram") {
    const best = starts.reduce((a, b) => (b.misfit < a.misfit ? b : a));
    return {
      model: best.model,
      figures: { estimate, variogram_misfit: best.misfit },
      warnings: best.warnings,
    };
  }
  const conditioning =
    values.length <= EXACT ? undefined : vecchiaConditioning(data, VECCHIA_NEIGHBOURS, VECCHIA_TURNS);
  const found = starts.map(({ model }) => likeliest(data, model, conditioning, estimateAnisotropy, options));
  const best = found.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  return {
    model: best.model,
    figures: {
      ...{ estimate, likelihood: conditioning ? "vecchia" : "exact" },
      likelihood_points: conditioning?.turns.length ?? values.length,
      log_likelihood: best.logLikelihood,
      evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
      // Each is about the share by which the parameter may be wrong; null where the points do not determine it.
      ...{ log_sill_sigma: best.sigma[0], log_range_sigma: best.sigma[1], log_nugget_sigma: best.sigma[2] },
    },
    warnings:
      best.model.range > diagonal(points, 1)
        ? ["The range is longer than the survey: the values look like a trend. Try options.degree 1 or 2."]
        : [],
  };
}

/** A model from the variogram of what a plain least-squares trend leaves over. */
function start(data: LikelihoodData, kind: CovarianceKind) {
  const { values, trend, terms, x, y, noise } = data;
  const gram = { factor: new Float64Array(terms * terms), right: new Float64Array(terms) };
  fillGram(gram, trend, values, values.length, terms);
  const coefficients = gramCoefficients(gram);
  const rest = values.map((value, k) =>
    coefficients.reduce((sum, b, a) => sum - b * trend[k * terms + a], value),
  );
  const most = (list: Float64Array): number =>
    list.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  if (!(most(rest) > 1e-10 * most(values)))
    throw new ArgumentError({
      argument: "points.values",
      value: "a trend without any rest, or a constant",
      accepted: "values that vary about their trend, to estimate a covariance from",
      advice: "Give options.model, or take fitTrend.",
    });
  const sigma = noise.some((variance) => variance > 0) ? noise.map(Math.sqrt) : undefined;
  const variogram = empiricalVariogram(
    { x, y, values: rest, ...(sigma && { sigma }) },
    { maximumPoints: 2000 },
  ).result;
  const variance = rest.reduce((sum, value) => sum + value * value, 0) / rest.length;
  const rough: CovarianceModel = {
    kind,
    sill: variance,
    range: diagonal(data, 1) / 4,
    nugget: variance / 100,
  };
  const varies = variogram.lag.length > 1 && variogram.semivariance.some((value) => value > variogram.noise);
  if (!varies)
    return {
      model: rough,
      misfit: Infinity,
      warnings: ["The variogram lies below the sigmas of the points."],
    };
  const { result, report } = fitVariogram(variogram, { kind });
  return { model: result, misfit: Number(report.figures.misfit), warnings: report.warnings };
}

interface Likeliest {
  readonly model: CovarianceModel;
  readonly logLikelihood: number;
  readonly evaluations: number;
  /** Of the logarithms of sill, range and nugget. */
  readonly sigma: Float64Array;
}

/** Climbs the restricted likelihood from a model. */
function likeliest(
  data: LikelihoodData,
  from: CovarianceModel,
  conditioning: Conditioning | undefined,
  anisotropic: boolean,
  { signal, progress }: Listening,
): Likeliest {
  const variance = from.sill + (from.nugget ?? 0);
  const far = 20 * diagonal(data, 1);
  const modelAt = ([sill, range, nugget, azimuth, ratio]: readonly number[]): CovarianceModel => ({
    ...{ kind: from.kind, sill: Math.exp(sill), range: Math.exp(range), nugget: Math.exp(nugget) },
    ...(anisotropic && {
      anisotropy: {
        azimuth: ((((azimuth * 180) / Math.PI) % 180) + 180) % 180,
        ratio: Math.exp(-Math.abs(ratio)),
      },
    }),
  });
  const limit = 250;
  let evaluations = 0;
  const cost = (at: readonly number[]): number => {
    signal?.throwIfAborted();
    evaluations += 1;
    progress?.(Math.min(evaluations, limit), limit);
    const model = modelAt(at);
    const inside = model.range < far && model.sill < 1e6 * variance && (model.nugget ?? 0) > 1e-9 * variance;
    return inside ? -restrictedLogLikelihood(data, model, conditioning) : Infinity;
  };
  const sill = Math.max(from.sill, 0.05 * variance);
  const nugget = Math.max(from.nugget ?? 0, 0.01 * variance);
  const begin = [Math.log(sill), Math.log(Math.min(from.range, far / 40)), Math.log(nugget)];
  const steps = [0.7, 0.5, -1.5];
  // The direction is looked for from both diagonals, since it has no slope where the ratio is 1.
  const tries = anisotropic ? [0.25, 0.75].map((turn) => [...begin, turn * Math.PI, 0.4]) : [begin];
  const found = tries.map((at) =>
    nelderMead(cost, at, anisotropic ? [...steps, 0.6, 0.4] : steps, { tolerance: 0.01, evaluations: limit }),
  );
  const best = found.reduce((a, b) => (b.value < a.value ? b : a));
  const turn = best.at.slice(3);
  const sigma = likelihoodSigma((at) => cost([...at, ...turn]), best.at.slice(0, 3));
  return { model: Object.freeze(modelAt(best.at)), logLikelihood: -best.value, evaluations, sigma };
}
