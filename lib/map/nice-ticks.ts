import { ArgumentError } from "../core/errors.js";

/**
 * The largest count of round steps that stays within `maximumCount`: the step is 1, 2 or 5 times a power of ten.
 *
 * @param span - length of the range, positive
 * @param maximumCount - how many steps the range may hold at most
 * @throws ArgumentError if `span` or `maximumCount` is not positive
 *
 * @example
 * roundStep(100, 6); // => 20
 * roundStep(0.7, 10); // => 0.1
 */
export function roundStep(span: number, maximumCount: number): number {
  checkPositive("span", span);
  checkPositive("maximumCount", maximumCount);
  const raw = span / maximumCount;
  const exponent = Math.floor(Math.log10(raw));
  for (const factor of [1, 2, 5]) {
    const step = decimal(factor, exponent);
    if (step >= raw * (1 - 1e-9)) return step;
  }
  return decimal(1, exponent + 1);
}

/**
 * The round step in degrees for a map frame: 1, 2, 5, 10, 15, 20, 30 … degrees, minutes or seconds; below one
 * second 1, 2, 5 times a power of ten.
 *
 * @example
 * degreeStep(4, 8); // => 0.5
 * degreeStep(1.5, 6); // => 0.25
 */
export function degreeStep(span: number, maximumCount: number): number {
  checkPositive("span", span);
  checkPositive("maximumCount", maximumCount);
  const raw = (span / maximumCount) * 3600;
  if (raw <= 1) return roundStep(span * 3600, maximumCount) / 3600;
  const seconds = DEGREE_STEPS.find((step) => step >= raw * (1 - 1e-9)) ?? 90 * 3600;
  return seconds / 3600;
}

const DEGREE_STEPS = [1, 60, 3600]
  .flatMap((unit) => [1, 2, 5, 10, 15, 30].map((count) => count * unit))
  .concat([20, 45, 60, 90].map((degrees) => degrees * 3600))
  .sort((a, b) => a - b);

/**
 * Multiples of `step` from `minimum` to `maximum`, both included.
 *
 * @throws ArgumentError if a limit is not a number, or the range holds more than 10,000 ticks
 *
 * @example
 * ticksInRange(-3, 12, 5); // => [0, 5, 10]
 */
export function ticksInRange(minimum: number, maximum: number, step: number): number[] {
  checkPositive("step", step);
  const first = Math.ceil(minimum / step - 1e-9);
  const last = Math.floor(maximum / step + 1e-9);
  if (!(last - first < 10_000)) {
    throw new ArgumentError({
      argument: "step",
      value: step,
      accepted: `a step that fits less than 10,000 times into ${minimum} … ${maximum}`,
    });
  }
  const ticks: number[] = [];
  for (let i = first; i <= last; i++) ticks.push(multiple(i, step));
  return ticks;
}

/**
 * A longitude or latitude as a map's frame writes it: degrees, then minutes and seconds where they are not
 * zero, and the letter of the hemisphere. Longitudes beyond 180° come back into −180°…180°.
 *
 * @example
 * degreeLabel(27.5, "longitude"); // => "27°30′E"
 * degreeLabel(-25, "latitude"); // => "25°S"
 * degreeLabel(282.1414, "longitude"); // => "77°51′30.96″W"
 */
export function degreeLabel(value: number, axis: "longitude" | "latitude"): string {
  const turned = axis === "longitude" ? ((((value + 180) % 360) + 360) % 360) - 180 : value;
  const hundredths = Math.round(Math.abs(turned) * 360_000);
  const seconds = (hundredths % 6000) / 100;
  const minutes = Math.floor(hundredths / 6000) % 60;
  const degrees = Math.floor(hundredths / 360_000);
  const letters = axis === "longitude" ? ["W", "E"] : ["S", "N"];
  const letter = hundredths === 0 || degrees === 180 ? "" : letters[turned > 0 ? 1 : 0];
  const tail =
    seconds > 0 ? `${padded(minutes)}′${padded(seconds)}″` : minutes > 0 ? `${padded(minutes)}′` : "";
  return `${degrees}°${tail}${letter}`;
}

/**
 * A number as a tick's label: as many decimals as its step needs, thousands set apart by a thin space from five
 * digits on, and a true minus sign.
 *
 * @param value - the tick
 * @param step - distance between ticks; it decides the decimals
 *
 * @example
 * numberLabel(-120, 20); // => "−120"
 * numberLabel(0.25, 0.05); // => "0.25"
 * numberLabel(7100000, 100000); // => "7\u202f100\u202f000"
 */
export function numberLabel(value: number, step: number): string {
  if (value !== 0 && (Math.abs(value) >= 1e9 || step < 1e-6)) return exponential(value);
  const decimals = decimalsOf(step);
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole;
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** How many decimals show a step in full: 0 for 20, 1 for 0.5, 2 for 0.25. */
export function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 12; decimals++) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 12;
}

function exponential(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0*e\+?(-?)/, "e$1")
    .replace(/-/g, "−");
}

function padded(value: number): string {
  const text = String(Math.round(value * 100) / 100);
  return /^\d(\.|$)/.test(text) ? `0${text}` : text;
}

/** i × step without the noise of binary fractions: 3 × 0.1 is 0.3. */
function multiple(i: number, step: number): number {
  const decimals = decimalsOf(step);
  return decimals < 12 ? Number((i * step).toFixed(decimals)) + 0 : i * step + 0;
}

function decimal(factor: number, exponent: number): number {
  return Number(`${factor}e${exponent}`);
}

function checkPositive(argument: string, value: number): void {
  if (!(value > 0) || !Number.isFinite(value)) {
    throw new ArgumentError({ argument, value, accepted: "a positive number" });
  }
}
