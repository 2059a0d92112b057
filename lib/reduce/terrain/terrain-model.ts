import type { CellDensities } from "./cell-surfaces.js";
import { type DemFrame, type LevelAxes, levelAxes, levelsOf } from "./dem-frame.js";
import type { Level, Patch } from "./patch.js";

/** A rectangle in the crs of the elevation models. */
export interface Rectangle {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** A station among the terrain. */
export interface TerrainStation {
  /** Position in the crs of the models. */
  readonly x: number;
  readonly y: number;
  /** Metres above sea level. */
  readonly height: number;
}

/** How the correction is computed: plain data, the same in every thread. */
export interface TerrainSettings extends CellDensities {
  /** 1/radius of the Earth, or 0 for a plane. */
  readonly curvature: number;
  readonly radius: number;
  readonly tolerance: number;
  readonly slopes: boolean;
  /** Whether the ground is made to go through the station, and how far around it is bent, in cells of the finest model. */
  readonly reconciles: boolean;
  /** Whether the stations are in the air. */
  readonly airborne: boolean;
  readonly demSigma: number;
  readonly demCorrelation: number;
}

/** One elevation model as the stations see it. Levels from `base` on are whole; below they are in patches (tiles). */
export interface TerrainModel {
  readonly frame: DemFrame;
  readonly axes: readonly LevelAxes[];
  readonly base: number;
  /** Moments of the levels from `base` on, by level. */
  readonly overview: readonly Level[];
  /** Patches are squares of 2^tileLevel cells. */
  readonly tileLevel: number;
  readonly tileColumns: number;
  readonly patches: Map<number, Patch>;
  /** Where finer models are: this one does not count there. */
  readonly holes: readonly Rectangle[];
}

/** Parts of a model that go to other threads. */
export type ModelParts = Pick<TerrainModel, "frame" | "base" | "overview" | "tileLevel" | "holes">;

/** A model from its parts; patches come later. */
export function terrainModel(parts: ModelParts): TerrainModel {
  return {
    ...parts,
    axes: levelAxes(parts.frame),
    tileColumns: Math.ceil(parts.frame.columns / 2 ** parts.tileLevel),
    patches: new Map(),
  };
}

/** The level whose one block is the whole model. */
export function topLevel(model: TerrainModel): number {
  return levelsOf(model.frame);
}

/** Number of the patch that a block of a level belongs to. */
export function tileOf(
  { tileLevel, tileColumns }: TerrainModel,
  level: number,
  i: number,
  j: number,
): number {
  const shift = tileLevel - level;
  return (j >> shift) * tileColumns + (i >> shift);
}

/** What a model covers. */
export function coverage({ west, south, columns, rows, cellWidth, cellHeight }: DemFrame): Rectangle {
  return { west, east: west + columns * cellWidth, south, north: south + rows * cellHeight };
}

/** Whether a rectangle lies outside (0), inside (1) or partly inside (2) holes. */
export function coveredBy(holes: readonly Rectangle[], r: Rectangle, slack: number): 0 | 1 | 2 {
  let partly = false;
  for (const hole of holes) {
    if (
      hole.west >= r.east - slack ||
      hole.east <= r.west + slack ||
      hole.south >= r.north - slack ||
      hole.north <= r.south + slack
    )
      continue;
    if (
      hole.west <= r.west + slack &&
      hole.east >= r.east - slack &&
      hole.south <= r.south + slack &&
      hole.north >= r.north - slack
    )
      return 1;
    partly = true;
  }
  return partly ? 2 : 0;
}

/** What is left of a rectangle outside holes, as rectangles. */
export function outside(holes: readonly Rectangle[], whole: Rectangle, slack: number): Rectangle[] {
  let left: Rectangle[] = [whole];
  for (const hole of holes) left = left.flatMap((piece) => without(piece, hole, slack));
  return left;
}

function without(r: Rectangle, hole: Rectangle, slack: number): Rectangle[] {
  if (coveredBy([hole], r, slack) === 0) return [r];
  const south = Math.max(r.south, hole.south);
  const north = Math.min(r.north, hole.north);
  return [
    { ...r, north: south },
    { ...r, south: north },
    { west: r.west, east: hole.west, south, north },
    { west: hole.east, east: r.east, south, north },
  ].filter((piece) => piece.east - piece.west > slack && piece.north - piece.south > slack);
}
