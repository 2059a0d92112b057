import { DOMAIN, kilometres, NODES_PER_CELL, NODES_PER_DEGREE, REGION } from "./area.js";
import { erode, type Landscape } from "./erosion.js";
import { landformAt } from "./landforms.js";
import { noise, ridges } from "./noise.js";

// The true relief. Rivers work on the corners of the 30″ cells; between them the ground is a smooth surface (cubic
// convolution) with fractal detail, taken at the 3″ nodes and rounded to the centimetre. Between nodes it is plane
// triangles: each square of nodes is cut from its south-west to its north-east corner.

const COLUMNS = DOMAIN.east - DOMAIN.west + 1;
const ROWS = DOMAIN.north - DOMAIN.south + 1;
const EROSION_STEPS = 32;
/** The lowest land and the shallowest sea floor, metres: no node lies at zero. */
const NEAREST_ZERO = 0.05;

/** Heights and roughness at the corners of the 30″ cells, made when they are first asked for. */
interface Corners {
  readonly height: Float64Array;
  readonly roughness: Float64Array;
}
let corners: Corners | undefined;

/**
 * True height H of the ground or the sea floor at a 3″ node, metres, to 0.01 m; negative at sea and never zero.
 * Defined within the domain: the region and 1.75° around it.
 *
 * @param i - longitude of the node in 3″
 * @param j - latitude of the node in 3″
 */
export function nodeHeight(i: number, j: number): number {
  corners ??= makeCorners();
  // Rivers on a lattice run in eight directions: places are drawn from beside themselves, so that valleys wind.
  const column = i / NODES_PER_CELL - DOMAIN.west;
  const row = j / NODES_PER_CELL - DOMAIN.south;
  const x = column + 1.25 * noise(column / 6.5, row / 6.5, 35) + 0.45 * noise(column / 2.2, row / 2.2, 36);
  const y = row + 1.25 * noise(column / 6.5, row / 6.5, 37) + 0.45 * noise(column / 2.2, row / 2.2, 38);
  const smooth = cubic(corners.height, x, y);
  const detail = linear(corners.roughness, x, y);
  const height = smooth + Math.min(detail, 0.3 * Math.abs(smooth)) * detailAt(column, row);
  const rounded = Math.round(height * 100) / 100;
  if (smooth > 0) return Math.max(NEAREST_ZERO, rounded);
  return Math.min(-NEAREST_ZERO, rounded);
}

/**
 * True height H of the ground or the sea floor, metres: the triangulated surface through the 3″ nodes. Negative at sea.
 *
 * @param longitude - degrees, within the domain
 * @param latitude - degrees, within the domain
 */
export function surfaceHeight(longitude: number, latitude: number): number {
  const i = Math.floor(longitude * NODES_PER_DEGREE);
  const j = Math.floor(latitude * NODES_PER_DEGREE);
  const dx = longitude * NODES_PER_DEGREE - i;
  const dy = latitude * NODES_PER_DEGREE - j;
  const southWest = nodeHeight(i, j);
  const northEast = nodeHeight(i + 1, j + 1);
  if (dx >= dy) {
    const southEast = nodeHeight(i + 1, j);
    return southWest + dx * (southEast - southWest) + dy * (northEast - southEast);
  }
  const northWest = nodeHeight(i, j + 1);
  return southWest + dy * (northWest - southWest) + dx * (northEast - northWest);
}

/** Whether a place is sea: its true surface is the sea floor, below H = 0. */
export function isSea(longitude: number, latitude: number): boolean {
  return surfaceHeight(longitude, latitude) < 0;
}

/** Mean height of each 30″ cell of the domain, metres to 0.01 m, row-major, south row first. */
export interface CellHeights {
  readonly columns: number;
  readonly rows: number;
  readonly height: Float64Array;
}
let cells: CellHeights | undefined;

/**
 * Mean heights of the 30″ cells by the trapezoid rule over their nodes: over all 3″ nodes within 0.45° of the region,
 * which is farther than the 40 km within which cells count one by one; over every fifth beyond, where they count in
 * blocks only.
 */
export function cellHeights(): CellHeights {
  cells ??= makeCells();
  return cells;
}

function makeCells(): CellHeights {
  const columns = COLUMNS - 1;
  const rows = ROWS - 1;
  const [west, east, south, north] = REGION;
  const [c1, c2] = [(west - 0.45) * 120 - DOMAIN.west, (east + 0.45) * 120 - DOMAIN.west];
  const [r1, r2] = [(south - 0.45) * 120 - DOMAIN.south, (north + 0.45) * 120 - DOMAIN.south];
  const height = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const isNear = column > c1 && column < c2 && row > r1 && row < r2;
      height[row * columns + column] = cellMean(DOMAIN.west + column, DOMAIN.south + row, isNear ? 1 : 5);
    }
  return { columns, rows, height };
}

/** Mean height of a cell by the trapezoid rule over every `step`-th node. */
function cellMean(column: number, row: number, step: number): number {
  const parts = NODES_PER_CELL / step;
  let sum = 0;
  for (let b = 0; b <= parts; b++)
    for (let a = 0; a <= parts; a++) {
      const weight = (a === 0 || a === parts ? 0.5 : 1) * (b === 0 || b === parts ? 0.5 : 1);
      sum += weight * nodeHeight(column * NODES_PER_CELL + a * step, row * NODES_PER_CELL + b * step);
    }
  return Math.round((sum / (parts * parts)) * 100) / 100;
}

function makeCorners(): Corners {
  const size = COLUMNS * ROWS;
  const land: Landscape = {
    columns: COLUMNS,
    rows: ROWS,
    height: new Float64Array(size),
    uplift: new Float64Array(size),
    erodibility: new Float64Array(size),
    isOutlet: new Uint8Array(size),
  };
  const floor = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    const column = at % COLUMNS;
    const row = (at - column) / COLUMNS;
    const { x, y } = kilometres((DOMAIN.west + column) / 120, (DOMAIN.south + row) / 120);
    const form = landformAt(x, y);
    const isWater = form.height < 0;
    floor[at] = form.height;
    // Rivers end at the sea, and in the west where the lattice ends, at a large river.
    land.isOutlet[at] = isWater || column === 0 ? 1 : 0;
    land.height[at] = isWater ? 0 : column === 0 ? 135 : form.height;
    land.uplift[at] = form.uplift;
    land.erodibility[at] = form.erodibility;
  }
  erode(land, EROSION_STEPS);
  for (let at = 0; at < size; at++) {
    const lowest = 0.8;
    land.height[at] = floor[at] < 0 ? floor[at] : Math.max(lowest, land.height[at]);
  }
  return { height: land.height, roughness: roughnessOf(land.height) };
}

/** How high the detail between the corners stands, metres: more where the ground is steep. */
function roughnessOf(height: Float64Array): Float64Array {
  const roughness = new Float64Array(height.length);
  for (let row = 1; row < ROWS - 1; row++)
    for (let column = 1; column < COLUMNS - 1; column++) {
      const at = row * COLUMNS + column;
      const dx = height[at + 1] - height[at - 1];
      const dy = height[at + COLUMNS] - height[at - COLUMNS];
      const slope = Math.sqrt(dx * dx + dy * dy);
      roughness[at] = height[at] < 0 ? 0.4 : Math.min(60, 1.2 + 0.13 * slope);
    }
  return roughness;
}

/** Fractal detail, about −1 to 1, with spurs and gullies; x and y in cells. */
function detailAt(x: number, y: number): number {
  return (
    0.5 * ridges(x / 1.4, y / 1.4, 31) +
    0.28 * ridges(x / 0.66 + 0.3, y / 0.66, 32) +
    0.17 * noise(x / 0.37, y / 0.37, 33) +
    0.1 * noise(x / 0.21, y / 0.21, 34)
  );
}

/** Cubic convolution (Keys 1981) between the corners of the cells. */
function cubic(values: Float64Array, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x), 1), COLUMNS - 3);
  const row = Math.min(Math.max(Math.floor(y), 1), ROWS - 3);
  const t = Math.min(1, Math.max(0, x - column));
  const u = Math.min(1, Math.max(0, y - row));
  let sum = 0;
  for (let b = -1; b <= 2; b++) {
    const at = (row + b) * COLUMNS + column;
    sum += keys(u - b) * keysRow(values[at - 1], values[at], values[at + 1], values[at + 2], t);
  }
  return sum;
}

function keysRow(before: number, from: number, to: number, after: number, t: number): number {
  const slope = (to - before) / 2;
  const end = (after - from) / 2;
  const rise = to - from;
  return from + t * (slope + t * (3 * rise - 2 * slope - end + t * (slope + end - 2 * rise)));
}

function keys(distance: number): number {
  const d = Math.abs(distance);
  if (d >= 2) return 0;
  return d < 1 ? 1 + d * d * (1.5 * d - 2.5) : 2 + d * (-4 + d * (2.5 - 0.5 * d));
}

function linear(values: Float64Array, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x), 0), COLUMNS - 2);
  const row = Math.min(Math.max(Math.floor(y), 0), ROWS - 2);
  const t = Math.min(1, Math.max(0, x - column));
  const u = Math.min(1, Math.max(0, y - row));
  const at = row * COLUMNS + column;
  const south = values[at] + t * (values[at + 1] - values[at]);
  const north = values[at + COLUMNS] + t * (values[at + COLUMNS + 1] - values[at + COLUMNS]);
  return south + u * (north - south);
}
