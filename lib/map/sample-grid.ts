import { type Grid, gridRegion, gridSpacing, makeGrid } from "../core/grid.js";

/**
 * A function that reads a grid between its samples, smoothly: cubic convolution (Keys 1981, a = −1/2) along x,
 * then along y. It gives the sample itself at every sample. At the grid's rim and at holes the missing
 * neighbour is put on the straight line through the two known ones, so the surface runs on without a kink.
 *
 * A place is a hole where less than half of it belongs to known samples (weights of bilinear interpolation), so
 * the rim of a hole runs half-way between known and unknown samples, without steps; and outside the region.
 *
 * @param grid - the grid
 * @returns function of a position in the grid's coordinates; NaN in holes and outside
 */
export function gridSampler(grid: Grid): (x: number, y: number) => number {
  const { x: axisX, y: axisY, values } = grid;
  const columns = axisX.length;
  const rows = axisY.length;
  const [dx, dy] = [gridSpacing(axisX), gridSpacing(axisY)];
  const [west, east, south, north] = gridRegion(grid);
  const at = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= columns || row >= rows ? Number.NaN : values[row * columns + column];
  const alongRow = (column: number, row: number, t: number): number =>
    cubic(at(column - 1, row), at(column, row), at(column + 1, row), at(column + 2, row), t);
  const known = (column: number, row: number): number => (Number.isFinite(at(column, row)) ? 1 : 0);
  const knownPart = (column: number, row: number, s: number, t: number): number =>
    (1 - t) * ((1 - s) * known(column, row) + s * known(column + 1, row)) +
    t * ((1 - s) * known(column, row + 1) + s * known(column + 1, row + 1));
  // Positions at the region's edge may miss it by a rounding error.
  const [slackX, slackY] = [1e-9 * dx, 1e-9 * dy];
  return (x, y) => {
    if (x < west - slackX || x > east + slackX || y < south - slackY || y > north + slackY) return Number.NaN;
    const u = (x - axisX[0]) / dx;
    const v = (y - axisY[0]) / dy;
    const column = clamp(Math.floor(u), columns - 2);
    const row = clamp(Math.floor(v), rows - 2);
    const t = u - column;
    if (knownPart(column, row, clamp(t, 1), clamp(v - row, 1)) < 0.5) return Number.NaN;
    return cubic(
      alongRow(column, row - 1, t),
      alongRow(column, row, t),
      alongRow(column, row + 1, t),
      alongRow(column, row + 2, t),
      v - row,
    );
  };
}

/**
 * The values of {@link gridSampler} on a net of columns and rows, in much less time: what lies along a row of the grid
 * is worked out once for all rows of the net that need it.
 *
 * @param grid - the grid
 * @param x - positions of the net's columns
 * @param y - positions of the net's rows, in ascending or in descending order
 * @returns the values, row by row in the order of `y`; NaN in holes and outside
 */
export function resampleGrid(grid: Grid, x: Float64Array, y: Float64Array): Float64Array {
  const { values } = grid;
  const [columns, rows] = [grid.x.length, grid.y.length];
  const [alongX, alongY] = [netPlaces(grid.x, x, grid.registration), netPlaces(grid.y, y, grid.registration)];
  const along = rowReader(grid, alongX);
  const known = (sample: number): number => (Number.isFinite(values[sample]) ? 1 : 0);
  const isWhole = values.every(Number.isFinite);
  const result = new Float64Array(x.length * y.length);
  for (let j = 0; j < y.length; j++) {
    const [row, v] = [alongY.first[j], alongY.part[j]];
    const [below, first, second, above] = [row - 1, row, row + 1, row + 2].map((r) =>
      along(r >= 0 && r < rows ? r : -1),
    );
    const vIn = clamp(v, 1);
    for (let i = 0; i < x.length; i++) {
      const sw = row * columns + alongX.first[i];
      const s = clamp(alongX.part[i], 1);
      const knownPart = isWhole
        ? 1
        : (1 - vIn) * ((1 - s) * known(sw) + s * known(sw + 1)) +
          vIn * ((1 - s) * known(sw + columns) + s * known(sw + columns + 1));
      const hole = knownPart < 0.5 || Number.isNaN(alongX.part[i]) || Number.isNaN(v);
      result[j * x.length + i] = hole ? Number.NaN : cubic(below[i], first[i], second[i], above[i], v);
    }
  }
  return result;
}

/** For each position of a net the sample before it, and how far on it lies; NaN outside the region. */
function netPlaces(
  axis: Float64Array,
  positions: Float64Array,
  registration: Grid["registration"],
): { first: Int32Array; part: Float64Array } {
  const spacing = gridSpacing(axis);
  const beyond = (registration === "pixel" ? 0.5 : 0) + 1e-9;
  const first = new Int32Array(positions.length);
  const part = positions.map((position, i) => {
    const u = (position - axis[0]) / spacing;
    first[i] = clamp(Math.floor(u), axis.length - 2);
    return u < -beyond || u > axis.length - 1 + beyond ? Number.NaN : u - first[i];
  });
  return { first, part };
}

/** A grid's row read at the columns of a net; the last few rows are remembered. Row −1 is a row of nothing. */
function rowReader(
  { x, values }: Grid,
  { first, part }: { first: Int32Array; part: Float64Array },
): (row: number) => Float64Array {
  const columns = x.length;
  const remembered = new Map<number, Float64Array>([[-1, new Float64Array(first.length).fill(Number.NaN)]]);
  const at = (row: number, column: number): number =>
    column < 0 || column >= columns ? Number.NaN : values[row * columns + column];
  return (row) => {
    const known = remembered.get(row);
    if (known !== undefined) return known;
    const read = part.map((t, i) => {
      const column = first[i];
      return cubic(at(row, column - 1), at(row, column), at(row, column + 1), at(row, column + 2), t);
    });
    for (const old of remembered.keys()) if (old >= 0 && Math.abs(old - row) > 4) remembered.delete(old);
    remembered.set(row, read);
    return read;
  };
}

/**
 * The grid on a finer net over the same region, for display: each spacing is divided so often that at least
 * `columns` samples lie along x or along y. The net has gridline registration. A grid that is as fine as that stays as
 * it is; one of pixels only where it is three times as fine, so that the half cells at its rim cannot be seen.
 */
export function finerGrid(grid: Grid, columns: number): Grid {
  const [west, east, south, north] = gridRegion(grid);
  const cellsX = (east - west) / gridSpacing(grid.x);
  const cellsY = (north - south) / gridSpacing(grid.y);
  const most = Math.max(cellsX, cellsY);
  if (most >= (grid.registration === "gridline" ? 1 : 3) * columns) return grid;
  // An even number keeps the nearest-sample rule for holes symmetric.
  const parts = Math.max(2, Math.min(16, 2 * Math.ceil(columns / most / 2)));
  const x = axis(west, east, Math.round(cellsX * parts));
  const y = axis(south, north, Math.round(cellsY * parts));
  const values = resampleGrid(grid, x, y);
  return makeGrid({ x, y, values, crs: grid.crs, name: grid.name, units: grid.units });
}

function axis(start: number, end: number, cells: number): Float64Array {
  return Float64Array.from({ length: cells + 1 }, (_, i) => start + ((end - start) * i) / cells);
}

/** Cubic convolution between b (t = 0) and c (t = 1); missing values are filled in from the known ones. */
function cubic(a: number, b: number, c: number, d: number, t: number): number {
  const second = Number.isFinite(b) ? b : onwards(d, c);
  const third = Number.isFinite(c) ? c : onwards(a, b);
  const first = Number.isFinite(a) ? a : 2 * second - third;
  const fourth = Number.isFinite(d) ? d : 2 * third - second;
  const slope = (third - first) / 2;
  const nextSlope = (fourth - second) / 2;
  // Pixel registration reaches half a cell beyond the outer samples: straight on from there.
  if (t < 0) return second + t * slope;
  if (t > 1) return third + (t - 1) * nextSlope;
  const rise = third - second;
  return second + t * (slope + t * (3 * rise - 2 * slope - nextSlope + t * (slope + nextSlope - 2 * rise)));
}

/** One step beyond `last`, on the line from the sample before it, where that one is known. */
function onwards(beforeLast: number, last: number): number {
  return Number.isFinite(beforeLast) ? 2 * last - beforeLast : last;
}

function clamp(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}
