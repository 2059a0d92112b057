import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCourse } from "../../../../course/authoring/build-course.js";
import { readCourse } from "../../../../course/authoring/course-sources.js";
import { ASIDES, PARTS } from "../../../../course/authoring/lesson.js";
import { writeNewLesson } from "../../../../course/authoring/new-lesson.js";
import { findPackageRoot } from "../../../../course/environment/kernel/package-root.js";
import { verifyExercise } from "../../../../course/exercise/index.js";
import { dataset } from "../../../../lib/node/index.js";

const project = findPackageRoot();
let root: string;

/** A folder inside the project, where imports of packages lead somewhere, that git does not look at. */
beforeEach(() => {
  mkdirSync(path.join(project, "output"), { recursive: true });
  root = mkdtempSync(path.join(project, "output", "new lesson "));
  put("course/lessons/home.md", "---\ntitle: Welcome\n---\n\n:::{lessons}\n:::\n");
  const engine = path.join(project, "course", "exercise", "index.ts");
  put("course/exercise/index.ts", `export * from ${JSON.stringify(engine)};\n`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(place: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(place)), { recursive: true });
  writeFileSync(path.join(root, place), text);
}

const read = () =>
  readCourse(root, async (slug) => {
    const checks = path.join(root, "course", "lessons", slug, "checks.ts");
    return (await import(pathToFileURL(checks).href)).default;
  });

describe("a new lesson", () => {
  it("has the number and the title that it was given, and nothing of the skeleton's", async () => {
    const written = writeNewLesson(root, "07-drift", 'Drift: the "slow" change');
    expect(written).toEqual(["course/lessons/07-drift/lesson.md", "course/lessons/07-drift/checks.ts"]);
    for (const file of written) expect(readFileSync(path.join(root, file), "utf8")).not.toMatch(/99\./);
    const [{ lesson, exercises }] = (await read()).lessons;
    expect(lesson).toMatchObject({ number: "07", slug: "07-drift", title: 'Drift: the "slow" change' });
    expect(exercises.map(({ id }) => id)).toEqual(["07.1"]);
  });

  it("builds, with every kind of part that a lesson has", async () => {
    writeNewLesson(root, "07-drift", "Drift");
    const course = await read();
    const { blocks } = course.lessons[0].lesson;
    const kinds = new Set(blocks.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["aside", "code", "exercise", "part", "prose", "slide"]);
    const parts = blocks.flatMap((block) => (block.kind === "part" ? [block.name] : []));
    expect([...parts].sort()).toEqual([...PARTS].sort());
    expect(ASIDES).toContain(blocks.find((block) => block.kind === "aside")?.name);
    const files = (await buildCourse(course)).map((file) => file.path);
    expect(files).toContain("notebooks/07-drift.ipynb");
    expect(files).toContain("course/books/07-drift/solution.ipynb");
  });

  it("answers every wrong answer with the message of its own misconception", async () => {
    writeNewLesson(root, "07-drift", "Drift");
    const [{ exercises }] = (await read()).lessons;
    const reader = (name: string, file: string) => dataset(name).read(file);
    for (const exercise of exercises) {
      expect(exercise.misconceptions.length).toBeGreaterThanOrEqual(2);
      expect(await verifyExercise(exercise, reader)).toEqual([]);
    }
  });

  it.each([
    ["drift", /name of the lesson is 'drift'.*two digits.*For example 07-drift/],
    ["07-Drift", /'07-Drift'/],
    ["7-drift", /'7-drift'/],
    ["07_drift", /'07_drift'/],
    ["07-drift/..", /'07-drift\/\.\.'/],
    ["", /name of the lesson is ''/],
  ])("is not made under the name '%s'", (name, message) => {
    expect(() => writeNewLesson(root, name, "A title")).toThrow(message);
  });

  it("is not made with a number that is taken, and the next free number is told", () => {
    writeNewLesson(root, "00-drift", "Drift");
    expect(() => writeNewLesson(root, "00-tides", "Tides")).toThrow(
      /00-drift has this one\. The next free one is 01\./,
    );
    expect(existsSync(path.join(root, "course/lessons/00-tides"))).toBe(false);
  });

  it("is not made without a title", () => {
    expect(() => writeNewLesson(root, "07-drift", " ")).toThrow(/title of the lesson is ' '/);
    expect(existsSync(path.join(root, "course/lessons/07-drift"))).toBe(false);
  });
});
