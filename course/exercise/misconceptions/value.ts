import type { AnyWorld, Facts, Misconception, SharedMisconception } from "../exercise.js";

/**
 * The answer is a value that was computed in a known wrong way. It agrees with that value as a right answer would
 * agree with the right one, by the tolerance of its kind.
 *
 * @param id - name of the misconception; some have sentences of their own in the shared list
 * @param answer - name of the answer in `reads`
 * @param wrongValue - computes what this wrong way gives; undefined where it gives nothing for these data
 * @param says - sentences that teach
 * @param options - `whenRight`: other answers that must be right, where the sentences say that they are
 *
 * @example
 * instead("tide-sign", "corrected", ({ given }) => given.reading_mgal - given.tide_mgal);
 */
export function instead(
  id: SharedMisconception,
  answer: string,
  wrongValue: WrongValue,
  says?: string,
  options?: InsteadOptions,
): Misconception;
export function instead(
  id: string,
  answer: string,
  wrongValue: WrongValue,
  says: string,
  options?: InsteadOptions,
): Misconception;
export function instead(
  id: string,
  answer: string,
  wrongValue: WrongValue,
  says?: string,
  { whenRight = [] }: InsteadOptions = {},
): Misconception {
  const matches = async ({ world, answers, right, agrees, difference }: Facts): Promise<boolean> => {
    if (whenRight.some((name) => !(name in answers) || difference(name) !== undefined)) return false;
    const value = await wrongValue(world, right);
    return value !== undefined && agrees(answer, value);
  };
  return { id, says, answers: [answer, ...whenRight], matches };
}

/** When a value that was computed in a wrong way counts. */
export interface InsteadOptions {
  /** Other answers that must be right. */
  readonly whenRight?: readonly string[];
}

/** Computes what a wrong way gives, from the exercise's data and the right answers. */
export type WrongValue = (
  world: AnyWorld,
  // biome-ignore lint/suspicious/noExplicitAny: right answers are of the types that the author gave them.
  right: Readonly<Record<string, any>>,
) => unknown;

/** The answer has the right size and the wrong sign. */
export function sign(answer: string, says?: string): Misconception {
  return instead("sign", answer, (_, right) => multiplied(right[answer], -1), says);
}

/** The answer is the right one times a factor: another unit, or a forgotten one. */
export function scale(id: string, answer: string, factor: number, says: string): Misconception {
  return { id, says, answers: [answer], matches: (facts) => isMultiple(facts, answer, factor) };
}

/** The answer is in m/s², and should be in mGal. */
export function metresPerSecondSquared(answer: string, says?: string): Misconception {
  const matches = (facts: Facts): boolean => isMultiple(facts, answer, 1e-5);
  return { id: "metres-per-second-squared", says, answers: [answer], matches };
}

/** The answer is the right one plus an amount, in the answer's unit. */
export function shifted(
  id: string,
  answer: string,
  amount: number | ((world: AnyWorld) => number),
  says: string,
): Misconception {
  const by = (world: AnyWorld): number => (typeof amount === "number" ? amount : amount(world));
  return instead(id, answer, (world, right) => added(right[answer], by(world)), says);
}

/** Two answers are exchanged. */
export function swapped(id: string, one: string, other: string, says: string): Misconception {
  const matches = ({ right, agrees }: Facts): boolean =>
    agrees(one, right[other]) && agrees(other, right[one]);
  return { id, says, answers: [one, other], matches };
}

/** The answer is a value that is known to be wrong: a name, a choice, a count. */
export function chosen(id: string, answer: string, value: unknown, says: string): Misconception {
  return instead(id, answer, () => value, says);
}

/**
 * Whether an answer is the right one times a factor, to one per cent, or less where the factor is near 1. The
 * answer's own tolerance would not do: a small number is within it of any other.
 */
export function isMultiple({ answers, right }: Multiple, answer: string, factor: number): boolean {
  const share = Math.min(0.01, Math.abs(factor - 1) / 10);
  const [values, wanted] = [listOf(answers[answer]), listOf(right[answer])];
  return (
    values.length > 0 &&
    values.length === wanted.length &&
    values.every((value, i) => Math.abs(value / factor - wanted[i]) <= share * Math.abs(wanted[i])) &&
    values.some((value) => value !== 0)
  );
}

type Multiple = Pick<Facts, "answers" | "right">;

function listOf(value: unknown): readonly number[] {
  if (typeof value === "number") return [value];
  return isNumbers(value) ? Array.from(value) : [];
}

function multiplied(value: unknown, factor: number): unknown {
  if (typeof value === "number") return value * factor;
  return isNumbers(value) ? Array.from(value, (one) => one * factor) : undefined;
}

function added(value: unknown, amount: number): unknown {
  if (typeof value === "number") return value + amount;
  return isNumbers(value) ? Array.from(value, (one) => one + amount) : undefined;
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  return (
    (Array.isArray(value) || ArrayBuffer.isView(value)) &&
    typeof (value as ArrayLike<unknown>)[0] === "number"
  );
}
