import { ____ } from "./blank.js";
import { type CheckRequest, checkAnswers } from "./check-answers.js";
import type { Exercise, World } from "./exercise.js";
import { textOf } from "./messages/message.js";

/**
 * Tests an exercise as an author must: with every variant of its data, the right answers must pass, each wrong answer
 * must get the message of its own misconception, and blanks must be told as such. Variants must differ.
 *
 * @param read - reads a dataset's file
 * @returns what is wrong, in sentences; an empty list if nothing is
 */
export async function verifyExercise(exercise: Exercise, read: World["read"]): Promise<readonly string[]> {
  const problems: string[] = [];
  const data = exercise.given.map((given) => JSON.stringify(given));
  if (new Set(data).size < data.length)
    problems.push(`exercise ${exercise.id}: two variants have the same data`);
  for (const [variant, given] of exercise.given.entries()) {
    const place = `exercise ${exercise.id}, variant ${variant}`;
    const request: CheckRequest = { exercise, variant, read };
    const right = await rightProblems(exercise, { given, read }, place);
    // Without right answers nothing else can be said.
    problems.push(...right);
    if (right.length > 0) continue;
    for (const [id, answer] of Object.entries(exercise.wrong)) {
      const verdict = await checkAnswers(await answer({ given, read }), request);
      if (verdict.outcome === "wrong" && verdict.misconception === id) continue;
      const got = verdict.misconception ?? `no misconception (${verdict.outcome})`;
      const said = verdict.messages.map((message) => textOf(message)).join(" ");
      problems.push(`${place}: the wrong answer of '${id}' is taken for ${got}: ${said}`);
    }
    problems.push(...(await blankProblems(exercise, request, place)));
  }
  return problems;
}

/**
 * The right answers must be there, be readable and pass, and be the same when they are asked for again. Right
 * answers of a figure or a function are not what a trainee gives: the solution notebook tests those.
 */
async function rightProblems(
  { reads, check }: Exercise,
  world: World,
  place: string,
): Promise<readonly string[]> {
  const right = (await check(world)) as Readonly<Record<string, unknown>>;
  const again = (await check(world)) as Readonly<Record<string, unknown>>;
  return Object.entries(reads).flatMap(([name, kind]) => {
    if (kind.forInstructor) return [];
    if (right[name] === undefined)
      return [`${place}: check gives no '${name}'; it gives ${Object.keys(right)}`];
    if (kind.rightIsApart) return [];
    const reading = kind.read(right[name], name);
    if (reading.state !== "read") return [`${place}: the right ${name} cannot be read as an answer`];
    const difference = kind.difference(reading.value, again[name], name, world.given);
    return difference ? [`${place}: the right ${name} does not pass: ${textOf(difference)}`] : [];
  });
}

/** An exercise that nobody touched must say so. */
async function blankProblems(
  exercise: Exercise,
  request: CheckRequest,
  place: string,
): Promise<readonly string[]> {
  const untouched = Object.fromEntries(Object.keys(exercise.reads).map((name) => [name, ____]));
  const { outcome } = await checkAnswers(untouched, request);
  return outcome === "not-attempted" ? [] : [`${place}: blank answers are ${outcome}, not 'not-attempted'`];
}
