import { ArgumentError } from "../../../lib/index.js";
import { isBlank } from "../blank.js";
import { formatNumber } from "../describe-value.js";
import { type Message, message } from "../messages/message.js";
import { type Kind, type Reading, readAs, unreadable, wrongType } from "./kind.js";

/** When a number is right. */
export interface NumberOptions {
  /** Largest difference from the right value, in the answer's unit. */
  readonly tolerance: number;
}

/** Within this many tolerances of the right value a wrong one is called near: a matter of digits, not of ideas. */
const NEAR = 20;
/** Outside three tolerances it must be within this share of the right value too: 0 is not near to 7. */
const NEAR_SHARE = 0.2;
/** Within this many tolerances a value may be the right one that was rounded. */
const ROUNDED = 100;

/**
 * One number.
 *
 * @param unit - its unit for sentences, such as `mGal`; an empty text for none
 *
 * @example
 * defineExercise({ ..., reads: { corrected: number("mGal", { tolerance: 0.0005 }) } });
 */
export function number(unit: string, options: NumberOptions): Kind<number> {
  const tolerance = toleranceOf(options);
  const wanted = unit === "" ? message("wanted.number.plain") : message("wanted.number", { unit });
  const withUnit = (text: string): string => `${text} ${unit}`.trim();
  return {
    wanted,
    unit,
    read: (value, answer) => readNumber(value, answer, wanted),
    difference(value, right, answer, given) {
      const distance = Math.abs(value - right);
      if (distance <= tolerance) return undefined;
      const facts = { answer, value: withUnit(formatNumber(value, distance < 1 ? tolerance / 10 : 0)) };
      if (distance <= ROUNDED * tolerance && isRounded(value, right) && !contains(given, value))
        return message("number.rounded", facts);
      const near = Math.max(3 * tolerance, Math.min(NEAR * tolerance, NEAR_SHARE * Math.abs(right)));
      if (distance > near) return message("number.far", facts);
      return message("number.close", { ...facts, tolerance: withUnit(formatNumber(tolerance)) });
    },
  };
}

/** @throws ArgumentError if there is no tolerance, or it is not a number of 0 or more */
export function toleranceOf(options: NumberOptions | undefined): number {
  const tolerance = options?.tolerance as number;
  if (tolerance >= 0 && Number.isFinite(tolerance)) return tolerance;
  throw new ArgumentError({ argument: "tolerance", value: tolerance, accepted: "a number of 0 or more" });
}

/** Reads one number of any kind. */
export function readNumber(value: unknown, answer: string, wanted: Message): Reading<number> {
  if (isBlank(value)) return { state: "blank" };
  if (typeof value !== "number") return unreadable(wrongType(value, answer, wanted));
  if (Number.isNaN(value)) return unreadable(message("number.nan", { answer }));
  if (!Number.isFinite(value)) return unreadable(message("number.infinite", { answer }));
  return readAs(value);
}

/** Whether a value is the right one with fewer digits. */
function isRounded(value: number, right: number): boolean {
  for (let digits = 2; digits <= 12; digits++) if (Number(right.toPrecision(digits)) === value) return true;
  return false;
}

/** Whether a number stands somewhere in the data of an exercise: then it was taken from there, not rounded. */
function contains(given: unknown, value: number): boolean {
  if (given === value) return true;
  return (
    typeof given === "object" && given !== null && Object.values(given).some((one) => contains(one, value))
  );
}
