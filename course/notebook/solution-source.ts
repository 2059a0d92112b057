import { readFileSync } from "node:fs";
import path from "node:path";
import { packageRoot } from "../../lib/node/index.js";

/** A solution as the lesson's source has it. */
export interface Solution {
  readonly code: string;
  /** Why it is right; Markdown, empty where there is none. */
  readonly explanation: string;
}

interface SolutionCell {
  readonly source: string | readonly string[];
  readonly metadata?: { readonly igdp?: { readonly exercise?: string; readonly role?: string } };
}

/**
 * The solution of an exercise, from the lesson's solution notebook.
 *
 * @returns undefined where the notebook or the exercise is not there
 */
export function solutionOf(
  lesson: string,
  exercise: string,
  books: string = path.join(packageRoot(), "course", "books"),
): Solution | undefined {
  let cells: readonly SolutionCell[];
  try {
    cells = JSON.parse(readFileSync(path.join(books, lesson, "solution.ipynb"), "utf8")).cells;
  } catch {
    return undefined;
  }
  const sourceOf = (role: string): string | undefined => {
    const cell = cells.find(
      ({ metadata }) => metadata?.igdp?.exercise === exercise && metadata.igdp.role === role,
    );
    return cell && [cell.source].flat().join("");
  };
  const code = sourceOf("starter");
  return code === undefined ? undefined : { code, explanation: sourceOf("explanation") ?? "" };
}
