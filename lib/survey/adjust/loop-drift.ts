import type { Occupation } from "./occupations.js";

/** A moment at which the meter stood on a base: what has to be added to a reading there to get gravity. */
export interface BaseTie {
  readonly minutes: number;
  /** Base gravity less the reading, mGal. */
  readonly correction_mgal: number;
  /** Standard deviation of the reading in it, mGal (the base's own is carried beside it). */
  readonly sigma_mgal: number;
  readonly base_sigma_mgal: number;
}

/** What must be added to a reading at a given minute of the loop, and how well that is known. */
export interface Correction {
  readonly correction_mgal: number;
  readonly sigma_mgal: number;
}

/** The ties of one loop: its occupations of stations whose gravity is known. */
export function baseTies(
  occupations: readonly Occupation[],
  bases: ReadonlyMap<string, { readonly gravity_mgal: number; readonly sigma_mgal: number }>,
): BaseTie[] {
  return occupations.flatMap((occupation) => {
    const base = bases.get(occupation.station);
    return base === undefined
      ? []
      : [
          {
            minutes: occupation.minutes,
            correction_mgal: base.gravity_mgal - occupation.reading_mgal,
            sigma_mgal: occupation.sigma_mgal,
            base_sigma_mgal: base.sigma_mgal,
          },
        ];
  });
}

/**
 * The correction at one minute, by straight lines between the base ties of the loop.
 *
 * Between ties 1 and 2 at a share w of the time between them:
 *
 * ```
 * c = (1 − w) c₁ + w c₂,   σ² = (1 − w)² σ₁² + w² σ₂² + σ_base²
 * ```
 *
 * The base's own error moves both ties together, so it is not averaged down. Outside the ties the nearest one
 * holds; drift was not observed there, so its own uncertainty grows with the time Δt to
 * that tie:
 *
 * ```
 * σ² = σ₁² + σ_base² + (driftSigma · Δt)²
 * ```
 *
 * @param ties - one or more ties, in the order of time
 * @param driftSigma - standard deviation of the unobserved drift, mGal/h
 *
 * Source: Torge (1989), Gravimetry, section 7.4.2; the sigma is propagated from the formula.
 */
export function correctionAt(minutes: number, ties: readonly BaseTie[], driftSigma: number): Correction {
  const after = ties.findIndex((tie) => tie.minutes >= minutes);
  if (after === 0 || after === -1) {
    const tie = after === 0 ? ties[0] : ties[ties.length - 1];
    return {
      correction_mgal: tie.correction_mgal,
      sigma_mgal: Math.hypot(
        tie.sigma_mgal,
        tie.base_sigma_mgal,
        (driftSigma * (minutes - tie.minutes)) / 60,
      ),
    };
  }
  const [a, b] = [ties[after - 1], ties[after]];
  const w = (minutes - a.minutes) / (b.minutes - a.minutes);
  return {
    correction_mgal: (1 - w) * a.correction_mgal + w * b.correction_mgal,
    sigma_mgal: Math.hypot(
      (1 - w) * a.sigma_mgal,
      w * b.sigma_mgal,
      (1 - w) * a.base_sigma_mgal + w * b.base_sigma_mgal,
    ),
  };
}
