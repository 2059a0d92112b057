import { seededRandom } from "../../../lib/core/random.js";
import { pointMassGravity } from "../../../lib/kernels/point-mass.js";

export const column = (count: number, value: (k: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, k) => value(k));
export const rms = (values: Float64Array): number =>
  Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
export const apart = (a: Float64Array, b: Float64Array): Float64Array => a.map((v, k) => v - b[k]);

/** Stations on hilly ground, a square kilometre each. */
export function stations(count: number, seed: number, relief = 600) {
  const random = seededRandom(seed);
  const side = 1000 * Math.sqrt(count);
  const x = column(count, () => side * random());
  const y = column(count, () => side * random());
  return { x, y, height: x.map((v, k) => relief * Math.sin(v / 5000) * Math.cos(y[k] / 4000)), side };
}

/** The same stations about 110° E, 15° N, in degrees. */
export function onTheEarth({ x, y, height }: ReturnType<typeof stations>) {
  return { x: x.map((v) => 110 + v / 107_000), y: y.map((v) => 15 + v / 110_600), height };
}

/** Attraction of buried bodies in mGal. Bodies lie 4 to 8 km deep, a third of the side away from the edges. */
export function bodies(side: number, seed: number) {
  const random = seededRandom(seed);
  const inside = () => side * (0.33 + 0.34 * random());
  const masses = Array.from({ length: 12 }, (_, k) => ({
    ...{ easting: inside(), northing: inside(), upward: -4000 - 4000 * random() },
    mass: (k % 2 === 0 ? 1 : -1) * (2 + 4 * random()) * 2e13,
  }));
  return (x: number, y: number, z: number): number =>
    1e5 * masses.reduce((sum, body) => sum + pointMassGravity(x, y, z, body), 0);
}
