import { RADIANS_PER_DEGREE } from "../core/constants.js";
import { type Ellipsoid, GRS80 } from "./ellipsoid.js";

/**
 * A position, or a direction, in the Earth's own frame: x to longitude 0 on the equator, y to longitude 90° E, z to
 * the north pole; metres from the centre of the ellipsoid, or lengths of a unit vector.
 */
export interface Cartesian {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * Position in the Earth's own frame (geocentric Cartesian, "ECEF") of a point given by its geodetic coordinates.
 *
 * ```
 * x = (N + h) cos φ cos λ,   y = (N + h) cos φ sin λ,   z = ((1 − e²) N + h) sin φ,   N = a / √(1 − e² sin²φ)
 * ```
 *
 * @param longitude - λ, degrees
 * @param latitude - φ, geodetic, degrees
 * @param height - h, above the ellipsoid, metres
 * @param ellipsoid - default {@link GRS80}
 * @returns metres; NaN where an argument is NaN
 *
 * Source: Heiskanen & Moritz (1967), Physical Geodesy, eq. 5-3.
 *
 * @example
 * geodeticToCartesian(0, 0, 100).x; // => 6378237
 * geodeticToCartesian(90, 0, 0).y; // => 6378137
 * geodeticToCartesian(0, 90, 0).z.toFixed(4); // => "6356752.3141"
 */
export function geodeticToCartesian(
  longitude: number,
  latitude: number,
  height: number,
  ellipsoid: Ellipsoid = GRS80,
): Cartesian {
  const { semimajorAxis, flattening } = ellipsoid;
  const eccentricitySquared = flattening * (2 - flattening);
  const sinLatitude = Math.sin(latitude * RADIANS_PER_DEGREE);
  const fromAxis = Math.cos(latitude * RADIANS_PER_DEGREE);
  const primeVertical = semimajorAxis / Math.sqrt(1 - eccentricitySquared * sinLatitude * sinLatitude);
  return {
    x: (primeVertical + height) * fromAxis * Math.cos(longitude * RADIANS_PER_DEGREE),
    y: (primeVertical + height) * fromAxis * Math.sin(longitude * RADIANS_PER_DEGREE),
    z: (primeVertical * (1 - eccentricitySquared) + height) * sinLatitude,
  };
}

/**
 * Geodetic coordinates of a position in the Earth's own frame; the inverse of {@link geodeticToCartesian}.
 *
 * The reduced latitude β gives `tan φ = (z + e′² b sin³β) / (p − e² a cos³β)`, with p the distance from the axis; φ
 * gives a better β. Three rounds reach the rounding of the coordinates (some 1e-9 m) from 100 km below the ellipsoid
 * to 10,000 km above it.
 *
 * @param position - metres
 * @param ellipsoid - default {@link GRS80}
 * @returns longitude (−180 to 180) and geodetic latitude in degrees, height above the ellipsoid in metres; NaN where
 * a coordinate is NaN. On the axis the longitude is 0.
 *
 * Source: Bowring, B. R. (1976), Transformation from spatial to geographical coordinates, Survey Review 23, 323–327;
 * the height after Bowring (1985), The accuracy of geodetic latitude and height equations, Survey Review 28, 202–206.
 *
 * @example
 * const { longitude, latitude, height } = cartesianToGeodetic(geodeticToCartesian(102.6, 17.97, 174));
 * longitude; // => 102.6
 * latitude; // => 17.97
 * height.toFixed(6); // => "174.000000"
 */
export function cartesianToGeodetic(
  { x, y, z }: Cartesian,
  ellipsoid: Ellipsoid = GRS80,
): { readonly longitude: number; readonly latitude: number; readonly height: number } {
  const { semimajorAxis: a, flattening: f } = ellipsoid;
  const b = a * (1 - f);
  const e2 = f * (2 - f);
  const second2 = e2 / (1 - e2);
  const p = Math.sqrt(x * x + y * y);
  let reduced = Math.atan2(a * z, b * p);
  let latitude = 0;
  for (let round = 0; round < 3; round++) {
    const sin = Math.sin(reduced);
    const cos = Math.cos(reduced);
    latitude = Math.atan2(z + second2 * b * sin * sin * sin, p - e2 * a * cos * cos * cos);
    reduced = Math.atan2((1 - f) * Math.sin(latitude), Math.cos(latitude));
  }
  const sinLatitude = Math.sin(latitude);
  return {
    longitude: Math.atan2(y, x) / RADIANS_PER_DEGREE,
    latitude: latitude / RADIANS_PER_DEGREE,
    height: p * Math.cos(latitude) + z * sinLatitude - a * Math.sqrt(1 - e2 * sinLatitude * sinLatitude),
  };
}

/**
 * The directions east, north and up (along the ellipsoid's normal) at a place, as unit vectors in the Earth's own
 * frame. The dot products with the vector from the place to a point are the point's local coordinates.
 *
 * @param longitude - degrees
 * @param latitude - geodetic, degrees
 * @returns three unit vectors at right angles; NaN where an argument is NaN
 *
 * @example
 * localAxes(0, 0).up; // => { x: 1, y: 0, z: 0 }
 * localAxes(0, 0).east; // => { x: 0, y: 1, z: 0 }
 * localAxes(0, 0).north.z; // => 1
 */
export function localAxes(
  longitude: number,
  latitude: number,
): { readonly east: Cartesian; readonly north: Cartesian; readonly up: Cartesian } {
  const sinLongitude = Math.sin(longitude * RADIANS_PER_DEGREE);
  const cosLongitude = Math.cos(longitude * RADIANS_PER_DEGREE);
  const sinLatitude = Math.sin(latitude * RADIANS_PER_DEGREE);
  const cosLatitude = Math.cos(latitude * RADIANS_PER_DEGREE);
  return {
    east: { x: 0 - sinLongitude, y: cosLongitude, z: 0 }, // 0 − s, since −s would be −0 at longitude 0
    north: { x: 0 - sinLatitude * cosLongitude, y: 0 - sinLatitude * sinLongitude, z: cosLatitude },
    up: { x: cosLatitude * cosLongitude, y: cosLatitude * sinLongitude, z: sinLatitude },
  };
}
