import { ArgumentError, type TextFile } from "../../lib/index.js";
import type { Kind } from "./kinds/kind.js";
import type { MessageKey } from "./messages/english.js";

/** What an exercise knows of the world outside it: its data, and how to read a dataset, the truth included. */
export interface World<Given = unknown> {
  /** What this variant of the exercise gives to the trainee. */
  readonly given: Given;
  /** Reads a text file of a dataset. */
  readonly read: (dataset: string, file: string) => Promise<TextFile>;
}

/** The world of any exercise: TypeScript cannot carry the type of `given` into the calls inside a list. */
// biome-ignore lint/suspicious/noExplicitAny: the wrong answers of each exercise are tested instead.
export type AnyWorld = World<any>;

/** What a misconception is recognised by. */
export interface Facts {
  readonly world: AnyWorld;
  /** The trainee's answers, as read. */
  readonly answers: Readonly<Record<string, unknown>>;
  /** The right answers. */
  readonly right: Readonly<Record<string, unknown>>;
  /** Whether an answer agrees with a value as it would have to agree with the right one. */
  readonly agrees: (answer: string, value: unknown) => boolean;
  /** The message that the answer's own kind has for its difference from the right one; undefined if it is right. */
  readonly difference: (answer: string) => { readonly key: string } | undefined;
}

/** A wrong idea that answers show, and the sentences that answer it. */
export interface Misconception {
  /** Its name within the exercise, as it stands in the progress log. */
  readonly id: string;
  /** One to three sentences that teach; without them, those of the shared list under `misconception.ID`. */
  readonly says?: string;
  /** Names of the answers that it looks at. */
  readonly answers?: readonly string[];
  readonly matches: (facts: Facts) => boolean | Promise<boolean>;
}

// biome-ignore lint/suspicious/noExplicitAny: kinds of all types stand in one record.
export type Reads = Readonly<Record<string, Kind<any, any>>>;

/** The right answers, by the names in `reads`. */
export type RightAnswers<R extends Reads> = {
  readonly [Name in keyof R]: R[Name] extends Kind<unknown, infer Right> ? Right : never;
};

/** What an author writes down of an exercise. */
export interface ExerciseSource<Given, R extends Reads> {
  /** `01.2`: the lesson's number and the exercise's. */
  readonly id: string;
  /** What the trainee can do afterwards, beginning with a verb. */
  readonly objective: string;
  /** Time that a trainee needs. */
  readonly minutes: number;
  readonly points: number;
  /** The data of the exercise: the first, then at least one variant on other data. */
  readonly given: readonly Given[];
  /** The answers that `check` takes, by name, with their kinds. */
  readonly reads: R;
  /** The right answers: from a dataset's truth or an independent formula, never from the function under test. */
  readonly check: (world: World<Given>) => RightAnswers<R> | Promise<RightAnswers<R>>;
  /** At least two; the first that matches answers. */
  readonly misconceptions: readonly Misconception[];
  /** A nudge, the concept, and nearly the code. */
  readonly hints: readonly [string, string, string];
  /** What a trainee with a misconception answers, by the misconception's id: one for each. */
  readonly wrong: Readonly<Record<string, (world: World<Given>) => unknown>>;
}

/** An exercise, ready for the engine. */
export type Exercise = Readonly<ExerciseSource<unknown, Reads>>;

/** An exercise's place in the course. */
export interface ListedExercise {
  readonly exercise: Exercise;
  readonly title: string;
}

/** A lesson in the list of lessons. */
export interface ListedLesson {
  readonly slug: string;
  readonly title: string;
  readonly minutes: number;
  readonly exercises: readonly ListedExercise[];
}

/**
 * Defines an exercise.
 *
 * @throws ArgumentError where something is missing that every exercise needs: an id such as `01.2`, minutes and
 *   points, two variants of data, an answer to read, two misconceptions with ids of their own, a wrong answer for
 *   each, three hints
 */
export function defineExercise<Given, const R extends Reads>(source: ExerciseSource<Given, R>): Exercise {
  const { id, misconceptions = [], wrong = {}, given = [], reads = {}, hints = [] } = source;
  const need = (argument: string, value: unknown, fits: boolean, accepted: string): void => {
    if (!fits) throw new ArgumentError({ argument: `exercise ${id}: ${argument}`, value, accepted });
  };
  need("id", id, /^\d\d\.[1-9]\d?$/.test(id), "two digits, a dot and a number, such as 01.2");
  need("objective", source.objective, Boolean(source.objective?.trim()), "a sentence");
  need("minutes", source.minutes, source.minutes > 0 && source.minutes <= 60, "a number from 1 to 60");
  need(
    "points",
    source.points,
    Number.isInteger(source.points) && source.points >= 0,
    "a whole number from 0",
  );
  need("given", given.length, given.length >= 2, "two variants of data or more");
  need(
    "given",
    "something that cannot be copied",
    isPlain(given),
    "plain data: numbers, texts, lists and objects",
  );
  need("check", source.check, typeof source.check === "function", "a function that gives the right answers");
  const names = Object.keys(reads);
  need("reads", names.length, names.length > 0, "one answer or more");
  const ids = misconceptions.map((misconception) => misconception.id);
  need("misconceptions", ids.length, ids.length >= 2, "two misconceptions or more");
  need("misconceptions", ids.join(", "), new Set(ids).size === ids.length, "each id once");
  for (const { id: misconception, answers = [] } of misconceptions) {
    const strange = answers.find((answer) => !names.includes(answer));
    need(
      `misconception ${misconception}`,
      strange,
      strange === undefined,
      `one of the answers: ${names.join(", ")}`,
    );
  }
  const same = [...ids].sort().join(", ") === Object.keys(wrong).sort().join(", ");
  need("wrong", Object.keys(wrong).join(", "), same, `one wrong answer for each of: ${ids.join(", ")}`);
  const odd = Object.entries(wrong).find(([, answer]) => typeof answer !== "function")?.[0];
  need("wrong", odd, odd === undefined, "functions: (world) => ({ ... })");
  const said = hints.filter((hint) => hint.trim() !== "").length;
  need("hints", said, hints.length === 3 && said === 3, "three hints: nudge, concept, near-code");
  return Object.freeze(source) as unknown as Exercise;
}

/** Whether data can be copied for each trainee. */
function isPlain(given: readonly unknown[]): boolean {
  try {
    structuredClone(given);
    return true;
  } catch {
    return false;
  }
}

/** Ids of the misconceptions whose sentences are in the shared list. */
export type SharedMisconception = {
  [Key in MessageKey]: Key extends `misconception.${infer Id}` ? Id : never;
}[MessageKey];
