import type { Exercise } from "../exercise/index.js";
import type { Lesson } from "./lesson.js";

/** A file that is built from lessons. */
export interface ProductFile {
  /** From the project's folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A lesson with what its `checks.ts` exports. */
export interface CheckedLesson {
  readonly lesson: Lesson;
  readonly exercises: readonly Exercise[];
}

/** The whole course. */
export interface Course {
  /** In the order of their numbers. */
  readonly lessons: readonly CheckedLesson[];
  /** The source of the home notebook, `course/lessons/home.md`. */
  readonly home: string;
}

/** Makes files of one lesson. */
export type LessonProduct = (
  lesson: Lesson,
  exercises: readonly Exercise[],
) => readonly ProductFile[] | Promise<readonly ProductFile[]>;

/** Makes files of the whole course. */
export type CourseProduct = (course: Course) => readonly ProductFile[] | Promise<readonly ProductFile[]>;

/** A text as a file. */
export function textFile(path: string, text: string): ProductFile {
  return { path, bytes: new TextEncoder().encode(text) };
}
