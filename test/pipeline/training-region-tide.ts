/**
 * A second implementation of the tide, for tests: Moon and Sun by the first terms of their series (Meeus 1998,
 * Astronomical Algorithms, ch. 25 and 47), their pull by Newton's law for a point of the ellipsoid less that at the
 * Earth's centre, along the ellipsoid's normal. No harmonic development, no Longman, no ephemeris package.
 */

const RADIANS = Math.PI / 180;
const GM_MOON = 4.9028e12;
const GM_SUN = 1.32712440018e20;
const ASTRONOMICAL_UNIT = 1.495978707e11;
/** TT − UTC in 2026 (69 s); of no matter in 1990. */
const TT_MINUS_UTC = 69_184;
/** Semimajor axis and eccentricity squared of GRS 80. */
const [A, E2] = [6_378_137, 0.0066943800229];

type Vector = readonly [number, number, number];

type MoonTerm = readonly [D: number, M: number, M1: number, F: number, longitude: number, distance: number];

/** [D, M, M′, F, longitude in 1e-6°, distance in m]: the largest terms of Meeus's table 47.A. */
export const MOON: readonly MoonTerm[] = [
  [0, 0, 1, 0, 6288774, -20905355],
  [2, 0, -1, 0, 1274027, -3699111],
  [2, 0, 0, 0, 658314, -2955968],
  [0, 0, 2, 0, 213618, -569925],
  [0, 1, 0, 0, -185116, 48888],
  [0, 0, 0, 2, -114332, -3149],
  [2, 0, -2, 0, 58793, 246158],
  [2, -1, -1, 0, 57066, -152138],
  [2, 0, 1, 0, 53322, -170733],
  [2, -1, 0, 0, 45758, -204586],
  [0, 1, -1, 0, -40923, -129620],
  [1, 0, 0, 0, -34720, 108743],
  [0, 1, 1, 0, -30383, 104755],
  [2, 0, 0, -2, 15327, 10321],
  [0, 0, 1, 2, -12528, 0],
  [0, 0, 1, -2, 10980, 79661],
  [4, 0, -1, 0, 10675, -34782],
  [0, 0, 3, 0, 10034, -23210],
  [4, 0, -2, 0, 8548, -21636],
];
/** [D, M′, F, latitude in 1e-6°]: the largest terms of table 47.B. */
const MOON_LATITUDE: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 1, 5128122],
  [0, 1, 1, 280602],
  [0, 1, -1, 277693],
  [2, 0, -1, 173237],
  [2, -1, 1, 55413],
  [2, -1, -1, 46271],
  [2, 0, 1, 32573],
  [0, 2, 1, 17198],
  [2, 1, -1, 9266],
  [0, 2, -1, 8822],
];

/** Upward tidal acceleration along the normal, mGal, for a rigid Earth (factor 1) or an elastic one (1.16). */
export function secondTide(
  time: number,
  latitude: number,
  longitude: number,
  height: number,
  factor = 1.16,
  moonTerms: readonly MoonTerm[] = MOON,
): number {
  const T = (time + TT_MINUS_UTC - Date.UTC(2000, 0, 1, 12)) / (36525 * 86_400_000);
  const mean = (degrees: number, perCentury: number) => (degrees + perCentury * T) * RADIANS;
  const D = mean(297.8501921, 445267.1114034);
  const M = mean(357.5291092, 35999.0502909);
  const M1 = mean(134.9633964, 477198.8675055);
  const F = mean(93.272095, 483202.0175233);
  let moonLongitude = mean(218.3164477, 481267.88123421);
  let moonDistance = 385_000_560;
  for (const [d, m, m1, f, sine, cosine] of moonTerms) {
    const angle = d * D + m * M + m1 * M1 + f * F;
    moonLongitude += sine * 1e-6 * RADIANS * Math.sin(angle);
    moonDistance += cosine * Math.cos(angle);
  }
  let moonLatitude = 0;
  for (const [d, m1, f, sine] of MOON_LATITUDE)
    moonLatitude += sine * 1e-6 * RADIANS * Math.sin(d * D + m1 * M1 + f * F);
  const centre = (1.914602 * Math.sin(M) + 0.019993 * Math.sin(2 * M) + 0.000289 * Math.sin(3 * M)) * RADIANS;
  const sunLongitude = mean(280.46646, 36000.76983) + centre;
  const e = 0.016708634;
  const sunDistance = (ASTRONOMICAL_UNIT * (1 - e * e)) / (1 + e * Math.cos(M + centre));
  const obliquity = mean(23.4392911, -0.0130042);
  const place = stationAt(time, latitude, longitude, height);
  const moon = equatorial(moonLongitude, moonLatitude, moonDistance, obliquity);
  const sun = equatorial(sunLongitude, 0, sunDistance, obliquity);
  return 1e5 * factor * (pull(GM_MOON, moon, place) + pull(GM_SUN, sun, place));
}

/** The station and its upward normal in the frame of the equator and the equinox. */
function stationAt(
  time: number,
  latitude: number,
  longitude: number,
  height: number,
): { r: Vector; up: Vector } {
  const days = (time - Date.UTC(2000, 0, 1, 12)) / 86_400_000;
  const sidereal = (280.46061837 + 360.98564736629 * days + longitude) * RADIANS;
  const phi = latitude * RADIANS;
  const across = A / Math.sqrt(1 - E2 * Math.sin(phi) ** 2);
  const up: Vector = [Math.cos(phi) * Math.cos(sidereal), Math.cos(phi) * Math.sin(sidereal), Math.sin(phi)];
  return {
    up,
    r: [(across + height) * up[0], (across + height) * up[1], (across * (1 - E2) + height) * up[2]],
  };
}

function equatorial(longitude: number, latitude: number, distance: number, obliquity: number): Vector {
  const x = Math.cos(latitude) * Math.cos(longitude);
  const y = Math.cos(latitude) * Math.sin(longitude);
  const z = Math.sin(latitude);
  const [c, s] = [Math.cos(obliquity), Math.sin(obliquity)];
  return [distance * x, distance * (c * y - s * z), distance * (s * y + c * z)];
}

/** Upward part of a body's pull at a station less its pull at the Earth's centre, m/s². */
function pull(gm: number, body: Vector, { r, up }: { r: Vector; up: Vector }): number {
  const way = body.map((x, i) => x - r[i]);
  const near = Math.hypot(...way) ** 3;
  const far = Math.hypot(...body) ** 3;
  return gm * up.reduce((sum, u, i) => sum + u * (way[i] / near - body[i] / far), 0);
}
