import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { learnerName } from "../../../course/notebook/learner-name.js";
import { openProgressLog, progressFile } from "../../../course/notebook/progress-log.js";

const folder = mkdtempSync(path.join(tmpdir(), "igdp progress "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newFile = (): string => path.join(folder, "deep", `${files++}`, "progress.jsonl");
const event = { version: "0.1.0", exercise: "01.2", variant: 0, event: "check", outcome: "wrong" } as const;

describe("the progress log", () => {
  test("it is outside the notebooks, and IGDP_PROGRESS moves it", () => {
    expect(progressFile({})).toMatch(/[\\/]\.igdp[\\/]progress\.jsonl$/);
    expect(progressFile({ IGDP_PROGRESS: "/data/noy.jsonl" })).toBe("/data/noy.jsonl");
  });

  test("looking at it writes nothing", () => {
    const log = openProgressLog(newFile());
    expect(log.events()).toEqual([]);
    expect(log.learner()).toMatch(/^[a-z]+-[a-z]+-\d\d$/);
    expect(existsSync(log.file)).toBe(false);
  });

  test("events are lines of JSON with time and a made-up name, and nothing of the answer", () => {
    const log = openProgressLog(newFile());
    expect(log.add({ ...event, misconception: "tide-sign" })).toBeUndefined();
    const lines = readFileSync(log.file, "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(1);
    expect(Object.keys(JSON.parse(lines[0])).sort()).toEqual(
      ["event", "exercise", "learner", "misconception", "outcome", "time", "variant", "version"].sort(),
    );
    expect(Date.parse(JSON.parse(lines[0]).time)).toBeGreaterThan(Date.UTC(2026, 0));
  });

  test("the name stays the same in a new kernel", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    expect(openProgressLog(log.file).learner()).toBe(log.learner());
    openProgressLog(log.file).add(event);
    expect(new Set(log.events().map(({ learner }) => learner)).size).toBe(1);
  });

  test("a torn last line is passed over, and spoils no later one", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    log.add(event);
    const whole = readFileSync(log.file, "utf8");
    for (let cut = 1; cut < whole.length / 2; cut += 17) {
      writeFileSync(log.file, whole.slice(0, -cut));
      expect(log.events()).toHaveLength(cut === 1 ? 2 : 1);
      expect(log.add({ ...event, outcome: "passed" })).toBeUndefined();
      expect(log.events().map(({ outcome }) => outcome)).toEqual(
        cut === 1 ? ["wrong", "wrong", "passed"] : ["wrong", "passed"],
      );
      // Lines are only ever added: what was torn is still there.
      expect(readFileSync(log.file, "utf8").startsWith(whole.slice(0, -cut))).toBe(true);
    }
  });

  test("lines that are no events are passed over", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    appendFileSync(log.file, '\n\u0000\u0000\nnull\n[]\n{"exercise":"01.2"}\n"x"\n{"a":\n');
    log.add(event);
    expect(log.events()).toHaveLength(2);
  });

  test("lines of another kernel are seen, also beside a log that is open", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    expect(log.events()).toHaveLength(1);
    appendFileSync(log.file, readFileSync(log.file));
    expect(log.events()).toHaveLength(2);
    writeFileSync(log.file, "");
    expect(log.events()).toEqual([]);
  });

  test("an event that could not have happened is passed over, and so is a byte order mark", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    const line = readFileSync(log.file, "utf8");
    const odd = [{ variant: -4 }, { variant: 0.5 }, { hint: 7 }, { hint: "x" }];
    for (const change of odd)
      appendFileSync(log.file, `${JSON.stringify({ ...JSON.parse(line), ...change })}\n`);
    expect(log.events()).toHaveLength(1);
    writeFileSync(log.file, `\uFEFF${line}`);
    expect(log.events()).toHaveLength(1);
  });

  test("a log of 100,000 events costs nothing once it is read", () => {
    const log = openProgressLog(newFile());
    log.add(event);
    writeFileSync(log.file, readFileSync(log.file, "utf8").repeat(100_000));
    expect(log.events()).toHaveLength(100_000);
    const before = log.events();
    log.add(event);
    expect(log.events()).toHaveLength(100_001);
    expect(
      log
        .events()
        .slice(0, 100_000)
        .every((one, i) => one === before[i]),
    ).toBe(true);
  });

  test("where nothing can be saved, the work goes on, and the reason is told", () => {
    const file = path.join(folder, "a file");
    writeFileSync(file, "");
    const log = openProgressLog(path.join(file, "progress.jsonl"));
    expect(log.add(event)).toMatch(/EEXIST|ENOTDIR/);
    expect(log.add(event)).toBeDefined();
    expect(log.events()).toHaveLength(2);
  });
});

test("a made-up name comes from the words at hand", () => {
  expect(learnerName(() => 0)).toBe("brave-badger-10");
  expect(learnerName((below) => below - 1)).toBe("young-wren-99");
});
