import { type CheckRequest, checkAnswers } from "./check-answers.js";
import type { Exercise, World } from "./exercise.js";

/**
 * Tests an exercise as an author must: with every variant of its data, each wrong answer must get the message of
 * its own misconception, and the right answers must pass where they can be given as they are.
 *
 * @param read - reads a dataset's file
 * @returns what is wrong, in sentences; an empty list if nothing is
 */
export async function verifyExercise(exercise: Exercise, read: World["read"]): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [variant, given] of exercise.given.entries()) {
    const place = `exercise ${exercise.id}, variant ${variant}`;
    const request: CheckRequest = { exercise, variant, read };
    for (const [id, answer] of Object.entries(exercise.wrong)) {
      const verdict = await checkAnswers(await answer({ given, read }), request);
      if (verdict.outcome === "wrong" && verdict.misconception === id) continue;
      const got = verdict.misconception ?? `no misconception (${verdict.outcome})`;
      const said = verdict.messages.map(({ key }) => key).join(", ");
      problems.push(`${place}: the wrong answer of '${id}' is taken for ${got}: ${said}`);
    }
    problems.push(...(await rightProblems(exercise, request, place)));
    problems.push(...(await blankProblems(exercise, request, place)));
  }
  return problems;
}

/**
 * The right answers must pass, and must be the same when they are asked for again. Right answers of a figure or a
 * function are not what a trainee gives: the solution notebook tests those.
 */
async function rightProblems(
  { reads, check, ...exercise }: Exercise,
  request: CheckRequest,
  place: string,
): Promise<readonly string[]> {
  const world = { given: exercise.given[request.variant], read: request.read };
  const right = (await check(world)) as Readonly<Record<string, unknown>>;
  const again = (await check(world)) as Readonly<Record<string, unknown>>;
  return Object.keys(reads).flatMap((name) => {
    const reading = reads[name].read(right[name], name);
    if (reading.state !== "read") return [];
    const difference = reads[name].difference(reading.value, again[name], name);
    return difference ? [`${place}: the right ${name} does not pass (${difference.key})`] : [];
  });
}

/** An exercise that nobody touched must say so. */
async function blankProblems(
  exercise: Exercise,
  request: CheckRequest,
  place: string,
): Promise<readonly string[]> {
  const untouched = Object.fromEntries(Object.keys(exercise.reads).map((name) => [name, undefined]));
  const { outcome } = await checkAnswers(untouched, request);
  return outcome === "not-attempted" ? [] : [`${place}: blank answers are ${outcome}, not 'not-attempted'`];
}
