import type { Exercise } from "../exercise/index.js";
import type { Notebook } from "../runner/notebook-file.js";
import type { Lesson } from "./lesson.js";
import { notebookCells } from "./notebook-cells.js";
import { newNotebook } from "./trainee-notebook.js";

/**
 * The notebook with the solutions: the cell of role `starter` holds the solution's code after the line that opens
 * the exercise, and the cell of role `explanation`, where there is one, says why.
 *
 * @throws FormatError where `lesson.md` and `checks.ts` do not fit together
 */
export function solutionNotebook(lesson: Lesson, exercises: readonly Exercise[]): Notebook {
  return newNotebook(lesson.slug, notebookCells(lesson, exercises, true));
}
