import { biweight, robustScale } from "../../core/robust-statistics.js";
import { selectedInverse } from "../../core/selected-inverse.js";
import type { NetworkModel } from "./network-model.js";
import type { FullSettings } from "./network-options.js";
import { type NetworkMemory, type NetworkSolution, solveNetwork } from "./network-solve.js";
import { NO_REDUNDANCY, redundancyNumbers } from "./network-statistics.js";

/** A solution with the weights that it rests on. */
export interface WeightedSolution {
  readonly solution: NetworkSolution;
  readonly covariance: (a: number, b: number) => number;
  readonly redundancy: Float64Array;
  /** σ of each equation, with its meter's factor. */
  readonly sigmas: Float64Array;
  /** Robust weight of each equation, 0 to 1. */
  readonly robust: Float64Array;
  /** robust/σ². */
  readonly weights: Float64Array;
  /** By meter: what its sigmas are multiplied with. */
  readonly sigmaFactors: Float64Array;
  /** Robust standard deviation of the standardised residuals; 1 without robust weights. */
  readonly robustScale: number;
  readonly rounds: number;
  /** A sentence where the weights that were asked for could not be found. */
  readonly trouble?: string;
}

const MOST_ROUNDS = 50;
const UNTIED = "Without the readings that look wild, some stations are tied to nothing.";
const UNSETTLED = `The weights still change after ${MOST_ROUNDS} rounds: take them with care.`;
/** A meter with less redundancy than this says too little of its own sigmas. */
const LEAST_REDUNDANCY = 3;
/** Huber's limit, which keeps 95 % of the efficiency for normal errors. */
const HUBER_LIMIT = 1.345;

/**
 * Solves a network with the weights that the options ask for.
 *
 * Variance components: the sigmas of meter m are multiplied with `√(Σ p v²/Σ r)` over its readings, again and again
 * until this is 1 (Förstner 1979; where it settles it is Helmert's estimate). Ties and priors keep their sigmas.
 *
 * Robust: each observation gets a weight by its standardised residual `v/(σ √r)` divided by the robust scale of all of
 * them, r being the redundancy number without robust weights. Huber's weight is `min(1, 1.345/|·|)`; the biweight
 * (Tukey, limit 4.685) starts from Huber's solution and can reach 0. Priors and observations that nothing checks keep
 * weight 1.
 *
 */
export function solveWeighted(model: NetworkModel, settings: FullSettings): WeightedSolution {
  const factors = new Float64Array(model.meters.length).fill(1);
  const robust = new Float64Array(model.equations.length).fill(1);
  const memory: NetworkMemory = {};
  let first: WeightedSolution | undefined;
  let stage: "none" | "huber" | "biweight" = settings.robust === "none" ? "none" : "huber";
  for (let round = 1; ; round++) {
    const now = solveOnce(model, factors, robust, memory, first?.solution.x, round);
    first ??= now;
    if (now.solution.factor.unseen.length > first.solution.factor.unseen.length)
      return { ...first, trouble: `${UNTIED} The weights without robust estimation are used.` };
    const moved = settings.varianceComponents ? updateFactors(model, now, factors) : 0;
    const { change, scale } =
      stage === "none" ? { change: 0, scale: 1 } : updateRobust(model, now, first.redundancy, robust, stage);
    const isSettled = moved < 1e-3 && change < 1e-3;
    if (isSettled && stage === "huber" && settings.robust === "biweight") stage = "biweight";
    else if (isSettled) return { ...now, robustScale: scale };
    else if (round >= MOST_ROUNDS) return { ...now, robustScale: scale, trouble: UNSETTLED };
  }
}

function solveOnce(
  model: NetworkModel,
  factors: Float64Array,
  robust: Float64Array,
  memory: NetworkMemory,
  from: Float64Array | undefined,
  rounds: number,
): WeightedSolution {
  const sigmas = Float64Array.from(model.equations, ({ sigma, meter, kind }) =>
    kind === "prior" || meter < 0 ? sigma : sigma * factors[meter],
  );
  const weights = sigmas.map((sigma, i) => robust[i] / sigma ** 2);
  const solution = solveNetwork(model, weights, memory, from);
  const covariance = selectedInverse(solution.factor);
  const redundancy = redundancyNumbers(solution, covariance, weights);
  const used = { sigmas, weights, robust: robust.slice(), sigmaFactors: factors.slice() };
  return { solution, covariance, redundancy, ...used, robustScale: 1, rounds };
}

/** Multiplies each meter's factor; answers by how much the largest change is. */
function updateFactors(model: NetworkModel, now: WeightedSolution, factors: Float64Array): number {
  const squares = new Float64Array(factors.length);
  const redundancy = new Float64Array(factors.length);
  for (const [i, { meter, kind }] of model.equations.entries()) {
    if (meter < 0 || kind === "prior" || now.robust[i] === 0) continue;
    squares[meter] += now.weights[i] * now.solution.linear.misfit[i] ** 2;
    redundancy[meter] += now.redundancy[i];
  }
  let moved = 0;
  for (let m = 0; m < factors.length; m++) {
    if (redundancy[m] < LEAST_REDUNDANCY || squares[m] === 0) continue;
    const ratio = Math.sqrt(squares[m] / redundancy[m]);
    factors[m] *= ratio;
    moved = Math.max(moved, Math.abs(ratio - 1));
  }
  return moved;
}

function updateRobust(
  model: NetworkModel,
  now: WeightedSolution,
  redundancy: Float64Array,
  robust: Float64Array,
  stage: "huber" | "biweight",
): { change: number; scale: number } {
  const isChecked = model.equations.map(({ kind }, i) => kind !== "prior" && redundancy[i] > 1e-3);
  const standardised = Float64Array.from(now.sigmas, (sigma, i) =>
    isChecked[i] ? now.solution.linear.misfit[i] / (sigma * Math.sqrt(redundancy[i])) : Number.NaN,
  );
  const scale = robustScale(
    standardised.filter((value) => !Number.isNaN(value)),
    0,
  );
  if (!(scale > NO_REDUNDANCY)) return { change: 0, scale: 1 };
  let change = 0;
  for (let i = 0; i < robust.length; i++) {
    if (!isChecked[i]) continue;
    const size = Math.abs(standardised[i]) / scale;
    const weight = stage === "huber" ? Math.min(1, HUBER_LIMIT / size) : biweight(size);
    change = Math.max(change, Math.abs(weight - robust[i]));
    robust[i] = weight;
  }
  return { change, scale };
}
