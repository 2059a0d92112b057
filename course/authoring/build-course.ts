import { ArgumentError } from "../../lib/index.js";
import type { Course, ProductFile } from "./product.js";
import { courseProducts, lessonProducts } from "./products.js";

/**
 * Builds every file of a course in memory.
 *
 * @param only slugs of the lessons whose own files are wanted; without it, those of all
 * @returns the files in the order of their paths
 * @throws ArgumentError where a named lesson does not exist, FormatError where a lesson is not as it must be
 */
export async function buildCourse(course: Course, only?: readonly string[]): Promise<readonly ProductFile[]> {
  const slugs = course.lessons.map(({ lesson }) => lesson.slug);
  const unknown = only?.find((name) => !slugs.includes(name));
  if (unknown !== undefined) {
    throw new ArgumentError({
      argument: "the lesson",
      value: unknown,
      accepted: `one of ${slugs.join(", ")}`,
    });
  }
  const files: ProductFile[] = [];
  for (const { lesson, exercises } of course.lessons) {
    if (only && !only.includes(lesson.slug)) continue;
    for (const product of lessonProducts) files.push(...(await product(lesson, exercises)));
  }
  for (const product of courseProducts) files.push(...(await product(course)));
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
