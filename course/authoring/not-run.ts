import { readRecordedOutputs } from "./book/read-outputs.js";
import { outputsProblem } from "./book/recorded-outputs.js";
import type { CheckedLesson } from "./product.js";

/** Says for each lesson whose code is not the code that was run for its book, what to do. */
export function notRunLessons(root: string, lessons: readonly CheckedLesson[]): readonly string[] {
  return lessons.flatMap(({ lesson }) => {
    const problem = outputsProblem(lesson, readRecordedOutputs(root, lesson.slug));
    return problem === undefined ? [] : [problem];
  });
}
