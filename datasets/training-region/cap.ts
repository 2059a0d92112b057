import { GRAVITATIONAL_CONSTANT } from "../../lib/index.js";

const EARTH_RADIUS = 6_371_000;
/** Length of the cap from its middle to its rim along the surface, metres. */
const CAP = 166_700;

/**
 * What the Earth's curvature adds to the Bouguer slab: the effect of a spherical cap of 166.7 km less that of the
 * endless slab of the same thickness ("Bullard B" with the sign of an effect), mGal.
 *
 * @param height - thickness, metres
 * @param density - kg/m³
 *
 * Source: LaFehr, T. R. (1991), An exact solution for the gravity curvature (Bullard B) correction, Geophysics 56,
 * 1179–1184.
 */
export function curvatureEffect(height: number, density: number): number {
  const radius = EARTH_RADIUS + height;
  const angle = CAP / EARTH_RADIUS;
  const sinHalf = Math.sin(angle / 2);
  const f = Math.cos(angle);
  const k = Math.sin(angle) * Math.sin(angle);
  const delta = EARTH_RADIUS / radius;
  const eta = height / radius;
  const distance = Math.sqrt((f - delta) * (f - delta) + k);
  const p = -6 * f * f * sinHalf + 4 * sinHalf * sinHalf * sinHalf;
  const n = 2 * (sinHalf - sinHalf * sinHalf);
  const logarithm = -3 * k * f * Math.log(n / (f - delta + distance));
  const lambda = ((3 * f * f - 2 + f * delta + delta * delta) * distance + p + logarithm) / 3;
  const mu = (eta * eta) / 3 - eta;
  return 1e5 * 2 * Math.PI * GRAVITATIONAL_CONSTANT * density * (mu * height - lambda * radius);
}
