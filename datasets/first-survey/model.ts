import { bouguerSlab, metresPerDegree, normalGravity, type Sphere, sphereGravity } from "../../lib/index.js";

/** The made-up district: west, east, south and north, degrees. */
export const DISTRICT = [101.6, 102.2, 16.1, 16.5] as const;

/** Density of everything above sea level, kg/m³. */
export const DENSITY = 2670;

const CENTRE = { longitude: 101.9, latitude: 16.3 };
const METRES = metresPerDegree(CENTRE.latitude);

/** Bodies under the district, in metres from its centre: a granite, a basin, and an iron-rich intrusion. */
const BODIES: readonly Sphere[] = [
  { easting: -17_000, northing: 9_000, upward: -8_500, radius: 6_000, density: -160 },
  { easting: -12_000, northing: 2_000, upward: -7_000, radius: 4_500, density: -160 },
  { easting: 6_000, northing: -9_000, upward: -6_000, radius: 4_500, density: -320 },
  { easting: 14_000, northing: -5_000, upward: -5_500, radius: 3_800, density: -300 },
  { easting: 17_000, northing: 11_000, upward: -5_000, radius: 3_000, density: 420 },
];

/** Metres east and north of the district's centre. */
export function localMetres(longitude: number, latitude: number): { easting: number; northing: number } {
  return {
    easting: (longitude - CENTRE.longitude) * METRES.longitude,
    northing: (latitude - CENTRE.latitude) * METRES.latitude,
  };
}

/**
 * Height of the ground, metres: a plain, a ridge in the north and a valley. The ridge lies across the bodies, so
 * that height and Bouguer anomaly are not related at the true density (a test holds that).
 */
export function height(longitude: number, latitude: number): number {
  const { easting: x, northing: y } = localMetres(longitude, latitude);
  const ridge = 260 * Math.exp(-(((0.259 * x + 0.966 * y - 16_000) / 11_000) ** 2));
  const hills = 28 * Math.sin(x / 2_300 + 1) * Math.cos(y / 2_900) + 16 * Math.sin((x - 2 * y) / 3_700);
  const valley = -45 * Math.exp(-(((y + 8_000 - 0.35 * x) / 3_500) ** 2));
  return 205 + ridge * (1 + y / 90_000) + hills + valley;
}

/** The true simple Bouguer anomaly, mGal: bodies on a regional slope. */
export function bouguerAnomaly(longitude: number, latitude: number, stationHeight: number): number {
  const { easting, northing } = localMetres(longitude, latitude);
  const bodies = BODIES.reduce(
    (sum, body) => sum + sphereGravity(easting, northing, stationHeight, body) * 1e5,
    0,
  );
  return -32 + 0.00017 * easting - 0.00022 * northing + bodies;
}

/** The true gravity on the ground, mGal. */
export function gravity(longitude: number, latitude: number, stationHeight: number): number {
  return (
    normalGravity(latitude, stationHeight) +
    bouguerSlab(stationHeight, DENSITY) +
    bouguerAnomaly(longitude, latitude, stationHeight)
  );
}
