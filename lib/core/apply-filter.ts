import { ArgumentError } from "./errors.js";
import { fourierTransform2d } from "./fourier.js";
import { type Grid, gridSpacing, makeGrid } from "./grid.js";

/** A complex number. */
export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/**
 * What a filter does to a wave: the factor by which the wave exp(i(kx·x + ky·y)) is multiplied. Wavenumbers are in
 * radians a metre, 2π / wavelength; `k` is √(kx² + ky²).
 */
export type TransferFunction = (kx: number, ky: number, k: number) => number | Complex;

/** Options of {@link applyFilter}. */
export interface ApplyFilterOptions {
  /** Metres in one unit of the grid's coordinates; default 1 each. {@link metresPerGridUnit} knows it for degrees. */
  readonly metresPerUnit?: { readonly x: number; readonly y: number };
  /** How far the grid is continued beyond its edges before it is transformed, as a part of its size; default 0.5. */
  readonly padding?: number;
}

/**
 * Multiplies each wave of a grid by a transfer function: F⁻¹[ transfer(kx, ky) · F[values] ].
 *
 * A Fourier transform takes a grid as one tile of an endless floor. So that east and west, north and south meet
 * without a step, the grid is continued by its own mirror images, which fade into each other half way. Within a few
 * wavelengths of the edges the answer is still a guess: that is in the nature of it.
 *
 * @param grid - without gaps
 * @param transfer - see {@link TransferFunction}; at wavenumber 0 it acts on the mean
 * @param options - see {@link ApplyFilterOptions}
 * @returns a grid with the same coordinates, name and units, without `sigma`
 * @throws ArgumentError where the grid has gaps (NaN), or an option is out of range
 *
 * Source: Blakely (1995), Potential Theory in Gravity and Magnetic Applications, section 12.1.
 *
 * @example
 * const parts = { x: Float64Array.of(0, 1, 2, 3), y: Float64Array.of(0, 1), crs: "plane", name: "z", units: "m" };
 * const grid = makeGrid({ ...parts, values: Float64Array.of(1, 2, 3, 4, 1, 2, 3, 4) });
 * const same = applyFilter(grid, () => 1);
 * same.values.every((value, i) => Math.abs(value - grid.values[i]) < 1e-12); // => true
 */
export function applyFilter(grid: Grid, transfer: TransferFunction, options: ApplyFilterOptions = {}): Grid {
  const { metresPerUnit = { x: 1, y: 1 }, padding = 0.5 } = options;
  if (!(padding >= 0 && padding <= 4))
    throw new ArgumentError({
      argument: "options.padding",
      value: padding,
      accepted: "a part of the grid, 0 to 4",
    });
  const gaps = grid.values.filter(Number.isNaN).length;
  if (gaps > 0) {
    throw new ArgumentError({
      argument: "grid",
      value: `a grid with ${gaps} gaps (NaN)`,
      accepted: "a grid without gaps",
      advice: "Fill the gaps first, and mask the answer there afterwards.",
    });
  }
  const { columns, rows, real, offset } = continued(grid, padding);
  const imaginary = new Float64Array(real.length);
  fourierTransform2d(real, imaginary, columns);
  multiply(real, imaginary, transfer, {
    kx: wavenumbers(columns, gridSpacing(grid.x) * metresPerUnit.x),
    ky: wavenumbers(rows, gridSpacing(grid.y) * metresPerUnit.y),
  });
  fourierTransform2d(real, imaginary, columns, true);
  const { x, y, registration, crs, name, units } = grid;
  const values = new Float64Array(grid.values.length);
  for (let j = 0; j < y.length; j++) {
    const row = (j + offset.rows) * columns + offset.columns;
    values.set(real.subarray(row, row + x.length), j * x.length);
  }
  return makeGrid({ x, y, registration, crs, name, units, values });
}

/** Angular wavenumbers of a transform of `count` values, radians a metre: 0, 1, … then the negative ones. */
function wavenumbers(count: number, spacing: number): Float64Array {
  const unit = (2 * Math.PI) / (count * spacing);
  return Float64Array.from({ length: count }, (_, i) => unit * (i <= count / 2 ? i : i - count));
}

function multiply(
  real: Float64Array,
  imaginary: Float64Array,
  transfer: TransferFunction,
  { kx, ky }: { readonly kx: Float64Array; readonly ky: Float64Array },
): void {
  for (let j = 0; j < ky.length; j++) {
    for (let i = 0; i < kx.length; i++) {
      const at = j * kx.length + i;
      const factor = transfer(kx[i], ky[j], Math.hypot(kx[i], ky[j]));
      const [a, b] = typeof factor === "number" ? [factor, 0] : [factor.real, factor.imaginary];
      const [re, im] = [real[at], imaginary[at]];
      real[at] = a * re - b * im;
      imaginary[at] = a * im + b * re;
    }
  }
}

interface Continued {
  readonly columns: number;
  readonly rows: number;
  readonly real: Float64Array;
  /** Where the grid itself begins in the larger one. */
  readonly offset: { readonly columns: number; readonly rows: number };
}

/** The grid in the middle of one whose sides are powers of two, continued by fading mirror images. */
function continued({ x, y, values }: Grid, padding: number): Continued {
  const columns = powerOfTwo(x.length * (1 + 2 * padding));
  const rows = powerOfTwo(y.length * (1 + 2 * padding));
  const offset = { columns: (columns - x.length) >> 1, rows: (rows - y.length) >> 1 };
  const across = mirrors(x.length, columns, offset.columns);
  const along = mirrors(y.length, rows, offset.rows);
  const real = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      let sum = 0;
      for (const [row, weightOfRow] of along[j])
        for (const [column, weight] of across[i])
          sum += weightOfRow * weight * values[row * x.length + column];
      real[j * columns + i] = sum;
    }
  }
  return { columns, rows, real, offset };
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(atLeast));
}

/**
 * For each place of the longer line, the samples that it is made of, with weights: itself within, and beyond the ends
 * the mirror image of the near end, fading by a cosine into that of the other end, which follows on the endless floor.
 */
function mirrors(length: number, total: number, offset: number): [sample: number, weight: number][][] {
  const gap = total - length;
  const clamp = (sample: number): number => Math.min(Math.max(sample, 0), length - 1);
  return Array.from({ length: total }, (_, place) => {
    const sample = place - offset;
    if (sample >= 0 && sample < length) return [[sample, 1]];
    const beyond = sample >= length ? sample - length + 1 : sample + total - length + 1; // 1 … gap after the last one
    const weight = (1 + Math.cos((Math.PI * beyond) / (gap + 1))) / 2;
    return [
      [clamp(length - 1 - beyond), weight],
      [clamp(gap + 1 - beyond), 1 - weight],
    ];
  });
}
