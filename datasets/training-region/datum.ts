import { GRS80 } from "../../lib/index.js";

const RADIANS = Math.PI / 180;

/** An ellipsoid of revolution: semimajor axis in metres, flattening. */
interface Shape {
  readonly semimajorAxis: number;
  readonly flattening: number;
}

/** Everest 1830 (1937 adjustment), the ellipsoid of Indian 1960. Source: NIMA TR 8350.2 (2000), appendix A. */
export const EVEREST_1937: Shape = { semimajorAxis: 6_377_276.345, flattening: 1 / 300.8017 };

/**
 * What is added to the X, Y, Z of Indian 1960 to have those of WGS 84, metres, for the mainland near 16° N.
 * Source: NIMA TR 8350.2 (2000), appendix B, Indian 1960 (Vietnam, near 16° N); libraries know them as EPSG:4131's
 * towgs84=198,881,317.
 */
export const INDIAN_1960_TO_WGS84: readonly [number, number, number] = [198, 881, 317];

/** A place in longitude and latitude (degrees) and height above an ellipsoid (metres). */
export interface Geodetic {
  readonly longitude: number;
  readonly latitude: number;
  readonly height: number;
}

/** Places on WGS 84 in the datum Indian 1960: through X, Y, Z and three shifts. */
export function toIndian1960(place: Geodetic): Geodetic {
  const [x, y, z] = cartesian(place, GRS80);
  const [dx, dy, dz] = INDIAN_1960_TO_WGS84;
  return geodetic([x - dx, y - dy, z - dz], EVEREST_1937);
}

function cartesian({ longitude, latitude, height }: Geodetic, shape: Shape): [number, number, number] {
  const { semimajorAxis: a, flattening: f } = shape;
  const e2 = f * (2 - f);
  const sin = Math.sin(latitude * RADIANS);
  const across = a / Math.sqrt(1 - e2 * sin * sin);
  const outward = (across + height) * Math.cos(latitude * RADIANS);
  return [
    outward * Math.cos(longitude * RADIANS),
    outward * Math.sin(longitude * RADIANS),
    (across * (1 - e2) + height) * sin,
  ];
}

/** Back from X, Y, Z, by repeating latitude = atan(z / (p (1 − e² N / (N + h)))) till it stands still. */
function geodetic([x, y, z]: readonly [number, number, number], shape: Shape): Geodetic {
  const { semimajorAxis: a, flattening: f } = shape;
  const e2 = f * (2 - f);
  const p = Math.sqrt(x * x + y * y);
  let latitude = Math.atan2(z, p * (1 - e2));
  let height = 0;
  for (let i = 0; i < 8; i++) {
    const across = a / Math.sqrt(1 - e2 * Math.sin(latitude) ** 2);
    height = p / Math.cos(latitude) - across;
    latitude = Math.atan2(z, p * (1 - (e2 * across) / (across + height)));
  }
  return { longitude: Math.atan2(y, x) / RADIANS, latitude: latitude / RADIANS, height };
}

/**
 * Easting and northing in UTM zone 48 N, metres.
 *
 * Source: Karney, C. F. F. (2011), Transverse Mercator with an accuracy of a few nanometers, Journal of Geodesy 85,
 * 475–485, eq. 7, 9, 11 and 35, to the third order (better than a millimetre here).
 */
export function utm48(
  longitude: number,
  latitude: number,
): { readonly easting: number; readonly northing: number } {
  const { semimajorAxis: a, flattening: f } = GRS80;
  const n = f / (2 - f);
  const e = Math.sqrt(f * (2 - f));
  const phi = latitude * RADIANS;
  const lambda = (longitude - 105) * RADIANS;
  const sigma = Math.sinh(e * Math.atanh((e * Math.tan(phi)) / Math.sqrt(1 + Math.tan(phi) ** 2)));
  const tau = Math.tan(phi) * Math.sqrt(1 + sigma * sigma) - sigma * Math.sqrt(1 + Math.tan(phi) ** 2);
  const xi = Math.atan2(tau, Math.cos(lambda));
  const eta = Math.asinh(Math.sin(lambda) / Math.sqrt(tau * tau + Math.cos(lambda) ** 2));
  const alpha = [
    n / 2 - (2 / 3) * n ** 2 + (5 / 16) * n ** 3,
    (13 / 48) * n ** 2 - (3 / 5) * n ** 3,
    (61 / 240) * n ** 3,
  ];
  let [x, y] = [eta, xi];
  alpha.forEach((coefficient, j) => {
    const k = 2 * (j + 1);
    y += coefficient * Math.sin(k * xi) * Math.cosh(k * eta);
    x += coefficient * Math.cos(k * xi) * Math.sinh(k * eta);
  });
  const scale = (0.9996 * a * (1 + n ** 2 / 4 + n ** 4 / 64)) / (1 + n);
  return { easting: 500_000 + scale * x, northing: scale * y };
}
