/**
 * Ways between a grid and the next coarser one, whose nodes are every second node of it. Where the finer grid
 * has an even number of nodes, the coarser one ends half a coarse spacing beyond it.
 */

/** Nodes of the coarser grid along an axis. */
export function coarserLength(length: number): number {
  return Math.ceil((length - 1) / 2) + 1;
}

/**
 * Adds the coarse grid's values to the rows `from` to `to - 1` of the fine grid, by cubic interpolation in x and y
 * (straight on beyond the edge). `u` is `ny × nx`, `coarse` is `coarserLength(ny) × coarserLength(nx)`.
 */
export function addInterpolated(
  coarse: Float64Array,
  u: Float64Array,
  nx: number,
  ny: number,
  from = 0,
  to: number = ny,
): void {
  const mx = coarserLength(nx);
  const my = coarserLength(ny);
  const line = new Float64Array(mx);
  for (let j = from; j < to; j++) {
    const jc = j >> 1;
    if (j & 1) middleLine(coarse, mx, my, jc, line);
    else line.set(coarse.subarray(jc * mx, (jc + 1) * mx));
    addLine(line, mx, u, j * nx, nx);
  }
}

/** Adds a line of the coarse grid's columns to a row of the fine grid. */
function addLine(line: Float64Array, mx: number, u: Float64Array, base: number, nx: number): void {
  for (let i = 0, ic = 0; i < nx; i += 2, ic++) u[base + i] += line[ic];
  const between = (ic: number): number => {
    const left = ic > 0 ? line[ic - 1] : 2 * line[0] - line[1];
    const right = ic + 2 < mx ? line[ic + 2] : 2 * line[mx - 1] - line[mx - 2];
    return 0.5625 * (line[ic] + line[ic + 1]) - 0.0625 * (left + right);
  };
  const last = (nx >> 1) - 1; // between the last two columns that the fine grid reaches
  u[base + 1] += between(0);
  if (last > 0) u[base + 2 * last + 1] += between(last);
  for (let ic = 1, i = base + 3; ic < last; ic++, i += 2) {
    u[i] += 0.5625 * (line[ic] + line[ic + 1]) - 0.0625 * (line[ic - 1] + line[ic + 2]);
  }
}

/** The line half-way between coarse rows `jc` and `jc + 1`. */
function middleLine(coarse: Float64Array, mx: number, my: number, jc: number, line: Float64Array): void {
  const low = jc * mx;
  const high = low + mx;
  if (jc > 0 && jc + 2 < my) {
    for (let i = 0; i < mx; i++) {
      line[i] =
        0.5625 * (coarse[low + i] + coarse[high + i]) -
        0.0625 * (coarse[low - mx + i] + coarse[high + mx + i]);
    }
    return;
  }
  for (let i = 0; i < mx; i++) {
    const a = coarse[low + i];
    const b = coarse[high + i];
    const before = jc > 0 ? coarse[low - mx + i] : 2 * a - b;
    const after = jc + 2 < my ? coarse[high + mx + i] : 2 * b - a;
    line[i] = 0.5625 * (a + b) - 0.0625 * (before + after);
  }
}

/**
 * Averages the fine grid's values about each coarse node of the rows `from` to `to - 1` (weights 1/4, 1/2, 1/4 in x and
 * y; at an edge, what lies inside counts for all), times `factor`.
 *
 * @param fineRow - writes a row of the fine grid into the given buffer; it is asked for rows in ascending order
 */
export function averaged(
  fineRow: (j: number, row: Float64Array) => void,
  nx: number,
  ny: number,
  coarse: Float64Array,
  factor: number,
  from = 0,
  to: number = coarserLength(ny),
): void {
  const mx = coarserLength(nx);
  const line = new Float64Array(nx);
  const rows = [new Float64Array(nx), new Float64Array(nx), new Float64Array(nx)];
  let made = Math.max(0, 2 * from - 1);
  for (let jc = from; jc < to; jc++) {
    const j = 2 * jc;
    const [below, middle, above] = weights(j, ny);
    for (; made <= Math.min(j + 1, ny - 1); made++) fineRow(made, rows[made % 3]);
    // A row that does not exist has weight zero; any other row may stand in for it.
    const low = rows[(j > 0 ? j - 1 : j) % 3];
    const centre = rows[Math.min(j, ny - 1) % 3];
    const high = rows[Math.min(j + 1, ny - 1) % 3];
    for (let i = 0; i < nx; i++) line[i] = below * low[i] + middle * centre[i] + above * high[i];
    const start = jc * mx;
    for (let ic = 1; 2 * ic < nx - 1; ic++) {
      coarse[start + ic] = factor * (0.25 * (line[2 * ic - 1] + line[2 * ic + 1]) + 0.5 * line[2 * ic]);
    }
    coarse[start] = (factor * (2 * line[0] + line[1])) / 3;
    coarse[start + mx - 1] = factor * (nx % 2 === 0 ? line[nx - 1] : (2 * line[nx - 1] + line[nx - 2]) / 3);
  }
}

/** Weights of the rows `index - 1`, `index`, `index + 1`. */
function weights(index: number, length: number): readonly [number, number, number] {
  if (index === 0) return [0, 2 / 3, 1 / 3];
  if (index < length - 1) return [0.25, 0.5, 0.25];
  return index === length - 1 ? [1 / 3, 2 / 3, 0] : [1, 0, 0];
}
