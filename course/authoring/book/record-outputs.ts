import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findPackageRoot } from "../../environment/kernel/package-root.js";
import type { Exercise } from "../../exercise/index.js";
import {
  type Cell,
  notebookText,
  type Output,
  readNotebook,
  writeWhole,
} from "../../runner/notebook-file.js";
import { runNotebook } from "../../runner/run-notebook.js";
import type { Lesson } from "../lesson.js";
import { solutionNotebook } from "../solution-notebook.js";
import { bookFolder } from "./places.js";
import {
  type RecordedCell,
  type RecordedFigure,
  type RecordedOutput,
  type RecordedOutputs,
  runningCells,
} from "./recorded-outputs.js";
import { tableFromHtml } from "./shown-table.js";

/** The record of a run: the text of `outputs.json`, and the pictures beside it. */
export interface Recording {
  readonly outputs: RecordedOutputs;
  /** PNG files by their path as seen from the lesson's book. */
  readonly figures: ReadonlyMap<string, Uint8Array>;
}

/**
 * Writes the solution notebook of a lesson, runs it in a fresh kernel, and writes `outputs.json` and
 * `figures/*.png` of the lesson's book: what the worked cells and the solutions show. Figures of an earlier run are
 * removed.
 *
 * Nothing of the run itself is kept, no count, time or path, so that two runs of the same code give the same
 * files. Checks that run here do not enter the progress of the person who runs it.
 *
 * @throws Error where a cell fails
 */
export async function recordOutputs(lesson: Lesson, exercises: readonly Exercise[]): Promise<void> {
  const folder = path.join(findPackageRoot(), bookFolder(lesson.slug));
  const work = mkdtempSync(path.join(tmpdir(), "igdp-book-"));
  try {
    const solution = path.join(folder, "solution.ipynb");
    const executed = path.join(work, "executed.ipynb");
    writeWhole(solution, notebookText(solutionNotebook(lesson, exercises)));
    const report = await runNotebook(solution, { out: executed });
    const bad = report.cells.find(({ status }) => status !== "ok");
    if (bad) {
      const reason = bad.evalue ? `: ${bad.ename}: ${bad.evalue}` : "";
      throw new Error(`Cell ${bad.id} of the solution of ${lesson.slug} ended with ${bad.status}${reason}`);
    }
    writeRecording(folder, recordingOf(lesson, readNotebook(executed).cells));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Makes the record of a lesson from the cells of its executed solution notebook. */
export function recordingOf(lesson: Lesson, cells: readonly Cell[]): Recording {
  const figures = new Map<string, Uint8Array>();
  const ran = cells.filter((cell) => cell.cell_type === "code" && roleOf(cell) !== "check");
  const expected = runningCells(lesson);
  const same = expected.every(({ source }, i) =>
    // In front of a solution stands the line that opens the exercise.
    ran[i]?.source.endsWith(source.kind === "code" ? source.code : source.solution),
  );
  if (!same || ran.length !== expected.length) {
    throw new Error(`The notebook that was run is not the solution of lesson ${lesson.slug}.`);
  }
  const recorded = expected.map(({ name, code }, i): RecordedCell => {
    const outputs = recordedCellOutputs(ran[i], name, figures);
    checkNoPath(lesson, name, outputs);
    return { name, code, outputs };
  });
  return { outputs: { cells: recorded }, figures };
}

function writeRecording(folder: string, { outputs, figures }: Recording): void {
  rmSync(path.join(folder, "figures"), { recursive: true, force: true });
  for (const [file, png] of figures) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), png);
  }
  writeFileSync(path.join(folder, "outputs.json"), `${JSON.stringify(outputs, null, 1)}\n`);
}

function roleOf(cell: Cell): unknown {
  return (cell.metadata.igdp as { readonly role?: unknown } | undefined)?.role;
}

function recordedCellOutputs(
  { outputs = [] }: Cell,
  name: string,
  figures: Map<string, Uint8Array>,
): readonly RecordedOutput[] {
  let drawn = 0;
  return outputs.flatMap((output): readonly RecordedOutput[] => {
    if (!("data" in output) || output.data["image/png"] === undefined) return plainOutput(output);
    drawn++;
    const file = `figures/${name}${drawn === 1 ? "" : `-${drawn}`}.png`;
    const bytes = Buffer.from(joined(output.data["image/png"]), "base64");
    figures.set(file, bytes);
    return [{ kind: "figure", figure: figureRecord(file, bytes, output.metadata["image/png"]) }];
  });
}

function plainOutput(output: Output): readonly RecordedOutput[] {
  if (output.output_type === "stream") return textOutput(joined(output.text));
  if (output.output_type === "error") return textOutput(`${output.ename}: ${output.evalue}`);
  const { "text/html": html, "text/plain": text } = output.data;
  const table = html === undefined ? undefined : tableFromHtml(joined(html));
  return table ? [{ kind: "table", table }] : textOutput(joined(text ?? ""));
}

/** A notebook's file may hold text as a list of lines. */
function joined(text: unknown): string {
  return Array.isArray(text) ? text.join("") : String(text);
}

function textOutput(text: string): readonly RecordedOutput[] {
  const plain = stripVTControlCharacters(text).trimEnd();
  return plain === "" ? [] : [{ kind: "text", text: plain }];
}

/** A PNG file says its size in pixels in the bytes 16 to 23. */
function figureRecord(file: string, png: Buffer, metadata: unknown): RecordedFigure {
  const { width, alt } = (metadata ?? {}) as { readonly width?: number; readonly alt?: string };
  const pixels = { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
  const shown = width ?? pixels.width;
  return {
    file,
    width: shown,
    height: Math.round((shown * pixels.height) / pixels.width),
    alt: alt ?? "A figure without a title",
  };
}

/** A path of this machine in a book is of no use to its readers, and changes with the machine. */
function checkNoPath({ slug }: Lesson, name: string, outputs: readonly RecordedOutput[]): void {
  const text = JSON.stringify(outputs);
  const own = [findPackageRoot(), tmpdir()].find((folder) =>
    text.includes(JSON.stringify(folder).slice(1, -1)),
  );
  if (own) throw new Error(`The cell ${name} of lesson ${slug} shows a path of this machine: ${own}`);
}
