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

/** A number that is an answer, with what is needed to compare it. */
export interface NumberKind extends Kind<number> {
  readonly tolerance: number;
}

/** Within this share of the right value a wrong one is called near. */
const NEAR = 0.05;

/**
 * One number.
 *
 * @param unit - its unit for sentences, such as `mGal`; an empty text for none
 *
 * @example
 * defineExercise({ ..., reads: { corrected: number("mGal", { tolerance: 0.0005 }) } });
 */
export function number(unit: string, { tolerance }: NumberOptions): NumberKind {
  checkTolerance(tolerance);
  const wanted = unit === "" ? message("wanted.number.plain") : message("wanted.number", { unit });
  return {
    wanted,
    tolerance,
    read: (value, answer) => readNumber(value, answer, wanted),
    difference: (value, right, answer) =>
      Math.abs(value - right) <= tolerance
        ? undefined
        : numberDifference(value, right, answer, tolerance, unit),
  };
}

/** @throws ArgumentError if the tolerance is not a number of 0 or more */
export function checkTolerance(tolerance: number): void {
  if (tolerance >= 0 && Number.isFinite(tolerance)) return;
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

function numberDifference(
  value: number,
  right: number,
  answer: string,
  tolerance: number,
  unit: string,
): Message {
  const facts = { answer, value: `${formatNumber(value)} ${unit}`.trim() };
  if (isRounded(value, right)) return message("number.rounded", facts);
  const near = Math.abs(value - right) <= NEAR * Math.abs(right);
  return near
    ? message("number.close", { ...facts, tolerance: `${formatNumber(tolerance)} ${unit}`.trim() })
    : message("number.far", facts);
}

/** Whether a value is the right one with fewer digits, but at least two. */
function isRounded(value: number, right: number): boolean {
  for (let digits = 2; digits <= 12; digits++) if (Number(right.toPrecision(digits)) === value) return true;
  return false;
}
