import { problemOf } from "./describe-value.js";
import type { Exercise, Facts, World } from "./exercise.js";
import { type AnswerFunction, type Case, givesBlank } from "./kinds/function-of.js";
import { ENGLISH, type MessageKey } from "./messages/english.js";
import { authored, type Message, message } from "./messages/message.js";
import { isMultiple } from "./misconceptions/value.js";
import { readAnswers } from "./read-answers.js";

/** How a check ended. `broken`: the exercise itself failed, which is not the trainee's fault. */
export type Outcome = "passed" | "wrong" | "unreadable" | "not-attempted" | "for-instructor" | "broken";

/** What a check says. */
export interface Verdict {
  readonly outcome: Outcome;
  /** Id of the misconception that was recognised. */
  readonly misconception?: string;
  /** Sentences for the trainee, in order. */
  readonly messages: readonly Message[];
}

/** What a check is about. */
export interface CheckRequest {
  readonly exercise: Exercise;
  /** Which of the exercise's data the trainee works with, from 0. */
  readonly variant: number;
  readonly read: World["read"];
}

/**
 * Checks a trainee's answers, of whatever type they are. It never throws.
 *
 * First the answers are read: a blank, a wrong type or a missing name is said at once. Then they are compared with
 * the right ones. What is wrong is held against the exercise's misconceptions, in order, then against those that
 * every number can show: sign, powers of ten, the data of another variant.
 *
 * @param answers - what the trainee gave to `check`: an object of answers by name
 */
export async function checkAnswers(answers: unknown, request: CheckRequest): Promise<Verdict> {
  const { exercise } = request;
  const reading = readAnswers(exercise, answers);
  if (reading.state === "unreadable") return { outcome: "unreadable", messages: [reading.message] };
  if (reading.state === "blank") return notAttempted(exercise, reading.blanks);
  try {
    return await judge(reading.values, request);
  } catch (error) {
    const facts = { exercise: exercise.id, problem: problemOf(error) };
    return { outcome: "broken", messages: [message("broken", facts)] };
  }
}

async function judge(values: Readonly<Record<string, unknown>>, request: CheckRequest): Promise<Verdict> {
  const { exercise, variant } = request;
  const facts = await factsOf(values, request, variant);
  const names = Object.keys(exercise.reads);
  const blanks = names.filter((name) => isBlankFunction(values[name], facts.right[name]));
  if (blanks.length > 0) return notAttempted(exercise, blanks);
  const judged = names.filter((name) => !exercise.reads[name].forInstructor);
  const wrong = judged.filter((name) => facts.difference(name) !== undefined);
  if (wrong.length === 0) return rightVerdict(judged.length < names.length, variant);
  for (const { id, says, matches } of exercise.misconceptions) {
    if (await matches(facts))
      return { outcome: "wrong", misconception: id, messages: [sentences(exercise, id, says)] };
  }
  const general = (await staleAnswer(values, request)) ?? generalMistake(facts, wrong[0]);
  const first = general ?? (facts.difference(wrong[0]) as Message);
  const right = judged.filter((name) => !wrong.includes(name));
  const soFar =
    right.length > 0 ? [message("right-so-far", { answers: quoted(right), wrong: quoted(wrong) })] : [];
  return { outcome: "wrong", messages: [...soFar, first] };
}

async function factsOf(
  values: Readonly<Record<string, unknown>>,
  { exercise, read }: CheckRequest,
  variant: number,
): Promise<Facts> {
  const world: World = { given: exercise.given[variant], read };
  const right = (await exercise.check(world)) as Readonly<Record<string, unknown>>;
  const against = (name: string, value: unknown): Message | undefined =>
    exercise.reads[name].difference(values[name], value, name);
  return {
    world,
    answers: values,
    right,
    agrees: (name, value) => against(name, value) === undefined,
    difference: (name) => against(name, right[name]),
  };
}

function rightVerdict(forInstructor: boolean, variant: number): Verdict {
  if (forInstructor) return { outcome: "for-instructor", messages: [message("for-instructor")] };
  return { outcome: "passed", messages: [message(variant === 0 ? "passed.alone" : "passed.variant")] };
}

function notAttempted({ id }: Exercise, blanks: readonly string[]): Verdict {
  const handle = `q${Number(id.split(".")[1])}`;
  return {
    outcome: "not-attempted",
    messages: [
      message("not-attempted.blank", { answers: quoted(blanks) }),
      message("not-attempted.hint", { exercise: handle }),
    ],
  };
}

/** A function whose blank is still inside gives the blank. */
function isBlankFunction(value: unknown, right: unknown): boolean {
  return typeof value === "function" && givesBlank(value as AnswerFunction, right as readonly Case[]);
}

/** The sentences of a misconception: the author's own, or those of the shared list. */
export function sentences({ id: exercise }: Exercise, id: string, says?: string): Message {
  if (says !== undefined) return authored(`${exercise}.misconception.${id}`, says);
  const key = `misconception.${id}` as MessageKey;
  if (key in ENGLISH) return message(key);
  throw new Error(`the misconception '${id}' has no sentences`);
}

/** After the solution the data change, but the answers may still belong to the data before. */
async function staleAnswer(
  values: Readonly<Record<string, unknown>>,
  request: CheckRequest,
): Promise<Message | undefined> {
  if (request.variant === 0) return undefined;
  const before = await factsOf(values, request, request.variant - 1);
  const same = Object.keys(request.exercise.reads).every((name) => before.difference(name) === undefined);
  return same ? message("stale") : undefined;
}

/** Units that differ by a factor, as people mix them. */
const FACTORS: readonly (readonly [number, string])[] = [
  [1e5, "mGal and m/s²"],
  [1e3, "mGal and µGal, or km and m"],
  [60, "minutes and hours"],
  [3600, "seconds and hours"],
  [180 / Math.PI, "degrees and radians"],
  [1 / 0.3048, "feet and metres"],
  [10, ""],
  [100, ""],
];

/** Mistakes that every number can show: the other sign, another unit. */
function generalMistake(facts: Facts, name: string): Message | undefined {
  const right = facts.right[name];
  if (typeof right !== "number" || right === 0 || Number.isInteger(right)) return undefined;
  if (facts.agrees(name, -right)) return message("generic.sign");
  for (const [factor, units] of FACTORS) {
    for (const [times, direction] of [
      [factor, "large"],
      [1 / factor, "small"],
    ] as const) {
      if (!isMultiple(facts, name, times)) continue;
      const shown = String(Number(factor.toPrecision(3))).replace(/\B(?=(\d{3})+$)/g, " ");
      return units === ""
        ? message("generic.factor.plain", { factor: shown, direction })
        : message("generic.factor", { factor: shown, direction, units });
    }
  }
  return undefined;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
