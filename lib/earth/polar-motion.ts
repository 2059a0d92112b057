import { MILLIGAL_PER_SI, RADIANS_PER_DEGREE } from "../core/constants.js";
import { GRS80 } from "./ellipsoid.js";

/** Where the Earth's axis of rotation meets its surface, as the IERS publishes it. */
export interface Pole {
  /** Towards Greenwich, arc seconds. */
  readonly x_arcsec: number;
  /** Towards 90° west, arc seconds. */
  readonly y_arcsec: number;
}

/** The pole day by day, times ascending; see `readPoles`. */
export interface PoleSeries {
  /** UTC, milliseconds since 1970-01-01. */
  readonly time: Float64Array;
  readonly x_arcsec: Float64Array;
  readonly y_arcsec: Float64Array;
}

/** How much the elastic Earth enlarges the change of the centrifugal acceleration. */
const GRAVIMETRIC_FACTOR = 1.164;

/**
 * Correction for polar motion (the pole tide), as it is **added to a reading**. The axis of rotation wanders through
 * the Earth by some metres, so a station's distance from it changes, and with it the centrifugal acceleration:
 *
 * ```
 * correction = −1.164 ω² a sin 2φ (x cos λ − y sin λ)
 * ```
 *
 * Between 20° south and north it is 7 µGal at most; it changes by some µGal in a year, and by 0.04 µGal in a day or less.
 * So it matters for absolute gravity and for surveys that are repeated after months, not within a campaign.
 *
 * @param latitude - degrees north
 * @param longitude - degrees east
 * @param pole - counted from the reference pole of the IERS, arc seconds (not from the mean pole)
 * @returns mGal; NaN where a number is missing
 *
 * Source: Boedecker (1988), International Absolute Gravity Basestation Network, Bureau Gravimétrique International,
 * Bulletin d'Information 63, 51–57; the theory is Wahr (1985), Journal of Geophysical Research 90, 9363–9368.
 *
 * @example
 * // Station RG26 in New Mexico on 2017-12-01: the report of an A-10 absolute meter has −3.46 µGal.
 * polarMotionCorrection(35.04099, -106.57074, { x_arcsec: 0.124, y_arcsec: 0.2373 }).toFixed(5); // => "-0.00346"
 */
export function polarMotionCorrection(latitude: number, longitude: number, pole: Pole): number {
  const { angularVelocity: omega, semimajorAxis: a } = GRS80;
  const arcsec = RADIANS_PER_DEGREE / 3600;
  const [phi, lambda] = [latitude * RADIANS_PER_DEGREE, longitude * RADIANS_PER_DEGREE];
  // By so much the station's latitude against the axis of rotation is larger than its geographic one.
  const moved = (pole.x_arcsec * Math.cos(lambda) - pole.y_arcsec * Math.sin(lambda)) * arcsec;
  return -GRAVIMETRIC_FACTOR * omega ** 2 * a * Math.sin(2 * phi) * moved * MILLIGAL_PER_SI;
}

/**
 * The pole at a time, on the straight line between the days before and after. The pole moves by 0.003″ in a day, nearly
 * straight: the error is below 0.0005″, which is 0.005 µGal.
 *
 * @param time - UTC, milliseconds since 1970-01-01
 * @returns the pole; NaN before the first day, after the last, and for NaN
 *
 * @example
 * const days = Float64Array.of(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2));
 * const series = { time: days, x_arcsec: Float64Array.of(0.1, 0.102), y_arcsec: Float64Array.of(0.3, 0.3) };
 * poleAt(Date.UTC(2026, 0, 1, 12), series); // => { x_arcsec: 0.101, y_arcsec: 0.3 }
 */
export function poleAt(time: number, series: PoleSeries): Pole {
  const { time: days, x_arcsec: x, y_arcsec: y } = series;
  const last = days.length - 1;
  if (!(time >= days[0] && time <= days[last])) return { x_arcsec: Number.NaN, y_arcsec: Number.NaN };
  let [before, after] = [0, last];
  while (after - before > 1) {
    const middle = (before + after) >> 1;
    if (days[middle] <= time) before = middle;
    else after = middle;
  }
  const part = last === 0 ? 0 : (time - days[before]) / (days[after] - days[before]);
  const between = (values: Float64Array) => values[before] + part * (values[after] - values[before]);
  return { x_arcsec: between(x), y_arcsec: between(y) };
}
