import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import type { Attraction, GradientTensor } from "./field.js";

/** A mass in one point. */
export interface PointMass {
  readonly easting: number;
  readonly northing: number;
  readonly upward: number;
  /** Mass, or mass contrast, kg. */
  readonly mass: number;
}

/**
 * Gravitational potential of a point mass, `V = G m / r`.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param body - where the mass is (metres) and how much (kg)
 * @returns potential in m²/s², positive for a positive mass; NaN in the mass itself, and where an argument is NaN
 *
 * Source: Blakely (1995), Potential Theory in Gravity and Magnetic Applications, eq. 3.3.
 *
 * @example
 * pointMassPotential(0, 0, 2, { easting: 0, northing: 0, upward: 0, mass: 1 / GRAVITATIONAL_CONSTANT }); // => 0.5
 */
export function pointMassPotential(
  easting: number,
  northing: number,
  upward: number,
  body: PointMass,
): number {
  const distance = Math.hypot(easting - body.easting, northing - body.northing, upward - body.upward);
  return distance === 0 ? Number.NaN : (GRAVITATIONAL_CONSTANT * body.mass) / distance;
}

/**
 * Vertical attraction of a point mass, `g_z = G m Δz / r³`.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param body - where the mass is (metres) and how much (kg)
 * @returns vertical attraction in m/s², positive down; NaN in the mass itself, and where an argument is NaN
 *
 * Source: Blakely (1995), eq. 3.2.
 *
 * @example
 * pointMassGravity(0, 0, 2, { easting: 0, northing: 0, upward: 0, mass: 1 / GRAVITATIONAL_CONSTANT }); // => 0.25
 */
export function pointMassGravity(easting: number, northing: number, upward: number, body: PointMass): number {
  const dz = upward - body.upward;
  const distance = Math.hypot(easting - body.easting, northing - body.northing, dz);
  return (((GRAVITATIONAL_CONSTANT * body.mass) / distance / distance) * dz) / distance;
}

/**
 * Attraction of a point mass along the three axes: towards it, where the mass is positive.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param body - where the mass is (metres) and how much (kg)
 * @returns the gradient of the potential in m/s²; NaN in the mass itself, and where an argument is NaN
 *
 * Source: Blakely (1995), eq. 3.2.
 *
 * @example
 * const body = { easting: 3, northing: 0, upward: -4, mass: 1e6 };
 * const { easting, upward } = pointMassAttraction(0, 0, 0, body);
 * easting / upward; // => -3 / 4
 * -upward; // => pointMassGravity(0, 0, 0, body)
 */
export function pointMassAttraction(
  easting: number,
  northing: number,
  upward: number,
  body: PointMass,
): Attraction {
  const dx = easting - body.easting;
  const dy = northing - body.northing;
  const dz = upward - body.upward;
  const distance = Math.hypot(dx, dy, dz);
  const pull = (-GRAVITATIONAL_CONSTANT * body.mass) / distance / distance;
  return {
    easting: (pull * dx) / distance,
    northing: (pull * dy) / distance,
    upward: (pull * dz) / distance,
  };
}

/**
 * Gravity gradient tensor of a point mass, `V_ij = G m (3 Δi Δj / r² − δ_ij) / r³`.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param body - where the mass is (metres) and how much (kg)
 * @returns second derivatives of the potential in s⁻² (1 E = 1e-9 s⁻²); NaN in the mass itself, and where an
 * argument is NaN
 *
 * Source: Blakely (1995), eq. 3.2, differentiated once more.
 *
 * @example
 * const body = { easting: 0, northing: 0, upward: 0, mass: 1 / GRAVITATIONAL_CONSTANT };
 * pointMassGradient(0, 0, 2, body).uu; // => 0.25
 * pointMassGradient(0, 0, 2, body).ee; // => -0.125
 */
export function pointMassGradient(
  easting: number,
  northing: number,
  upward: number,
  body: PointMass,
): GradientTensor {
  const dx = easting - body.easting;
  const dy = northing - body.northing;
  const dz = upward - body.upward;
  const distance = Math.hypot(dx, dy, dz);
  const x = dx / distance;
  const y = dy / distance;
  const z = dz / distance;
  const factor = (GRAVITATIONAL_CONSTANT * body.mass) / distance / distance / distance;
  return {
    ee: factor * (3 * x * x - 1),
    nn: factor * (3 * y * y - 1),
    uu: factor * (3 * z * z - 1),
    en: factor * 3 * x * y,
    eu: factor * 3 * x * z,
    nu: factor * 3 * y * z,
  };
}
