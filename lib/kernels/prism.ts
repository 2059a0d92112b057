import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import type { Attraction } from "./field.js";
import { columnsAttraction, type PrismColumns, refuseBounds } from "./prism-columns.js";
import { faceIntegral } from "./rectangle.js";

/** The bounds of a right rectangular prism, metres; `upward` is positive up, so a buried one has negative ones. */
export interface PrismBounds {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  readonly bottom: number;
  readonly top: number;
}

/** A homogeneous right rectangular prism. */
export interface Prism extends PrismBounds {
  /** Density contrast against its surroundings, kg/m³. */
  readonly density: number;
}

/**
 * Vertical attraction of a homogeneous right rectangular prism at any point: outside, inside, on its faces, edges and
 * corners, where it is continuous.
 *
 * ```
 * g_z = Gρ Σᵢ Σⱼ Σₖ (−1)ⁱ⁺ʲ⁺ᵏ [ xᵢ ln(yⱼ + r) + yⱼ ln(xᵢ + r) − zₖ arctan(xᵢ yⱼ / (zₖ r)) ]
 * ```
 *
 * with x, y, z the bounds as seen from the point, lower ones numbered 1 and upper ones 2. The sum is evaluated by
 * differences that do not cancel: the error is below 1e-14 of the attraction near the prism, and below 1e-15 times
 * distance / shortest side farther away (1e-8 is reached at ten million sides), which is what the rounding of the
 * coordinates alone would cost.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param prism - bounds (metres) and density contrast (kg/m³)
 * @returns vertical attraction in m/s², positive down; NaN where an argument is NaN
 * @throws ArgumentError where a lower bound lies beyond the upper one
 *
 * Source: Nagy, D., Papp, G. & Benedek, J. (2000), The gravitational potential and its derivatives for the prism,
 * J. Geodesy 74, 552–560, the formula for V_z, with the corrections of 2002 (76, 475). Differences by addition
 * theorems, and the singular points, after Fukushima, T. (2020), Speed and accuracy improvements in standard algorithm
 * for prismatic gravitational field, Geophys. J. Int. 222, 1898–1908.
 *
 * @example
 * const prism = { west: -1000, east: 1000, south: -1000, north: 1000, bottom: -1500, top: -500, density: 400 };
 * (prismGravity(0, 0, 0, prism) * 1e5).toFixed(4); // => "5.9348"
 * prismGravity(0, 0, -1000, prism); // => 0
 */
export function prismGravity(easting: number, northing: number, upward: number, prism: Prism): number {
  setBox(prism, prism.density);
  return GRAVITATIONAL_CONSTANT * columnsAttraction(easting, northing, upward, box);
}

/**
 * Attraction of a homogeneous right rectangular prism along the three axes, at any point; {@link prismGravity} says
 * more. Its `upward` is minus `prismGravity`.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param prism - bounds (metres) and density contrast (kg/m³)
 * @returns the gradient of the potential in m/s²; NaN where an argument is NaN
 * @throws ArgumentError where a lower bound lies beyond the upper one
 *
 * Source: Nagy et al. (2000), the formulas for V_x, V_y and V_z.
 *
 * @example
 * const prism = { west: 0, east: 2000, south: -1000, north: 1000, bottom: -1500, top: -500, density: 400 };
 * const { easting, northing, upward } = prismAttraction(0, 0, 0, prism);
 * easting > 0; // => true
 * northing; // => 0
 * upward; // => -prismGravity(0, 0, 0, prism)
 */
export function prismAttraction(easting: number, northing: number, upward: number, prism: Prism): Attraction {
  setBox(prism, prism.density);
  return {
    easting: -GRAVITATIONAL_CONSTANT * columnsAttraction(northing, upward, easting, boxAlongEasting),
    northing: -GRAVITATIONAL_CONSTANT * columnsAttraction(upward, easting, northing, boxAlongNorthing),
    upward: -GRAVITATIONAL_CONSTANT * columnsAttraction(easting, northing, upward, box),
  };
}

/**
 * Gravitational potential of a homogeneous right rectangular prism at any point, where it is continuous.
 *
 * ```
 * V = Gρ ∭ 1/r dV = ½ Gρ Σ faces (distance of the face's plane, outward positive) · ∬ 1/r dS
 * ```
 *
 * which is the sum over the corners of Nagy et al. (2000) in a form that keeps its digits far away.
 *
 * @param easting - of the point, metres
 * @param northing - of the point, metres
 * @param upward - of the point, metres above the plane of reference
 * @param prism - bounds (metres) and density contrast (kg/m³)
 * @returns potential in m²/s² (J/kg), positive for a positive density; NaN where an argument is NaN
 * @throws ArgumentError where a lower bound lies beyond the upper one
 *
 * Source: Nagy et al. (2000), the formula for V; in terms of faces Werner & Scheeres (1996), Celestial Mechanics 65,
 * 313–344, eq. 10.
 *
 * @example
 * const cube = { west: -1, east: 1, south: -1, north: 1, bottom: -1, top: 1, density: 1 / GRAVITATIONAL_CONSTANT };
 * prismPotential(0, 0, 0, cube); // => 4 * (3 * Math.log(2 + Math.sqrt(3)) - Math.PI / 2)
 */
export function prismPotential(easting: number, northing: number, upward: number, prism: Prism): number {
  setBox(prism, prism.density);
  const x1 = prism.west - easting;
  const x2 = prism.east - easting;
  const y1 = prism.south - northing;
  const y2 = prism.north - northing;
  const z1 = prism.bottom - upward;
  const z2 = prism.top - upward;
  // Of two opposite faces, u2 F(u2) − u1 F(u1) = (u2 − u1) F(u2) + u1 (F(u2) − F(u1)).
  const faces =
    (prism.east - prism.west) * faceIntegral(y1, y2, z1, z2, x2) +
    (prism.north - prism.south) * faceIntegral(z1, z2, x1, x2, y2) +
    (prism.top - prism.bottom) * faceIntegral(x1, x2, y1, y2, z2);
  const differences =
    x1 * columnsAttraction(northing, upward, easting, boxAlongEasting) +
    y1 * columnsAttraction(upward, easting, northing, boxAlongNorthing) +
    z1 * columnsAttraction(easting, northing, upward, box);
  return (GRAVITATIONAL_CONSTANT / 2) * (prism.density * faces + differences);
}

// One prism as columns, written anew by each call: the columns' loop is the only place that knows the formula.
// Seen along another axis, the same prism has its bounds' names changed in turn.
const column = (): Float64Array => new Float64Array(1);
const box: PrismColumns = {
  west: column(),
  east: column(),
  south: column(),
  north: column(),
  bottom: column(),
  top: column(),
  density: column(),
};
const boxAlongEasting: PrismColumns = turned(box);
const boxAlongNorthing: PrismColumns = turned(boxAlongEasting);

/** Names for an axis order moved on by one: what was east is up, what was north is east, what was up is north. */
function turned({ west, east, south, north, bottom, top, density }: PrismColumns): PrismColumns {
  return { west: south, east: north, south: bottom, north: top, bottom: west, top: east, density };
}

function setBox(bounds: PrismBounds, density: number): void {
  checkBounds(bounds);
  box.west[0] = bounds.west;
  box.east[0] = bounds.east;
  box.south[0] = bounds.south;
  box.north[0] = bounds.north;
  box.bottom[0] = bounds.bottom;
  box.top[0] = bounds.top;
  box.density[0] = density;
}

/** Refuses bounds that are not in order; NaN passes, and gives NaN. */
export function checkBounds({ west, east, south, north, bottom, top }: PrismBounds): void {
  if (west > east) refuseBounds("prism.west", west, "east", east);
  if (south > north) refuseBounds("prism.south", south, "north", north);
  if (bottom > top) refuseBounds("prism.bottom", bottom, "top", top);
}
