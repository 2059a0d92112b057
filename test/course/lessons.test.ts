import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ENGLISH, gapsOf, verifyExercise } from "../../course/exercise/index.js";
import { lessons } from "../../course/lessons/index.js";
import { solutionOf } from "../../course/notebook/solution-source.js";
import { dataset } from "../../lib/node/index.js";
import { projectFiles, readProjectFile } from "../architecture/project-files.js";

const FOLDER = fileURLToPath(new URL("../../course/lessons", import.meta.url));
const exercises = lessons.flatMap((lesson) => lesson.exercises.map((listed) => ({ lesson, ...listed })));
const read = (name: string, file: string) => dataset(name).read(file);

describe("the course", () => {
  test("every lesson's folder is in the list, in the order of the numbers", () => {
    const folders = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name));
    expect(folders.length).toBeGreaterThan(1);
    expect(lessons.map(({ slug }) => slug)).toEqual(folders.sort());
  });

  test("no exercise has the number of another", () => {
    const ids = exercises.map(({ exercise }) => exercise.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a lesson takes 30 to 60 minutes and has four or five exercises, and its exercises fit into it", () => {
    for (const { slug, minutes, exercises } of lessons) {
      const sum = exercises.reduce((total, { exercise }) => total + exercise.minutes, 0);
      expect([slug, minutes >= 30 && minutes <= 60, sum < minutes]).toEqual([slug, true, true]);
      expect([slug, exercises.length >= 4 && exercises.length <= 5]).toEqual([slug, true]);
    }
  });
});

describe("every wrong answer that was written for a misconception gets that misconception's own message", () => {
  test.each(exercises.map((one) => [`${one.exercise.id} ${one.title}`, one.exercise] as const))(
    "%s",
    async (_name, exercise) => {
      expect(await verifyExercise(exercise, read)).toEqual([]);
    },
  );

  test.each(exercises.map((one) => [one.exercise.id, one.exercise] as const))(
    "the sentences of %s end with a full stop, and give no right number away",
    async (_id, exercise) => {
      for (const given of exercise.given) {
        const right = Object.values(await exercise.check({ given, read }));
        const numbers = right.filter(
          (value): value is number => typeof value === "number" && !Number.isInteger(value),
        );
        for (const { id, says } of exercise.misconceptions) {
          const text = says ?? ENGLISH[`misconception.${id}` as keyof typeof ENGLISH];
          expect(text, id).toMatch(/[.?!`]$/);
          for (const number of numbers) expect(text).not.toContain(number.toFixed(2));
        }
      }
    },
  );
});

describe("translations", () => {
  const english: Record<string, string> = { ...ENGLISH };
  for (const { exercise, lesson } of exercises) {
    exercise.hints.forEach((hint, i) => {
      english[`${exercise.id}.hint.${i + 1}`] = hint;
    });
    for (const { id, says } of exercise.misconceptions)
      if (says !== undefined) english[`${exercise.id}.misconception.${id}`] = says;
    const solution = solutionOf(lesson.slug, exercise.id);
    if (solution?.explanation) english[`${exercise.id}.explanation`] = solution.explanation;
  }
  const files = projectFiles().filter((file) => /^course\/lessons\/translations\/.*\.json$/.test(file));

  test("each has texts for keys that there are, with the gaps of the English text", () => {
    for (const file of files) {
      const texts = JSON.parse(readProjectFile(file)) as Record<string, string>;
      for (const [key, text] of Object.entries(texts)) {
        expect(english, `${file}: ${key}`).toHaveProperty([key]);
        expect(gapsOf(text), `${file}: ${key}`).toEqual(gapsOf(english[key]));
      }
    }
  });
});
