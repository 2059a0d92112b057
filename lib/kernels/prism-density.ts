import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import { checkBounds, type PrismBounds } from "./prism.js";
import { solidAngle } from "./rectangle.js";

/**
 * Vertical attraction of a right rectangular prism whose density changes with depth in any smooth way, at any point.
 *
 * ```
 * g_z = G ∫ ρ(u′) Ω(u − u′) sign(u − u′) du′,   from bottom to top
 * ```
 *
 * with Ω the solid angle of the thin sheet at u′, which has a closed form. The one integral that remains is done by
 * Gauss-Legendre quadrature on panels that shrink towards the level of the point as fast as the sheets' edges are
 * near. The error is below 1e-12 of the value for polynomials of degree three and for exponentials that fall by less
 * than a factor of e¹⁰ in the prism, near and far alike. The closed forms for polynomials in depth are exact as well,
 * but lose digits with every degree where a prism is flat or far (Fukushima 2018), which this form does not.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param bounds - of the prism, metres
 * @param density - density contrast in kg/m³ at a level inside the prism, given in metres upward (negative below the
 * plane of reference). It is asked for at some 12 to 200 levels; a density with kinks or jumps wants a prism a piece.
 * @returns vertical attraction in m/s², positive down; NaN where an argument or a density is NaN
 * @throws ArgumentError where a lower bound lies beyond the upper one
 *
 * Source: García-Abdeslem, J. (2005), The gravitational attraction of a right rectangular prism with density varying
 * with depth following a cubic polynomial, Geophysics 70, J39–J42, integrated as described; Fukushima, T.
 * (2018), Recursive computation of gravitational field of a right rectangular parallelepiped with density varying
 * vertically by following an arbitrary degree polynomial, J. Geodesy 92, on the loss of digits.
 *
 * @example
 * const basin = { west: 0, east: 8000, south: 0, north: 5000, bottom: -3000, top: 0 };
 * const contrast = (level: number) => -500 * Math.exp(level / 1500);
 * (prismGravityByDepth(4000, 2500, 1, basin, contrast) * 1e5).toFixed(3); // => "-19.778"
 * (prismGravityByDepth(4000, 2500, 1, basin, () => 300) * 1e5).toFixed(9);
 * // => (prismGravity(4000, 2500, 1, { ...basin, density: 300 }) * 1e5).toFixed(9)
 */
export function prismGravityByDepth(
  easting: number,
  northing: number,
  upward: number,
  bounds: PrismBounds,
  density: (upward: number) => number,
): number {
  checkBounds(bounds);
  const x1 = bounds.west - easting;
  const x2 = bounds.east - easting;
  const y1 = bounds.south - northing;
  const y2 = bounds.north - northing;
  const z1 = bounds.bottom - upward;
  const z2 = bounds.top - upward;
  const sheet = (z: number): number => density(upward + z) * solidAngle(x1, x2, y1, y2, z);
  const edge = distanceToEdges(x1, x2, y1, y2);
  const below = z1 < 0 ? towardsPoint((t) => sheet(-t), Math.max(-z2, 0), -z1, edge) : 0;
  const above = z2 > 0 ? towardsPoint(sheet, Math.max(z1, 0), z2, edge) : 0;
  return GRAVITATIONAL_CONSTANT * (below - above + 0 * (z1 + z2)); // the last term carries NaN
}

/**
 * The integral from `near` to `far` of a function that changes fast only at distances below about `edge`: in panels
 * that end at half of where they begin, until the rest is smooth or too short to matter.
 */
function towardsPoint(f: (t: number) => number, near: number, far: number, edge: number): number {
  let sum = 0;
  let end = far;
  while (end > near) {
    const smooth = end <= edge || end < far * SHORT;
    const start = smooth ? near : Math.max(near, end / 2);
    sum += quadrature(f, start, end);
    end = start;
  }
  return sum;
}

/** Part of the way to the point, below which a panel is not divided again. */
const SHORT = 2 ** -44;

/**
 * Distance from the point's foot to the nearest edge of the rectangle. An edge that the foot stands on does not
 * count: its share of the solid angle, a quarter sphere, is the same from every height.
 */
function distanceToEdges(x1: number, x2: number, y1: number, y2: number): number {
  const beyondX = Math.max(x1, -x2, 0);
  const beyondY = Math.max(y1, -y2, 0);
  const distances = [x1, x2]
    .map((x) => Math.hypot(x, beyondY))
    .concat([y1, y2].map((y) => Math.hypot(y, beyondX)));
  return Math.min(...distances.filter((distance) => distance > 0));
}

/** Gauss-Legendre quadrature with twelve nodes. */
function quadrature(f: (t: number) => number, start: number, end: number): number {
  const middle = (start + end) / 2;
  const half = (end - start) / 2;
  let sum = 0;
  for (let k = 0; k < NODES.length; k++)
    sum += WEIGHTS[k] * (f(middle - half * NODES[k]) + f(middle + half * NODES[k]));
  return sum * half;
}

// Zeros of the Legendre polynomial of degree 12, and the weights (Abramowitz & Stegun 1964, table 25.4).
const NODES = [
  0.1252334085114689, 0.3678314989981802, 0.5873179542866175, 0.7699026741943047, 0.9041172563704749,
  0.9815606342467192,
];
const WEIGHTS = [
  0.24914704581340277, 0.2334925365383548, 0.20316742672306592, 0.16007832854334622, 0.10693932599531843,
  0.04717533638651183,
];
