import { EARTH_RADIUS, MILLIGAL_PER_SI, RADIANS_PER_DEGREE } from "../core/constants.js";
import { type Ellipsoid, GRS80, metresPerDegree } from "../earth/ellipsoid.js";

/**
 * Eötvös correction of a meter that moves over the ellipsoid: the part of the centrifugal acceleration that its own
 * motion makes. To the east it makes gravity read too small.
 *
 * ```
 * correction = 2 ω v_east cos φ + v_east² / (N + h) + v_north² / (M + h)
 * ```
 *
 * with the radii of curvature N and M; exact for a motion of constant height. An aircraft's own vertical acceleration
 * is another correction.
 *
 * @param northVelocity - metres per second, at the height of the meter
 * @param eastVelocity - metres per second
 * @param latitude - geodetic latitude, degrees
 * @param height - above the ellipsoid, metres; default 0, for ships
 * @param ellipsoid - default {@link GRS80}
 * @returns mGal, to be **added** to a reading; NaN for NaN
 *
 * Source: Harlan (1968), Eotvos corrections for airborne gravimetry, Journal of Geophysical Research 73, 4675–4679;
 * exact form as in Jekeli (2001), Inertial Navigation Systems with Geodetic Applications, de Gruyter.
 *
 * @example
 * eotvosCorrection(0, 5, 0).toFixed(2); // => "73.31"
 * eotvosCorrection(0, -5, 0).toFixed(2); // => "-72.53"
 */
export function eotvosCorrection(
  northVelocity: number,
  eastVelocity: number,
  latitude: number,
  height = 0,
  ellipsoid: Ellipsoid = GRS80,
): number {
  const { N, M } = curvatureRadii(latitude, ellipsoid);
  const coriolis = 2 * ellipsoid.angularVelocity * eastVelocity * Math.cos(latitude * RADIANS_PER_DEGREE);
  return (coriolis + eastVelocity ** 2 / (N + height) + northVelocity ** 2 / (M + height)) * MILLIGAL_PER_SI;
}

/**
 * Eötvös correction as ships' reports have it, on a sphere of 6371 km. With the speed V in knots it is
 *
 * ```
 * correction = 7.5028 V cos φ sin α + 0.004154 V²
 * ```
 *
 * @param speed - over the ground, metres per second
 * @param course - over the ground, degrees clockwise from north
 * @param latitude - degrees
 * @returns mGal, to be **added** to a reading; NaN for NaN. Within 0.003 mGal of {@link eotvosCorrection} at 10 knots
 *
 * Source: Dehlinger (1978), Marine Gravity, Elsevier; numbers from ω = 7.292115e-5 rad/s.
 *
 * @example
 * const knot = 1852 / 3600; // m/s
 * eotvosOnSphere(10 * knot, 90, 0).toFixed(3); // => "75.443"
 * eotvosOnSphere(10 * knot, 0, 0).toFixed(4); // => "0.4154"
 */
export function eotvosOnSphere(speed: number, course: number, latitude: number): number {
  const eastVelocity = speed * Math.sin(course * RADIANS_PER_DEGREE);
  const coriolis = 2 * GRS80.angularVelocity * eastVelocity * Math.cos(latitude * RADIANS_PER_DEGREE);
  return (coriolis + speed ** 2 / EARTH_RADIUS) * MILLIGAL_PER_SI;
}

/** What an error of 1 m/s in either velocity does to the Eötvös correction, mGal. */
export function eotvosSensitivity(
  northVelocity: number,
  eastVelocity: number,
  latitude: number,
  height = 0,
  ellipsoid: Ellipsoid = GRS80,
): number {
  const { N, M } = curvatureRadii(latitude, ellipsoid);
  const cos = Math.cos(latitude * RADIANS_PER_DEGREE);
  const east = 2 * ellipsoid.angularVelocity * cos + (2 * eastVelocity) / (N + height);
  return Math.hypot(east, (2 * northVelocity) / (M + height)) * MILLIGAL_PER_SI;
}

/**
 * Radii of curvature of the ellipsoid, metres: N across the meridian, M along it.
 *
 * @example
 * Math.round(curvatureRadii(0).N); // => 6378137
 */
export function curvatureRadii(
  latitude: number,
  ellipsoid: Ellipsoid = GRS80,
): { readonly N: number; readonly M: number } {
  const sin2 = Math.sin(latitude * RADIANS_PER_DEGREE) ** 2;
  const e2 = ellipsoid.flattening * (2 - ellipsoid.flattening);
  const N = ellipsoid.semimajorAxis / Math.sqrt(1 - e2 * sin2);
  return { N, M: metresPerDegree(latitude, ellipsoid).latitude / RADIANS_PER_DEGREE };
}
