import { contours as d3Contours } from "d3-contour";
import { type Grid, gridSpacing } from "../core/grid.js";
import type { ContourLine } from "./contour-line.js";

/**
 * Lines of equal value by d3-contour. It makes areas, closed along every edge; here they are cut open again. It counts from
 * pixel corners, which is taken out. Its time grows with samples times levels.
 */
export function linesOfAreas(grid: Grid, levels: ArrayLike<number>): ContourLine[] {
  const columns = grid.x.length;
  const rows = grid.y.length;
  // NaN and ±Infinity are one kind of hole here; NaN is "below" for d3-contour.
  const values = Float64Array.from(grid.values, (value) => (Number.isFinite(value) ? value : Number.NaN));
  // Without smoothing a vertex is the middle of a cell's edge, which names the two samples it lies between.
  const contours = d3Contours().size([columns, rows]).smooth(false);
  const lines: ContourLine[] = [];
  for (const level of Array.from(levels)) {
    const areas = contours.contour(values as unknown as number[], level);
    for (const ring of areas.coordinates.flat()) {
      for (const part of openParts(ring, values, columns, rows)) {
        const line = placeVertices(part, level, values, grid);
        if (line.x.length > 1) lines.push(line);
      }
    }
  }
  return lines;
}

type Vertex = readonly number[];

/** Cuts a closed ring where it leaves the cells whose four corners are numbers. */
function openParts(ring: readonly Vertex[], values: Float64Array, columns: number, rows: number): Vertex[][] {
  const segments = ring.length - 1;
  const isReal = (i: number): boolean => {
    const column = Math.floor((ring[i][0] + ring[i + 1][0]) / 2 - 0.5);
    const row = Math.floor((ring[i][1] + ring[i + 1][1]) / 2 - 0.5);
    if (column < 0 || row < 0 || column > columns - 2 || row > rows - 2) return false;
    const southWest = row * columns + column;
    return !Number.isNaN(
      values[southWest] +
        values[southWest + 1] +
        values[southWest + columns] +
        values[southWest + columns + 1],
    );
  };
  const real = Array.from({ length: segments }, (_, i) => isReal(i));
  const firstGap = real.indexOf(false);
  if (firstGap < 0) return [[...ring]];
  const parts: Vertex[][] = [];
  let part: Vertex[] = [];
  for (let k = 1; k <= segments; k++) {
    const i = (firstGap + k) % segments;
    if (real[i]) {
      if (part.length === 0) part.push(ring[i]);
      part.push(ring[i + 1]);
    } else if (part.length > 0) {
      parts.push(part);
      part = [];
    }
  }
  return parts;
}

/** Moves each vertex along its cell edge to where the level is, and into the grid's coordinates. */
function placeVertices(
  part: readonly Vertex[],
  level: number,
  values: Float64Array,
  grid: Grid,
): ContourLine {
  const columns = grid.x.length;
  const [dx, dy] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const x: number[] = [];
  const y: number[] = [];
  for (const [pixelX, pixelY] of part) {
    const alongX = Number.isInteger(pixelX);
    // d3-contour's sample (column, row) stands at (column + 0.5, row + 0.5).
    const column = alongX ? pixelX - 1 : pixelX - 0.5;
    const row = alongX ? pixelY - 0.5 : pixelY - 1;
    const first = values[row * columns + column];
    const second = values[alongX ? row * columns + column + 1 : (row + 1) * columns + column];
    const part01 = (level - first) / (second - first);
    const vertexX = grid.x[0] + dx * (column + (alongX ? part01 : 0));
    const vertexY = grid.y[0] + dy * (row + (alongX ? 0 : part01));
    const last = x.length - 1;
    if (last >= 0 && vertexX === x[last] && vertexY === y[last]) continue;
    x.push(vertexX);
    y.push(vertexY);
  }
  const closed =
    part.length > 2 && part[0][0] === part[part.length - 1][0] && part[0][1] === part[part.length - 1][1];
  return Object.freeze({ level, x: Float64Array.from(x), y: Float64Array.from(y), closed });
}
