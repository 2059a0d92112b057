import type { CellSurfaces } from "./cell-surfaces.js";
import { groundHeight } from "./ground-height.js";
import { type Apex, type NearCell, surfaceHeight } from "./near-cells.js";
import {
  coverage,
  coveredBy,
  type TerrainModel,
  type TerrainSettings,
  type TerrainStation,
} from "./terrain-model.js";

/** Half-width, in cells, of the ground that is bent to go through a station. */
export const BENT_CELLS = 1.5;

/**
 * How the ground of one model is bent to a station: lifted by what the station stands above it, less and less to the
 * edge of the reach. Each model is bent by itself, so that where one ends beside a station the other goes through it too.
 */
export interface Bend {
  /** What the ground at the station has to be lifted by, metres. */
  readonly lift: number;
  /** How far the ground is bent, and no block may stand for cells, metres. */
  readonly reach: number;
}

/**
 * How far around a station a model is bent, metres; 0 where it is too far away, or hidden by finer models.
 *
 * @param scaleX - metres for one unit of the models' crs
 */
export function bentReach(
  { frame, holes }: TerrainModel,
  { slopes }: TerrainSettings,
  { x, y }: TerrainStation,
  scaleX: number,
  scaleY: number,
): number {
  const wide = Math.max(frame.cellWidth * scaleX, frame.cellHeight * scaleY);
  const reach = (slopes ? BENT_CELLS : 0.5) * wide;
  const { west, east, south, north } = coverage(frame);
  const away = { x: Math.max(west - x, 0, x - east), y: Math.max(south - y, 0, y - north) };
  if (Math.hypot(away.x * scaleX, away.y * scaleY) >= reach) return 0;
  const [dx, dy] = [reach / scaleX, reach / scaleY];
  const around = { west: x - dx, east: x + dx, south: y - dy, north: y + dy };
  return coveredBy(holes, around, 1e-9 * frame.cellWidth) === 1 ? 0 : reach;
}

/**
 * How a model is bent to a station by its ground there, which beside the model is its last cell carried on; undefined
 * where that is not known, or sea.
 */
export function bendOf(
  model: TerrainModel,
  settings: TerrainSettings,
  { x, y, height }: TerrainStation,
  reach: number,
): Bend | undefined {
  const ground = groundHeight(model, settings, x, y);
  if (Number.isNaN(ground) || (settings.hasSea && ground < 0)) return undefined; // a ship floats above the floor
  return { lift: height - ground, reach };
}

/** Whether a cell is the one that the station stands in. */
export function isOwnCell({ frame }: TerrainModel, { x, y }: TerrainStation, i: number, j: number): boolean {
  const { west, south, cellWidth, cellHeight } = frame;
  return i === Math.floor((x - west) / cellWidth) && j === Math.floor((y - south) / cellHeight);
}

/** Whether a cell may reach to where the ground is bent. */
export function isNear({ x, y, width, height }: NearCell, { lift, reach }: Bend): boolean {
  return lift !== 0 && Math.hypot(x, y) - Math.hypot(width, height) / 2 < reach;
}

/** Lifts the vertices of a cell near the station, and the surfaces, whose heights are told from its middle. */
export function bendCell(
  { x, y, width, height }: NearCell,
  vertices: Float64Array,
  surfaces: CellSurfaces,
  { lift, reach }: Bend,
): void {
  const middle = vertices[4];
  for (let k = 0; k < 9; k++) {
    const east = x + (((k % 3) - 1) * width) / 2;
    const north = y + ((Math.floor(k / 3) - 1) * height) / 2;
    const t = Math.hypot(east, north) / reach;
    if (t < 1) vertices[k] += lift * (1 - t);
  }
  const lifted = vertices[4] - middle;
  for (let k = 0; k < surfaces.count; k++) if (surfaces.slopes[k]) surfaces.height[k] += lifted;
}

/**
 * Where the triangles of a bent cell meet: the station itself in its own cell, and in a cell whose border is close by
 * the nearest point of that border, so that the two meet without a step. Else in the middle. To be asked before the
 * vertices are bent.
 */
export function apexOf(
  { x, y, width, height }: NearCell,
  vertices: Float64Array,
  stationHeight: number,
  { lift, reach }: Bend,
): Apex | undefined {
  const east = Math.min(x + width / 2, Math.max(x - width / 2, 0));
  const north = Math.min(y + height / 2, Math.max(y - height / 2, 0));
  const distance = Math.hypot(east, north);
  if (distance === 0) return { x: 0, y: 0, z: stationHeight };
  if (distance > Math.min(width, height) / 4) return undefined;
  const ground = surfaceHeight(vertices, (east - x) / width, (north - y) / height);
  return { x: east, y: north, z: ground + lift * (1 - distance / reach) };
}
