import { zlibSync } from "fflate";
import { ArgumentError } from "../core/errors.js";

/** Numbers of a grid, packed, and what is needed to unpack them. */
export interface PackedNumbers {
  /** zlib stream: a byte a node for "there is a number" (where some are missing), then the planes of bytes. */
  readonly bytes: Uint8Array;
  readonly packing: {
    /** The smallest number, in steps of the last decimal. */
    readonly first: number;
    /** Bytes of each difference. */
    readonly planes: number;
    /** Whether some nodes hold no number. */
    readonly masked: boolean;
  };
}

/**
 * Packs the numbers of a grid with a fixed number of decimals. Each is a whole number of steps of the last decimal, and
 * is written as its difference from what the nodes to the left and below let one expect; smooth grids give small
 * differences, which deflate well. A number comes back as the decimal fraction nearest to it.
 *
 * @param values - row after row; what is not finite counts as missing
 * @param columns - numbers in a row
 * @param decimals - how many decimals are kept; −1 keeps tens
 * @throws ArgumentError if the numbers do not fit into 2³⁰ steps
 *
 * Source: Weinberger, M. J., Seroussi, G. & Sapiro, G. (2000), The LOCO-I lossless image compression algorithm, IEEE
 * Transactions on Image Processing 9, 1309–1324, eq. 1 (the expected value).
 */
export function packNumbers(values: Float64Array, columns: number, decimals: number): PackedNumbers {
  const count = values.length;
  const unit = 10 ** Math.abs(decimals);
  const inSteps = (value: number): number => Math.round(decimals < 0 ? value / unit : value * unit);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let missing = 0;
  for (const value of values) {
    if (Number.isFinite(value)) {
      if (value < low) low = value;
      if (value > high) high = value;
    } else missing++;
  }
  const first = missing === count ? 0 : inSteps(low);
  const last = missing === count ? 0 : inSteps(high);
  if (last - first >= 2 ** 30 || Math.max(Math.abs(first), Math.abs(last)) > Number.MAX_SAFE_INTEGER) {
    throw new ArgumentError({
      argument: "decimals",
      value: decimals,
      accepted: `so few that the range from ${low} to ${high} has less than 2^30 steps`,
    });
  }
  const differences = new Uint32Array(count);
  const steps = new Int32Array(count);
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const expected = expectedStep(steps, i, columns);
    steps[i] = Number.isFinite(values[i]) ? inSteps(values[i]) - first : expected;
    const difference = steps[i] - expected;
    // Signs go into the lowest bit, so that small differences of both signs have empty high bytes.
    differences[i] = (difference << 1) ^ (difference >> 31);
    if (differences[i] > largest) largest = differences[i];
  }
  const planes = largest < 2 ** 8 ? 1 : largest < 2 ** 16 ? 2 : largest < 2 ** 24 ? 3 : 4;
  const masked = missing > 0;
  const raw = new Uint8Array(count * (planes + (masked ? 1 : 0)));
  if (masked) for (let i = 0; i < count; i++) raw[i] = Number.isFinite(values[i]) ? 1 : 0;
  const start = masked ? count : 0;
  for (let plane = 0; plane < planes; plane++) {
    for (let i = 0; i < count; i++) raw[start + plane * count + i] = differences[i] >>> (8 * plane);
  }
  return { bytes: zlibSync(raw, { level: 6 }), packing: { first, planes, masked } };
}

/** What three neighbours let one expect: the median of left, below, and left + below − corner. */
function expectedStep(steps: Int32Array, i: number, columns: number): number {
  const column = i % columns;
  if (i < columns) return column === 0 ? 0 : steps[i - 1];
  const below = steps[i - columns];
  if (column === 0) return below;
  const left = steps[i - 1];
  const corner = steps[i - columns - 1];
  const low = Math.min(left, below);
  const high = Math.max(left, below);
  return corner >= high ? low : corner <= low ? high : left + below - corner;
}
