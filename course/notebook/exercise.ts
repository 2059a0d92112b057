import { ArgumentError, VERSION } from "../../lib/index.js";
import { dataset } from "../../lib/node/index.js";
import {
  authored,
  checkAnswers,
  type LearnerEvent,
  type ListedExercise,
  type ListedLesson,
  learnerState,
  type Message,
  type MessageKey,
  message,
  type Outcome,
  type Translations,
  textOf,
  type Verdict,
  type World,
} from "../exercise/index.js";
import { lessons as courseLessons } from "../lessons/index.js";
import { translations } from "./language.js";
import { type Notice, type NoticeKind, noticeHtml, noticeText } from "./notice-html.js";
import { showProgress } from "./progress.js";
import { openProgressLog, type ProgressLog } from "./progress-log.js";
import { type Output, publish } from "./publish.js";
import { type Solution, solutionOf } from "./solution-source.js";

/** An exercise in a notebook. */
export interface ExerciseHandle {
  /** The data of the exercise: other data after its solution was shown. */
  // biome-ignore lint/suspicious/noExplicitAny: each exercise has data of its own.
  readonly given: any;
  /** Checks answers, given by name: `await q1.check({ tide })`. Shows what it finds, and never throws. */
  check(answers?: unknown): Promise<void>;
  /** Shows the next hint. */
  hint(): void;
  /** Shows the solution, after two checks that were not right or after all hints. */
  solution(): void;
  /** Starts the exercise anew, with its first data. */
  reset(): void;
  /** Shows the progress in the whole course. */
  progress(): void;
}

/** What an exercise needs from outside; tests give their own. */
export interface Surroundings {
  readonly lessons: readonly ListedLesson[];
  readonly log: ProgressLog;
  readonly texts: Translations;
  readonly read: World["read"];
  readonly solution: (lesson: string, exercise: string) => Solution | undefined;
  readonly show: (output: Output) => void;
}

/** Logs of which the trainee was told that they cannot be saved: once is enough. */
const TOLD = new Set<string>();

/** JSON of a verdict beside its HTML, for programs that read executed notebooks. */
export const EXERCISE_MIME = "application/vnd.igdp.exercise+json";

/**
 * Finds an exercise of the course by its id.
 *
 * The notebook's own name and place do not matter, and it may be asked for any number of times: what was tried is in
 * the progress log.
 *
 * @param id - for example `01.2`, as it stands above the exercise
 * @throws ArgumentError if there is no such exercise; it lists those of the lesson
 *
 * @example
 * const q2 = exercise("01.2");
 */
export function exercise(id: string): ExerciseHandle {
  return exerciseIn(id, {
    lessons: courseLessons,
    log: openProgressLog(),
    texts: translations(),
    read: (name, file) => dataset(name).read(file),
    solution: solutionOf,
    show: publish,
  });
}

/** As {@link exercise}, in surroundings of the caller's choice. */
export function exerciseIn(id: string, surroundings: Surroundings): ExerciseHandle {
  const { lesson, listed } = findExercise(id, surroundings.lessons);
  const { log, read } = surroundings;
  const { exercise } = listed;
  const variants = exercise.given.length;
  const state = () => learnerState(log.events(), exercise.id, variants);
  const say = teller(surroundings);

  const add = (
    event: Pick<LearnerEvent, "event" | "outcome" | "misconception" | "hint" | "variant">,
  ): void => {
    const problem = log.add({ version: VERSION, exercise: exercise.id, ...event });
    if (problem === undefined || TOLD.has(log.file)) return;
    TOLD.add(log.file);
    say("broken", "title.progress", [message("progress.unsaved", { problem })]);
  };

  return Object.freeze({
    get given(): unknown {
      // A copy: a trainee who sorts or shortens a list must not change the question.
      return structuredClone(exercise.given[state().variant]);
    },
    async check(answers?: unknown) {
      const { variant } = state();
      const verdict = await checkAnswers(answers, { exercise, variant, read });
      const { outcome, misconception } = verdict;
      sayVerdict(say, exercise.id, verdict);
      add({ event: "check", variant, outcome, misconception });
    },
    hint() {
      const { hints, variant } = state();
      const tier = Math.min(hints + 1, 3);
      const text = authored(`${exercise.id}.hint.${tier}`, exercise.hints[tier - 1]);
      const more = hints < 3 ? [] : [message("hint.none-left", { exercise: handleName(exercise.id) })];
      say("hint", "title.hint", [text, ...more]);
      add({ event: "hint", variant, hint: tier });
    },
    solution() {
      const { solutionOpen, variant } = state();
      if (!solutionOpen) {
        const closed = message("solution.closed", { exercise: handleName(exercise.id) });
        return say("open", "title.solution", [closed]);
      }
      const solution = surroundings.solution(lesson.slug, exercise.id);
      if (solution === undefined) return say("broken", "title.solution", [message("solution.missing")]);
      const { code, explanation } = solution;
      const why = explanation === "" ? [] : [authored(`${exercise.id}.explanation`, explanation)];
      say("hint", "title.solution", [...why, message("solution.variant")], code);
      add({ event: "solution", variant });
    },
    reset() {
      add({ event: "reset", variant: state().variant });
      say("open", "title.reset", [message("reset.done")]);
    },
    progress() {
      showProgress(surroundings);
    },
    [Symbol.for("nodejs.util.inspect.custom")]: () =>
      `Exercise ${exercise.id} · ${listed.title}. Its methods are check, hint, solution, reset and progress.`,
  });
}

/** The name that a lesson gives to an exercise: `q2` for `01.2`. */
function handleName(id: string): string {
  return `q${Number(id.split(".")[1])}`;
}

function findExercise(
  id: string,
  lessons: readonly ListedLesson[],
): { readonly lesson: ListedLesson; readonly listed: ListedExercise } {
  const wanted = String(id).trim();
  for (const lesson of lessons) {
    const listed = lesson.exercises.find(({ exercise }) => exercise.id === wanted);
    if (listed) return { lesson, listed };
  }
  const near = lessons.filter(({ slug }) => slug.slice(0, 2) === wanted.slice(0, 2));
  const ids = (near.length > 0 ? near : lessons).flatMap(({ exercises }) =>
    exercises.map(({ exercise }) => exercise.id),
  );
  throw new ArgumentError({
    argument: "exercise",
    value: id,
    accepted: `the number above the exercise, between quotation marks: ${ids.join(", ")}`,
  });
}

type Tell = (
  kind: NoticeKind,
  title: MessageKey,
  messages: readonly Message[],
  code?: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;

/** What shows a notice, in the trainee's language. */
function teller({ texts, show }: Surroundings): Tell {
  return (kind, title, messages, code, facts) => {
    const notice: Notice = {
      kind,
      title: textOf(message(title), texts),
      sentences: messages.map((one) => textOf(one, texts)),
      code,
    };
    show({
      data: {
        "text/html": noticeHtml(notice),
        "text/plain": noticeText(notice),
        ...(facts && { [EXERCISE_MIME]: facts }),
      },
    });
  };
}

/** How each outcome looks. */
const LOOK: Readonly<Record<Outcome, NoticeKind>> = {
  passed: "right",
  wrong: "wrong",
  unreadable: "wrong",
  "not-attempted": "open",
  "for-instructor": "open",
  broken: "broken",
};

function sayVerdict(say: Tell, exercise: string, { outcome, misconception, messages }: Verdict): void {
  const keys = messages.map(({ key }) => key);
  say(LOOK[outcome], `title.${outcome}`, messages, undefined, {
    exercise,
    outcome,
    misconception,
    messages: keys,
  });
}
