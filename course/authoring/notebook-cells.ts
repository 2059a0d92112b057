import type { Exercise } from "../exercise/index.js";
import type { Cell } from "../runner/notebook-file.js";
import { cellGroups, isText } from "./cell-groups.js";
import { type CellIds, cellIds } from "./cell-ids.js";
import type { Block, ExerciseBlock, Lesson } from "./lesson.js";
import { closingTexts, taskText, textOf, titleText } from "./markdown-cells.js";
import { matchExercises } from "./match-exercises.js";

/** What a cell of an exercise is: `metadata.igdp.role`. */
export type Role = "task" | "starter" | "check" | "explanation";

/**
 * The cells of a lesson's notebook.
 *
 * @param exercises what `checks.ts` exports
 * @param withSolutions whether an exercise holds its solution, and the explanation after its check
 * @throws FormatError where `lesson.md` and `checks.ts` do not fit together
 */
export function notebookCells(
  lesson: Lesson,
  exercises: readonly Exercise[],
  withSolutions: boolean,
): Cell[] {
  const defined = matchExercises(lesson, exercises);
  const ids = cellIds(lesson.number);
  const cells: Cell[] = [markdownCell(`${lesson.number}-title`, titleText(lesson))];
  for (const group of cellGroups(lesson.blocks)) {
    const [block] = group;
    if (block.kind === "exercise") {
      cells.push(...exerciseCells(block, defined.get(block.id) as Exercise, withSolutions));
    } else cells.push(plainCell(group, ids));
  }
  for (const { id, text } of closingTexts(lesson)) cells.push(markdownCell(`${lesson.number}-${id}`, text));
  return cells;
}

/** A code cell that was never run. */
export function codeCell(id: string, source: string, metadata: Cell["metadata"] = {}): Cell {
  return { cell_type: "code", execution_count: null, id, metadata, outputs: [], source };
}

/** A cell of text. */
export function markdownCell(id: string, source: string, metadata: Cell["metadata"] = {}): Cell {
  return { cell_type: "markdown", id, metadata, source };
}

/** The cell of a group without an exercise: worked code, or text. */
export function plainCell(group: readonly Block[], ids: CellIds): Cell {
  const [block] = group;
  if (block.kind === "code") {
    return codeCell(ids.next(""), block.code, block.label ? { igdp: { label: block.label } } : {});
  }
  const text = group.filter(isText).map(textOf).join("\n\n");
  return markdownCell(ids.next(text), text);
}

function exerciseCells(block: ExerciseBlock, exercise: Exercise, withSolutions: boolean): Cell[] {
  const prefix = block.id.replace(".", "-");
  const variable = `q${Number(block.id.split(".")[1])}`;
  const about = (role: Role) => ({ igdp: { exercise: block.id, role } });
  const code = withSolutions ? block.solution : block.starter;
  const opening = `const ${variable} = exercise("${block.id}");`;
  const cells = [
    markdownCell(`${prefix}-task`, taskText(block, exercise.minutes), about("task")),
    codeCell(`${prefix}-starter`, `${opening}\n${code}`, about("starter")),
    codeCell(`${prefix}-check`, checkCall(variable, Object.keys(exercise.reads)), about("check")),
  ];
  if (!withSolutions || block.explanation === "") return cells;
  return [...cells, markdownCell(`${prefix}-explanation`, block.explanation, about("explanation"))];
}

function checkCall(variable: string, names: readonly string[]): string {
  const line = `await ${variable}.check({ ${names.join(", ")} });`;
  return line.length <= 90 ? line : `await ${variable}.check({\n  ${names.join(",\n  ")},\n});`;
}
