import { columnsAttraction, type PrismColumns } from "../../kernels/prism-columns.js";
import { faceIntegral } from "../../kernels/rectangle.js";
import { triangleIntegral } from "../../kernels/triangle.js";
import type { CellSurfaces } from "./cell-surfaces.js";
import { RING } from "./cell-vertices.js";
import { type CellPart, clippedTriangleIntegral } from "./clipped-triangle.js";

/** A cell near a station: its middle less the station, and its size, metres at sea level. */
export interface NearCell {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A point of the ground in or on the border of a cell: metres from the station, and height above sea level. */
export interface Apex {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Station height and curvature of the Earth (1/radius, or 0). */
export interface NearStation {
  readonly height: number;
  readonly curvature: number;
}

/** Prisms that are gathered for a station, and then summed by one loop. */
export class NearPrisms {
  private columns: Float64Array[] = Array.from({ length: 7 }, () => new Float64Array(64));
  private count = 0;

  /**
   * Adds the columns between a cell's surfaces and the station's level. On the sphere a cell keeps its size at the
   * column's middle height, and lies lower by what the Earth falls away.
   */
  add(cell: NearCell, surfaces: CellSurfaces, { height, curvature: c }: NearStation): void {
    const drop = (c * (cell.x * cell.x + cell.y * cell.y)) / 2;
    for (let k = 0; k < surfaces.count; k++) {
      const z = surfaces.height[k];
      if (z === height) continue;
      const scale = 1 + (c * (z + height)) / 2;
      const ground = z - height - (1 + c * z) * drop;
      const level = -(1 + c * height) * drop;
      this.push(
        cell.x * scale - (cell.width * scale) / 2,
        cell.x * scale + (cell.width * scale) / 2,
        cell.y * scale - (cell.height * scale) / 2,
        cell.y * scale + (cell.height * scale) / 2,
        Math.min(ground, level),
        Math.max(ground, level),
        z < height ? surfaces.share[k] : -surfaces.share[k],
      );
    }
  }

  /** The sum of all columns, divided by G and density; the list is empty afterwards. */
  effect(): number {
    const [west, east, south, north, bottom, top, density] = this.columns.map((all) =>
      all.subarray(0, this.count),
    );
    this.count = 0;
    const prisms: PrismColumns = { west, east, south, north, bottom, top, density };
    return columnsAttraction(0, 0, 0, prisms);
  }

  private push(
    west: number,
    east: number,
    south: number,
    north: number,
    bottom: number,
    top: number,
    density: number,
  ): void {
    const k = this.count++;
    if (k === this.columns[0].length)
      this.columns = this.columns.map((all) => {
        const longer = new Float64Array(2 * k);
        longer.set(all);
        return longer;
      });
    const { columns } = this;
    columns[0][k] = west;
    columns[1][k] = east;
    columns[2][k] = south;
    columns[3][k] = north;
    columns[4][k] = bottom;
    columns[5][k] = top;
    columns[6][k] = density;
  }
}

/**
 * The column between a cell's surfaces and the station's level where surfaces slope, divided by G and density: the
 * rectangle at the station's level less the triangles, each as ∬ 1/r dA; on the sphere with what {@link fall} adds.
 *
 * @param vertices - nine heights of the ground
 * @param apex - where the eight triangles meet, if not in the cell's middle
 * @param parts - what counts of the cell, if not all: the surfaces stay the same, cut at the parts' borders
 */
export function slopingCell(
  cell: NearCell,
  surfaces: CellSurfaces,
  vertices: Float64Array,
  apex: Apex | undefined,
  { height, curvature: c }: NearStation,
  parts?: readonly CellPart[],
): number {
  let total = 0;
  for (let k = 0; k < surfaces.count; k++) {
    const z = surfaces.height[k];
    const scale = 1 + (c * (z + height)) / 2;
    const placed = {
      ...{ x: cell.x * scale, y: cell.y * scale },
      ...{ width: cell.width * scale, height: cell.height * scale },
    };
    const pieces = parts?.map((part) => scaled(part, scale));
    const own = z === vertices[4] ? apex : undefined;
    const ground = surfaces.slopes[k]
      ? triangles(placed, vertices, z - vertices[4] - height, own, pieces)
      : rectangle(placed, z - height, pieces);
    const shape = surfaces.slopes[k] ? vertices : LEVEL;
    const lower = c > 0 ? fall(cell, shape, z - height, c, parts) : 0;
    total += surfaces.share[k] * (rectangle(placed, 0, pieces) - ground + lower);
  }
  return total;
}

const LEVEL = new Float64Array(9);
/**
 * What it adds that the column between ground and station's level falls away with the sphere, by t = c r²/2: with
 * v the station's height above the ground,
 *
 * ```
 * ∬ [1/√(r² + t²) − 1/r] − [1/√(r² + (v + t)²) − 1/√(r² + v²)] dA
 * ```
 *
 * by the rule of the middle. Lowering a cell as a whole would leave the station hovering above its own level, and
 * vertices lowered one by one would make a cone of the sphere.
 *
 * @param vertices - nine heights, of which differences from the middle count
 * @param middle - height of the surface in the cell's middle above the station
 */
function fall(
  { x, y, width, height }: NearCell,
  vertices: Float64Array,
  middle: number,
  c: number,
  parts: readonly CellPart[] | undefined,
): number {
  const isClose = parts !== undefined || Math.max(Math.abs(x) / width, Math.abs(y) / height) < 3;
  const points = isClose ? 4 : 2;
  let sum = 0;
  for (let j = 0; j < points; j++)
    for (let i = 0; i < points; i++) {
      const [u, w] = [(i + 0.5) / points - 0.5, (j + 0.5) / points - 0.5];
      const [east, north] = [x + u * width, y + w * height];
      if (parts && !parts.some((part) => isIn(part, east, north))) continue;
      const r2 = east * east + north * north;
      if (r2 === 0) continue; // t is 0 there
      const v = vertices[4] - surfaceHeight(vertices, u, w) - middle;
      const t = (c * r2) / 2;
      const level = 1 / Math.sqrt(r2 + t * t) - 1 / Math.sqrt(r2);
      sum += level - (1 / Math.sqrt(r2 + (v + t) * (v + t)) - 1 / Math.sqrt(r2 + v * v));
    }
  return (sum * width * height) / (points * points);
}

function isIn({ west, east, south, north }: CellPart, x: number, y: number): boolean {
  return x >= west && x < east && y >= south && y < north;
}

function scaled({ west, east, south, north }: CellPart, scale: number): CellPart {
  return { west: west * scale, east: east * scale, south: south * scale, north: north * scale };
}

function rectangle({ x, y, width, height }: NearCell, z: number, pieces?: readonly CellPart[]): number {
  if (pieces === undefined)
    return faceIntegral(x - width / 2, x + width / 2, y - height / 2, y + height / 2, z);
  let sum = 0;
  for (const { west, east, south, north } of pieces) sum += faceIntegral(west, east, south, north, z);
  return sum;
}

/** Eight triangles around the middle (or the station) of a cell; `shift` brings heights to the station's level. */
function triangles(
  { x, y, width, height }: NearCell,
  vertices: Float64Array,
  shift: number,
  apex: Apex | undefined,
  pieces: readonly CellPart[] | undefined,
): number {
  const [mx, my, mz] = apex ? [apex.x, apex.y, apex.z + shift] : [x, y, vertices[4] + shift];
  const [w, h] = [width / 2, height / 2];
  let sum = 0;
  for (let t = 0; t < 8; t++) {
    const p = RING[t];
    const q = RING[(t + 1) % 8];
    const px = x + ((p % 3) - 1) * w;
    const py = y + ((p - (p % 3)) / 3 - 1) * h;
    const qx = x + ((q % 3) - 1) * w;
    const qy = y + ((q - (q % 3)) / 3 - 1) * h;
    const [pz, qz] = [vertices[p] + shift, vertices[q] + shift];
    if (pieces === undefined) sum += triangleIntegral(mx, my, mz, px, py, pz, qx, qy, qz);
    else
      for (const piece of pieces) sum += clippedTriangleIntegral([mx, my, mz, px, py, pz, qx, qy, qz], piece);
  }
  return sum;
}

/**
 * Height of the sloping surface at a place in its cell.
 *
 * @param u - place east of the cell's middle, −½ to ½ of its width
 * @param w - place north of it, in cell heights
 */
export function surfaceHeight(vertices: Float64Array, u: number, w: number): number {
  const column = u < 0 ? 0 : 2;
  const row = w < 0 ? 0 : 2;
  const [a, b] = [2 * Math.abs(u), 2 * Math.abs(w)];
  const corner = vertices[3 * row + column];
  const side = a >= b ? vertices[3 + column] : vertices[3 * row + 1];
  return vertices[4] + Math.max(a, b) * (side - vertices[4]) + Math.min(a, b) * (corner - side);
}
