import type { Exercise } from "../exercise/index.js";
import type { Cell, Notebook } from "../runner/notebook-file.js";
import type { Lesson } from "./lesson.js";
import { notebookCells } from "./notebook-cells.js";

/**
 * The notebook that a trainee opens: no outputs, no solutions, and the same cell ids whenever it is built.
 *
 * @throws FormatError where `lesson.md` and `checks.ts` do not fit together
 */
export function traineeNotebook(lesson: Lesson, exercises: readonly Exercise[]): Notebook {
  return newNotebook(lesson.slug, notebookCells(lesson, exercises, false));
}

/** A notebook of cells that nobody has run. `name` is the lesson's, and tells a built notebook from a person's own. */
export function newNotebook(name: string, cells: readonly Cell[]): Notebook {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      igdp: { lesson: name },
      kernelspec: { display_name: "TypeScript (tslab)", language: "typescript", name: "tslab" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
    },
    cells,
  };
}
