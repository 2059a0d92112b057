import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import type { GradientTensor } from "./field.js";
import { checkBounds, type Prism } from "./prism.js";
import { edgeDifference, solidAngle } from "./rectangle.js";

/**
 * Gravity gradient tensor of a homogeneous right rectangular prism: the second derivatives of its potential.
 *
 * ```
 * V_uu = Gρ (Ω(bottom) − Ω(top)),   Ω: solid angle of a face, positive for a face above the point
 * V_en = Gρ [ L(east, north) − L(east, south) − L(west, north) + L(west, south) ],   L = ∫ 1/r du along an edge
 * ```
 *
 * and so on in turn. Where the derivatives have no limit:
 * - On an open face the component normal to it (`uu` on the top and bottom) jumps by 4πGρ. The value is the limit
 *   from outside, as for a station on the ground. Two prisms that touch in a face with the point on it are therefore
 *   not the same as the one prism that they make up.
 * - On an open edge the two diagonal components across the edge have no limit and the mixed one of the same two axes
 *   is infinite: all three are NaN. The other three are given.
 * - On a corner all six are NaN.
 *
 * Elsewhere, also on the planes and lines in which faces and edges lie, all six are exact: the error is below 1e-13 of
 * the largest component near the prism, and below that times distance / shortest side farther away, for most prisms
 * a hundred times less.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param prism - bounds (metres) and density contrast (kg/m³)
 * @returns second derivatives of the potential in s⁻² (1 E = 1e-9 s⁻²); NaN where an argument is NaN
 * @throws ArgumentError where a lower bound lies beyond the upper one
 *
 * Source: Nagy, D., Papp, G. & Benedek, J. (2000), J. Geodesy 74, 552–560, the formulas for the second
 * derivatives (corrected 2002, 76, 475); values on faces, edges and corners as in choclo 0.3.
 *
 * @example
 * const prism = { west: -1000, east: 1000, south: -1000, north: 1000, bottom: -1500, top: -500, density: 400 };
 * const { ee, nn, uu } = prismGradient(300, 0, 0, prism);
 * (uu * 1e9).toFixed(2); // => "63.77"
 * Math.abs((ee + nn + uu) / uu) < 1e-14; // => true
 * prismGradient(1000, 1000, 0, prism).en > 0; // => true
 * prismGradient(1000, 0, -500, prism).eu; // => NaN
 */
export function prismGradient(
  easting: number,
  northing: number,
  upward: number,
  prism: Prism,
): GradientTensor {
  checkBounds(prism);
  const x = span(prism.west, prism.east, easting);
  const y = span(prism.south, prism.north, northing);
  const z = span(prism.bottom, prism.top, upward);
  const factor = GRAVITATIONAL_CONSTANT * prism.density;
  return {
    ee: factor * normal(x, y, z),
    nn: factor * normal(y, z, x),
    uu: factor * normal(z, x, y),
    en: factor * mixed(x, y, z),
    eu: factor * mixed(z, x, y),
    nu: factor * mixed(y, z, x),
  };
}

/** Lower bound, upper bound, and their difference, which has not been through the subtraction of the point. */
type Span = readonly [lower: number, upper: number, size: number];

/** Bounds as seen from the point. What is so near that its square would be lost counts as on it. */
function span(lower: number, upper: number, from: number): Span {
  const [low, high] = [lower - from, upper - from];
  return [Math.abs(low) < 1e-140 ? 0 : low, Math.abs(high) < 1e-140 ? 0 : high, upper - lower];
}

/** Second derivative along a from the two faces across a. */
function normal(a: Span, b: Span, c: Span): number {
  const onFace = a[0] === 0 || a[1] === 0;
  if (onFace && touches(b) && touches(c) && (isBound(b) || isBound(c))) return Number.NaN;
  const lower = solidAngle(b[0], b[1], c[0], c[1], a[0]);
  const upper = solidAngle(b[0], b[1], c[0], c[1], a[1]);
  // A face on the point counts as the outer side sees it: the lower one as above it, the upper one as below.
  return (a[0] < 0 ? -lower : lower) - (a[1] > 0 ? upper : -upper);
}

/** Mixed second derivative along a and b from the four edges along c. */
function mixed(a: Span, b: Span, c: Span): number {
  if (isBound(a) && isBound(b) && touches(c)) return Number.NaN;
  const rise = b[2] * (b[0] + b[1]);
  return acrossB(a[1], b, c, rise) - acrossB(a[0], b, c, rise);
}

/** The integral along the edge at (a, upper b) minus the one at (a, lower b). */
function acrossB(a: number, b: Span, c: Span, rise: number): number {
  return edgeDifference(c[0], c[1], a * a + b[1] * b[1], a * a + b[0] * b[0], rise);
}

function touches([lower, upper]: Span): boolean {
  return lower <= 0 && upper >= 0;
}

function isBound([lower, upper]: Span): boolean {
  return lower === 0 || upper === 0;
}
