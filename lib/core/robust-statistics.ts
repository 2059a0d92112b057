/** A scale of 1.4826 times the median distance from the median estimates a normal standard deviation. */
const NORMAL_MAD = 1.4826;

/**
 * The median: the middle value, or the mean of the two in the middle. A value that is not finite is left out.
 *
 * @returns NaN where no value is finite
 *
 * @example
 * median([3, 1, 100]); // => 3
 * median([4, 1, NaN, 2, 3]); // => 2.5
 * median([]); // => NaN
 */
export function median(values: ArrayLike<number>): number {
  const sorted = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) sorted[count++] = values[i];
  if (count === 0) return Number.NaN;
  const known = sortSmall(sorted.subarray(0, count));
  const middle = count >> 1;
  return count % 2 === 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
}

/** Sorts in place. A few neighbours' values are asked for often, and the engine's own sort is slow to start. */
function sortSmall(values: Float64Array): Float64Array {
  if (values.length > 48) return values.sort();
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let j = i;
    for (; j > 0 && values[j - 1] > value; j--) values[j] = values[j - 1];
    values[j] = value;
  }
  return values;
}

/**
 * Standard deviation that a few wild values cannot spoil: 1.4826 times the median distance from the median. For
 * normal values it estimates their standard deviation.
 *
 * @param values - a value that is not finite is left out
 * @param centre - measured from here; default the median
 * @returns NaN where no value is finite
 *
 * Source: Rousseeuw & Croux (1993), Alternatives to the median absolute deviation, JASA 88, 1273–1283, eq. 1.1.
 *
 * @example
 * robustScale([1, 2, 3, 4, 1000]); // => 1.4826
 */
export function robustScale(values: ArrayLike<number>, centre: number = median(values)): number {
  const distances = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) distances[i] = Math.abs(values[i] - centre);
  return NORMAL_MAD * median(distances);
}

/**
 * Tukey's biweight: the weight of an observation by its residual in standard deviations. It is 1 at zero and 0 from
 * `limit` on, so that a gross error has no say at all.
 *
 * @param standardised - residual divided by its standard deviation
 * @param limit - default 4.685, which keeps 95 % of the efficiency for normal errors
 *
 * Source: Holland & Welsch (1977), Robust regression using iteratively reweighted least squares, Communications in
 * Statistics A 6, 813–827, table 1.
 *
 * @example
 * biweight(0); // => 1
 * biweight(5); // => 0
 */
export function biweight(standardised: number, limit = 4.685): number {
  const ratio = standardised / limit;
  return Math.abs(ratio) < 1 ? (1 - ratio * ratio) ** 2 : 0;
}
