import { isBlank } from "../blank.js";
import { describeValue, formatNumber, problemOf } from "../describe-value.js";
import { type Message, message } from "../messages/message.js";
import { type Kind, readAs, unreadable, wrongType } from "./kind.js";
import { type NumberOptions, toleranceOf } from "./number.js";

/** A function of the trainee: takes numbers, lists or texts, and should give a number. */
export type AnswerFunction = (...values: unknown[]) => unknown;

/** What a right function gives for some arguments. */
export interface Case {
  readonly of: readonly unknown[];
  readonly is: number;
}

/**
 * A function that gives a number. It is called with each case's arguments; the right answer is a list of cases. A
 * list among the arguments is a copy each time, so that a function which changes it harms nothing.
 *
 * @param unit - unit of the result for sentences; an empty text for none
 */
export function functionOf(unit: string, options: NumberOptions): Kind<AnswerFunction, readonly Case[]> {
  const tolerance = toleranceOf(options);
  const wanted = message("wanted.function");
  return {
    wanted,
    rightIsApart: true,
    read(value, answer) {
      if (isBlank(value)) return { state: "blank" };
      return typeof value === "function"
        ? readAs(value as AnswerFunction)
        : unreadable(wrongType(value, answer, wanted));
    },
    difference(value, right, answer) {
      for (const { of, is } of right) {
        const problem = caseProblem(value, of, is, tolerance, answer, unit);
        if (problem) return problem;
      }
      return undefined;
    },
  };
}

/** Whether a function still has its blank: it gives the blank for the first case. */
export function givesBlank(value: AnswerFunction, [first]: readonly Case[]): boolean {
  try {
    const result = value(...structuredClone(first.of));
    return isBlank(result);
  } catch {
    return false;
  }
}

function caseProblem(
  value: AnswerFunction,
  of: readonly unknown[],
  is: number,
  tolerance: number,
  answer: string,
  unit: string,
): Message | undefined {
  const facts = { answer, arguments: of.map(argumentText).join(", ") };
  let result: unknown;
  try {
    result = value(...structuredClone(of));
  } catch (error) {
    return message("function.throws", { ...facts, problem: problemOf(error) });
  }
  if (result === undefined) return message("function.nothing", facts);
  if (typeof result === "object" && result !== null && "then" in result)
    return message("function.promise", facts);
  if (typeof result !== "number") return message("function.kind", { ...facts, value: describeValue(result) });
  if (Math.abs(result - is) <= tolerance) return undefined;
  return message("function.result", { ...facts, value: `${formatNumber(result)} ${unit}`.trim() });
}

function argumentText(value: unknown): string {
  if (Array.isArray(value) && value.length <= 4) return `[${value.map(argumentText).join(", ")}]`;
  return typeof value === "number" ? formatNumber(value) : typeof value === "string" ? `"${value}"` : "…";
}
