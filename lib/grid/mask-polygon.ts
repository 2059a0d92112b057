import { ArgumentError } from "../core/errors.js";
import { type Grid, gridSpacing, makeGrid } from "../core/grid.js";
import type { Positions } from "../core/grid-sample.js";

/**
 * Closed lines around an area: corners `[x, y]`, as in a GeoJSON polygon, or arrays of x and y, as `worldLand()` of `igdp/node`
 * gives them. A ring inside a ring is a hole.
 */
export type Rings = readonly (readonly (readonly number[])[] | Positions)[];

/** Options of {@link maskByPolygon}. */
export interface PolygonMaskOptions {
  /** Which samples stay: those `inside` the rings (the default) or those `outside`. */
  readonly keep?: "inside" | "outside";
}

/**
 * A copy of a grid with NaN outside a polygon (or inside it): a country, a sheet, the land of a coastline.
 *
 * A sample is inside where a line from it crosses the rings an odd number of times, so that holes and islands in holes
 * come out right, and the order and the direction of the rings do not matter. A sample on a ring is inside.
 *
 * @param grid - the grid; its `sigma`, where there is one, is masked alike
 * @param rings - in the grid's own coordinates; an open ring is closed
 * @param options - see {@link PolygonMaskOptions}
 * @returns the masked grid
 * @throws ArgumentError if there is no ring, a ring has fewer than three corners, or a corner is not a pair of numbers
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values: Float64Array.of(1, 2, 3, 4, 5, 6),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * const triangle = [[[0, 0], [2, 0], [0, 1]]];
 * maskByPolygon(grid, triangle).values; // => Float64Array.of(1, 2, 3, 4, NaN, NaN)
 * maskByPolygon(grid, triangle, { keep: "outside" }).values; // => Float64Array.of(NaN, NaN, NaN, NaN, 5, 6)
 */
export function maskByPolygon(grid: Grid, rings: Rings, { keep = "inside" }: PolygonMaskOptions = {}): Grid {
  const inside = insideEdges(grid, edgesOf(rings));
  const wanted = keep === "inside" ? 1 : 0;
  return keepWhere(grid, (k) => inside[k] === wanted);
}

/** A copy of a grid with NaN where `keep` says no. */
export function keepWhere(grid: Grid, keep: (k: number) => boolean): Grid {
  const masked = (values: Float64Array): Float64Array =>
    values.map((value, k) => (keep(k) ? value : Number.NaN));
  return makeGrid({ ...grid, values: masked(grid.values), ...(grid.sigma && { sigma: masked(grid.sigma) }) });
}

/** Edges of an area in any order: x and y of one end, x and y of the other, and so on. */
export type Edges = Float64Array;

/**
 * Which samples lie inside edges (1) and which not (0), row by row: the edges cross the row's line, and every other
 * stretch between crossings is inside. It is done a trace below and above the line, so that a corner or a level
 * edge on it counts as inside.
 */
export function insideEdges(grid: Pick<Grid, "x" | "y">, edges: Edges): Uint8Array {
  const [nx, ny] = [grid.x.length, grid.y.length];
  const [dx, dy] = [gridSpacing(grid.x), gridSpacing(grid.y)];
  const inside = new Uint8Array(nx * ny);
  for (const shift of [-1e-9 * dy, 1e-9 * dy]) {
    const crossings: number[][] = Array.from({ length: ny }, () => []);
    for (let e = 0; e < edges.length; e += 4) {
      const [x1, y1, x2, y2] = edges.subarray(e, e + 4);
      const [low, high] = [Math.min(y1, y2) - shift, Math.max(y1, y2) - shift];
      const first = Math.max(0, Math.ceil((low - grid.y[0]) / dy));
      for (let j = first; j < ny && grid.y[j] < high; j++) {
        if (grid.y[j] >= low) crossings[j].push(x1 + ((grid.y[j] + shift - y1) / (y2 - y1)) * (x2 - x1));
      }
    }
    for (const [j, row] of crossings.entries()) {
      row.sort((a, b) => a - b);
      for (let k = 0; k + 1 < row.length; k += 2) {
        const first = Math.max(0, Math.ceil((row[k] - grid.x[0]) / dx - 1e-6));
        const last = Math.min(nx - 1, Math.floor((row[k + 1] - grid.x[0]) / dx + 1e-6));
        if (first <= last) inside.fill(1, j * nx + first, j * nx + last + 1);
      }
    }
  }
  return inside;
}

function edgesOf(rings: Rings): Edges {
  const refuse = (value: unknown): never => {
    throw new ArgumentError({
      argument: "rings",
      value,
      accepted: "rings of at least three corners [x, y] each",
    });
  };
  if (!Array.isArray(rings) || rings.length === 0) refuse(rings);
  const edges: number[] = [];
  for (const [r, given] of rings.entries()) {
    const ring = cornersOf(given);
    if (ring.length < 3) refuse(`a ring (number ${r}) of ${ring.length} corners`);
    for (const [k, corner] of ring.entries()) {
      const [x, y] = corner ?? [];
      if (!Number.isFinite(x) || !Number.isFinite(y)) refuse(`the corner ${String(corner)} in ring ${r}`);
      const [nextX, nextY] = ring[(k + 1) % ring.length];
      edges.push(x, y, nextX, nextY);
    }
  }
  return Float64Array.from(edges);
}

/** Corners as pairs; a NaN at the end of arrays is where the line ends. */
function cornersOf(ring: Rings[number]): readonly (readonly number[])[] {
  if (Array.isArray(ring)) return ring;
  const { x, y } = ring as Positions;
  const pairs = Array.from(x ?? [], (px, k) => [px, y[k]]);
  return pairs.length > 0 && Number.isNaN(pairs[pairs.length - 1][0]) ? pairs.slice(0, -1) : pairs;
}
