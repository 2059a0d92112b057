import { gridSpacing } from "../core/grid.js";
import { nearestPoints } from "../core/nearest-points.js";
import { foldsOf } from "./folds.js";
import { gridAxes } from "./grid-spec.js";
import { nearestKept } from "./held-out.js";
import { hullEdges } from "./mask-hull.js";
import { insideEdges } from "./mask-polygon.js";
import type { Points } from "./points.js";
import { type SurfaceFrame, specOf } from "./surface-frame.js";

/**
 * Sides of blocks that are tried, in mean distances of points. None is smaller: stations held out one by one are known too well
 * by their neighbours, which stand on the same roads.
 */
const SIDES = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24];
const MOST_POINTS = 4000;
const LEVELS = 50;

/** Blocks that ask a survey what its map asks. */
export interface BlockChoice {
  /** Side in x and y, in units of the coordinates. */
  readonly blockSize: readonly [x: number, y: number];
  /** Median distance from a place of the map, and from a held-out point, to the nearest point; units of y. */
  readonly mapDistance: number;
  readonly heldOutDistance: number;
}

/**
 * The side of blocks for which held-out points are as far from the others as the places of the map are from the points: the
 * distributions of both distances are compared, and the side with the smallest area between them is taken. A smaller one
 * would make every method look good, a larger one would ask for holes that the map does not have.
 *
 * The map's places are those inside the hull of the points.
 *
 * Source: Linnenbrink et al. (2024), kNNDM CV, Geoscientific Model Development 17, 5897–5912 (with blocks instead of clusters).
 */
export function matchedBlockSize(
  points: Points,
  frame: SurfaceFrame & { readonly aspectRatio: number },
  folds: number,
): BlockChoice {
  const { aspectRatio } = frame;
  const step = Math.max(1, points.x.length / MOST_POINTS);
  const ofMap = levelsOf(mapDistances(points, aspectRatio));
  const spec = specOf(points, { aspectRatio });
  const [, unit] = (spec.spacing as readonly [number, number]).map((side) => 2 * side);
  let best: (BlockChoice & { readonly apart: number }) | undefined;
  for (const side of SIDES) {
    const blockSize = [(side * unit) / aspectRatio, side * unit] as const;
    const held = heldOutDistances(points, blockSize, folds, aspectRatio, step);
    if (held === undefined) break;
    const ofHeld = levelsOf(held);
    const apart = ofMap.reduce((sum, distance, k) => sum + Math.abs(distance - ofHeld[k]), 0);
    if (best !== undefined && apart > 2 * best.apart) break; // larger blocks only ask for larger holes
    const middle = LEVELS >> 1;
    if (best === undefined || apart < best.apart)
      best = { blockSize, mapDistance: ofMap[middle], heldOutDistance: ofHeld[middle], apart };
  }
  return (
    best ?? {
      blockSize: [unit / aspectRatio, unit],
      mapDistance: ofMap[LEVELS >> 1],
      heldOutDistance: Number.NaN,
    }
  );
}

/** Distances of held-out points, of every one or some; undefined where there are too few blocks to tell. */
function heldOutDistances(
  points: Points,
  blockSize: readonly [number, number],
  folds: number,
  aspectRatio: number,
  step: number,
): Float64Array | undefined {
  const blocks = new Set(
    points.x.map((x, k) => Math.floor(x / blockSize[0]) * 1e7 + Math.floor(points.y[k] / blockSize[1])),
  );
  if (blocks.size < 4 * folds) return undefined;
  const fold = foldsOf(points, { folds, blockSize });
  const members = Int32Array.from(points.x.keys());
  if (step === 1)
    return nearestKept(points, [{ members, fold, region: [0, 1, 0, 1] }], folds, aspectRatio).distance;
  // Some ask, but all of the others are there to answer.
  const asked = new Set(Array.from({ length: MOST_POINTS }, (_, k) => Math.floor(k * step)));
  const level = points.x.map((x) => x * aspectRatio);
  const index = nearestPoints(level, points.y);
  return Float64Array.from(asked, (k) => {
    const [near] = index.nearest(level[k], points.y[k], 1, (i) => fold[i] !== fold[k]);
    return Math.hypot(level[near] - level[k], points.y[near] - points.y[k]);
  });
}

/** Distances from places all over the hull of the points to the nearest point. */
function mapDistances(points: Points, aspectRatio: number): Float64Array {
  const { region } = specOf(points, { aspectRatio });
  const [west, east, south, north] = region;
  const side = 40;
  const axes = gridAxes({
    region,
    spacing: [(east - west) / side, (north - south) / side],
    registration: "pixel",
  });
  const level = points.x.map((x) => x * aspectRatio);
  const index = nearestPoints(level, points.y);
  const inside = insideHull(points, axes, aspectRatio);
  const distances: number[] = [];
  for (const [j, y] of axes.y.entries())
    for (const [i, x] of axes.x.entries()) {
      if (inside && inside[j * axes.x.length + i] === 0) continue;
      const [near] = index.nearest(x * aspectRatio, y, 1);
      distances.push(Math.hypot(level[near] - x * aspectRatio, points.y[near] - y));
    }
  return Float64Array.from(distances.length > 0 ? distances : [gridSpacing(axes.y)]);
}

/** Undefined where the points lie on a line and have no hull. */
function insideHull(
  points: Points,
  axes: { readonly x: Float64Array; readonly y: Float64Array },
  aspectRatio: number,
): Uint8Array | undefined {
  try {
    return insideEdges(axes, hullEdges(points, { unitLengths: [aspectRatio, 1] }));
  } catch {
    return undefined;
  }
}

function levelsOf(distances: Float64Array): Float64Array {
  const sorted = distances.filter(Number.isFinite).sort();
  return Float64Array.from(
    { length: LEVELS },
    (_, k) => sorted[Math.floor(((k + 0.5) / LEVELS) * sorted.length)],
  );
}
