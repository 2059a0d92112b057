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
 * rectangle at the station's level less the triangles, each as ∬ 1/r dA.
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
  const drop = (c * (cell.x * cell.x + cell.y * cell.y)) / 2;
  let total = 0;
  for (let k = 0; k < surfaces.count; k++) {
    const z = surfaces.height[k];
    const scale = 1 + (c * (z + height)) / 2;
    const [x, y] = [cell.x * scale, cell.y * scale];
    const [w, h] = [(cell.width * scale) / 2, (cell.height * scale) / 2];
    const pieces = parts ? parts.map((part) => scaled(part, scale)) : undefined;
    const rectangle = (at: number) =>
      (pieces ?? [{ west: x - w, east: x + w, south: y - h, north: y + h }]).reduce(
        (sum, { west, east, south, north }) => sum + faceIntegral(west, east, south, north, at),
        0,
      );
    const lowered = (1 + c * z) * drop + height;
    const ground = surfaces.slopes[k]
      ? triangles(
          x,
          y,
          w,
          h,
          vertices,
          z - vertices[4] - lowered,
          z === vertices[4] ? apex : undefined,
          pieces,
        )
      : rectangle(z - lowered);
    total += surfaces.share[k] * (rectangle(-(1 + c * height) * drop) - ground);
  }
  return total;
}

function scaled({ west, east, south, north }: CellPart, scale: number): CellPart {
  return { west: west * scale, east: east * scale, south: south * scale, north: north * scale };
}

/** Eight triangles around the middle (or the station) of a cell; `shift` brings heights to the station's level. */
function triangles(
  x: number,
  y: number,
  w: number,
  h: number,
  vertices: Float64Array,
  shift: number,
  apex: Apex | undefined,
  pieces: readonly CellPart[] | undefined,
): number {
  const [mx, my, mz] = apex ? [apex.x, apex.y, apex.z + shift] : [x, y, vertices[4] + shift];
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
