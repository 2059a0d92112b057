import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import type { Attraction, GradientTensor } from "./field.js";
import { pointMassAttraction, pointMassGradient, pointMassPotential } from "./point-mass.js";

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

/**
 * Gravitational potential of a homogeneous sphere at any point.
 *
 * ```
 * V = G M / r outside,   V = 2πGΔρ (R² − r²/3) inside
 * ```
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param sphere - centre, radius (metres) and density contrast (kg/m³)
 * @returns potential in m²/s², positive for a positive density; NaN where an argument is NaN
 *
 * Source: Blakely (1995), Potential Theory in Gravity and Magnetic Applications, eq. 3.6 and 3.9.
 *
 * @example
 * const sphere = { easting: 0, northing: 0, upward: 0, radius: 2, density: 3 / (4 * Math.PI * GRAVITATIONAL_CONSTANT) };
 * spherePotential(0, 0, 4, sphere); // => 2
 * spherePotential(0, 0, 0, sphere); // => 6
 */
export function spherePotential(easting: number, northing: number, upward: number, sphere: Sphere): number {
  const r = distanceOf(easting, northing, upward, sphere);
  const { radius, density } = sphere;
  if (r < radius) return 2 * Math.PI * GRAVITATIONAL_CONSTANT * density * (radius * radius - (r * r) / 3);
  return radius === 0 ? 0 : pointMassPotential(easting, northing, upward, asPoint(sphere));
}

/**
 * Attraction of a homogeneous sphere along the three axes at any point: that of all its mass in its centre, inside that
 * of the part within. Its `upward` is minus {@link sphereGravity}.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param sphere - centre, radius (metres) and density contrast (kg/m³)
 * @returns the gradient of the potential in m/s²; NaN where an argument is NaN
 *
 * Source: Blakely (1995), eq. 3.7 and 3.8.
 *
 * @example
 * const sphere = { easting: 3000, northing: 0, upward: -4000, radius: 2000, density: 400 };
 * const { easting, upward } = sphereAttraction(0, 0, 0, sphere);
 * easting / upward; // => -3 / 4
 * upward; // => -sphereGravity(0, 0, 0, sphere)
 */
export function sphereAttraction(
  easting: number,
  northing: number,
  upward: number,
  sphere: Sphere,
): Attraction {
  if (distanceOf(easting, northing, upward, sphere) >= sphere.radius && sphere.radius > 0)
    return pointMassAttraction(easting, northing, upward, asPoint(sphere));
  const pull = (-4 / 3) * Math.PI * GRAVITATIONAL_CONSTANT * (sphere.radius === 0 ? 0 : sphere.density);
  return {
    easting: pull * (easting - sphere.easting),
    northing: pull * (northing - sphere.northing),
    upward: pull * (upward - sphere.upward),
  };
}

/**
 * Gravity gradient tensor of a homogeneous sphere: outside that of all its mass in its centre, inside −4/3 πGΔρ on the
 * diagonal. On its surface, where the tensor jumps, it is the limit from outside, as for a station on the ground.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param sphere - centre, radius (metres) and density contrast (kg/m³)
 * @returns second derivatives of the potential in s⁻² (1 E = 1e-9 s⁻²), their trace 0 outside and −4πGΔρ inside; NaN
 *   where an argument is NaN
 *
 * Source: Blakely (1995), eq. 3.7 and 3.8, differentiated once more.
 *
 * @example
 * const sphere = { easting: 0, northing: 0, upward: 0, radius: 1, density: 3 / (4 * Math.PI * GRAVITATIONAL_CONSTANT) };
 * sphereGradient(0, 0, 2, sphere).uu; // => 0.25
 * sphereGradient(0, 0, 0.5, sphere).uu; // => -1
 */
export function sphereGradient(
  easting: number,
  northing: number,
  upward: number,
  sphere: Sphere,
): GradientTensor {
  const r = distanceOf(easting, northing, upward, sphere);
  if (r >= sphere.radius && sphere.radius > 0)
    return pointMassGradient(easting, northing, upward, asPoint(sphere));
  const own =
    (-4 / 3) * Math.PI * GRAVITATIONAL_CONSTANT * (sphere.radius === 0 ? 0 : sphere.density) + 0 * r;
  return { ee: own, nn: own, uu: own, en: 0 * r, eu: 0 * r, nu: 0 * r };
}

function distanceOf(easting: number, northing: number, upward: number, sphere: Sphere): number {
  return Math.hypot(easting - sphere.easting, northing - sphere.northing, upward - sphere.upward);
}

function asPoint({ easting, northing, upward, radius, density }: Sphere) {
  return { easting, northing, upward, mass: (4 / 3) * Math.PI * radius ** 3 * density };
}
