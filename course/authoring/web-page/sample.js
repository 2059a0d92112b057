// Values of a grid between its nodes: the same surface that the map sheets show.

/**
 * A function of a position: cubic convolution (Keys 1981, a = −1/2), missing neighbours on the straight line through
 * the known ones; NaN where less than half of the place belongs to known nodes, and outside the region.
 */
export function gridSampler({ x0, dx, columns, y0, dy, rows, region, values }) {
  const [west, east, south, north] = region;
  const at = (column, row) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? Number.NaN : values[row * columns + column];
  const known = (column, row) => (Number.isNaN(at(column, row)) ? 0 : 1);
  const along = (column, row, t) =>
    cubic(at(column - 1, row), at(column, row), at(column + 1, row), at(column + 2, row), t);
  return (x, y) => {
    if (!(x >= west - 1e-9 * dx && x <= east + 1e-9 * dx)) return Number.NaN;
    if (!(y >= south - 1e-9 * dy && y <= north + 1e-9 * dy)) return Number.NaN;
    const column = within(Math.floor((x - x0) / dx), 0, columns - 2);
    const row = within(Math.floor((y - y0) / dy), 0, rows - 2);
    const t = (x - x0) / dx - column;
    const s = (y - y0) / dy - row;
    const [a, b] = [within(t, 0, 1), within(s, 0, 1)];
    const part =
      (1 - b) * ((1 - a) * known(column, row) + a * known(column + 1, row)) +
      b * ((1 - a) * known(column, row + 1) + a * known(column + 1, row + 1));
    if (part < 0.5) return Number.NaN;
    return cubic(
      along(column, row - 1, t),
      along(column, row, t),
      along(column, row + 1, t),
      along(column, row + 2, t),
      s,
    );
  };
}

/** Cubic convolution between b (t = 0) and c (t = 1). */
function cubic(a, b, c, d, t) {
  const second = Number.isNaN(b) ? onwards(d, c) : b;
  const third = Number.isNaN(c) ? onwards(a, b) : c;
  const first = Number.isNaN(a) ? 2 * second - third : a;
  const fourth = Number.isNaN(d) ? 2 * third - second : d;
  const slope = (third - first) / 2;
  const nextSlope = (fourth - second) / 2;
  if (t < 0) return second + t * slope;
  if (t > 1) return third + (t - 1) * nextSlope;
  const rise = third - second;
  return second + t * (slope + t * (3 * rise - 2 * slope - nextSlope + t * (slope + nextSlope - 2 * rise)));
}

function onwards(beforeLast, last) {
  return Number.isNaN(beforeLast) ? last : 2 * last - beforeLast;
}

/**
 * Sigma at a position, straight between the four nodes around: a curve through them could fall below zero. NaN where a
 * node that counts has none.
 */
export function sigmaAt({ x0, dx, columns, y0, dy, rows, sigma }, x, y) {
  const u = within((x - x0) / dx, 0, columns - 1);
  const v = within((y - y0) / dy, 0, rows - 1);
  const column = within(Math.floor(u), 0, columns - 2);
  const row = within(Math.floor(v), 0, rows - 2);
  let sum = 0;
  for (const [i, weightX] of [
    [column, 1 - (u - column)],
    [column + 1, u - column],
  ]) {
    for (const [j, weightY] of [
      [row, 1 - (v - row)],
      [row + 1, v - row],
    ]) {
      if (weightX * weightY > 0) sum += weightX * weightY * sigma[j * columns + i];
    }
  }
  return sum;
}

/** A number, or the limit that it passes. */
export function within(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/** The same grid with a quarter of the nodes, each the mean of four. */
export function halved(grid) {
  const [columns, rows] = [Math.ceil(grid.columns / 2), Math.ceil(grid.rows / 2)];
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [sum, count] = [0, 0];
      for (let j = 2 * row; j < Math.min(2 * row + 2, grid.rows); j++) {
        for (let i = 2 * column; i < Math.min(2 * column + 2, grid.columns); i++) {
          const value = grid.values[j * grid.columns + i];
          if (!Number.isNaN(value)) {
            sum += value;
            count++;
          }
        }
      }
      values[row * columns + column] = count === 0 ? Number.NaN : sum / count;
    }
  }
  return {
    ...grid,
    ...{ columns, rows, values, dx: 2 * grid.dx, dy: 2 * grid.dy },
    ...{ x0: grid.x0 + grid.dx / 2, y0: grid.y0 + grid.dy / 2 },
  };
}
