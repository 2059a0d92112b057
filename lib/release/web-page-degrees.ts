import { type Grid, isInDegrees, type Region } from "../core/grid.js";
import { knownSystem } from "../earth/coordinate-systems.js";
import { degreesToGrid } from "../earth/transform-coordinates.js";
import { degreesOfGrid } from "../map/map-lines.js";

/** Two smooth functions of a place in a box, as sums of products of Chebyshev polynomials of x and of y. */
export interface PackedPlaces {
  readonly box: Region;
  /** Polynomials along each side; factor j · size + i belongs to Tᵢ(x) Tⱼ(y). */
  readonly size: number;
  readonly sums: readonly (readonly number[])[];
}

type Convert = (x: number, y: number) => readonly [number, number];

/** Degrees may be wrong by so much: 5 cm on the ground; metres by 5 cm. */
const TOLERANCE = { degrees: 5e-7, metres: 0.05 };
/** More polynomials along a side are not tried. */
const LARGEST = 16;

/**
 * The projection of a page in metres as polynomials, both ways, so that the page knows degrees without a library for
 * projections. Nothing in degrees, on a plane, in an unknown system, and where polynomials do not suffice (at a pole).
 */
export function packDegrees(
  grid: Grid,
  region: Region,
): { readonly toDegrees: PackedPlaces; readonly toMetres: PackedPlaces } | undefined {
  if (isInDegrees(grid) || knownSystem(grid.crs) === undefined) return undefined;
  const convert = degreesOfGrid(grid);
  const toDegrees = fitPlaces(convert, region, TOLERANCE.degrees);
  const toMetres = fitPlaces(degreesToGrid(grid.crs), boundsOf(convert, region), TOLERANCE.metres);
  return toDegrees && toMetres && { toDegrees, toMetres };
}

/** The rectangle that holds what becomes of a region, from places in it. */
function boundsOf(convert: Convert, region: Region): Region {
  const places = net(region, 24).map(([x, y]) => convert(x, y));
  const [a, b] = [places.map(([x]) => x), places.map(([, y]) => y)];
  return [Math.min(...a), Math.max(...a), Math.min(...b), Math.max(...b)];
}

/** The fewest polynomials that are right within a tolerance at places between those they were made from. */
function fitPlaces(convert: Convert, box: Region, tolerance: number): PackedPlaces | undefined {
  for (let size = 3; size <= LARGEST; size++) {
    const packed = interpolation(convert, box, size, tolerance);
    const worst = net(box, 2 * size + 3).reduce((most, [x, y]) => {
      const [wanted, got] = [convert(x, y), valuesAt(packed, x, y)];
      return Math.max(most, Math.abs(wanted[0] - got[0]), Math.abs(wanted[1] - got[1]));
    }, 0);
    if (worst < tolerance) return packed;
  }
  return undefined;
}

/** Chebyshev interpolation at `size` × `size` nodes; the discrete orthogonality of the Tₖ gives the factors. */
function interpolation(convert: Convert, box: Region, size: number, tolerance: number): PackedPlaces {
  const [west, east, south, north] = box;
  const angles = Array.from({ length: size }, (_, k) => (Math.PI * (k + 0.5)) / size);
  const at = (low: number, high: number, angle: number): number =>
    (low + high) / 2 + ((high - low) / 2) * Math.cos(angle);
  const nodes = angles.map((v) => angles.map((u) => convert(at(west, east, u), at(south, north, v))));
  // Rounded so that all factors together stay far below the tolerance.
  const digits = Math.ceil(-Math.log10(tolerance / size ** 2 / 20));
  const sums = [0, 1].map((which) =>
    Array.from({ length: size * size }, (_, k) => {
      const [i, j] = [k % size, Math.floor(k / size)];
      let sum = 0;
      for (let q = 0; q < size; q++)
        for (let p = 0; p < size; p++)
          sum += nodes[q][p][which] * Math.cos(i * angles[p]) * Math.cos(j * angles[q]);
      const factor = (((i === 0 ? 1 : 2) * (j === 0 ? 1 : 2)) / size ** 2) * sum;
      return Number(factor.toFixed(Math.max(0, Math.min(12, digits)))) + 0;
    }),
  );
  return { box, size, sums };
}

function valuesAt(
  { box: [west, east, south, north], size, sums }: PackedPlaces,
  x: number,
  y: number,
): number[] {
  const angle = (value: number, low: number, high: number): number =>
    Math.acos(Math.max(-1, Math.min(1, (2 * value - low - high) / (high - low))));
  const [u, v] = [angle(x, west, east), angle(y, south, north)];
  return sums.map((factors) =>
    factors.reduce((sum, f, k) => sum + f * Math.cos((k % size) * u) * Math.cos(Math.floor(k / size) * v), 0),
  );
}

function net([west, east, south, north]: Region, count: number): [number, number][] {
  const part = (low: number, high: number, k: number): number => low + ((high - low) * k) / (count - 1);
  return Array.from({ length: count * count }, (_, k) => [
    part(west, east, k % count),
    part(south, north, Math.floor(k / count)),
  ]);
}
