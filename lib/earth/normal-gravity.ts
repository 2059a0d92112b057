import { MILLIGAL_PER_SI, RADIANS_PER_DEGREE } from "../core/constants.js";
import { type Ellipsoid, GRS80, linearEccentricity, semiminorAxis } from "./ellipsoid.js";

/**
 * Normal gravity of a level ellipsoid at any height: the gravity that a smooth, layered Earth of the same size,
 * mass and rotation would have at this point. It is exact at height, so no free-air gradient is needed.
 *
 * The point (latitude, height) lies on an ellipsoid confocal with the reference one, with polar radius b′ and
 * reduced latitude β′. There
 *
 * ```
 * γ = 1/W · [ GM/(b′² + E²) + ω²a²E q′ / ((b′² + E²) q₀) · (sin²β′/2 − 1/6) − ω² b′ cos²β′ ]
 * ```
 *
 * @param latitude - geodetic latitude, degrees, −90 to 90
 * @param height - height above the ellipsoid, metres
 * @param ellipsoid - default {@link GRS80}
 * @returns normal gravity in mGal, positive down; NaN where latitude or height is NaN or latitude is out of range
 *
 * Source: Li, X. & Götze, H.-J. (2001), Ellipsoid, geoid, gravity, geodesy, and geophysics, Geophysics 66,
 * 1660–1668, appendix; after Heiskanen & Moritz (1967), Physical Geodesy, eq. 2-62 and 2-66.
 *
 * @example
 * normalGravity(45, 0).toFixed(3); // => "980619.920"
 * normalGravity(45, 1000).toFixed(3); // => "980311.433"
 */
export function normalGravity(latitude: number, height: number, ellipsoid: Ellipsoid = GRS80): number {
  if (!(latitude >= -90 && latitude <= 90)) return Number.NaN;
  const { semimajorAxis: a, geocentricGravitationalConstant: gm, angularVelocity: omega } = ellipsoid;
  const b = semiminorAxis(ellipsoid);
  const E = linearEccentricity(ellipsoid);
  const sinLatitude = Math.sin(latitude * RADIANS_PER_DEGREE);
  const cosLatitude = Math.cos(latitude * RADIANS_PER_DEGREE);

  // The point in the meridian plane: z along the axis, r away from it.
  const primeVertical = a ** 2 / Math.hypot(a * cosLatitude, b * sinLatitude);
  const z = ((b / a) ** 2 * primeVertical + height) * sinLatitude;
  const r = (primeVertical + height) * cosLatitude;

  // The confocal ellipsoid through the point: polar radius b′ (`u`) and reduced latitude β′.
  const R = (r ** 2 + z ** 2) / E ** 2;
  const D = (r ** 2 - z ** 2) / E ** 2;
  const cos2 = 0.5 + R / 2 - Math.sqrt(0.25 + R ** 2 / 4 - D / 2);
  const sin2 = 1 - cos2;
  const u = Math.sqrt(r ** 2 + z ** 2 - E ** 2 * cos2);
  const u2E2 = u ** 2 + E ** 2;

  const q0 = rotationSeries(E / b, (n) => n / 3) * (E / b);
  const q1 = rotationSeries(E / u, () => 1);
  const W = Math.sqrt((u ** 2 + E ** 2 * sin2) / u2E2);
  const gravitation = gm / u2E2 + ((omega * a) ** 2 * E * q1 * (sin2 / 2 - 1 / 6)) / (u2E2 * q0);
  return ((gravitation - omega ** 2 * u * cos2) / W) * MILLIGAL_PER_SI;
}

/**
 * The functions q₀ and q′ of the theory as power series in e = E/u:
 * q′ = 6 Σ (−1)ⁿ⁺¹ e²ⁿ / ((2n+1)(2n+3)) and q = 2 Σ (−1)ⁿ⁺¹ n e²ⁿ⁺¹ / ((2n+1)(2n+3)).
 * The closed forms with arctangents cancel to five digits fewer; the series ends at rounding after eight terms.
 */
function rotationSeries(e: number, weight: (n: number) => number): number {
  let sum = 0;
  for (let n = 10; n >= 1; n--) {
    sum += ((n % 2 === 1 ? 6 : -6) * weight(n) * e ** (2 * n)) / ((2 * n + 1) * (2 * n + 3));
  }
  return sum;
}
