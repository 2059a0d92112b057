import { RADIANS_PER_DEGREE } from "../core/constants.js";

/** The two parts of the tide, and their sum, in mGal. */
export interface LongmanTide {
  readonly moon: number;
  readonly sun: number;
  readonly total: number;
}

/** Amplitude factor 1 + h − 3k/2 of Longman's elastic Earth, with Love numbers h = 0.612 and k = 0.303. */
const GRAVIMETRIC_FACTOR = 1 + 0.612 - 1.5 * 0.303;

// Longman's constants, in centimetres, grams and seconds as he gives them.
const GRAVITATION = 6.673e-8;
const MOON_MASS = 7.3537e25;
const SUN_MASS = 1.993e33;
const MOON_DISTANCE = 3.84402e10;
const SUN_DISTANCE = 1.495e13;
const EARTH_RADIUS = 6.37827e8;
const MOON_ECCENTRICITY = 0.0549;
const MOON_INCLINATION = 0.08979719;
const OBLIQUITY = 23.452 * RADIANS_PER_DEGREE;
/** Ratio of the mean motion of the Sun to that of the Moon. */
const MEAN_MOTION_RATIO = 0.074804;
/** Noon of 31 December 1899 UT, the origin of Longman's time, in milliseconds of the Unix clock. */
const EPOCH = Date.UTC(1899, 11, 31, 12);
const MILLISECONDS_PER_CENTURY = 36525 * 86_400_000;

/**
 * Tidal acceleration of Moon and Sun by Longman's formula, with his elastic factor 1.1575: the correction that
 * most relative gravimeters compute. It is **added to a reading**: positive when Moon or Sun pull upwards.
 *
 * @param time - time in UTC, milliseconds since 1970-01-01 (as `Date.getTime()` gives it)
 * @param latitude - degrees north
 * @param longitude - degrees east
 * @param height - metres above sea level
 * @returns the Moon's part, the Sun's part and their sum, mGal; NaN where an argument is NaN
 *
 * Longman, I. M. (1959), Formulas for computing the tidal accelerations due to the Moon and the Sun, Journal of
 * Geophysical Research 64, 2351–2355; equation numbers below are his. The Moon's third-degree term is included.
 * Against modern theory the formula is good to a few microgals, and it leaves the permanent tide in.
 *
 * @example
 * longmanTide(Date.UTC(2015, 3, 23), 40.7914, 282.1414, 370).total.toFixed(6); // => "0.003535"
 */
export function longmanTide(time: number, latitude: number, longitude: number, height: number): LongmanTide {
  const T = (time - EPOCH) / MILLISECONDS_PER_CENTURY;
  const { s, p, h, N, p1, e1 } = meanLongitudes(T);
  const e = MOON_ECCENTRICITY;
  const m = MEAN_MOTION_RATIO;
  const sinLatitude = Math.sin(latitude * RADIANS_PER_DEGREE);
  const cosLatitude = Math.cos(latitude * RADIANS_PER_DEGREE);

  // The Moon's orbit against the equator: inclination I, and the longitude ν of its crossing (eq. 18–21).
  const I = Math.acos(
    Math.cos(OBLIQUITY) * Math.cos(MOON_INCLINATION) -
      Math.sin(OBLIQUITY) * Math.sin(MOON_INCLINATION) * Math.cos(N),
  );
  const nu = Math.asin((Math.sin(MOON_INCLINATION) * Math.sin(N)) / Math.sin(I));
  const cosAlpha = Math.cos(N) * Math.cos(nu) + Math.sin(N) * Math.sin(nu) * Math.cos(OBLIQUITY);
  const sinAlpha = (Math.sin(OBLIQUITY) * Math.sin(N)) / Math.sin(I);
  const xi = N - 2 * Math.atan(sinAlpha / (1 + cosAlpha));

  // Hour angle t of the mean Sun, longitudes l and l₁ of Moon and Sun in their orbits (eq. 9, 24, 27).
  const hours = (((time % 86_400_000) + 86_400_000) % 86_400_000) / 3_600_000;
  const t = (15 * (hours - 12) + longitude) * RADIANS_PER_DEGREE;
  const l =
    s -
    xi +
    2 * e * Math.sin(s - p) +
    1.25 * e * e * Math.sin(2 * (s - p)) +
    3.75 * m * e * Math.sin(s - 2 * h + p) +
    1.375 * m * m * Math.sin(2 * (s - h));
  const l1 = h + 2 * e1 * Math.sin(h - p1);

  // Zenith angles θ of the Moon and φ of the Sun (eq. 7 and 8).
  const cosTheta = cosZenith(sinLatitude, cosLatitude, I, l, t + h - nu);
  const cosPhi = cosZenith(sinLatitude, cosLatitude, OBLIQUITY, l1, t + h);

  // Distances d of the Moon and D of the Sun (eq. 29–31), and r of the station from the Earth's centre (eq. 34).
  const aMoon = 1 / (MOON_DISTANCE * (1 - e * e));
  const aSun = 1 / (SUN_DISTANCE * (1 - e1 * e1));
  const d =
    1 /
    (1 / MOON_DISTANCE +
      aMoon * e * Math.cos(s - p) +
      aMoon * e * e * Math.cos(2 * (s - p)) +
      1.875 * aMoon * m * e * Math.cos(s - 2 * h + p) +
      aMoon * m * m * Math.cos(2 * (s - h)));
  const D = 1 / (1 / SUN_DISTANCE + aSun * e1 * Math.cos(h - p1));
  const r = EARTH_RADIUS / Math.sqrt(1 + 0.006738 * sinLatitude ** 2) + height * 100;

  // Vertical components (eq. 1 and 3); a thousand milligals to the gal.
  const moon =
    ((GRAVITATION * MOON_MASS * r) / d ** 3) * (3 * cosTheta ** 2 - 1) +
    1.5 * ((GRAVITATION * MOON_MASS * r ** 2) / d ** 4) * (5 * cosTheta ** 3 - 3 * cosTheta);
  const sun = ((GRAVITATION * SUN_MASS * r) / D ** 3) * (3 * cosPhi ** 2 - 1);
  const milligal = 1000 * GRAVIMETRIC_FACTOR;
  return { moon: moon * milligal, sun: sun * milligal, total: (moon + sun) * milligal };
}

/** Cosine of the zenith angle of a body at longitude `l` in an orbit inclined by `inclination` (eq. 7 and 8). */
function cosZenith(
  sinLatitude: number,
  cosLatitude: number,
  inclination: number,
  l: number,
  chi: number,
): number {
  return (
    sinLatitude * Math.sin(inclination) * Math.sin(l) +
    cosLatitude *
      (Math.cos(inclination / 2) ** 2 * Math.cos(l - chi) +
        Math.sin(inclination / 2) ** 2 * Math.cos(l + chi))
  );
}

/**
 * Mean longitudes, in radians, at T Julian centuries from Longman's epoch (eq. 10–13, 26): of the Moon (s), of
 * its perigee (p), of the Sun (h), of the Moon's ascending node (N) and of the Sun's perigee (p1); and the
 * eccentricity of the Earth's orbit (e1).
 */
function meanLongitudes(T: number): Record<"s" | "p" | "h" | "N" | "p1" | "e1", number> {
  return {
    s: 4.72000889397 + T * (8399.70927456 + T * (3.45575191895e-5 + T * 3.49065850399e-8)),
    p: 5.83515162814 + T * (71.0180412089 + T * (1.80108282532e-4 + T * 1.74532925199e-7)),
    h: 4.88162798259 + T * (628.331950894 + T * 5.23598775598e-6),
    N: 4.52360161181 + T * (-33.757146295 + T * (3.6264063347e-5 + T * 3.39369576777e-8)),
    p1: 4.90822941839 + T * (0.0300025492114 + T * (7.85398163397e-6 + T * 5.3329504922e-8)),
    e1: 0.01675104 - T * (4.18e-5 + T * 1.26e-7),
  };
}
