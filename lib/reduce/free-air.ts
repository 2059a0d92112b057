import { type Ellipsoid, GRS80 } from "../earth/ellipsoid.js";
import { normalGravity } from "../earth/normal-gravity.js";

/**
 * Free-air anomaly: measured gravity less normal gravity at the station's own height.
 *
 * ```
 * free_air_anomaly = gravity − γ(latitude, height)
 * ```
 *
 * γ is the closed form at height, so the free-air gradient is exact and not a number to choose. With the
 * orthometric height (above the geoid) this is the classical free-air **anomaly**. With the height above the
 * ellipsoid the same difference is the gravity **disturbance**: use {@link gravityDisturbance} and its name then.
 *
 * @param gravity - measured gravity, mGal
 * @param latitude - geodetic latitude, degrees
 * @param height - orthometric height, metres
 * @param ellipsoid - default {@link GRS80}
 * @returns free-air anomaly, mGal; NaN where an argument is NaN
 *
 * Source: Li & Götze (2001), Geophysics 66, 1660–1668; Hinze et al. (2005), Geophysics 70, J25–J32.
 *
 * @example
 * freeAirAnomaly(980361.432962, 45, 1000).toFixed(3); // => "50.000"
 */
export function freeAirAnomaly(
  gravity: number,
  latitude: number,
  height: number,
  ellipsoid: Ellipsoid = GRS80,
): number {
  return gravity - normalGravity(latitude, height, ellipsoid);
}

/**
 * Gravity disturbance: measured gravity less normal gravity at the same point in space.
 *
 * @param gravity - measured gravity, mGal
 * @param latitude - geodetic latitude, degrees
 * @param ellipsoidalHeight - height above the ellipsoid (as GNSS gives it), metres
 * @param ellipsoid - default {@link GRS80}
 * @returns gravity disturbance, mGal; NaN where an argument is NaN
 *
 * Source: Hofmann-Wellenhof & Moritz (2006), Physical Geodesy, 2nd ed., eq. 2-233.
 *
 * @example
 * gravityDisturbance(978042.67715, 0, 0).toFixed(3); // => "10.000"
 */
export function gravityDisturbance(
  gravity: number,
  latitude: number,
  ellipsoidalHeight: number,
  ellipsoid: Ellipsoid = GRS80,
): number {
  return gravity - normalGravity(latitude, ellipsoidalHeight, ellipsoid);
}
