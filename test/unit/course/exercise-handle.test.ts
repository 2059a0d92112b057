import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  EXERCISE_MIME,
  type ExerciseHandle,
  exerciseIn,
  type Surroundings,
} from "../../../course/notebook/exercise.js";
import { openProgressLog } from "../../../course/notebook/progress-log.js";
import type { Output } from "../../../course/notebook/publish.js";
import { readNothing, sample } from "./exercise/sample-exercise.js";

const folder = mkdtempSync(path.join(tmpdir(), "igdp exercise "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let shown: Output[];
let surroundings: Surroundings;
let files = 0;
beforeEach(() => {
  shown = [];
  surroundings = {
    lessons: [
      {
        slug: "07-sample",
        title: "A sample",
        minutes: 30,
        exercises: [{ exercise: sample, title: "The tide" }],
      },
    ],
    log: openProgressLog(path.join(folder, `${files++}.jsonl`)),
    texts: {},
    read: readNothing,
    solution: () => ({
      code: "const corrected = q2.given.reading + q2.given.tide;",
      explanation: "The Moon **pulls** up.",
    }),
    show: (output) => shown.push(output),
  };
});

const open = (): ExerciseHandle => exerciseIn("07.2", surroundings);
const text = (output = shown.at(-1)): string => String(output?.data["text/plain"]);
const html = (output = shown.at(-1)): string => String(output?.data["text/html"]);
const facts = (): unknown => shown.at(-1)?.data[EXERCISE_MIME];

describe("an exercise in a notebook", () => {
  test("a check shows its verdict, logs it, and gives nothing back that a cell would print", async () => {
    const q = open();
    expect(await q.check({ corrected: q.given.reading - q.given.tide })).toBeUndefined();
    expect(text()).toMatch(/^✗ Not yet\n {2}The tide has the wrong sign\./);
    expect(html()).toContain('role="status"');
    expect(facts()).toMatchObject({ exercise: "07.2", outcome: "wrong", misconception: "tide-sign" });
    await q.check({ corrected: 2210.432 });
    expect(text()).toContain("✓ Right");
    expect(surroundings.log.events().map(({ outcome }) => outcome)).toEqual(["wrong", "passed"]);
  });

  test("what is given is a copy: changing it does not change the question", async () => {
    const q = open();
    q.given.reading = 0;
    expect(q.given.reading).toBe(2210.345);
  });

  test("checking twice says the same twice", async () => {
    const q = open();
    await q.check({ corrected: 5 });
    await q.check({ corrected: 5 });
    expect(shown).toHaveLength(2);
    expect(html(shown[0])).toBe(html(shown[1]));
  });

  test("hints come one after the other, their number untold; then the solution is offered", () => {
    const q = open();
    q.hint();
    expect(text()).toBe("→ Hint\n  Think of the Moon.");
    q.hint();
    q.hint();
    expect(text()).toBe("→ Hint\n  Write reading + tide.");
    expect(html()).toContain("<code>reading + tide</code>");
    q.hint();
    expect(text()).toContain("There is no other hint.");
    expect(shown.map((output) => text(output)).join()).not.toMatch(/\d of \d|remain|left/);
  });

  test("hints go on where they were in a new kernel", () => {
    open().hint();
    open().hint();
    expect(text()).toContain("It pulls up.");
  });

  test("the solution is closed until two wrong checks, then shows code and reason, and gives other data", async () => {
    const q = open();
    q.solution();
    expect(text()).toContain("opens after two checks");
    expect(q.given.reading).toBe(2210.345);
    await q.check({ corrected: 1 });
    await q.check({ corrected: 2 });
    q.solution();
    expect(text()).toContain("const corrected = q2.given.reading + q2.given.tide;");
    expect(html()).toContain("The Moon <strong>pulls</strong> up.");
    expect(text()).toContain("other data");
    expect(q.given.reading).toBe(2195.112);
    expect(open().given.reading).toBe(2195.112);
    await q.check({ corrected: 2210.432 });
    expect(text()).toContain("This is the answer for other data");
    await q.check({ corrected: 2195.048 });
    expect(text()).toContain("Right, also with other data.");
  });

  test("a reset gives the first data again and closes the solution, and keeps the log", async () => {
    const q = open();
    for (let i = 0; i < 3; i++) q.hint();
    q.solution();
    q.reset();
    expect(q.given.reading).toBe(2210.345);
    q.solution();
    expect(text()).toContain("opens after two checks");
    expect(surroundings.log.events()).toHaveLength(5);
  });

  test("stars in an explanation are emphasis", async () => {
    const solution = () => ({ code: "1 * 2", explanation: "The sum of *this* list, and `a * b * c`." });
    surroundings = { ...surroundings, solution };
    const q = open();
    for (let i = 0; i < 3; i++) q.hint();
    q.solution();
    expect(html()).toContain("The sum of <em>this</em> list, and <code>a * b * c</code>.");
    expect(text()).toContain("The sum of this list, and a * b * c.");
  });

  test("an exercise without a solution file says so", () => {
    surroundings = { ...surroundings, solution: () => undefined };
    const q = open();
    for (let i = 0; i < 3; i++) q.hint();
    q.solution();
    expect(text()).toContain("is not here");
    expect(q.given.reading).toBe(2210.345);
  });

  test("answers and code are shown as text, never as HTML", async () => {
    const q = open();
    await q.check({ corrected: "<img src=x onerror=alert(1)>" });
    await q.check("<script>alert(1)</script>");
    expect(html()).not.toContain("<script");
    expect(html()).toContain("&lt;script");
  });

  test("progress is a picture in HTML and in text", async () => {
    const q = open();
    q.progress();
    expect(text()).toContain("Nothing yet.");
    await q.check({ corrected: 2210.432 });
    q.progress();
    expect(text()).toContain("✓  07 A sample");
    expect(text()).toContain("1 of 1 exercises, 2 of 2 points");
    expect(html()).toContain('aria-label="07.2: right"');
  });

  test("another language is told where it has the text", async () => {
    surroundings = { ...surroundings, texts: { "title.wrong": "Belum", "07.2.hint.1": "Bulan." } };
    const q = open();
    await q.check({ corrected: 5 });
    expect(text()).toMatch(/^✗ Belum/);
    q.hint();
    expect(text()).toBe("→ Hint\n  Bulan.");
  });

  test("an unsaved log does not stop the check", async () => {
    const log = { ...surroundings.log, add: () => "ENOSPC: no space left on device" };
    surroundings = { ...surroundings, log };
    await open().check({ corrected: 2210.432 });
    expect(text(shown[0])).toContain("✓ Right");
    expect(text(shown[1])).toContain("no space left");
    await open().check({ corrected: 1 });
    expect(shown).toHaveLength(3);
  });

  test("a number that is no exercise is answered with those that are", () => {
    expect(() => exerciseIn("07.9", surroundings)).toThrow(/07\.2/);
    expect(() => exerciseIn(undefined as unknown as string, surroundings)).toThrow(/07\.2/);
    expect(exerciseIn(" 07.2 ", surroundings).given).toBeDefined();
  });

  test("an exercise that is printed says what it is", () => {
    expect(inspect(open())).toBe(
      "Exercise 07.2 · The tide. Its methods are check, hint, solution, reset and progress.",
    );
  });
});
