import {
  Body,
  GeoMoon,
  HelioVector,
  KM_PER_AU,
  MakeTime,
  Rotation_EQJ_EQD,
  SiderealTime,
} from "astronomy-engine";
import { type TideResonance, tideResonance } from "./tide-resonance.js";

/** Where Moon and Sun stand, seen from the Earth that turns: all that a tide needs to know of an instant. */
export interface TideSky {
  /** From the Earth's centre, metres: x to Greenwich on the equator, y to 90° E, z to the pole. */
  readonly moon: readonly [number, number, number];
  readonly sun: readonly [number, number, number];
  readonly resonance: TideResonance;
}

const MILLISECONDS_PER_DAY = 86_400_000;
/** Noon of 1 January 2000 (J2000), in milliseconds of the Unix clock. */
const J2000 = Date.UTC(2000, 0, 1, 12);
const METRES_PER_AU = KM_PER_AU * 1000;

/**
 * Moon and Sun at one instant, from the ephemerides of astronomy-engine (Moon: Montenbruck & Pfleger, a few
 * arcseconds; Sun: VSOP87), with precession and nutation. Positions are geometric: gravity has no aberration.
 *
 * @param time - UTC, milliseconds since 1970-01-01, finite
 */
export function tideSky(time: number): TideSky {
  return turned(slowSky(time), time);
}

/**
 * The same as {@link tideSky} for many instants: positions are computed every six hours and interpolated by
 * polynomials of degree 5. The Moon moves 0.06 rad in six hours, so the error is a part in 10⁹ of the tide.
 *
 * @returns a function of the time; it keeps what it has computed, so make a new one for each piece of work
 */
export function makeTideSky(): (time: number) => TideSky {
  const nodes = new Map<number, Float64Array>();
  const nodeAt = (index: number): Float64Array => {
    const known = nodes.get(index);
    if (known !== undefined) return known;
    const node = slowSky(index * NODE_STEP);
    nodes.set(index, node);
    return node;
  };
  let window: { readonly first: number; readonly nodes: readonly Float64Array[] } | undefined;
  const slow = new Float64Array(SLOW_SIZE);
  return (time) => {
    const first = Math.floor(time / NODE_STEP);
    if (window?.first !== first) window = { first, nodes: OFFSETS.map((offset) => nodeAt(first + offset)) };
    interpolate(window.nodes, time / NODE_STEP - first, slow);
    return turned(slow, time);
  };
}

const NODE_STEP = MILLISECONDS_PER_DAY / 4;
/** The six nodes around a time between nodes 0 and 1. */
const OFFSETS = [-2, -1, 0, 1, 2, 3];
/** Products of the distances from each node to the others: the denominators of Lagrange's polynomials. */
const DENOMINATORS = OFFSETS.map((j) =>
  OFFSETS.reduce((product, k) => (k === j ? product : product * (j - k)), 1),
);

/** Lagrange's polynomial of degree 5 through the nodes, at the place `x` from 0 to 1, into `result`. */
function interpolate(nodes: readonly Float64Array[], x: number, result: Float64Array): void {
  result.fill(0);
  for (let j = 0; j < 6; j++) {
    let weight = 1 / DENOMINATORS[j];
    for (let k = 0; k < 6; k++) if (k !== j) weight *= x - OFFSETS[k];
    const node = nodes[j];
    for (let i = 0; i < SLOW_SIZE; i++) result[i] += weight * node[i];
  }
}

/** Numbers of a slow sky: x, y, z of the Moon and of the Sun, and the two resonances. */
const SLOW_SIZE = 10;

/**
 * Moon and Sun on the true equator of date, in metres, but with longitudes counted from the point that the Earth
 * rotation angle is counted from, which hardly moves; and the resonances, turned with them. So all numbers change
 * slowly, and interpolate well.
 */
function slowSky(time: number): Float64Array {
  const days = (time - J2000) / MILLISECONDS_PER_DAY;
  const at = MakeTime(days);
  const { rot } = Rotation_EQJ_EQD(at);
  const angle = earthRotationAngle(days);
  const origin = (SiderealTime(at) * Math.PI) / 12 - angle;
  const moon = GeoMoon(at);
  const earth = HelioVector(Body.Earth, at);
  const result = new Float64Array(SLOW_SIZE);
  for (const [i, { x, y, z }] of [moon, { x: -earth.x, y: -earth.y, z: -earth.z }].entries()) {
    const along = (axis: 0 | 1 | 2) =>
      METRES_PER_AU * (rot[0][axis] * x + rot[1][axis] * y + rot[2][axis] * z);
    [result[3 * i], result[3 * i + 1]] = turn(along(0), along(1), origin);
    result[3 * i + 2] = along(2);
  }
  const { moon: ofMoon, sun: ofSun } = tideResonance(days);
  [result[6], result[7]] = turn(ofMoon.cosine, ofMoon.sine, -angle);
  [result[8], result[9]] = turn(ofSun.cosine, ofSun.sine, -angle);
  return result;
}

/** Turns the slow numbers by the Earth rotation angle of the instant. */
function turned(slow: Float64Array, time: number): TideSky {
  const angle = earthRotationAngle((time - J2000) / MILLISECONDS_PER_DAY);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const place = (i: number) =>
    [cos * slow[i] + sin * slow[i + 1], cos * slow[i + 1] - sin * slow[i], slow[i + 2]] as const;
  const wave = (i: number) => ({
    cosine: cos * slow[i] + sin * slow[i + 1],
    sine: cos * slow[i + 1] - sin * slow[i],
  });
  return { moon: place(0), sun: place(3), resonance: { moon: wave(6), sun: wave(8) } };
}

/** Coordinates of a point when the axes turn by an angle. */
function turn(x: number, y: number, angle: number): [number, number] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [cos * x + sin * y, cos * y - sin * x];
}

/** Earth rotation angle in radians (IERS Conventions 2010, eq. 5.15), with UT1 taken as UTC. */
function earthRotationAngle(days: number): number {
  const turns = 0.779057273264 + 0.00273781191135448 * days + (days % 1);
  return 2 * Math.PI * (turns % 1);
}
