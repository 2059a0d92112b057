import { studentQuantile } from "../../core/distributions.js";
import { solveNormal } from "../../core/sparse-cholesky.js";
import type { NetworkModel } from "./network-model.js";
import type { NetworkOccupation } from "./network-readings.js";
import type { WeightedSolution } from "./network-weights.js";

/** A place where a meter seems to have jumped. Nothing is done about it until it stands in `options.tares`. */
export interface ProposedTare {
  readonly meter: string;
  readonly loop: string;
  readonly after_station: string;
  readonly before_station: string;
  /** Half way between the last reading before the jump and the first after it: for `elapsed_minutes` of a tare. */
  readonly elapsed_minutes: number;
  /** The same time in UTC; empty where the readings have none. */
  readonly time_utc: string;
  /** Size of the jump in the meter's readings, mGal. */
  readonly step_mgal: number;
  readonly step_sigma_mgal: number;
  /** Student's t of the step; it is proposed where it is beyond `t_limit`. */
  readonly t: number;
  readonly t_limit: number;
}

interface Candidate {
  readonly group: number;
  /** Number of the first occupation after the jump. */
  readonly at: number;
  readonly screen: number;
}

/** How many places of each loop are looked at closely, after a rough look at all. */
const CLOSE_LOOKS = 3;
/** In a network with more places than this, a rough measure below half of the limit is not looked at closely. */
const MANY_PLACES = 2000;

/**
 * Looks in every loop for the place where a step would explain the residuals best. A step at place h has
 *
 * ```
 * s = hᵀ P v / (hᵀ P h − hᵀ P A N⁻¹ Aᵀ P h),   t = s / σ_s · √((f − 1)/(Ω − t₀²)),   t₀ = s/σ_s with the given sigmas
 * ```
 *
 * in which Ω = vᵀPv and f are without the step, so that the jump itself does not hide it, and the test holds whether
 * or not the size of the sigmas is right. A jump needs two occupations before it and two after it; one reading that is
 * off is an outlier, not a tare. At a significance of 0.01 shared among all places (Bonferroni).
 *
 * It is asked after an adjustment, of all readings at once; `findTares` of the cleaning asks before it, of the repeated
 * visits of one loop. Both only propose. A tare that is confirmed stands in `options.tares` and is a step unknown.
 *
 * Source: Koch (1999), Parameter estimation and hypothesis testing in linear models, section 4.2.
 */
export function proposeTares(
  model: NetworkModel,
  weighted: WeightedSolution,
  freedom: number,
  squares: number,
  isUtc: boolean,
): ProposedTare[] {
  const equationOf = new Map<NetworkOccupation, number>();
  for (const [i, equation] of model.equations.entries())
    if (equation.kind === "reading") equationOf.set(equation.parts[0].occupation, i);
  const candidates = model.drifts.map((_, g) => candidatesOf(model, weighted, equationOf, g));
  const places = candidates.reduce((sum, list) => sum + list.length, 0);
  if (places === 0 || freedom < 2) return [];
  const t_limit = -studentQuantile(0.01 / 2 / places, freedom - 1);
  const least = places > MANY_PLACES ? (t_limit / 2) * Math.sqrt(squares / freedom) : 0;
  return candidates.flatMap((list) => {
    const looked = list
      .filter(({ screen }) => screen >= least)
      .sort((a, b) => b.screen - a.screen)
      .slice(0, CLOSE_LOOKS)
      .map((place) => testStep(model, weighted, equationOf, place, freedom, squares));
    const best = looked.sort((a, b) => Math.abs(b.t) - Math.abs(a.t))[0];
    if (best === undefined || !(Math.abs(best.t) > t_limit)) return [];
    const { meter, loop, occupations } = model.drifts[best.group].group;
    const [before, after] = [occupations[best.at - 1], occupations[best.at]];
    const elapsed_minutes = (before.minutes + after.minutes) / 2;
    const names = { meter, loop, after_station: before.station, before_station: after.station };
    const time_utc = isUtc ? new Date(elapsed_minutes * 60_000).toISOString() : "";
    return [
      {
        ...names,
        elapsed_minutes,
        time_utc,
        step_mgal: best.step,
        step_sigma_mgal: best.sigma,
        t: best.t,
        t_limit,
      },
    ];
  });
}

/** Every place with two occupations on either side, with a rough measure of a step there. */
function candidatesOf(
  model: NetworkModel,
  { weights, solution }: WeightedSolution,
  equationOf: ReadonlyMap<NetworkOccupation, number>,
  group: number,
): Candidate[] {
  const { occupations } = model.drifts[group].group;
  const known = new Set(model.drifts[group].tares.map(({ minutes }) => minutes));
  const at = occupations.map((occupation) => equationOf.get(occupation) ?? -1);
  if (at.includes(-1)) return [];
  const total = at.reduce((sum, i) => sum + weights[i], 0);
  let [before, moment] = [0, 0];
  const list: Candidate[] = [];
  for (let k = 1; k < occupations.length - 1; k++) {
    before += weights[at[k - 1]];
    moment += weights[at[k - 1]] * solution.linear.misfit[at[k - 1]];
    const isKnown = [...known].some((t) => t >= occupations[k - 1].minutes && t < occupations[k].minutes);
    if (k < 2 || isKnown || !(before > 0) || !(before < total)) continue;
    list.push({ group, at: k, screen: Math.abs(moment) / Math.sqrt((before * (total - before)) / total) });
  }
  return list;
}

function testStep(
  model: NetworkModel,
  { weights, solution }: WeightedSolution,
  equationOf: ReadonlyMap<NetworkOccupation, number>,
  { group, at }: Candidate,
  freedom: number,
  squares: number,
): { group: number; at: number; step: number; sigma: number; t: number } {
  const drift = model.drifts[group];
  const { starts, columns, values } = solution.linear.matrix;
  const right = new Float64Array(model.unknowns.length);
  let [own, numerator] = [0, 0];
  for (const occupation of drift.group.occupations.slice(at)) {
    const i = equationOf.get(occupation) as number;
    own += weights[i];
    numerator += weights[i] * solution.linear.misfit[i];
    for (let a = starts[i]; a < starts[i + 1]; a++) right[columns[a]] += weights[i] * values[a];
  }
  const solved = solveNormal(solution.factor, right);
  const taken = solved.reduce((sum, part, k) => sum + part * right[k], 0);
  const information = own - taken;
  if (!(information > 1e-9 * own)) return { group, at, step: Number.NaN, sigma: Number.NaN, t: 0 };
  const step = numerator / information;
  const square = step * step * information;
  const factor = Math.max(squares - square, 1e-12 * squares) / (freedom - 1);
  const sigma = Math.sqrt(factor / information);
  return { group, at, step, sigma, t: step / sigma };
}
