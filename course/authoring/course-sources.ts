import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ArgumentError, FormatError } from "../../lib/index.js";
import type { Exercise } from "../exercise/index.js";
import type { Lesson } from "./lesson.js";
import { parseLesson } from "./parse-lesson.js";
import type { Course } from "./product.js";

/** The folder of the lessons, from the project's folder. */
export const LESSONS = "course/lessons";

/** Gives what a lesson's `checks.ts` exports by default. */
export type LoadChecks = (slug: string) => Promise<unknown>;

/** Names of the lessons' folders, in order. */
export function lessonSlugs(root: string): string[] {
  return readdirSync(path.join(root, LESSONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/**
 * Reads all lessons of a project: text and checks.
 *
 * @param root the project's folder
 * @throws FormatError where a lesson lacks a file, has the number of another, or is not written as it must be
 */
export async function readCourse(root: string, loadChecks: LoadChecks): Promise<Course> {
  const parsed = lessonSlugs(root).map((slug) => readLesson(root, slug));
  for (const [index, { number, slug }] of parsed.entries()) {
    if (index === 0 || parsed[index - 1].number !== number) continue;
    throw new ArgumentError({
      argument: `the lesson ${slug}`,
      value: number,
      accepted: `a number that ${parsed[index - 1].slug} does not have`,
      advice: "Rename one of the two folders.",
    });
  }
  const lessons = [];
  for (const lesson of parsed) {
    lessons.push({ lesson, exercises: exercisesOf(lesson.slug, await loadChecks(lesson.slug)) });
  }
  return { lessons, home: readSource(root, "home.md", "Write it: it becomes the home notebook.") };
}

function readLesson(root: string, slug: string): Lesson {
  const lesson = parseLesson(readSource(root, `${slug}/lesson.md`, "Write it, or remove the folder."), slug);
  if (existsSync(path.join(root, LESSONS, slug, "checks.ts"))) return lesson;
  throw new FormatError({
    file: `${slug}/checks.ts`,
    problem: "the file does not exist",
    advice: "Write it; a lesson without exercises has the line: export default [];",
  });
}

function readSource(root: string, name: string, advice: string): string {
  const file = path.join(root, LESSONS, name);
  if (!existsSync(file)) throw new FormatError({ file: name, problem: "the file does not exist", advice });
  return readFileSync(file, "utf8");
}

function exercisesOf(slug: string, exported: unknown): readonly Exercise[] {
  const isExercise = (value: unknown) => typeof (value as Exercise | undefined)?.id === "string";
  if (Array.isArray(exported) && exported.every(isExercise)) return exported;
  throw new FormatError({
    file: `${slug}/checks.ts`,
    problem: "it does not export a list of exercises",
    advice: "End it with: export default [first, second]; each made by defineExercise.",
  });
}
