import { ArgumentError, FormatError } from "../../lib/index.js";
import type { Exercise } from "../exercise/index.js";
import type { ExerciseBlock, Lesson } from "./lesson.js";
import { type Fail, failIn } from "./source-error.js";

/** The exercises of a lesson, in its order. */
export function exerciseBlocks(lesson: Lesson): ExerciseBlock[] {
  return lesson.blocks.filter((block): block is ExerciseBlock => block.kind === "exercise");
}

/**
 * Finds for every exercise of a lesson's text its definition in `checks.ts`.
 *
 * @returns the definitions by id
 * @throws FormatError where one of the two files has an exercise that the other has not, where the code of an
 *   exercise does not define what its check reads, or where no cell above it imports what it uses
 */
export function matchExercises(
  lesson: Lesson,
  exercises: readonly Exercise[],
): ReadonlyMap<string, Exercise> {
  const blocks = exerciseBlocks(lesson);
  const file = `${lesson.slug}/checks.ts`;
  const ids = exercises.map(({ id }) => id);
  for (const [index, id] of ids.entries()) {
    if (ids.indexOf(id) < index)
      throw new FormatError({
        file,
        problem: `exercise ${id} stands there twice`,
        advice: "Give each its own id.",
      });
    if (blocks.some((block) => block.id === id)) continue;
    throw new FormatError({
      file,
      problem: `exercise ${id} has no text in lesson.md`,
      advice: `Write ::::{exercise} ${id} with a title there, or remove it here.`,
    });
  }
  const byId = new Map(exercises.map((exercise) => [exercise.id, exercise]));
  const fail = failIn(`${lesson.slug}/lesson.md`);
  for (const block of blocks) {
    const exercise = byId.get(block.id);
    if (exercise === undefined) {
      fail(
        block.line,
        `exercise ${block.id} is not in checks.ts`,
        "Write defineExercise there, and put it into the list that the file exports.",
      );
      continue;
    }
    checkNames(block, exercise, fail);
    checkImports(lesson, block, fail);
  }
  const order = blocks.map(({ id }) => id).join(", ");
  if (ids.join(", ") !== order) {
    throw new FormatError({
      file,
      problem: `it lists ${ids.join(", ")}`,
      advice: `List the exercises in the order of lesson.md: ${order}.`,
    });
  }
  return byId;
}

/** The check cell names each answer, so the code above it must define each. */
function checkNames(block: ExerciseBlock, { reads }: Exercise, fail: Fail): void {
  for (const name of Object.keys(reads)) {
    if (!/^[a-z_$][\w$]*$/i.test(name)) {
      throw new ArgumentError({
        argument: `exercise ${block.id}: reads`,
        value: name,
        accepted: "a name that can stand in code",
      });
    }
    for (const part of ["starter", "solution"] as const) {
      if (new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(block[part])) continue;
      fail(
        block.line,
        `the ${part} of exercise ${block.id} does not define '${name}', which its check reads`,
        `Write for example const ${name} = ${part === "starter" ? "____" : "…"}; in the ${part}, or change the name in checks.ts.`,
      );
    }
  }
}

function checkImports({ blocks }: Lesson, block: ExerciseBlock, fail: Fail): void {
  const above = blocks
    .slice(0, blocks.indexOf(block))
    .flatMap((other) => (other.kind === "code" ? [other.code] : []));
  const imported = [...above, block.starter].flatMap((code) =>
    [...code.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']igdp\/course["']/g)].flatMap(([, names]) =>
      names.split(",").map((name) => name.trim()),
    ),
  );
  if (imported.includes("exercise")) return;
  fail(
    block.line,
    `no cell above exercise ${block.id} imports exercise`,
    'Write import { exercise } from "igdp/course"; in a code cell above it.',
  );
}
