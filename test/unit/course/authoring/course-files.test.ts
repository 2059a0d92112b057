import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildCourse } from "../../../../course/authoring/build-course.js";
import { applyDifferences, changedFiles, leftoverFiles } from "../../../../course/authoring/built-files.js";
import { readCourse } from "../../../../course/authoring/course-sources.js";
import { homeNotebook } from "../../../../course/authoring/home-notebook.js";
import { parseLesson } from "../../../../course/authoring/parse-lesson.js";
import { type ProductFile, textFile } from "../../../../course/authoring/product.js";
import { registryText } from "../../../../course/authoring/registry.js";
import { SMALL_CHECKS, SMALL_LESSON } from "./small-lesson.js";

const HOME = "---\ntitle: Welcome\n---\n\nHello.\n\n## The lessons\n\nIn this order:\n\n:::{lessons}\n:::\n";
const small = parseLesson(SMALL_LESSON, "07-tides");
let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "igdp lessons "));
  put("course/lessons/home.md", HOME);
  put("course/lessons/07-tides/lesson.md", SMALL_LESSON);
  put("course/lessons/07-tides/checks.ts", "");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(place: string, text: string): void {
  mkdirSync(path.join(root, path.dirname(place)), { recursive: true });
  writeFileSync(path.join(root, place), text);
}

const read = (checks: unknown = SMALL_CHECKS) => readCourse(root, async () => checks);

/** Builds the course of the folder, and says what is not as it should be. */
async function compare(): Promise<{ files: readonly ProductFile[]; told: string[] }> {
  const files = await buildCourse(await read());
  const differences = [...changedFiles(root, files), ...leftoverFiles(root, files, ["07-tides"])];
  return { files, told: differences.map((one) => `${one.path} ${one.problem}`) };
}

async function buildAll(): Promise<void> {
  const files = await buildCourse(await read());
  applyDifferences(root, files, [...changedFiles(root, files), ...leftoverFiles(root, files, ["07-tides"])]);
}

describe("building a course", () => {
  it("makes notebook and solution of each lesson, the list of exercises and the home notebook", async () => {
    const files = await buildCourse(await read());
    expect(files.map((file) => file.path)).toEqual(
      expect.arrayContaining([
        "course/books/07-tides/solution.ipynb",
        "course/lessons/index.ts",
        "notebooks/07-tides.ipynb",
        "notebooks/home.ipynb",
      ]),
    );
  });

  it("gives the same bytes each time", async () => {
    expect(await buildCourse(await read())).toEqual(await buildCourse(await read()));
  });

  it("leaves nothing to change after it has written", async () => {
    expect((await compare()).told).toContain("notebooks/07-tides.ipynb is missing");
    await buildAll();
    expect((await compare()).told).toEqual([]);
  });

  it("names a file that somebody changed by hand, and mends it", async () => {
    await buildAll();
    const file = path.join(root, "notebooks/07-tides.ipynb");
    const built = readFileSync(file, "utf8");
    writeFileSync(file, built.replace("Tides of the Earth", "Tides"));
    expect((await compare()).told).toEqual(["notebooks/07-tides.ipynb differs from its source"]);
    await buildAll();
    expect(readFileSync(file, "utf8")).toBe(built);
  });

  it("removes what a lesson that is gone has left, and nothing that a person made", async () => {
    await buildAll();
    const notebook = readFileSync(path.join(root, "notebooks/07-tides.ipynb"), "utf8");
    put("notebooks/08-gone.ipynb", notebook.replace('"lesson": "07-tides"', '"lesson": "08-gone"'));
    put("notebooks/my copy.ipynb", notebook);
    put("notebooks/09-mine.ipynb", "{}");
    put("notebooks/images/map.png", "");
    put("course/books/08-gone/outputs.json", "{}");
    put("course/books/07-tides/outputs.json", "{}");
    put("course/books/07-tides/figures/a.png", "");
    expect((await compare()).told).toEqual([
      "course/books/08-gone/outputs.json has no source",
      "notebooks/08-gone.ipynb has no source",
    ]);
    await buildAll();
    expect((await compare()).told).toEqual([]);
    expect(existsSync(path.join(root, "course/books/08-gone"))).toBe(false);
    for (const kept of ["my copy.ipynb", "09-mine.ipynb", "images/map.png"]) {
      expect(existsSync(path.join(root, "notebooks", kept))).toBe(true);
    }
  });

  it("builds only the lessons that are named", async () => {
    put("course/lessons/08-drift/lesson.md", "---\ntitle: Drift\nminutes: 5\n---\n");
    put("course/lessons/08-drift/checks.ts", "");
    const course = await readCourse(root, async (slug) => (slug === "07-tides" ? SMALL_CHECKS : []));
    const files = await buildCourse(course, ["08-drift"]);
    const paths = files.map((file) => file.path);
    expect(paths).toContain("notebooks/08-drift.ipynb");
    expect(paths).not.toContain("notebooks/07-tides.ipynb");
    await expect(buildCourse(course, ["09-none"])).rejects.toThrow(/'09-none'.*07-tides, 08-drift/);
  });
});

describe("reading a course refuses", () => {
  it("two lessons of one number", async () => {
    put("course/lessons/07-more/lesson.md", SMALL_LESSON);
    put("course/lessons/07-more/checks.ts", "");
    await expect(read()).rejects.toThrow(/lesson 07-tides is '07'.*that 07-more does not have/);
  });

  it("a folder without a lesson.md", async () => {
    mkdirSync(path.join(root, "course/lessons/08-empty"));
    await expect(read()).rejects.toThrow("08-empty/lesson.md: the file does not exist. Write it");
  });

  it("a lesson without a checks.ts", async () => {
    rmSync(path.join(root, "course/lessons/07-tides/checks.ts"));
    await expect(read()).rejects.toThrow(
      /07-tides\/checks\.ts: the file does not exist.*export default \[\];/,
    );
  });

  it("a checks.ts that exports no list of exercises", async () => {
    await expect(read({ sign: SMALL_CHECKS[0] })).rejects.toThrow(/does not export a list of exercises/);
    await expect(read([1])).rejects.toThrow(/does not export a list of exercises/);
  });
});

describe("the list of exercises", () => {
  it("imports each lesson's checks, and names its exercises as the text does", () => {
    const text = registryText([{ ...small, title: 'The "tides"' }]);
    expect(text).toContain('import lesson07 from "./07-tides/checks.js";');
    expect(text).toContain(`    slug: "07-tides",\n    title: 'The "tides"',\n    minutes: 30,`);
    expect(text).toContain(
      '    exercises: titled(lesson07, {\n      "07.1": "Which sign has the tide?",\n      "07.2": "How many tides?",\n    }),',
    );
  });

  it("is empty without lessons", () => {
    expect(registryText([])).toContain("export const lessons: readonly ListedLesson[] = [];");
  });
});

describe("the home notebook", () => {
  it("has a table of the lessons with link, time and first objective", () => {
    const [welcome, table] = homeNotebook(HOME, [small]).cells;
    expect(welcome).toMatchObject({ id: "home-welcome-1", source: "# Welcome\n\nHello." });
    expect(table.source).toContain(
      "| 07 | [Tides of the Earth](07-tides.ipynb) | 30 min | add the tide to a reading |",
    );
  });

  it("tells a lesson without objectives by its subtitle", () => {
    const plain = { ...small, blocks: [] };
    expect(homeNotebook(HOME, [plain]).cells[1].source).toContain("| How the Moon moves the meter |");
  });

  it("refuses other directives", () => {
    const source = `${HOME}\n:::{key-points}\nA\n:::\n`;
    expect(() => homeNotebook(source, [])).toThrow(/home\.md, line 14: \{key-points\} stands in the home/);
  });
});

describe("textFile", () => {
  it("holds UTF-8", () => {
    expect(textFile("a", "°").bytes).toEqual(new Uint8Array([0xc2, 0xb0]));
  });
});
