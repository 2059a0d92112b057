import { D2, D2X, D2Y, D3, DX, DXX, DXY, DY, DYY, LARGEST, MEAN, MOMENTS, SPREAD } from "./block-moments.js";
import type { CellSurfaces } from "./cell-surfaces.js";
import { cellVertices, clipAtSea, type HeightWindow, RING } from "./cell-vertices.js";

/** Size of a cell, metres. */
export interface CellSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Moments of one cell: of its level surfaces, or of the eight triangles of each sloping one. Products of up to three
 * linear functions are integrated exactly by six points in each triangle.
 *
 * @param window - heights around the cell; undefined where surfaces are level
 */
export function leafMoments(
  surfaces: CellSurfaces,
  window: HeightWindow | undefined,
  column: number,
  row: number,
  size: CellSize,
  hasSea: boolean,
  into: Float32Array,
  at: number,
): void {
  sums.fill(0);
  if (window) {
    cellVertices(window, column, row, vertices);
    if (hasSea) clipAtSea(vertices, surfaces.isSea);
  }
  for (let k = 0; k < surfaces.count; k++)
    sums[MEAN] += surfaces.share[k] * meanOf(surfaces, k, window !== undefined);
  for (let k = 0; k < surfaces.count; k++) {
    if (window && surfaces.slopes[k]) addSloping(surfaces, k, size);
    else addLevel(surfaces.height[k] - sums[MEAN], surfaces.share[k]);
  }
  sums[SPREAD] = Math.sqrt(sums[SPREAD]);
  for (let k = 0; k < MOMENTS; k++) into[at + k] = sums[k];
}

const sums = new Float64Array(MOMENTS);
const vertices = new Float64Array(9);

/** A sloping surface other than the ground (the bed of a lake) lies as far below it everywhere as in the middle. */
function shiftOf({ height }: CellSurfaces, k: number): number {
  return height[k] - vertices[4];
}

function meanOf(surfaces: CellSurfaces, k: number, slopes: boolean): number {
  if (!slopes || !surfaces.slopes[k]) return surfaces.height[k];
  let ring = 0;
  for (const v of RING) ring += vertices[v];
  return (vertices[4] + ring / 4) / 3 + shiftOf(surfaces, k);
}

function addLevel(rise: number, share: number): void {
  sums[D2] += share * rise * rise;
  sums[D3] += share * rise * rise * rise;
  sums[SPREAD] += Math.abs(share) * rise * rise;
  sums[LARGEST] = Math.max(sums[LARGEST], Math.abs(rise));
}

function addSloping(surfaces: CellSurfaces, k: number, { width, height }: CellSize): void {
  const share = surfaces.share[k];
  const shift = shiftOf(surfaces, k) - sums[MEAN];
  for (let v = 0; v < 9; v++) sums[LARGEST] = Math.max(sums[LARGEST], Math.abs(vertices[v] + shift));
  const middle = vertices[4];
  let [d2, dx, dy, d3, d2x, d2y, dxx, dxy, dyy, size] = ZEROS;
  for (let at = 0; at < POINTS.length; at += 7) {
    const u = POINTS[at + 2];
    const w = POINTS[at + 3];
    const rise = middle * (1 - u - w) + vertices[POINTS[at]] * u + vertices[POINTS[at + 1]] * w + shift;
    const x = width * POINTS[at + 4];
    const y = height * POINTS[at + 5];
    const d = share * POINTS[at + 6] * rise;
    const square = d * rise;
    d2 += square;
    dx += d * x;
    dy += d * y;
    d3 += square * rise;
    d2x += square * x;
    d2y += square * y;
    dxx += d * x * x;
    dxy += d * x * y;
    dyy += d * y * y;
    size += Math.abs(square);
  }
  sums[D2] += d2;
  sums[DX] += dx;
  sums[DY] += dy;
  sums[D3] += d3;
  sums[D2X] += d2x;
  sums[D2Y] += d2y;
  sums[DXX] += dxx;
  sums[DXY] += dxy;
  sums[DYY] += dyy;
  sums[SPREAD] += size;
}

const ZEROS: readonly number[] = new Array<number>(10).fill(0);

/**
 * Six points in a triangle, exact to the fourth degree: weights of the second and third corner, and of the point.
 *
 * Source: Dunavant (1985), High degree efficient symmetrical Gaussian quadrature rules for the triangle, International
 * Journal for Numerical Methods in Engineering 21, 1129–1148, table II.
 */
const RULE: readonly (readonly [number, number, number])[] = [
  [0.445948490915965, 0.445948490915965, 0.223381589678011],
  [0.445948490915965, 0.10810301816807, 0.223381589678011],
  [0.10810301816807, 0.445948490915965, 0.223381589678011],
  [0.091576213509771, 0.091576213509771, 0.109951743655322],
  [0.091576213509771, 0.816847572980459, 0.109951743655322],
  [0.816847572980459, 0.091576213509771, 0.109951743655322],
];

/** The points of all eight triangles: two outer vertices and their weights, place in the cell, weight. */
const POINTS: Float64Array = pointsOfCell();

function pointsOfCell(): Float64Array {
  const sideX = (vertex: number): number => ((vertex % 3) - 1) / 2;
  const sideY = (vertex: number): number => (Math.floor(vertex / 3) - 1) / 2;
  return Float64Array.from(
    RING.flatMap((p, t) => {
      const q = RING[(t + 1) % 8];
      return RULE.flatMap(([u, w, weight]) => [
        ...[p, q, u, w, u * sideX(p) + w * sideX(q), u * sideY(p) + w * sideY(q), weight / 8],
      ]);
    }),
  );
}
