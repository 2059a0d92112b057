import { dot } from "../core/dot.js";
import { shuffled } from "../core/random.js";
import { mirrorKernel, PLACE } from "./equivalent-sources-mirror.js";
import type { Covariance } from "./equivalent-sources-neighbours.js";
import { type IterationLimits, type SourceSolution, solveDense } from "./equivalent-sources-solve.js";

/**
 * Gradient-boosted equivalent sources: square windows that overlap by half, in a random order; the sources of each are
 * fitted to what the windows before it have left of the values. Time grows with the square of the number of points, memory
 * in proportion to it. It does not converge to the solution of all equations, but comes close where a window is many
 * source depths wide.
 *
 * @param x - metres
 * @param y - metres
 * @param windowSize - side of a window, metres
 * @returns the strengths; `iterations` are windows, and `residual` is the rms of value less field over that of the values
 *
 * Source: Soler & Uieda (2021), Gradient-boosted equivalent sources, Geophys. J. Int. 227, 1768–1783, section 2.3.
 */
export function solveByWindows(
  covariance: Covariance,
  x: Float64Array,
  y: Float64Array,
  values: Float64Array,
  windowSize: number,
  { signal, told }: Pick<IterationLimits, "signal" | "told">,
): SourceSolution {
  const { kernel, places, scale, noise } = covariance;
  const strengths = new Float64Array(values.length);
  const left = values.slice();
  const pick = (column: Float64Array, members: readonly number[], width = 1): Float64Array =>
    Float64Array.from({ length: width * members.length }, (_, i) => {
      return column[width * members[Math.floor(i / width)] + (i % width)];
    });
  const windows = windowsOf(x, y, windowSize);
  for (const [done, w] of shuffled(windows.length).entries()) {
    signal?.throwIfAborted();
    const members = windows[w];
    const part = { kernel, places: pick(places, members, PLACE), scale, noise: pick(noise, members) };
    const found = solveDense(part, pick(left, members));
    if (Number.isNaN(found.residual)) return { strengths, iterations: done, residual: Number.NaN };
    for (const [i, k] of members.entries()) strengths[k] += found.strengths[i];
    for (let k = 0; k < left.length; k++) {
      let sum = 0;
      for (let i = 0; i < members.length; i++)
        sum += found.strengths[i] * mirrorKernel(kernel, places, k, part.places, i);
      left[k] -= scale * sum;
    }
    told?.((done + 1) / windows.length);
  }
  const size = Math.sqrt(dot(values, values)) || 1;
  return { strengths, iterations: windows.length, residual: Math.sqrt(dot(left, left)) / size, left };
}

/** The points of each window that has any; windows start at every half of their side. */
function windowsOf(x: Float64Array, y: Float64Array, size: number): number[][] {
  const windows = new Map<string, number[]>();
  for (let k = 0; k < x.length; k++) {
    const [column, row] = [Math.floor((2 * x[k]) / size), Math.floor((2 * y[k]) / size)];
    for (const key of [0, 1, 2, 3].map((q) => `${column - (q & 1)} ${row - (q >> 1)}`)) {
      const members = windows.get(key);
      if (members) members.push(k);
      else windows.set(key, [k]);
    }
  }
  return [...windows.values()];
}
