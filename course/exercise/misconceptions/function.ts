import type { Misconception } from "../exercise.js";
import type { Case } from "../kinds/function-of.js";

/** The trainee's function gives what a known wrong function gives, in every case. */
export function insteadFunction(
  id: string,
  answer: string,
  wrongFunction: (...values: never[]) => number,
  says: string,
): Misconception {
  return {
    id,
    says,
    answers: [answer],
    matches: ({ right, agrees }) => {
      const cases = (right[answer] as readonly Case[]).map(({ of }) => ({
        of,
        is: wrongFunction(...(structuredClone(of) as never[])),
      }));
      return agrees(answer, cases);
    },
  };
}
