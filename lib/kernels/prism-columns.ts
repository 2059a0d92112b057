import { GRAVITATIONAL_CONSTANT } from "../core/constants.js";
import { ArgumentError } from "../core/errors.js";
import type { FieldPoints } from "./field.js";
import { solidAngle } from "./rectangle.js";

/** Many right rectangular prisms, one array a bound: metres, densities in kg/m³, all of the same length. */
export interface PrismColumns {
  readonly west: Float64Array;
  readonly east: Float64Array;
  readonly south: Float64Array;
  readonly north: Float64Array;
  readonly bottom: Float64Array;
  readonly top: Float64Array;
  readonly density: Float64Array;
}

/**
 * Vertical attraction of many prisms, summed at each of many points: what {@link prismGravity} gives for one.
 * There is no cut-off: the work is points times prisms, some 200 ns each on one core. Only the answer is allocated.
 *
 * @param points - where; they may lie anywhere, inside and on the prisms too
 * @param prisms - bounds (metres, `upward` positive up) and density contrasts (kg/m³)
 * @returns one value a point, m/s², positive down; NaN at a point with a NaN coordinate, and at every point where a
 * prism has a NaN
 * @throws ArgumentError where arrays differ in length, or a prism's bounds are not in order
 *
 * @example
 * const points = { easting: Float64Array.of(0, 0), northing: Float64Array.of(0, 0), upward: Float64Array.of(0, 500) };
 * const prisms = {
 *   west: Float64Array.of(-2000, 0), east: Float64Array.of(0, 2000),
 *   south: Float64Array.of(-2000, -2000), north: Float64Array.of(2000, 2000),
 *   bottom: Float64Array.of(-1000, -1000), top: Float64Array.of(0, 0), density: Float64Array.of(300, 300),
 * };
 * const whole = { west: -2000, east: 2000, south: -2000, north: 2000, bottom: -1000, top: 0, density: 300 };
 * gravityOfPrisms(points, prisms)[0]; // => prismGravity(0, 0, 0, whole)
 */
export function gravityOfPrisms(points: FieldPoints, prisms: PrismColumns): Float64Array {
  checkColumns(points, prisms);
  const { easting, northing, upward } = points;
  const gravity = new Float64Array(easting.length);
  for (let i = 0; i < gravity.length; i++)
    gravity[i] = GRAVITATIONAL_CONSTANT * columnsAttraction(easting[i], northing[i], upward[i], prisms);
  return gravity;
}

/**
 * The sum over prisms of density times F(top) − F(bottom), where F = ∬ 1/r dS over a horizontal face: the vertical
 * attraction divided by G, positive down.
 *
 * Textbooks sum 24 logarithms and arctangents over the eight corners, large numbers that nearly cancel far away. Here
 * the addition theorems take the differences before the logarithm and the arctangent. What remains is one logarithm
 * for each vertical pair of parallel edges and one solid angle for each face, every one good to its last digits, so
 * that the error grows with distance/size and not with its cube. Everything stands in this one function with its
 * loop, and not in functions of each formula, because JavaScript boxes the numbers that it hands to a function.
 */
export function columnsAttraction(
  easting: number,
  northing: number,
  upward: number,
  { west, east, south, north, bottom, top, density }: PrismColumns,
): number {
  let total = 0;
  for (let k = 0; k < density.length; k++) {
    // The bounds as seen from the point; of top and bottom, the nearer (n) and the farther (f).
    const x1 = west[k] - easting;
    const x2 = east[k] - easting;
    const y1 = south[k] - northing;
    const y2 = north[k] - northing;
    const zBottom = bottom[k] - upward;
    const zTop = top[k] - upward;
    const zn = Math.min(Math.abs(zTop), Math.abs(zBottom));
    const zf = Math.max(Math.abs(zTop), Math.abs(zBottom));
    const width = east[k] - west[k];
    const length = north[k] - south[k];
    const rise = (top[k] - bottom[k]) * Math.abs(zTop + zBottom); // zf² − zn²

    // Distances to the eight corners.
    const xx1 = x1 * x1;
    const xx2 = x2 * x2;
    const yy1 = y1 * y1;
    const yy2 = y2 * y2;
    const zzn = zn * zn;
    const zzf = zf * zf;
    const n11 = Math.sqrt(xx1 + yy1 + zzn);
    const n12 = Math.sqrt(xx1 + yy2 + zzn);
    const n21 = Math.sqrt(xx2 + yy1 + zzn);
    const n22 = Math.sqrt(xx2 + yy2 + zzn);
    const f11 = Math.sqrt(xx1 + yy1 + zzf);
    const f12 = Math.sqrt(xx1 + yy2 + zzf);
    const f21 = Math.sqrt(xx2 + yy1 + zzf);
    const f22 = Math.sqrt(xx2 + yy2 + zzf);
    const s11 = n11 + f11;
    const s12 = n12 + f12;
    const s21 = n21 + f21;
    const s22 = n22 + f22;

    const xx = x1 * x2;
    const yy = y1 * y2;
    const edges =
      edgePair(x2, length, xx2 + yy + zzn, xx2 + zzn, n21 * n22, n21 + n22, f21 + f22, rise / (s21 * s22)) -
      edgePair(x1, length, xx1 + yy + zzn, xx1 + zzn, n11 * n12, n11 + n12, f11 + f12, rise / (s11 * s12)) +
      edgePair(y2, width, yy2 + xx + zzn, yy2 + zzn, n12 * n22, n12 + n22, f12 + f22, rise / (s12 * s22)) -
      edgePair(y1, width, yy1 + xx + zzn, yy1 + zzn, n11 * n21, n11 + n21, f11 + f21, rise / (s11 * s21));

    // z times the solid angle of a face. Beside the prism a careful function; farther away the sum of two triangles,
    // corners 11, 21, 22 and 11, 22, 12, written out because nearly all prisms are far.
    let angles: number;
    if (n11 + n22 < 4 * (width + length)) {
      angles = zf * solidAngle(x1, x2, y1, y2, zf) - zn * solidAngle(x1, x2, y1, y2, zn);
    } else {
      const area = width * length;
      const across = xx + yy;
      const near = zn * area;
      const nearOne =
        n11 * n21 * n22 + (xx + yy1 + zzn) * n22 + (across + zzn) * n21 + (xx2 + yy + zzn) * n11;
      const nearTwo =
        n11 * n22 * n12 + (across + zzn) * n12 + (xx1 + yy + zzn) * n22 + (xx + yy2 + zzn) * n11;
      const far = zf * area;
      const farOne = f11 * f21 * f22 + (xx + yy1 + zzf) * f22 + (across + zzf) * f21 + (xx2 + yy + zzf) * f11;
      const farTwo = f11 * f22 * f12 + (across + zzf) * f12 + (xx1 + yy + zzf) * f22 + (xx + yy2 + zzf) * f11;
      angles =
        2 * zf * Math.atan2(far * (farOne + farTwo), farOne * farTwo - far * far) -
        2 * zn * Math.atan2(near * (nearOne + nearTwo), nearOne * nearTwo - near * near);
    }

    const difference = density[k] * (edges + angles); // F(near) − F(far)
    total += zTop + zBottom < 0 ? difference : -difference;
  }
  return total;
}

/**
 * An edge's distance c from the point times the difference of ∫ dl/r along this near edge and along the far edge
 * above or below it. With S = r1 + r2, ∫ dl/r = 2 artanh(l/S), so the difference is ln(1 + q),
 * q = 2l (Sf − Sn)(Sn + l) / ((Sn² − l²)(Sf + l)), where Sf − Sn = (zf² − zn²)(Sn + Sf) / (s1 s2) and
 * (Sn² − l²)/2 = r1 r2 + r1·r2. The last sum cancels beside the edge, where the vectors are opposed; there it is
 * |r1 × r2|² / (r1 r2 − r1·r2). On the edge itself c ln(1 + q) tends to zero.
 */
function edgePair(
  c: number,
  length: number,
  dot: number,
  distance2: number,
  product: number,
  sn: number,
  sf: number,
  rise: number,
): number {
  const half = dot < 0 ? (distance2 * length * length) / (product - dot) : product + dot;
  if (half < 1e-280) return 0;
  return c * Math.log1p((length * rise * (sn + sf) * (sn + length)) / (half * (sf + length)));
}

function checkColumns(points: FieldPoints, prisms: PrismColumns): void {
  for (const [name, arrays, size] of [
    ["points", points, points.easting.length],
    ["prisms", prisms, prisms.density.length],
  ] as const)
    for (const [key, values] of Object.entries(arrays) as [string, Float64Array][])
      if (values.length !== size)
        throw new ArgumentError({
          argument: `${name}.${key}`,
          value: values,
          accepted: `an array of ${size} values, as long as the others`,
        });
  const { west, east, south, north, bottom, top } = prisms;
  for (let k = 0; k < west.length; k++) {
    if (west[k] > east[k]) refuseBounds(`prisms.west[${k}]`, west[k], "east", east[k]);
    if (south[k] > north[k]) refuseBounds(`prisms.south[${k}]`, south[k], "north", north[k]);
    if (bottom[k] > top[k]) refuseBounds(`prisms.bottom[${k}]`, bottom[k], "top", top[k]);
  }
}

/** Says that a prism's lower bound lies beyond its upper one. */
export function refuseBounds(argument: string, value: number, other: string, bound: number): never {
  throw new ArgumentError({
    argument,
    value,
    accepted: `at most ${other}, which is ${bound}`,
    advice:
      "Bounds are metres in the directions east, north and up: depths below the zero level are negative.",
  });
}
