import { GRAVITATIONAL_CONSTANT } from "../../../lib/core/constants.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { normalGravity } from "../../../lib/earth/normal-gravity.js";

/** Attraction of a slab, written out here so that the code under test is not its own judge. */
export const slab = (height: number, density = 2670): number =>
  2 * Math.PI * GRAVITATIONAL_CONSTANT * density * height * 1e5;

/** Options of {@link madePoints}. */
export interface MadeOptions {
  readonly count: number;
  readonly seed: number;
  /** Height at a place in degrees, metres. */
  readonly height: (longitude: number, latitude: number) => number;
  /** Bouguer anomaly at a place in degrees, mGal. */
  readonly anomaly: (longitude: number, latitude: number) => number;
  /** Density of the ground, kg/m³; default 2670. */
  readonly density?: number;
  /** Standard deviation of gravity, mGal; default 0.1. */
  readonly noise?: number;
}

/** Points scattered over a square degree east and north of 102° E, 17° N, whose gravity follows from what is given. */
export function madePoints({ count, seed, height, anomaly, density = 2670, noise = 0.1 }: MadeOptions): {
  longitude_deg: Float64Array;
  latitude_deg: Float64Array;
  height_m: Float64Array;
  gravity_mgal: Float64Array;
} {
  const random = seededRandom(seed);
  const longitude_deg = Float64Array.from({ length: count }, () => 102 + random());
  const latitude_deg = Float64Array.from({ length: count }, () => 17 + random());
  const height_m = longitude_deg.map((longitude, i) => height(longitude, latitude_deg[i]));
  const gravity_mgal = longitude_deg.map(
    (longitude, i) =>
      normalGravity(latitude_deg[i], height_m[i]) +
      slab(height_m[i], density) +
      anomaly(longitude, latitude_deg[i]) +
      noise * normalRandom(random),
  );
  return { longitude_deg, latitude_deg, height_m, gravity_mgal };
}

/** A smooth anomaly of some tens of milligals. */
export const smoothAnomaly = (longitude: number, latitude: number): number =>
  25 * Math.sin(5 * longitude) * Math.cos(4 * latitude) - 30;

/** A flat country. */
export const flat = (): number => 150;
