import { ArgumentError } from "./errors.js";

/**
 * One periodic error of a dial: its screw and gears are not quite round, so that readings swing by some µGal while the
 * counter runs on. A LaCoste & Romberg G meter has periods of 1, 7.88, 35.47 and 70.94 counter units, or of 1, 7.33,
 * 36.67 and 73.33 from number 459 on.
 *
 * Source: Torge (1989), Gravimetry, section 6.3.3.
 */
export interface PeriodicError {
  /** Period in counter units. */
  readonly period_counter: number;
  readonly amplitude_mgal: number;
  /** Phase at which the error is largest, degrees of the period. */
  readonly phase_deg: number;
}

/**
 * What periodic errors add to a reading, in mGal:
 *
 * ```
 * e = Σ amplitude · cos(2π counter/period − phase)
 * ```
 *
 * @param counter - counter reading; NaN gives NaN
 *
 * @example
 * const error = { period_counter: 73.33, amplitude_mgal: 0.01, phase_deg: 180 };
 * periodicError(0, [error]); // => -0.01
 * periodicError(73.33 / 2, [error]); // => 0.01
 */
export function periodicError(counter: number, errors: readonly PeriodicError[]): number {
  let sum = 0 * counter;
  for (const { period_counter, amplitude_mgal, phase_deg } of errors)
    sum += amplitude_mgal * Math.cos((2 * Math.PI * counter) / period_counter - (phase_deg * Math.PI) / 180);
  return sum;
}

/** Throws ArgumentError where a period is not positive or another value is not finite. */
export function checkPeriodicErrors(errors: readonly PeriodicError[]): void {
  for (const [i, error] of errors.entries()) {
    const at = `options.periodicErrors[${i}]`;
    if (!(error.period_counter > 0))
      throw new ArgumentError({
        argument: `${at}.period_counter`,
        value: error.period_counter,
        accepted: "a positive number of counter units",
      });
    for (const name of ["amplitude_mgal", "phase_deg"] as const)
      if (!Number.isFinite(error[name]))
        throw new ArgumentError({ argument: `${at}.${name}`, value: error[name], accepted: "a number" });
  }
}
