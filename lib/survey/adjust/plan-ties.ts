import type { Columns } from "../../core/columns.js";
import type { StationCovariance } from "./network-datum.js";
import type { PlannedSurvey } from "./plan-design.js";
import { type FullPlanSettings, type PlannedMeter, visitSigma } from "./plan-options.js";

/** An extra tie between two stations, and what it would do. */
export interface ExtraTie {
  readonly from: string;
  readonly to: string;
  readonly visits: number;
  readonly road_km: number;
  readonly hours: number;
  /** Standard deviation of the difference that the tie alone gives. */
  readonly sigma_mgal: number;
  readonly meanDrop_mgal: number;
  readonly worstDrop_mgal: number;
}

/** So many products are computed at most; with more pairs of stations the least promising are left out. */
const MOST_WORK = 3e7;

/**
 * Extra ties, the best first. A tie is a short loop of its own to and fro between stations A and B, with as many visits
 * as its drift needs: degree + 2, A B A for a linear drift. With its own drift taken out it is one observation of the
 * difference of gravity, of variance s². With C the covariance of the stations and d = eₐ − e_b,
 *
 * ```
 * C′ = C − (C d)(C d)ᵀ/(s² + dᵀ C d)
 * ```
 *
 * gives all new sigmas. Of very many pairs those are computed that improve their own difference most,
 * (dᵀCd)²/(s² + dᵀCd).
 *
 * Source: Sherman & Morrison (1950), Adjustment of an inverse matrix corresponding to a change in one element of a
 * given matrix, Annals of Mathematical Statistics 21, 124–127.
 */
export function extraTies(
  survey: PlannedSurvey,
  { stations, values }: StationCovariance,
  settings: FullPlanSettings,
): ExtraTie[] {
  const n = stations.length;
  const meter = settings.meters[settings.tieMeter];
  const visits = meter.driftDegree + 2;
  const candidates = promising(survey, { stations, values }, settings, visits);
  const before = Float64Array.from({ length: n }, (_, s) => Math.sqrt(values[s * n + s]));
  const worst = before.reduce((most, sigma) => Math.max(most, sigma), 0);
  const ties = candidates.map(({ a, b, road_km, hours, variance, own }): ExtraTie => {
    let [drop, left] = [0, 0];
    for (let s = 0; s < n; s++) {
      const along = values[s * n + a] - values[s * n + b];
      const sigma = Math.sqrt(Math.max(0, values[s * n + s] - along ** 2 / (variance + own)));
      drop += before[s] - sigma;
      if (sigma > left) left = sigma;
    }
    const sigma_mgal = Math.sqrt(variance);
    const drops = { meanDrop_mgal: drop / n, worstDrop_mgal: worst - left };
    return { from: stations[a], to: stations[b], visits, road_km, hours, sigma_mgal, ...drops };
  });
  const gain = ({ meanDrop_mgal, worstDrop_mgal }: ExtraTie) =>
    settings.rankBy === "mean" ? meanDrop_mgal : worstDrop_mgal;
  return ties.sort((p, q) => gain(q) - gain(p)).slice(0, settings.ties);
}

interface Candidate {
  readonly a: number;
  readonly b: number;
  readonly road_km: number;
  readonly hours: number;
  readonly variance: number;
  /** dᵀCd. */
  readonly own: number;
}

/** The pairs that can be read within a day; of very many those whose own difference gains most. */
function promising(
  survey: PlannedSurvey,
  { stations, values }: StationCovariance,
  settings: FullPlanSettings,
  visits: number,
): Candidate[] {
  const n = stations.length;
  const meter = settings.meters[settings.tieMeter];
  const candidate = (a: number, b: number): Candidate | undefined => {
    const road_km = survey.road(stations[a], stations[b]);
    const leg = settings.visitMinutes / 60 + road_km / settings.travelSpeed_km_per_hour;
    const hours = (visits - 1) * leg + settings.visitMinutes / 60;
    const own = values[a * n + a] + values[b * n + b] - 2 * values[a * n + b];
    if (!(hours <= settings.hoursPerDay) || !(own > 1e-12)) return undefined;
    const variance = tieVariance(meter, settings.readingsPerVisit, leg);
    return { a, b, road_km: (visits - 1) * road_km, hours, variance, own };
  };
  const gains = new Float64Array((n * (n - 1)) / 2);
  const eachPair = (visit: (a: number, b: number, pair: number) => void) => {
    for (let a = 0, pair = 0; a < n; a++) for (let b = a + 1; b < n; b++) visit(a, b, pair++);
  };
  eachPair((a, b, pair) => {
    const found = candidate(a, b);
    if (found !== undefined) gains[pair] = found.own ** 2 / (found.variance + found.own);
  });
  const most = Math.max(200, Math.floor(MOST_WORK / n));
  const least = gains.length > most ? gains.slice().sort()[gains.length - most] : 0;
  const found: Candidate[] = [];
  eachPair((a, b, pair) => {
    const one = gains[pair] > 0 && gains[pair] >= least ? candidate(a, b) : undefined;
    if (one !== undefined) found.push(one);
  });
  return found;
}

/**
 * Variance of the difference of gravity from visits A B A … at equal times. The only combination of them that the drift
 * does not touch is their difference of order degree + 1, `Σ (−1)ⁱ binomial(degree + 1, i) yᵢ`, here scaled so that it
 * counts B less A once. A drift that wanders by w per √hour has the covariance `w² min(tᵢ, tⱼ)`.
 *
 * @param leg - hours from one visit to the next
 */
export function tieVariance(meter: Required<PlannedMeter>, readings: number, leg: number): number {
  const order = meter.driftDegree + 1;
  let binomial = 1;
  const coefficients = Array.from({ length: order + 1 }, (_, i) => {
    if (i > 0) binomial *= (order - i + 1) / i;
    return (i % 2 === 1 ? 1 : -1) * binomial;
  });
  const size = coefficients.reduce((sum, c, i) => sum + (i % 2 === 1 ? c : 0), 0);
  let variance = 0;
  for (const [i, c] of coefficients.entries()) {
    variance += (c / size) ** 2 * visitSigma(meter, readings) ** 2;
    for (const [j, d] of coefficients.entries())
      variance += ((c * d) / size ** 2) * meter.driftWalk_mgal_per_root_hour ** 2 * Math.min(i, j) * leg;
  }
  return variance;
}

/** The extra ties as a table, a row each. */
export function tieTable(ties: readonly ExtraTie[], meter: string): Columns {
  const numbers = (of: (tie: ExtraTie) => number) => Float64Array.from(ties, of);
  return {
    rank: Float64Array.from(ties.keys(), (i) => i + 1),
    from_station: ties.map(({ from }) => from),
    to_station: ties.map(({ to }) => to),
    meter: ties.map(() => meter),
    visits: numbers(({ visits }) => visits),
    road_km: numbers(({ road_km }) => road_km),
    hours: numbers(({ hours }) => hours),
    tie_sigma_mgal: numbers(({ sigma_mgal }) => sigma_mgal),
    mean_sigma_drop_mgal: numbers(({ meanDrop_mgal }) => meanDrop_mgal),
    worst_sigma_drop_mgal: numbers(({ worstDrop_mgal }) => worstDrop_mgal),
    mean_sigma_drop_mgal_per_hour: numbers(({ meanDrop_mgal, hours }) => meanDrop_mgal / hours),
  };
}
