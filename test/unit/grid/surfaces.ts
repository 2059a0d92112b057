/** Helpers of the gridding tests: seeded numbers, and the discrete equation written a second time, by the book. */

/** Seeded numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export interface Surface {
  readonly nx: number;
  readonly ny: number;
  readonly values: Float64Array;
}

/**
 * Smith & Wessel's equation at every node, left side, with the two rows of helper nodes written out as GMT does
 * (equations ), instead of eliminated as the library does.
 */
export function freeEquation(
  { nx, ny, values }: Surface,
  alpha: number,
  tension: number,
  edgeTension: number,
): Float64Array {
  const w = nx + 4;
  const u = new Float64Array(w * (ny + 4));
  const at = (i: number, j: number): number => (j + 2) * w + i + 2;
  for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) u[at(i, j)] = values[j * nx + i];
  const a2 = alpha * alpha;
  const b = edgeTension;
  for (let i = 0; i < nx; i++) {
    for (const [j, s] of [
      [0, -1],
      [ny - 1, 1],
    ]) {
      const whole = 2 * alpha * (1 - b) + b;
      u[at(i, j + s)] =
        (4 * alpha * (1 - b) * u[at(i, j)] + (b - 2 * alpha * (1 - b)) * u[at(i, j - s)]) / whole;
    }
  }
  for (let j = 0; j < ny; j++) {
    for (const [i, s] of [
      [0, -1],
      [nx - 1, 1],
    ]) {
      u[at(i + s, j)] = (4 * (1 - b) * u[at(i, j)] + (3 * b - 2) * u[at(i - s, j)]) / (2 - b);
    }
  }
  for (const [i, s] of [
    [0, -1],
    [nx - 1, 1],
  ]) {
    for (const [j, t] of [
      [0, -1],
      [ny - 1, 1],
    ]) {
      u[at(i + s, j + t)] = u[at(i - s, j + t)] + u[at(i + s, j - t)] - u[at(i - s, j - t)];
    }
  }
  const curvature = (i: number, j: number): number =>
    u[at(i - 1, j)] +
    u[at(i + 1, j)] -
    2 * u[at(i, j)] +
    a2 * (u[at(i, j - 1)] + u[at(i, j + 1)] - 2 * u[at(i, j)]);
  // ∂C/∂n = 0: the outermost helper makes the curvature one step outside equal to that one step inside.
  for (let i = 0; i < nx; i++) {
    for (const [j, s] of [
      [0, -1],
      [ny - 1, 1],
    ]) {
      u[at(i, j + 2 * s)] = 0;
      u[at(i, j + 2 * s)] = (curvature(i, j - s) - curvature(i, j + s)) / a2;
    }
  }
  for (let j = 0; j < ny; j++) {
    for (const [i, s] of [
      [0, -1],
      [nx - 1, 1],
    ]) {
      u[at(i + 2 * s, j)] = 0;
      u[at(i + 2 * s, j)] = curvature(i - s, j) - curvature(i + s, j);
    }
  }
  const left = new Float64Array(nx * ny);
  for (let j = 0; j < ny; j++) {
    for (let i = 0; i < nx; i++) {
      const c = curvature(i, j);
      const bend =
        curvature(i - 1, j) +
        curvature(i + 1, j) -
        2 * c +
        a2 * (curvature(i, j - 1) + curvature(i, j + 1) - 2 * c);
      left[j * nx + i] = (1 - tension) * bend - tension * c;
    }
  }
  return left;
}

export function rms(values: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * values[k];
  return Math.sqrt(sum / values.length);
}

export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) most = Math.max(most, Math.abs(values[k]));
  return most;
}

export function difference(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: a.length }, (_, k) => a[k] - b[k]);
}

/** Points of a smooth field of `bodies` bumps in the unit square times `width`. */
export function bumpyPoints(
  seed: number,
  count: number,
  width: number,
  height: number = width,
): { x: Float64Array; y: Float64Array; values: Float64Array } {
  const random = seeded(seed);
  const bumps = Array.from({ length: 12 }, () => [
    random(),
    random(),
    0.1 + 0.2 * random(),
    60 * (random() - 0.5),
  ]);
  const [x, y, values] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let k = 0; k < count; k++) {
    const [s, t] = [random(), random()];
    x[k] = s * width;
    y[k] = t * height;
    for (const [a, b, w, h] of bumps) values[k] += h / (1 + ((s - a) ** 2 + (t - b) ** 2) / (w * w)) ** 1.5;
  }
  return { x, y, values };
}
