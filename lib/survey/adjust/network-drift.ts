import { directEquation, type Equation, type Unknown } from "./network-equation.js";
import type { FullSettings } from "./network-options.js";
import type { DriftGroup } from "./network-readings.js";

/** How the drift of a group is made of unknowns. */
export interface DriftTerms {
  readonly group: DriftGroup;
  readonly meter: number;
  /** Time is (minutes − middle)/half, from −1 to 1. */
  readonly middle_minutes: number;
  readonly half_minutes: number;
  /** Unknowns of the powers 0, 1, …; −1 for the offset where differences have none. */
  readonly powers: readonly number[];
  readonly tares: readonly { readonly minutes: number; readonly unknown: number }[];
  /** Unknown of the wandering drift at each occupation; −1 at the first. Empty where there is none. */
  readonly walk: readonly number[];
  /** Unknown of its rate in mGal/h at each occupation, where the drift is smooth; −1 at the first. */
  readonly rates: readonly number[];
  /** Periodic errors of the meter: the unknowns of cosine and sine, −1 where they are left out. */
  readonly periodic: readonly PeriodicTerm[];
}

/** The unknowns of one periodic error. */
export interface PeriodicTerm {
  readonly period_counter: number;
  readonly cosine: number;
  readonly sine: number;
}

/** Makes the unknowns of a group's drift. */
export function driftTerms(
  group: DriftGroup,
  meter: number,
  tares: readonly number[],
  periodic: readonly PeriodicTerm[],
  settings: FullSettings,
  add: (kind: Unknown["kind"], term: number) => number,
): DriftTerms {
  const { occupations } = group;
  const first = occupations[0]?.minutes ?? 0;
  const last = occupations[occupations.length - 1]?.minutes ?? 0;
  const degree = settings.meters[group.meter]?.driftDegree ?? settings.driftDegree;
  const hasOffset = settings.observations === "readings";
  const none = occupations.length === 0;
  const isSmooth = settings.driftRateWalk_mgal_per_hour_per_root_hour > 0;
  const atEach = (kind: "walk" | "rate") => occupations.map((_, k) => (k === 0 ? -1 : add(kind, k)));
  return {
    group,
    meter,
    middle_minutes: (first + last) / 2,
    half_minutes: (last - first) / 2 || 30,
    powers: none
      ? []
      : Array.from({ length: degree + 1 }, (_, n) =>
          n === 0 ? (hasOffset ? add("offset", 0) : -1) : add("drift", n),
        ),
    tares: none ? [] : tares.map((minutes, n) => ({ minutes, unknown: add("tare", n) })),
    walk: isSmooth || driftWalkOf(group.meter, settings) > 0 ? atEach("walk") : [],
    rates: isSmooth ? atEach("rate") : [],
    periodic,
  };
}

/** Basis functions of a group's drift at an occupation: calls back with each unknown and its coefficient. */
export function eachDriftTerm(
  drift: DriftTerms,
  occupation: { readonly minutes: number; readonly counter: number },
  visit: (unknown: number, coefficient: number) => void,
): void {
  const time = (occupation.minutes - drift.middle_minutes) / drift.half_minutes;
  let power = 1;
  for (const unknown of drift.powers) {
    if (unknown >= 0) visit(unknown, power);
    power *= time;
  }
  for (const tare of drift.tares)
    if (tare.unknown >= 0 && occupation.minutes > tare.minutes) visit(tare.unknown, 1);
  for (const { period_counter, cosine, sine } of drift.periodic) {
    if (cosine < 0) continue;
    const angle = (2 * Math.PI * occupation.counter) / period_counter;
    visit(cosine, Math.cos(angle));
    visit(sine, Math.sin(angle));
  }
  if (drift.walk.length === 0) return;
  const { occupations } = drift.group;
  let [low, high] = [0, occupations.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (occupations[middle].minutes <= occupation.minutes) low = middle;
    else high = middle - 1;
  }
  if (drift.walk[low] >= 0) visit(drift.walk[low], 1);
  const hours = (occupation.minutes - occupations[low].minutes) / 60;
  if ((drift.rates[low] ?? -1) >= 0 && hours > 0) visit(drift.rates[low], hours);
}

function driftWalkOf(meter: string, settings: FullSettings): number {
  return settings.meters[meter]?.driftWalk_mgal_per_root_hour ?? settings.driftWalk_mgal_per_root_hour;
}

/**
 * What is known of a group's drift beforehand: a rate that the readings do not show, and the steps of a wandering drift.
 *
 * A walk of strength q changes over the time Δ by 0 ± q√Δ. A smooth drift w is the integral of a rate r that walks:
 *
 * ```
 * Δw = r Δ ± q √(Δ³/3),   Δr given Δw = 3/(2Δ) (Δw − r Δ) ± q √Δ/2
 * ```
 *
 * which are the two independent parts of its exact covariance q² (Δ³/3, Δ²/2; Δ²/2, Δ).
 *
 * Source: Wahba (1978), Improper priors, spline smoothing and the problem of guarding against model errors in
 * regression, J. Royal Statistical Society B 40, 364–372, which shows that the estimate is a cubic spline.
 *
 * @param open - terms of the polynomial that the readings do not show
 */
export function driftPriors(
  drift: DriftTerms,
  open: (term: number) => boolean,
  settings: FullSettings,
): Equation[] {
  const equations: Equation[] = [];
  const prior = (terms: readonly (readonly [number, number])[], sigma: number) => {
    const direct = terms.flatMap(([unknown, coefficient]) => (unknown < 0 ? [] : [{ unknown, coefficient }]));
    equations.push({ ...directEquation("prior", -1, 0, sigma, drift.meter, ""), direct });
  };
  const sigma = (settings.driftSigma_mgal_per_hour * drift.half_minutes) / 60;
  for (const [n, unknown] of drift.powers.entries()) if (open(n)) prior([[unknown, 1]], sigma);
  const { occupations } = drift.group;
  const walk = driftWalkOf(drift.group.meter, settings);
  const smooth = settings.driftRateWalk_mgal_per_hour_per_root_hour;
  const { walk: w, rates: r } = drift;
  for (let k = 1; k < w.length; k++) {
    const hours = Math.max((occupations[k].minutes - occupations[k - 1].minutes) / 60, 1e-4);
    const step = [[w[k], 1] as const, [w[k - 1], -1] as const];
    if (r.length === 0) {
      prior(step, walk * Math.sqrt(hours));
      continue;
    }
    prior([...step, [r[k - 1], -hours]], smooth * Math.sqrt(hours ** 3 / 3));
    const share = 3 / (2 * hours);
    prior(
      [
        [r[k], 1],
        [r[k - 1], 0.5],
        [w[k], -share],
        [w[k - 1], share],
      ],
      (smooth * Math.sqrt(hours)) / 2,
    );
  }
  return equations;
}
