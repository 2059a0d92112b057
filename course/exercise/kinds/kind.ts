import { describeValue, isTable } from "../describe-value.js";
import { type Message, message } from "../messages/message.js";

/** What came of reading one answer. */
export type Reading<Value> =
  | { readonly state: "read"; readonly value: Value }
  | { readonly state: "blank" }
  | { readonly state: "unreadable"; readonly message: Message };

/**
 * What an answer must be: how it is read from whatever the trainee gave, and when it is right.
 *
 * `Value` is an answer as read; `Right` is how the author writes the right one.
 */
export interface Kind<Value, Right = Value> {
  /** What is wanted, for a sentence: `a number in mGal`. */
  readonly wanted: Message;
  /** The answer's unit, where it is a number. */
  readonly unit?: string;
  /** True where no program can judge the answer. */
  readonly forInstructor?: boolean;
  /** True where the right answer is not written as a trainee gives it: values for a figure, cases for a function. */
  readonly rightIsApart?: boolean;
  /** Reads an answer of any type. `answer` is its name, for the message. */
  read(value: unknown, answer: string): Reading<Value>;
  /** Undefined if the answer is right, else what is wrong with it. `given` are the data of the exercise. */
  difference(value: Value, right: Right, answer: string, given?: unknown): Message | undefined;
}

/** The answer `value`, as read. */
export function readAs<Value>(value: Value): Reading<Value> {
  return { state: "read", value };
}

/** An answer that cannot be read, and why. */
export function unreadable<Value>(reason: Message): Reading<Value> {
  return { state: "unreadable", message: reason };
}

/** Why a value is not of the wanted kind: what it is instead, and what to do. */
export function wrongType(value: unknown, answer: string, wanted: Message): Message {
  const facts = { answer, value: describeValue(value), wanted };
  if (value === null) return message("value.null", facts);
  if (value === undefined) return message("value.undefined", facts);
  if (typeof value === "function") return message("value.function", facts);
  const wantsNumber = wanted.key.startsWith("wanted.number");
  if (typeof value === "string" && wantsNumber)
    return message(/\d,\d/.test(value) ? "value.text-comma" : "value.text-number", facts);
  if (typeof value === "object") {
    const { then, result, report } = value as Record<string, unknown>;
    if (typeof then === "function") return message("value.promise", facts);
    if (result !== undefined && report !== undefined) return message("value.step", facts);
    if (isTable(value)) return message("value.table", facts);
    if (isList(value) && !wanted.key.startsWith("wanted.numbers") && value.length > 0)
      return message("value.list", facts);
  }
  return message("value.other", facts);
}

/** A list of any kind: array or typed array. */
export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}
