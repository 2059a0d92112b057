import { isBlank } from "./blank.js";
import { describeValue, problemOf } from "./describe-value.js";
import type { Exercise } from "./exercise.js";
import { type Message, message } from "./messages/message.js";

/** What came of reading all answers of an exercise. */
export type Answers =
  | {
      readonly state: "read";
      readonly values: Readonly<Record<string, unknown>>;
      /** Names of the answers that are still blank. */
      readonly blanks: readonly string[];
    }
  | { readonly state: "unreadable"; readonly message: Message };

/** Reads what a trainee gave to `check`: of any type, and even where reading it throws. */
export function readAnswers({ reads }: Exercise, given: unknown): Answers {
  const names = Object.keys(reads);
  const list = names.join(", ");
  const unreadable = (reason: Message): Answers => ({ state: "unreadable", message: reason });
  if (given === undefined) return unreadable(message("answers.none", { names: list }));
  if (isBlank(given)) return { state: "read", values: {}, blanks: names };
  if (typeof given !== "object" || given === null || Array.isArray(given) || ArrayBuffer.isView(given)) {
    return unreadable(message("answers.not-object", { value: describeValue(given), names: list }));
  }
  const values: Record<string, unknown> = {};
  const blanks: string[] = [];
  for (const name of names) {
    const found = readProperty(given, name);
    if ("problem" in found)
      return unreadable(message("answers.failing", { answer: name, problem: found.problem }));
    if (!found.there) return unreadable(missing(given, name, list));
    try {
      const reading = reads[name].read(found.value, name);
      if (reading.state === "unreadable") return reading;
      if (reading.state === "blank") blanks.push(name);
      else values[name] = reading.value;
    } catch (error) {
      // The answer's own code threw: a getter, or a proxy.
      return unreadable(message("answers.failing", { answer: name, problem: problemOf(error) }));
    }
  }
  return { state: "read", values, blanks };
}

/** Reads a property, which may be a getter that throws. */
function readProperty(
  given: object,
  name: string,
): { readonly there: boolean; readonly value: unknown } | { readonly problem: string } {
  try {
    return { there: name in given, value: (given as Record<string, unknown>)[name] };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** An answer is not there; perhaps under a similar name. */
function missing(given: object, answer: string, names: string): Message {
  const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const similar = keysOf(given).find((key) => plain(key) === plain(answer));
  return similar === undefined
    ? message("answers.missing", { answer, names })
    : message("answers.similar", { answer, similar });
}

function keysOf(given: object): readonly string[] {
  try {
    return Object.keys(given).slice(0, 1000);
  } catch {
    return [];
  }
}
