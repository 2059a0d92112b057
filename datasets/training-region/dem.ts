import { seededRandom } from "../../lib/index.js";
import { CELLS_PER_BLOCK, DOMAIN, NODES_PER_DEGREE, REGION } from "./area.js";
import { canopyHeight } from "./canopy.js";
import { gridFile } from "./grid-file.js";
import { cellHeights, nodeHeight } from "./relief.js";

// The elevation model that the trainee gets: whole metres of the surface that a radar from space sees. In forests that
// is the canopy; in some steep valleys it saw nothing, and there are holes, or values that somebody filled in.

/** How far the 30″ model reaches beyond the region, in cells: 0.35°. */
const MARGIN = 42;
const PATCH = { west: 105.4, south: 17.6, columns: 241, rows: 181 } as const;
const PATCHES = 14;
const SEED = 20260301;
/** Half the size of the square that a hole fits in, cells. */
const REACH = 5;

/** A grid of heights over cells, south row first. */
interface Heights {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** The files of the elevation model. */
export function demFiles(): Record<string, Uint8Array> {
  const near = regionHeights();
  spoil(near);
  const [west, south] = [REGION[0] * 120 - MARGIN, REGION[2] * 120 - MARGIN];
  return {
    "dem-30s.nc": heightFile(
      near,
      (c) => (west + c + 0.5) / 120,
      (r) => (south + r + 0.5) / 120,
      "pixel",
    ),
    "dem-2min.nc": heightFile(
      blockHeights(),
      (c) => (DOMAIN.west + CELLS_PER_BLOCK * (c + 0.5)) / 120,
      (r) => (DOMAIN.south + CELLS_PER_BLOCK * (r + 0.5)) / 120,
      "pixel",
    ),
    "dem-3s.nc": heightFile(
      patchHeights(),
      (c) => PATCH.west + c / NODES_PER_DEGREE,
      (r) => PATCH.south + r / NODES_PER_DEGREE,
      "gridline",
    ),
  };
}

function heightFile(
  { columns, rows, values }: Heights,
  longitude: (column: number) => number,
  latitude: (row: number) => number,
  registration: "pixel" | "gridline",
): Uint8Array {
  return gridFile({
    x: Float64Array.from({ length: columns }, (_, column) => longitude(column)),
    y: Float64Array.from({ length: rows }, (_, row) => latitude(row)),
    values: values.map((height) => Math.round(height) + 0), // + 0: no −0
    registration,
    crs: "EPSG:4326",
    name: "height_m",
    units: "m",
  });
}

/** Mean height of each 30″ cell around the region, with the trees on it. */
function regionHeights(): Heights {
  const cells = cellHeights();
  const [west, south] = [Math.round(REGION[0] * 120) - MARGIN, Math.round(REGION[2] * 120) - MARGIN];
  const columns = Math.round((REGION[1] - REGION[0]) * 120) + 2 * MARGIN;
  const rows = Math.round((REGION[3] - REGION[2]) * 120) + 2 * MARGIN;
  const values = new Float64Array(columns * rows);
  for (let at = 0; at < values.length; at++) {
    const column = west + (at % columns);
    const row = south + Math.floor(at / columns);
    const height = cells.height[(row - DOMAIN.south) * cells.columns + column - DOMAIN.west];
    values[at] = height + canopyHeight((column + 0.5) / 120, (row + 0.5) / 120, height);
  }
  return { columns, rows, values };
}

/** Mean height of each 2′ block of the whole domain, with the trees on it. */
function blockHeights(): Heights {
  const cells = cellHeights();
  const columns = cells.columns / CELLS_PER_BLOCK;
  const rows = cells.rows / CELLS_PER_BLOCK;
  const values = new Float64Array(columns * rows);
  for (let at = 0; at < cells.height.length; at++) {
    const column = at % cells.columns;
    const row = Math.floor(at / cells.columns);
    const height = cells.height[at];
    const canopy = canopyHeight((DOMAIN.west + column + 0.5) / 120, (DOMAIN.south + row + 0.5) / 120, height);
    const block = Math.floor(row / CELLS_PER_BLOCK) * columns + Math.floor(column / CELLS_PER_BLOCK);
    values[block] += (height + canopy) / (CELLS_PER_BLOCK * CELLS_PER_BLOCK);
  }
  return { columns, rows, values };
}

/** The patch at the 3″ nodes, with the trees on it. */
function patchHeights(): Heights {
  const { columns, rows } = PATCH;
  const [west, south] = [PATCH.west * NODES_PER_DEGREE, PATCH.south * NODES_PER_DEGREE].map(Math.round);
  const values = new Float64Array(columns * rows);
  for (let at = 0; at < values.length; at++) {
    const i = west + (at % columns);
    const j = south + Math.floor(at / columns);
    const height = nodeHeight(i, j);
    values[at] = height + canopyHeight(i / NODES_PER_DEGREE, j / NODES_PER_DEGREE, height);
  }
  return { columns, rows, values };
}

/** Puts holes into steep valleys; every second one is filled again, from the cells around it. */
function spoil(heights: Heights): void {
  const random = seededRandom(SEED);
  const ground = heights.values.slice();
  for (let patch = 0; patch < PATCHES; ) {
    const column = MARGIN + Math.floor(random() * (heights.columns - 2 * MARGIN));
    const row = MARGIN + Math.floor(random() * (heights.rows - 2 * MARGIN));
    const [width, length, lean] = [1.2 + 1.6 * random(), 1.8 + 2.4 * random(), random() - 0.5];
    if (!isSteepValley(ground, heights.columns, column, row)) continue;
    const isInside = (dx: number, dy: number): boolean => {
      const across = (dx + lean * dy) / width;
      return across * across + (dy / length) * (dy / length) <= 1;
    };
    for (let dy = -REACH; dy <= REACH; dy++)
      for (let dx = -REACH; dx <= REACH; dx++) {
        if (!isInside(dx, dy)) continue;
        const height = (x: number, y: number) => ground[(row + y) * heights.columns + column + x];
        heights.values[(row + dy) * heights.columns + column + dx] =
          patch % 2 === 1 ? fromAround(height, isInside, dx, dy) : Number.NaN;
      }
    patch++;
  }
}

/** Whether a cell lies 90 m or more below the mean of the ring of cells two away. */
function isSteepValley(values: Float64Array, columns: number, column: number, row: number): boolean {
  let sum = 0;
  for (let d = -2; d <= 2; d++)
    for (const [dx, dy] of [
      [d, -2],
      [d, 2],
      [-2, d],
      [2, d],
    ])
      sum += values[(row + dy) * columns + column + dx];
  return sum / 20 - values[row * columns + column] > 90;
}

/** Mean of the cells around a hole, weighted by distance⁻³. */
function fromAround(
  height: (dx: number, dy: number) => number,
  isInside: (dx: number, dy: number) => boolean,
  dx: number,
  dy: number,
): number {
  let [sum, weights] = [0, 0];
  for (let y = -REACH - 1; y <= REACH + 1; y++)
    for (let x = -REACH - 1; x <= REACH + 1; x++) {
      if (isInside(x, y)) continue;
      const squared = (x - dx) * (x - dx) + (y - dy) * (y - dy);
      const weight = 1 / (squared * Math.sqrt(squared));
      sum += weight * height(x, y);
      weights += weight;
    }
  return sum / weights;
}
