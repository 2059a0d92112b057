/**
 * Smooth noise over the plane, −1 to 1, by gradients on a square lattice (Perlin 2002, "Improving noise", with four
 * more directions). Only sums and products of doubles and whole-number hashes: every machine gives the same bits.
 *
 * @param x - in lattice cells
 * @param y - in lattice cells
 * @param seed - whole number; another seed, another noise
 */
export function noise(x: number, y: number, seed: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const dx = x - column;
  const dy = y - row;
  const fx = fade(dx);
  const fy = fade(dy);
  const south = gradient(column, row, seed, dx, dy);
  const north = gradient(column, row + 1, seed, dx, dy - 1);
  const low = south + fx * (gradient(column + 1, row, seed, dx - 1, dy) - south);
  const high = north + fx * (gradient(column + 1, row + 1, seed, dx - 1, dy - 1) - north);
  return low + fy * (high - low);
}

/** A sum of octaves of noise, each of half the wavelength and half the height of the one before; about −1 to 1. */
export function fractal(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave++) {
    sum += noise(x * scale, y * scale, seed + 101 * octave) / scale;
    scale *= 2;
  }
  return sum;
}

/** Noise with sharp crests and round hollows, −1 to 1. */
export function ridges(x: number, y: number, seed: number): number {
  return 1 - 3 * Math.abs(noise(x, y, seed));
}

/** From 0 at `start` to 1 at `end` (which may be the smaller one), level at both ends. */
export function rise(value: number, start: number, end: number): number {
  const t = Math.min(1, Math.max(0, (value - start) / (end - start)));
  return t * t * (3 - 2 * t);
}

/** A bell of height 1: exactly 0 from `width` on, on either side. */
export function bell(value: number, width: number): number {
  const t = 1 - (value / width) * (value / width);
  return t > 0 ? t * t : 0;
}

function fade(t: number): number {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

function gradient(column: number, row: number, seed: number, dx: number, dy: number): number {
  let hash = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  const along = hash & 1 ? dx : -dx;
  const across = hash & 2 ? dy : -dy;
  // Eight directions: two diagonals each way, and the axes.
  if (hash & 4) return along + across;
  return Math.SQRT2 * (hash & 8 ? along : across);
}
