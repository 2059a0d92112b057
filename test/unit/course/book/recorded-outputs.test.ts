import { expect, test } from "vitest";
import { recordingOf } from "../../../../course/authoring/book/record-outputs.js";
import {
  figureByLabel,
  matchOutputs,
  outputsProblem,
  runningCells,
} from "../../../../course/authoring/book/recorded-outputs.js";
import type { Lesson } from "../../../../course/authoring/lesson.js";
import { solutionNotebook } from "../../../../course/authoring/solution-notebook.js";
import { findPackageRoot } from "../../../../course/environment/kernel/package-root.js";
import { indexedPng } from "../../../../course/notebook/png-file.js";
import type { Cell, Output } from "../../../../course/runner/notebook-file.js";
import { exercises, lesson, recordOf } from "./fixture-lesson.js";

const PICTURE = Buffer.from(indexedPng(30, 20, Uint8Array.of(255, 255, 255), new Uint8Array(600)));

/** The lesson with another text in its second worked cell. */
const changed: Lesson = {
  ...lesson,
  blocks: lesson.blocks.map((block) =>
    block.kind === "code" && block.label === "drift" ? { ...block, code: "show(other);" } : block,
  ),
};

function shows(...data: readonly Record<string, unknown>[]): Output[] {
  return data.map((one) => ({
    output_type: "display_data",
    data: one,
    metadata: { "image/png": { width: 20, alt: "A line" } },
  }));
}

/** The solution notebook as a run leaves it. */
function executed(outputs: Readonly<Record<number, Output[]>>, of: Lesson = lesson): readonly Cell[] {
  let code = -1;
  return solutionNotebook(of, exercises).cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    code++;
    return { ...cell, execution_count: 40 + code, outputs: outputs[code] ?? [] };
  });
}

test("cells are named by label, by count, and by exercise", () => {
  expect(runningCells(lesson).map(({ name }) => name)).toEqual(["cell-1", "drift", "exercise-07-1"]);
});

test("two cells with one name are refused", () => {
  const [cell] = lesson.blocks.filter(({ kind }) => kind === "code");
  const twice = {
    ...lesson,
    blocks: [
      { ...cell, label: "a" },
      { ...cell, label: "a" },
    ],
  } as Lesson;
  expect(() => runningCells(twice)).toThrow(/label .*a/);
});

test("a change of code leaves the outputs above it and takes away those from it on", () => {
  const shown = matchOutputs(changed, recordOf(lesson));
  const names = [...shown.values()].map(({ name }) => name);
  expect(names).toEqual(["cell-1"]);
  expect(figureByLabel(changed, shown, "drift")).toBe("not-run");
});

test("the problem names the line and the command, and is gone after a run", () => {
  const line = changed.blocks.find((block) => block.kind === "code" && block.label === "drift")?.line;
  expect(outputsProblem(changed, recordOf(lesson))).toBe(
    `The book of 07-drift does not show what the code of line ${line} does: run npm run lessons -- --run 07-drift`,
  );
  expect(outputsProblem(lesson, undefined)).toMatch(/npm run lessons -- --run 07-drift/);
  expect(outputsProblem(changed, recordOf(changed))).toBeUndefined();
});

test("a cell that was taken out of the lesson is a problem too", () => {
  const shorter = { ...lesson, blocks: lesson.blocks.filter(({ kind }) => kind !== "exercise") };
  expect(outputsProblem(shorter, recordOf(lesson))).toMatch(/no longer there/);
});

test("a change of prose keeps the outputs", () => {
  const prose = { ...lesson, blocks: lesson.blocks.filter(({ kind }) => kind !== "prose") };
  expect(outputsProblem(prose, recordOf(lesson))).toBeUndefined();
});

test("a run is recorded as text, tables and pictures, without counts and colours", () => {
  const png = PICTURE.toString("base64");
  const stream: Output = { output_type: "stream", name: "stdout", text: "\u001b[31m5 stations\u001b[39m\n" };
  const cells = executed({
    0: [stream],
    1: shows({ "image/png": png }, { "image/png": png, "text/plain": "x" }),
  });
  const { outputs, figures } = recordingOf(lesson, cells);
  expect(outputs.cells.map((cell) => cell.outputs)).toEqual([
    [{ kind: "text", text: "5 stations" }],
    [
      { kind: "figure", figure: { file: "figures/drift.png", width: 20, height: 13, alt: "A line" } },
      { kind: "figure", figure: { file: "figures/drift-2.png", width: 20, height: 13, alt: "A line" } },
    ],
    [],
  ]);
  expect([...figures.keys()]).toEqual(["figures/drift.png", "figures/drift-2.png"]);
  expect(Buffer.compare(figures.get("figures/drift.png") as Uint8Array, PICTURE)).toBe(0);
  expect(JSON.stringify(outputs)).not.toMatch(/execution|4\d,/);
  expect(outputsProblem(lesson, outputs)).toBeUndefined();
});

test("text that a notebook's file keeps as a list of lines is joined", () => {
  const output = { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] } as unknown as Output;
  const { outputs } = recordingOf(lesson, executed({ 0: [output] }));
  expect(outputs.cells[0].outputs).toEqual([{ kind: "text", text: "a\nb" }]);
});

test("the outputs of a check are not recorded", () => {
  const { outputs } = recordingOf(lesson, executed({ 3: shows({ "text/plain": "Right" }) }));
  expect(JSON.stringify(outputs)).not.toContain("Right");
});

test("HTML that is no table is recorded by its text", () => {
  const html = { "text/html": "<script>x</script>", "text/plain": "plain" };
  const { outputs } = recordingOf(lesson, executed({ 0: shows(html) }));
  expect(outputs.cells[0].outputs).toEqual([{ kind: "text", text: "plain" }]);
});

test("the run of another notebook is refused", () => {
  expect(() => recordingOf(lesson, executed({}, changed))).toThrow(/not the solution of lesson 07-drift/);
  expect(() => recordingOf(lesson, executed({}).slice(0, 3))).toThrow(/not the solution/);
});

test("a cell that shows a path of this machine is refused", () => {
  const output = shows({ "text/plain": `read ${findPackageRoot()}/datasets` });
  expect(() => recordingOf(lesson, executed({ 0: output }))).toThrow(/cell-1 .*path of this machine/);
});
