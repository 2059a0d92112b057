import { type Grid, gridRegion, gridSpacing } from "./grid.js";

/** Positions at which something is asked for. */
export interface Positions {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Values of a grid between its samples, by cubic convolution (Keys 1981, a = -1/2) over the 4 × 4 samples
 * around. It goes through the samples, is smooth, and exact for planes; towards an edge the grid is taken to go
 * straight on.
 *
 * @param grid - the grid
 * @param positions - x and y in the grid's own coordinates
 * @returns one value a position; NaN outside the grid's region, next to a NaN sample, and for a NaN position
 *
 * @example
 * const grid = makeGrid({
 *   x: Float64Array.of(0, 1, 2), y: Float64Array.of(0, 1), values: Float64Array.of(0, 1, 2, 10, 11, 12),
 *   crs: "plane", name: "height_m", units: "m",
 * });
 * sampleGrid(grid, { x: Float64Array.of(1.5, 3), y: Float64Array.of(0.5, 0) }); // => Float64Array.of(6.5, NaN)
 */
export function sampleGrid(grid: Grid, positions: Positions): Float64Array {
  const { x, y, values } = grid;
  const [nx, ny] = [x.length, y.length];
  const [west, east, south, north] = gridRegion(grid);
  const [dx, dy] = [gridSpacing(x), gridSpacing(y)];
  const [toleranceX, toleranceY] = [1e-9 * dx, 1e-9 * dy];
  const [wx, wy] = [new Float64Array(4), new Float64Array(4)];
  const out = new Float64Array(positions.x.length).fill(Number.NaN);
  for (let k = 0; k < out.length; k++) {
    const [px, py] = [positions.x[k], positions.y[k]];
    const inX = px >= west - toleranceX && px <= east + toleranceX;
    const inY = py >= south - toleranceY && py <= north + toleranceY;
    if (!inX || !inY) continue;
    const i = cubicWeights((px - x[0]) / dx, nx, wx);
    const j = cubicWeights((py - y[0]) / dy, ny, wy);
    let sum = 0;
    for (let b = 0; b < 4; b++) {
      for (let a = 0; a < 4; a++) {
        const weight = wx[a] * wy[b];
        if (weight !== 0) sum += weight * values[(j + b) * nx + i + a];
      }
    }
    out[k] = sum;
  }
  return out;
}

/** Fills the weights of four neighbouring samples and returns the first one's index (-1 at the lower edge). */
function cubicWeights(position: number, length: number, weights: Float64Array): number {
  const cell = Math.max(0, Math.min(length - 2, Math.floor(position)));
  const t = position - cell;
  weights[0] = ((2 - t) * t - 1) * t * 0.5;
  weights[1] = (3 * t - 5) * t * t * 0.5 + 1;
  weights[2] = ((4 - 3 * t) * t + 1) * t * 0.5;
  weights[3] = (t - 1) * t * t * 0.5;
  if (t < 0 || t > 1) weights.set([0, 1 - t, t, 0]); // half a pixel beyond the outer samples
  if (cell === 0) {
    weights[1] += 2 * weights[0];
    weights[2] -= weights[0];
    weights[0] = 0;
  }
  if (cell === length - 2) {
    weights[2] += 2 * weights[3];
    weights[1] -= weights[3];
    weights[3] = 0;
  }
  return cell - 1;
}
