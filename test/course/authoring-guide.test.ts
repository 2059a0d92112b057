import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseLesson } from "../../course/authoring/parse-lesson.js";
import { traineeNotebook } from "../../course/authoring/trainee-notebook.js";
import { ____, checkAnswers, type Exercise, textOf, verifyExercise } from "../../course/exercise/index.js";
import compared from "./compared-exercise.js";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
const guide = readFileSync(path.join(PROJECT, "course", "AUTHORING.md"), "utf8").replaceAll("\r\n", "\n");

const read = () => Promise.reject(new Error("the exercises of the guide read no data"));

/** The first block of the guide between a fence and the next one like it. */
function example(opening: string): string {
  const fence = /^`+/.exec(opening)?.[0];
  const [, after] = guide.split(`\n${opening}\n`);
  return after.split(`\n${fence}\n`)[0];
}

describe("the guide for authors", () => {
  let folder: string;
  let exercises: readonly Exercise[];
  beforeAll(async () => {
    // Inside the project, so that the engine is found; `output` is not kept by git.
    mkdirSync(path.join(PROJECT, "output"), { recursive: true });
    folder = mkdtempSync(path.join(PROJECT, "output", "guide-test-"));
    const engine = pathToFileURL(path.join(PROJECT, "course", "exercise", "index.ts")).href;
    const checks = path.join(folder, "checks.ts");
    writeFileSync(checks, example("```ts").replace("../../exercise/index.js", engine));
    exercises = (await import(checks)).default;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has an example of a lesson that can be built", () => {
    const lesson = parseLesson(example("````markdown"), "07-drift");
    const { cells } = traineeNotebook(lesson, exercises);
    const ids = cells.map(({ id }) => id).filter((id) => id?.startsWith("07-1-"));
    expect(ids).toEqual(["07-1-task", "07-1-starter", "07-1-check"]);
  });

  it("has an example of an exercise whose wrong answers are recognised", async () => {
    expect(exercises).toHaveLength(1);
    expect(await verifyExercise(exercises[0], read)).toEqual([]);
  });

  const [g, normal, h] = [978352.18, 978527.49, 812.3];
  const anomaly = (air: number, density: number): number => g - normal + air * h - 0.0000419 * density * h;

  it.each([
    ["free-air sign wrong", anomaly(-0.3086, 2670)],
    ["density in g/cm³", anomaly(0.3086, 2.67)],
    ["slab forgotten", anomaly(0.3086, 0)],
    ['`"-15.5 mGal"`', "-15.5 mGal"],
    ["nothing attempted", ____],
  ])("tells in its comparison what a trainee reads: %s", async (name, bouguer_mgal) => {
    const [exercise] = compared;
    const verdict = await checkAnswers({ bouguer_mgal }, { exercise, variant: 0, read });
    const row = guide.split("\n").find((line) => line.startsWith(`| ${name} |`));
    const told = row?.split(" | ").at(-1)?.replace(/ \|$/, "");
    expect(verdict.messages.map((one) => textOf(one)).join(" ")).toBe(told);
  });

  it("compares an exercise that keeps the rules, and counts its lines rightly", async () => {
    expect(await verifyExercise(compared[0], read)).toEqual([]);
    const source = readFileSync(path.join(PROJECT, "test", "course", "compared-exercise.ts"), "utf8");
    const lines = source.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("/**"));
    // In lesson.md stand four more lines of code and four of fences.
    expect(guide).toContain(`| 22 | 13 | ${lines.length + 8} |`);
  });
});
