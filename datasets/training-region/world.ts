import { normalGravity } from "../../lib/index.js";
import type { Model } from "./bodies.js";
import { placeInFrame } from "./frame.js";
import { geoidHeight } from "./geoid.js";
import { type BodiesField, fieldOfBodies } from "./geology.js";
import { makeModel } from "./model.js";
import { surfaceHeight } from "./relief.js";
import { topographicEffect } from "./topography.js";

export { MARK, REGION } from "./area.js";
export { geoidHeight } from "./geoid.js";
export { isSea, surfaceHeight } from "./relief.js";

/** A point at which the truth is known. */
export interface TruePoint {
  readonly name: string;
  /** Degrees. */
  readonly longitude: number;
  /** Degrees. */
  readonly latitude: number;
  /** Height H above the geoid, metres. */
  readonly height_m: number;
  /** Height h above the ellipsoid, metres: H plus the geoid's height. This is what places the point. */
  readonly ellipsoidal_height_m: number;
}

/** What is true at a point, mGal. */
export interface TrueGravity {
  /** The sum of the others. */
  readonly gravity_mgal: number;
  readonly normal_gravity_mgal: number;
  readonly topographic_effect_mgal: number;
  readonly regional_mgal: number;
  readonly residual_mgal: number;
}

/** A point on the true ground (or at sea, on the sea floor: use {@link pointOnSea} there); h to the millimetre. */
export function pointOnGround(name: string, longitude: number, latitude: number): TruePoint {
  return pointAtHeight(name, longitude, latitude, surfaceHeight(longitude, latitude));
}

/** A point on the sea's surface, H = 0. */
export function pointOnSea(name: string, longitude: number, latitude: number): TruePoint {
  return pointAtHeight(name, longitude, latitude, 0);
}

/** A point at a height H above the geoid, metres; h is rounded to the millimetre, and H follows from it. */
export function pointAtHeight(name: string, longitude: number, latitude: number, height: number): TruePoint {
  const geoid = geoidHeight(longitude, latitude);
  const ellipsoidal_height_m = Math.round((height + geoid) * 1000) / 1000;
  return { name, longitude, latitude, height_m: ellipsoidal_height_m - geoid, ellipsoidal_height_m };
}

/** The geology, as model.json holds it. */
export const MODEL: Model = makeModel();

let regional: BodiesField | undefined;
let residual: BodiesField | undefined;

/** What geology adds to gravity at a point. */
export interface GeologyEffect {
  /** Of the Moho, mGal. */
  readonly regional_mgal: number;
  /** Of the bodies in the crust, mGal. */
  readonly residual_mgal: number;
}

/** The effect of the geology at a point. The sum of the two is the true complete Bouguer disturbance there. */
export function geologyEffect({ longitude, latitude, ellipsoidal_height_m }: TruePoint): GeologyEffect {
  regional ??= fieldOfBodies(MODEL.regional);
  residual ??= fieldOfBodies(MODEL.residual);
  const place = placeInFrame(longitude, latitude, ellipsoidal_height_m);
  return { regional_mgal: regional(place), residual_mgal: residual(place) };
}

const known = new WeakMap<TruePoint, TrueGravity>();

/**
 * The true gravity at many points of the region, on or above the ground or the sea; tide-free. What was worked out for
 * a point (the same object) is kept.
 */
export function trueGravity(points: readonly TruePoint[]): TrueGravity[] {
  const fresh = [...new Set(points)].filter((point) => !known.has(point));
  const topography = topographicEffect(
    fresh.map(({ longitude, latitude, ellipsoidal_height_m }) => ({
      longitude,
      latitude,
      ...placeInFrame(longitude, latitude, ellipsoidal_height_m),
    })),
  );
  fresh.forEach((point, k) => {
    const normal = normalGravity(point.latitude, point.ellipsoidal_height_m);
    const effect = geologyEffect(point);
    known.set(point, {
      gravity_mgal: normal + topography[k] + effect.regional_mgal + effect.residual_mgal,
      normal_gravity_mgal: normal,
      topographic_effect_mgal: topography[k],
      ...effect,
    });
  });
  return points.map((point) => known.get(point) as TrueGravity);
}
