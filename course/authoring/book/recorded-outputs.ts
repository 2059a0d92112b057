import { createHash } from "node:crypto";
import { ArgumentError } from "../../../lib/index.js";
import type { Block, ExerciseBlock, Lesson, WorkedCell } from "../lesson.js";
import { exerciseAnchor } from "./places.js";

/** A table as `show` drew it. */
export interface RecordedTable {
  readonly caption?: string;
  readonly columns: readonly { readonly name: string; readonly align: "left" | "right" }[];
  /** Texts of the cells, row by row; null stands for the rows that are left out. */
  readonly rows: readonly (readonly string[] | null)[];
  /** Says the table's size. */
  readonly note: string;
}

/** A figure's picture. */
export interface RecordedFigure {
  /** Its path as seen from the lesson's book: `figures/first-map.png`. */
  readonly file: string;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
}

/** One thing that a cell shows. */
export type RecordedOutput =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "table"; readonly table: RecordedTable }
  | { readonly kind: "figure"; readonly figure: RecordedFigure };

/** What one cell shows. */
export interface RecordedCell {
  /** The cell's label; `cell-3` for the third worked cell where it has none; `exercise-01-2` for a solution. */
  readonly name: string;
  /** SHA-256 of all code of the lesson up to and including this cell. */
  readonly code: string;
  readonly outputs: readonly RecordedOutput[];
}

/** The content of `outputs.json`: the lesson's cells in order. */
export interface RecordedOutputs {
  readonly cells: readonly RecordedCell[];
}

/** A cell of a lesson that runs: a worked cell, or an exercise's solution. */
export interface RunningCell {
  readonly name: string;
  readonly source: WorkedCell | ExerciseBlock;
  /** As in {@link RecordedCell}. */
  readonly code: string;
}

/** The cells of a lesson that run, in order, with their names and the hashes of their code. */
export function runningCells(lesson: Lesson): readonly RunningCell[] {
  const hash = createHash("sha256");
  const seen = new Set<string>();
  let worked = 0;
  return lesson.blocks.filter(runs).map((source) => {
    if (source.kind === "code") worked++;
    const name = source.kind === "code" ? (source.label ?? `cell-${worked}`) : exerciseAnchor(source.id);
    if (seen.has(name)) {
      throw new ArgumentError({
        argument: `label (line ${source.line})`,
        value: name,
        accepted: "a label that no other cell of the lesson has",
      });
    }
    seen.add(name);
    // The zero byte keeps "a" + "b" apart from "ab".
    hash.update(source.kind === "code" ? source.code : source.solution).update("\0");
    return { name, source, code: hash.copy().digest("hex") };
  });
}

function runs(block: Block): block is WorkedCell | ExerciseBlock {
  return block.kind === "code" || block.kind === "exercise";
}

/** What each cell of a lesson shows; a cell whose code was not run as it is now has none. */
export type ShownOutputs = ReadonlyMap<Block, RecordedCell>;

/**
 * Gives the cells of a lesson their recorded outputs, as far as their code is still the code that was run.
 *
 * @param recorded - the content of `outputs.json`, or undefined where there is none
 */
export function matchOutputs(lesson: Lesson, recorded: RecordedOutputs | undefined): ShownOutputs {
  const byName = new Map(recorded?.cells.map((cell) => [cell.name, cell]));
  const shown = new Map<Block, RecordedCell>();
  for (const { name, source, code } of runningCells(lesson)) {
    const cell = byName.get(name);
    if (cell?.code === code) shown.set(source, cell);
  }
  return shown;
}

/**
 * Says what to do where the code of a lesson is not that of its recorded outputs; undefined where it is, so that
 * the lesson's book shows what its code does.
 */
export function outputsProblem(lesson: Lesson, recorded: RecordedOutputs | undefined): string | undefined {
  const shown = matchOutputs(lesson, recorded);
  const cells = runningCells(lesson);
  const changed = cells.find(({ source }) => !shown.has(source));
  const same = changed === undefined && (recorded?.cells.length ?? 0) === cells.length;
  if (same) return undefined;
  const where = changed ? `the code of line ${changed.source.line}` : "a cell that is no longer there";
  return `The book of ${lesson.slug} does not show what ${where} does: run npm run lessons -- --run ${lesson.slug}`;
}

/** The first figure of the cell with a label; `not-run` where the cell was not run as it is now. */
export function figureByLabel(
  lesson: Lesson,
  shown: ShownOutputs,
  label: string,
): RecordedFigure | "not-run" | undefined {
  const cell = lesson.blocks.find((block) => block.kind === "code" && block.label === label);
  if (cell === undefined) return undefined;
  const recorded = shown.get(cell);
  if (recorded === undefined) return "not-run";
  return recorded.outputs.find((output) => output.kind === "figure")?.figure;
}
