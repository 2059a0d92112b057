import { RADIANS_PER_DEGREE } from "../core/constants.js";

/** How much a part of the tide is larger than on a rigid Earth, and by how much it comes early. */
export interface TidalFactor {
  /** Gravimetric factor δ: 1 is a rigid Earth. */
  readonly factor: number;
  /** Phase lead against the tide of the potential, degrees of the wave; positive is early. Default 0. */
  readonly phaseLead_deg?: number;
}

/**
 * Gravimetric factors that were observed at a place, or come from another model of the Earth. A part that is not
 * given keeps the model's factor.
 */
export interface TidalFactors {
  /** Degree 2, periods of a week and more. The permanent tide takes it as well. */
  readonly longPeriod?: { readonly factor: number };
  /** Degree 2, daily waves: the factor of O1. The resonance of K1 and its neighbours is added to it. */
  readonly diurnal?: TidalFactor;
  /** Degree 2, half-daily waves. */
  readonly semidiurnal?: TidalFactor;
  /** Degree 3, all periods. */
  readonly degree3?: { readonly factor: number };
  /** Degree 4, all periods. */
  readonly degree4?: { readonly factor: number };
}

/** The factors at one station, as the sum of the tide needs them; leads in radians. */
export interface StationFactors {
  readonly longPeriod: number;
  readonly diurnal: number;
  readonly diurnalLead: number;
  readonly semidiurnal: number;
  readonly semidiurnalLead: number;
  readonly degree3: number;
  readonly degree4: number;
  /** 1 where the liquid core resonates, 0 on the rigid Earth. */
  readonly resonance: 0 | 1;
}

/** The Earth that does not yield. */
export const RIGID: StationFactors = Object.freeze({
  longPeriod: 1,
  diurnal: 1,
  diurnalLead: 0,
  semidiurnal: 1,
  semidiurnalLead: 0,
  degree3: 1,
  degree4: 1,
  resonance: 0,
});

/**
 * Gravimetric factors δ of an ellipsoidal, rotating, oceanless Earth with a liquid core and an inelastic mantle (the
 * non-hydrostatic model of Dehant, Defraigne and Wahr), along the plumb line, with local factors in their place:
 *
 * ```
 * long period   1.158
 * diurnal       1.1542 + 0.00008 √3/(2√2) (7 sin²ψ − 3)     at O1; K1 and its neighbours: see tideResonance
 * semidiurnal   1.1617 + 0.00006 √3/2 (7 sin²ψ − 1)
 * degree 3      1.073,   degree 4   1.036
 * ```
 *
 * The long-period factor changes with latitude by less than 0.002, which is left out (0.1 nm/s² in the tide, 0.6 nm/s²
 * in the permanent part).
 *
 * @param sinPsi - sine of the geocentric latitude
 * @param local - factors that replace the model's
 *
 * Sources: Dehant, V., Defraigne, P. & Wahr, J. M. (1999), Tides for a convective Earth, Journal of Geophysical
 * Research 104, 1035–1058; latitude functions as in Agnew (2015), Earth tides, Treatise on Geophysics, 2nd ed., vol. 3,
 * eq. 20. Degrees 3 and 4 agree with Dehant (1987), Physics of the Earth and Planetary Interiors 49, 97–116, to 0.001.
 */
export function stationFactors(sinPsi: number, local: TidalFactors = {}): StationFactors {
  const sin2 = sinPsi * sinPsi;
  const lead = (of?: TidalFactor) => (of?.phaseLead_deg ?? 0) * RADIANS_PER_DEGREE;
  return {
    longPeriod: local.longPeriod?.factor ?? 1.158,
    diurnal: local.diurnal?.factor ?? 1.1542 + 0.00008 * (Math.sqrt(3 / 8) * (7 * sin2 - 3)),
    diurnalLead: lead(local.diurnal),
    semidiurnal: local.semidiurnal?.factor ?? 1.1617 + 0.00006 * (Math.sqrt(3 / 4) * (7 * sin2 - 1)),
    semidiurnalLead: lead(local.semidiurnal),
    degree3: local.degree3?.factor ?? 1.073,
    degree4: local.degree4?.factor ?? 1.036,
    resonance: 1,
  };
}
