import path from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { buildCourse } from "../../course/authoring/build-course.js";
import { changedFiles, leftoverFiles } from "../../course/authoring/built-files.js";
import { LESSONS, lessonSlugs, readCourse } from "../../course/authoring/course-sources.js";
import { notRunLessons } from "../../course/authoring/not-run.js";
import { findPackageRoot } from "../../course/environment/kernel/package-root.js";

const root = findPackageRoot();

describe("the course in the tree", async () => {
  const course = await readCourse(root, async (slug) => {
    const checks = path.join(root, LESSONS, slug, "checks.ts");
    return (await import(pathToFileURL(checks).href)).default;
  });

  it("is what 'npm run lessons' builds from its lessons", async () => {
    const files = await buildCourse(course);
    const differences = [...changedFiles(root, files), ...leftoverFiles(root, files, lessonSlugs(root))];
    expect(files.length).toBeGreaterThan(0);
    expect(differences.map((one) => `${one.path} ${one.problem}: run npm run lessons`)).toEqual([]);
  });

  it("shows in its books what the code of its lessons does", () => {
    expect(notRunLessons(root, course.lessons)).toEqual([]);
  });
});
