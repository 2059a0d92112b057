import type { Misconception } from "../exercise.js";

/** What can be wrong with a figure: the last part of the keys `figure.…` in the English texts. */
export type FigureFault = "axes-swapped" | "mode" | "no-title" | "quantity" | "no-unit" | "count" | "values";

/** The figure has a fault that its kind finds by itself; the author's sentences say why it matters. */
export function figureFault(id: string, answer: string, fault: FigureFault, says: string): Misconception {
  return {
    id,
    says,
    answers: [answer],
    matches: ({ difference }) => difference(answer)?.key === `figure.${fault}`,
  };
}
