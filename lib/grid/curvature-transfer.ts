/**
 * Ways between a grid and the next coarser one, whose nodes are every second node of it. Where the finer grid
 * has an even number of nodes, the coarser one ends half a coarse spacing beyond it.
 */

/** Nodes of the coarser grid along an axis. */
export function coarserLength(length: number): number {
  return Math.ceil((length - 1) / 2) + 1;
}

/**
 * Adds the coarse grid's values to the fine grid, by cubic interpolation in x and y (straight on beyond the
 * edge). `u` is `ny × nx`, `coarse` is `coarserLength(ny) × coarserLength(nx)`.
 */
export function addInterpolated(coarse: Float64Array, u: Float64Array, nx: number, ny: number): void {
  const mx = coarserLength(nx);
  const my = coarserLength(ny);
  const line = new Float64Array(mx);
  for (let j = 0; j < ny; j++) {
    const jc = j >> 1;
    if (j & 1) middleLine(coarse, mx, my, jc, line);
    else for (let i = 0; i < mx; i++) line[i] = coarse[jc * mx + i];
    const base = j * nx;
    for (let i = 0; i < nx; i += 2) u[base + i] += line[i >> 1];
    const before = 2 * line[0] - line[1];
    const after = 2 * line[mx - 1] - line[mx - 2];
    for (let i = 1; i < nx; i += 2) {
      const ic = i >> 1;
      const left = ic > 0 ? line[ic - 1] : before;
      const right = ic + 2 < mx ? line[ic + 2] : after;
      u[base + i] += 0.5625 * (line[ic] + line[ic + 1]) - 0.0625 * (left + right);
    }
  }
}

/** The line half-way between coarse rows `jc` and `jc + 1`. */
function middleLine(coarse: Float64Array, mx: number, my: number, jc: number, line: Float64Array): void {
  const low = jc * mx;
  const high = low + mx;
  for (let i = 0; i < mx; i++) {
    const a = coarse[low + i];
    const b = coarse[high + i];
    const before = jc > 0 ? coarse[low - mx + i] : 2 * a - b;
    const after = jc + 2 < my ? coarse[high + mx + i] : 2 * b - a;
    line[i] = 0.5625 * (a + b) - 0.0625 * (before + after);
  }
}

/**
 * Averages the fine grid's values about each coarse node (weights 1/4, 1/2, 1/4 in x and y; at an edge, what
 * lies inside counts for all), times `factor`.
 */
export function averaged(
  r: Float64Array,
  nx: number,
  ny: number,
  coarse: Float64Array,
  factor: number,
): void {
  const mx = coarserLength(nx);
  const my = coarserLength(ny);
  const line = new Float64Array(nx);
  for (let jc = 0; jc < my; jc++) {
    const j = 2 * jc;
    const [below, middle, above] = weights(j, ny);
    // A row that does not exist has weight zero; any other row may stand in for it.
    const low = (j > 0 ? j - 1 : j) * nx;
    const centre = Math.min(j, ny - 1) * nx;
    const high = Math.min(j + 1, ny - 1) * nx;
    for (let i = 0; i < nx; i++) line[i] = below * r[low + i] + middle * r[centre + i] + above * r[high + i];
    const to = jc * mx;
    for (let ic = 1; 2 * ic < nx - 1; ic++) {
      coarse[to + ic] = factor * (0.25 * (line[2 * ic - 1] + line[2 * ic + 1]) + 0.5 * line[2 * ic]);
    }
    coarse[to] = (factor * (2 * line[0] + line[1])) / 3;
    coarse[to + mx - 1] = factor * (nx % 2 === 0 ? line[nx - 1] : (2 * line[nx - 1] + line[nx - 2]) / 3);
  }
}

/** Weights of the rows `index - 1`, `index`, `index + 1`. */
function weights(index: number, length: number): readonly [number, number, number] {
  if (index === 0) return [0, 2 / 3, 1 / 3];
  if (index < length - 1) return [0.25, 0.5, 0.25];
  return index === length - 1 ? [1 / 3, 2 / 3, 0] : [1, 0, 0];
}
