import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { sphereGravity } from "../../../lib/kernels/sphere.js";

/** Side of the survey in metres. */
export const SIDE = 40_000;

const random = seededRandom(20261122);
const spheres = Array.from({ length: 12 }, (_, k) => {
  const depth = 2500 + 6500 * random();
  return {
    ...{ easting: SIDE * random(), northing: SIDE * random(), upward: -depth },
    radius: depth * (0.45 + 0.25 * random()),
    density: (k % 3 === 0 ? -1 : 1) * (250 + 350 * random()),
  };
});

/** Attraction of twelve buried spheres in mGal; metres. */
export const sphereField = (x: number, y: number, z = 0): number =>
  spheres.reduce((sum, sphere) => sum + sphereGravity(x, y, z, sphere) * 1e5, 0);

const x = Float64Array.from({ length: 600 }, () => SIDE * random());
const y = Float64Array.from({ length: 600 }, () => SIDE * random());
const exact = x.map((px, k) => sphereField(px, y[k]));
const normal = exact.map(() => normalRandom(random));

/** 600 stations at height 0, with values that are off by noise of this size, mGal. */
export const sphereStations = (noise: number) => ({
  ...{ x, y },
  values: exact.map((value, k) => value + noise * normal[k]),
});

const side = 41;

/** 1,681 nodes, 2 km inside the survey's edge. */
export const sphereNodes = {
  x: Float64Array.from({ length: side * side }, (_, k) => 2000 + 900 * (k % side)),
  y: Float64Array.from({ length: side * side }, (_, k) => 2000 + 900 * Math.floor(k / side)),
};
