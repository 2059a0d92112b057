import { problemOf } from "./describe-value.js";
import type { Exercise, Facts, World } from "./exercise.js";
import { generalMistake } from "./general-mistakes.js";
import { type AnswerFunction, type Case, givesBlank } from "./kinds/function-of.js";
import { ENGLISH, type MessageKey } from "./messages/english.js";
import { authored, type Message, message } from "./messages/message.js";
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
 * First the answers are read: a wrong type or a missing name is said at once. Then those that are filled in are
 * compared with the right ones. What is wrong is held against the exercise's misconceptions, in order, then against
 * mistakes that every number can show, and the answers for other data. Blanks are named where nothing is wrong.
 *
 * @param answers - what the trainee gave to `check`: an object of answers by name
 */
export async function checkAnswers(answers: unknown, request: CheckRequest): Promise<Verdict> {
  const { exercise } = request;
  const reading = readAnswers(exercise, answers);
  if (reading.state === "unreadable") return { outcome: "unreadable", messages: [reading.message] };
  const { values, blanks } = reading;
  if (Object.keys(values).length === 0) return notAttempted(exercise, blanks, []);
  try {
    return await judge(values, request);
  } catch (error) {
    const facts = { exercise: exercise.id, problem: problemOf(error) };
    return { outcome: "broken", messages: [message("broken", facts)] };
  }
}

async function judge(values: Readonly<Record<string, unknown>>, request: CheckRequest): Promise<Verdict> {
  const { exercise, variant } = request;
  const facts = await factsOf(values, request, variant);
  const names = Object.keys(exercise.reads);
  const filled = names.filter((name) => name in values && !isBlankFunction(values[name], facts.right[name]));
  const judged = filled.filter((name) => !exercise.reads[name].forInstructor);
  const wrong = judged.filter((name) => facts.difference(name) !== undefined);
  if (wrong.length > 0) return wrongVerdict(facts, request, judged, wrong);
  const blanks = names.filter((name) => !filled.includes(name));
  if (blanks.length > 0) return notAttempted(exercise, blanks, judged);
  if (judged.length < names.length)
    return { outcome: "for-instructor", messages: [message("for-instructor")] };
  return { outcome: "passed", messages: [message(variant === 0 ? "passed.alone" : "passed.variant")] };
}

async function wrongVerdict(
  facts: Facts,
  request: CheckRequest,
  judged: readonly string[],
  wrong: readonly string[],
): Promise<Verdict> {
  const { exercise } = request;
  for (const { id, says, matches } of exercise.misconceptions) {
    if (await matches(facts))
      return { outcome: "wrong", misconception: id, messages: [sentences(exercise, id, says)] };
  }
  const stale = await staleAnswer(facts.answers, request);
  const reason =
    stale ?? generalMistake(exercise, facts, wrong[0]) ?? (facts.difference(wrong[0]) as Message);
  const right = judged.filter((name) => !wrong.includes(name));
  const soFar = message("right-so-far", { answers: quoted(right), wrong: quoted(wrong) });
  return { outcome: "wrong", messages: right.length > 0 ? [soFar, reason] : [reason] };
}

async function factsOf(
  values: Readonly<Record<string, unknown>>,
  { exercise, read }: CheckRequest,
  variant: number,
): Promise<Facts> {
  const given = exercise.given[variant];
  const right = (await exercise.check({ given, read })) as Readonly<Record<string, unknown>>;
  const missing = Object.keys(exercise.reads).find(
    (name) => right[name] === undefined && needsRight(exercise, name),
  );
  if (missing !== undefined)
    throw new Error(
      `its check gives no '${missing}'; it gives ${Object.keys(right).join(", ") || "nothing"}`,
    );
  const against = (name: string, value: unknown): { readonly difference?: Message } | undefined =>
    name in values
      ? { difference: exercise.reads[name].difference(values[name], value, name, given) }
      : undefined;
  return {
    world: { given, read },
    answers: values,
    right,
    agrees: (name, value) => {
      const compared = against(name, value);
      return compared !== undefined && compared.difference === undefined;
    },
    difference: (name) => against(name, right[name])?.difference,
  };
}

/** A text for the instructor has no right answer. */
function needsRight({ reads }: Exercise, name: string): boolean {
  return reads[name].forInstructor !== true;
}

function notAttempted({ id }: Exercise, blanks: readonly string[], right: readonly string[]): Verdict {
  const handle = `q${Number(id.split(".")[1])}`;
  const begun = message("not-attempted.rest", { answers: quoted(right), blanks: quoted(blanks) });
  const untouched = message("not-attempted.blank", { answers: quoted(blanks) });
  return {
    outcome: "not-attempted",
    messages: [right.length > 0 ? begun : untouched, message("not-attempted.hint", { exercise: handle })],
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

/** After the solution or a reset the data change, but the answers may still belong to other data. */
async function staleAnswer(
  values: Readonly<Record<string, unknown>>,
  request: CheckRequest,
): Promise<Message | undefined> {
  const judged = Object.keys(values).filter((name) => needsRight(request.exercise, name));
  for (let other = 0; other < request.exercise.given.length; other++) {
    if (other === request.variant) continue;
    const facts = await factsOf(values, request, other);
    if (judged.every((name) => facts.difference(name) === undefined)) return message("stale");
  }
  return undefined;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
