import { ArgumentError } from "./errors.js";

/**
 * The calibration table of a LaCoste & Romberg meter, as its maker gives it: for every hundred counter units the
 * value in mGal, and the factor that holds from there to the next line.
 */
export interface DialTable {
  /** Counter readings, ascending. */
  readonly counter: Float64Array;
  /** Value at each counter reading, mGal. */
  readonly value_mgal: Float64Array;
  /** mGal for one counter unit, from each counter reading to the next. */
  readonly factor: Float64Array;
}

/**
 * Turns one counter reading into mGal: the table's value at the line below it, plus the rest times that line's
 * factor.
 *
 * @param counter - counter (dial) reading, counter units
 * @param dialTable - the meter's own table
 * @returns reading in mGal, on the meter's own zero; NaN for NaN, and where the counter lies outside the table
 *
 * Source: LaCoste & Romberg, Instruction Manual, Model G and D Gravity Meters (2004), section "Calibration table".
 *
 * @example
 * const dialTable = {
 *   counter: Float64Array.of(2000, 2100), value_mgal: Float64Array.of(2011.11, 2111.65), factor: Float64Array.of(1.0054, 1.00539),
 * };
 * counterToMilligal(2050, dialTable).toFixed(2); // => "2061.38"
 */
export function counterToMilligal(counter: number, dialTable: DialTable): number {
  const { counter: lines, value_mgal, factor } = dialTable;
  const last = lines.length - 1;
  if (!(counter >= lines[0] && counter <= lines[last])) return Number.NaN;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lines[middle] <= counter) low = middle;
    else high = middle;
  }
  return counter === lines[last] ? value_mgal[last] : value_mgal[low] + (counter - lines[low]) * factor[low];
}

/**
 * The counter reading that gives a value in mGal: the inverse of {@link counterToMilligal}.
 *
 * @param value - mGal on the meter's own zero
 * @param dialTable - the meter's own table
 * @returns counter units; NaN for NaN, and where the value lies outside the table
 *
 * @example
 * const dialTable = { counter: Float64Array.of(0, 100), value_mgal: Float64Array.of(0, 100.5), factor: Float64Array.of(1.005, 1.005) };
 * milligalToCounter(50.25, dialTable); // => 50
 */
export function milligalToCounter(value: number, dialTable: DialTable): number {
  const { counter, value_mgal, factor } = dialTable;
  const last = counter.length - 1;
  if (!(value >= value_mgal[0] && value <= value_mgal[last])) return Number.NaN;
  let line = 0;
  while (line < last - 1 && value_mgal[line + 1] <= value) line++;
  return counter[line] + (value - value_mgal[line]) / factor[line];
}

/**
 * Checks a calibration table and freezes it.
 *
 * @throws ArgumentError if it has fewer than two lines, is not ascending, or a factor contradicts the values
 *   beside it by more than their printed rounding (0.02 mGal over one interval)
 *
 * @example
 * makeDialTable([0, 100], [0, 100.64], [1.0064, 1.0062]).counter.length; // => 2
 */
export function makeDialTable(
  counter: ArrayLike<number>,
  value_mgal: ArrayLike<number>,
  factor: ArrayLike<number>,
): DialTable {
  if (counter.length < 2) {
    throw new ArgumentError({
      argument: "dialTable",
      value: `${counter.length} lines`,
      accepted: "two lines or more",
    });
  }
  for (let i = 0; i + 1 < counter.length; i++) {
    const interval = counter[i + 1] - counter[i];
    const step = value_mgal[i + 1] - value_mgal[i];
    if (!(interval > 0 && step > 0)) {
      throw new ArgumentError({
        argument: `dialTable line ${i + 2}`,
        value: `counter ${counter[i + 1]}, ${value_mgal[i + 1]} mGal`,
        accepted: "larger than the line before it, in both columns",
      });
    }
    if (Math.abs(interval * factor[i] - step) > 0.02) {
      throw new ArgumentError({
        argument: `dialTable factor at counter ${counter[i]}`,
        value: factor[i],
        accepted: `${(step / interval).toFixed(5)}, which the values beside it give`,
        advice: "Look for a typing error in this line or the next.",
      });
    }
  }
  return Object.freeze({
    counter: Float64Array.from(counter),
    value_mgal: Float64Array.from(value_mgal),
    factor: Float64Array.from(factor),
  });
}
