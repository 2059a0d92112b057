import { ArgumentError } from "./errors.js";

/**
 * Discrete Fourier transform of complex numbers, in place.
 *
 * ```
 * X_k = Σ x_n exp(−2πi k n / N)      inverse: x_n = 1/N Σ X_k exp(+2πi k n / N)
 * ```
 *
 * @param real - real parts; their number must be a power of two
 * @param imaginary - imaginary parts, as many
 * @param inverse - transform back, and divide by N
 * @throws ArgumentError where the length is no power of two, or the two differ. A NaN makes everything NaN.
 *
 * Source: Cooley, J. W. & Tukey, J. W. (1965), An algorithm for the machine calculation of complex Fourier series,
 * Math. Comput. 19, 297–301: radix 2, decimation in time.
 *
 * @example
 * const [real, imaginary] = [Float64Array.of(1, 0, 0, 0), new Float64Array(4)];
 * fourierTransform(real, imaginary);
 * real; // => Float64Array.of(1, 1, 1, 1)
 */
export function fourierTransform(real: Float64Array, imaginary: Float64Array, inverse = false): void {
  const n = real.length;
  if (n === 0 || (n & (n - 1)) !== 0)
    throw new ArgumentError({ argument: "real.length", value: n, accepted: "a power of two" });
  if (imaginary.length !== n)
    throw new ArgumentError({
      argument: "imaginary.length",
      value: imaginary.length,
      accepted: `${n}, as real has`,
    });
  reverseBits(real, imaginary);
  const { cos, sin } = rootsOfUnity(n);
  const sign = inverse ? 1 : -1;
  for (let half = 1; half < n; half *= 2) {
    const step = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [c, s] = [cos[k * step], sign * sin[k * step]];
        const [i, j] = [start + k, start + k + half];
        const turnedReal = c * real[j] - s * imaginary[j];
        const turnedImaginary = s * real[j] + c * imaginary[j];
        real[j] = real[i] - turnedReal;
        imaginary[j] = imaginary[i] - turnedImaginary;
        real[i] += turnedReal;
        imaginary[i] += turnedImaginary;
      }
    }
  }
  if (inverse) for (let i = 0; i < n; i++) [real[i], imaginary[i]] = [real[i] / n, imaginary[i] / n];
}

/**
 * Discrete Fourier transform of a rectangle of complex numbers, in place: along every row, then along every column.
 *
 * @param real - real parts, row after row; `columns` and the number of rows must be powers of two
 * @param imaginary - imaginary parts, as many
 * @param columns - length of a row
 * @param inverse - transform back, and divide by the number of values
 * @throws ArgumentError where a length is no power of two
 *
 * @example
 * const [real, imaginary] = [Float64Array.of(1, 1, 1, 1), new Float64Array(4)];
 * fourierTransform2d(real, imaginary, 2);
 * real; // => Float64Array.of(4, 0, 0, 0)
 */
export function fourierTransform2d(
  real: Float64Array,
  imaginary: Float64Array,
  columns: number,
  inverse = false,
): void {
  const rows = real.length / columns;
  for (let j = 0; j < rows; j++) {
    const [from, to] = [j * columns, (j + 1) * columns];
    fourierTransform(real.subarray(from, to), imaginary.subarray(from, to), inverse);
  }
  const columnReal = new Float64Array(rows);
  const columnImaginary = new Float64Array(rows);
  for (let i = 0; i < columns; i++) {
    for (let j = 0; j < rows; j++) {
      columnReal[j] = real[j * columns + i];
      columnImaginary[j] = imaginary[j * columns + i];
    }
    fourierTransform(columnReal, columnImaginary, inverse);
    for (let j = 0; j < rows; j++) {
      real[j * columns + i] = columnReal[j];
      imaginary[j * columns + i] = columnImaginary[j];
    }
  }
}

/** Puts the value with the number b…c at the place c…b, its bits turned round. */
function reverseBits(real: Float64Array, imaginary: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    [real[i], real[j]] = [real[j], real[i]];
    [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
  }
}

interface Roots {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** The roots of the last length asked for: rows of a rectangle ask again and again. */
let lastRoots: Roots = { cos: Float64Array.of(1), sin: Float64Array.of(0) };

function rootsOfUnity(n: number): Roots {
  if (lastRoots.cos.length !== n) {
    const angle = (k: number): number => (2 * Math.PI * k) / n;
    lastRoots = {
      cos: Float64Array.from({ length: n }, (_, k) => Math.cos(angle(k))),
      sin: Float64Array.from({ length: n }, (_, k) => Math.sin(angle(k))),
    };
  }
  return lastRoots;
}
