import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recordingOf } from "../../course/authoring/book/record-outputs.js";
import { parseLesson } from "../../course/authoring/parse-lesson.js";
import { type JupyterServer, startJupyterServer } from "../../course/environment/server.js";
import { lessons } from "../../course/lessons/index.js";
import { EXERCISE_MIME } from "../../course/notebook/exercise.js";
import { type Cell, readNotebook } from "../../course/runner/notebook-file.js";
import type { NotebookReport } from "../../course/runner/report.js";
import { runNotebook } from "../../course/runner/run-notebook.js";
import { folder, notebook, PROJECT, skip } from "../notebooks/runner-notebooks.js";

interface Verdict {
  readonly exercise: string;
  readonly outcome: string;
}

/** What a notebook's checks said, and how long each took. */
interface Checked {
  readonly report: NotebookReport;
  readonly verdicts: readonly Verdict[];
  readonly seconds: readonly number[];
}

const networkLog = path.join(folder, "network.log");
const saved = { ...process.env };
/** Seconds of an exercise's check: the shorter of its runs, since other work on the machine only adds. */
const times = new Map<string, number>();

describe.skipIf(skip)(
  "the lessons' notebooks in a fresh kernel, the network switched off",
  { timeout: 300_000 },
  () => {
    let server: JupyterServer;
    beforeAll(async () => {
      const block = path.join(PROJECT, "test", "course", "no-network.cjs").replaceAll("\\", "/");
      process.env.NODE_OPTIONS = `${saved.NODE_OPTIONS ?? ""} --require "${block}"`;
      process.env.IGDP_NETWORK_LOG = networkLog;
      process.env.IGDP_PROGRESS = path.join(folder, "progress.jsonl");
      process.env.IGDP_LANGUAGE = "en";
      server = await startJupyterServer({
        directory: folder,
        kind: "server",
        log: path.join(folder, "server.log"),
      });
    }, 180_000);
    afterAll(async () => {
      await server?.stop();
      process.env = saved;
    });

    /** Runs a copy of a notebook under another name, in a folder of its own. */
    async function runCopy(source: string, name: string): Promise<Checked> {
      const place = path.join(folder, name);
      mkdirSync(place, { recursive: true });
      const copy = path.join(place, "my own name.ipynb");
      copyFileSync(source, copy);
      const report = await runNotebook(copy, { server, out: path.join(place, "out.ipynb"), keepGoing: true });
      return { report, ...checksOf(report) };
    }

    test("the network is switched off indeed", async () => {
      const file = notebook("network", ['await fetch("http://127.0.0.1:8077/");']);
      const report = await runNotebook(file, { server, out: path.join(folder, "network-out.ipynb") });
      expect(report.status).toBe("error");
      expect(readFileSync(networkLog, "utf8")).toContain("connect");
      writeFileSync(networkLog, "");
    });

    test.each(lessons.map((lesson) => [lesson.slug, lesson] as const))(
      "%s: the solution passes every check; the starter says 'not attempted' for each, and runs without an error",
      async (slug, lesson) => {
        // Two kernels at a time: notebooks are the longest part of all tests.
        const [solved, begun] = await Promise.all([
          runCopy(path.join(PROJECT, "course", "books", slug, "solution.ipynb"), `${slug} solution`),
          runCopy(path.join(PROJECT, "notebooks", `${slug}.ipynb`), `${slug} starter`),
        ]);
        const told = (outcome: string): readonly Verdict[] =>
          lesson.exercises.map(({ exercise }) => ({ exercise: exercise.id, outcome }));
        for (const [{ report, verdicts, seconds }, outcome] of [
          [solved, "passed"],
          [begun, "not-attempted"],
        ] as const) {
          expect(report.cells.filter(({ status }) => status !== "ok")).toEqual([]);
          expect(verdicts).toEqual(told(outcome));
          remember(verdicts, seconds);
        }

        // The book shows what the cells show today, although it is built from a record.
        const text = readFileSync(path.join(PROJECT, "course", "lessons", slug, "lesson.md"), "utf8");
        const { outputs } = recordingOf(parseLesson(text, slug), readNotebook(solved.report.executed).cells);
        const record = path.join(PROJECT, "course", "books", slug, "outputs.json");
        expect(outputs).toEqual(JSON.parse(readFileSync(record, "utf8")));
      },
    );

    test("the home notebook shows the progress", async () => {
      const { report } = await runCopy(path.join(PROJECT, "notebooks", "home.ipynb"), "home");
      expect(report.status).toBe("ok");
      expect(readFileSync(report.executed, "utf8")).toContain("Your progress");
    });

    test("nothing asked the network for anything", () => {
      expect(existsSync(networkLog) ? readFileSync(networkLog, "utf8") : "").toBe("");
    });

    test("a check answers within 300 ms: the median over all exercises, solved and not", () => {
      const sorted = [...times.values()].sort((a, b) => a - b);
      const median = sorted[Math.floor(sorted.length / 2)];
      console.log(
        `A check takes ${Math.round(1000 * median)} ms (median of ${sorted.length}), ${Math.round(1000 * sorted[sorted.length - 1])} ms at most.`,
      );
      expect(median).toBeLessThan(0.3);
    });
  },
);

function remember(verdicts: readonly Verdict[], seconds: readonly number[]): void {
  verdicts.forEach(({ exercise }, i) => {
    times.set(exercise, Math.min(times.get(exercise) ?? Number.POSITIVE_INFINITY, seconds[i]));
  });
}

function checksOf(report: NotebookReport): Pick<Checked, "verdicts" | "seconds"> {
  const { cells } = readNotebook(report.executed);
  const checks = cells.flatMap((cell, index) => verdictsOf(cell).map((verdict) => ({ verdict, index })));
  const seconds = checks.map(
    ({ index }) => report.cells.find((cell) => cell.index === index)?.seconds ?? Number.NaN,
  );
  return { verdicts: checks.map(({ verdict }) => verdict), seconds };
}

function verdictsOf({ outputs = [] }: Cell): readonly Verdict[] {
  return outputs.flatMap((output) => {
    const verdict = "data" in output ? (output.data[EXERCISE_MIME] as Verdict | undefined) : undefined;
    return verdict ? [{ exercise: verdict.exercise, outcome: verdict.outcome }] : [];
  });
}
