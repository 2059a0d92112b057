import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";

/**
 * Vertical attraction of a homogeneous sphere at a point outside it, SI units: the field of all its mass in its
 * centre.
 *
 * ```
 * g_z = G · (4/3 π R³ Δρ) · Δz / r³
 * ```
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param sphere - centre (metres; a buried one has a negative `upward`), radius (metres) and density contrast (kg/m³)
 * @returns vertical attraction in m/s², positive down; inside the sphere the attraction of the part within
 *
 * Source: Blakely (1995), Potential Theory in Gravity and Magnetic Applications, eq. 3.6 and 3.8.
 *
 * @example
 * const sphere = { easting: 0, northing: 0, upward: -4000, radius: 2000, density: 1670 };
 * (sphereGravity(0, 0, 0, sphere) * 1e5).toFixed(2); // => "23.34"
 */
export function sphereGravity(easting: number, northing: number, upward: number, sphere: Sphere): number {
  const dx = easting - sphere.easting;
  const dy = northing - sphere.northing;
  const dz = upward - sphere.upward;
  const distance = Math.hypot(dx, dy, dz);
  const inside = Math.max(distance, sphere.radius);
  return (
    ((GRAVITATIONAL_CONSTANT * 4 * Math.PI * sphere.density * sphere.radius ** 3) / 3 / inside ** 3) * dz
  );
}

/** A homogeneous sphere. */
export interface Sphere {
  readonly easting: number;
  readonly northing: number;
  readonly upward: number;
  readonly radius: number;
  /** Density contrast against its surroundings, kg/m³. */
  readonly density: number;
}
