import type { Outcome } from "./check-answers.js";

/** One line of the progress log. It holds no code and no answer. */
export interface LearnerEvent {
  /** When, as ISO text in UTC. */
  readonly time: string;
  /** A made-up name, the same in every line. */
  readonly learner: string;
  /** Version of the course. */
  readonly version: string;
  /** Id of the exercise. */
  readonly exercise: string;
  readonly event: "check" | "hint" | "solution" | "reset";
  /** Which of the exercise's data, from 0. */
  readonly variant: number;
  /** Of a check. */
  readonly outcome?: Outcome;
  /** Of a check: the misconception that was recognised. */
  readonly misconception?: string;
  /** Of a hint: 1 nudge, 2 concept, 3 nearly the code. */
  readonly hint?: number;
}

/** Where a trainee stands in an exercise, since the last reset. */
export interface LearnerState {
  /** Which of the exercise's data are given now, from 0. */
  readonly variant: number;
  /** Checks that found these data's answers wrong. */
  readonly failed: number;
  /** Hints that were shown, 0 to 3. */
  readonly hints: number;
  readonly solutionOpen: boolean;
  readonly solutionSeen: boolean;
}

/** Wrong checks after which the solution opens. */
const TRIES = 2;
const HINTS = 3;

/**
 * Where a trainee stands in an exercise.
 *
 * @param events - the whole log, in order; events of other exercises are left out
 * @param variants - number of the exercise's variants
 */
export function learnerState(
  events: readonly LearnerEvent[],
  exercise: string,
  variants: number,
): LearnerState {
  let state = START;
  for (const event of events) if (event.exercise === exercise) state = after(state, event, variants);
  const { variant, failed, hints, passed, seen } = state;
  const solutionOpen = failed >= TRIES || hints >= HINTS || passed || seen;
  return { variant, failed, hints, solutionOpen, solutionSeen: seen };
}

/** What the events since the last reset add up to. */
interface Tally {
  readonly variant: number;
  readonly failed: number;
  readonly hints: number;
  readonly passed: boolean;
  /** Whether the solution was seen. */
  readonly seen: boolean;
  /** Whether anything was checked since the solution was last seen. */
  readonly tried: boolean;
}

const START: Tally = { variant: 0, failed: 0, hints: 0, passed: false, seen: false, tried: false };

function after(state: Tally, { event, outcome, hint, variant }: LearnerEvent, variants: number): Tally {
  if (event === "reset") return START;
  if (event === "hint") return { ...state, hints: Math.max(state.hints, hint ?? 0) };
  if (event === "solution") {
    // Looking twice is no new start: the data move on only where something was tried with them.
    if (state.seen && !state.tried) return state;
    return { ...START, hints: state.hints, variant: (variant + 1) % variants, seen: true };
  }
  if (outcome !== "wrong" && outcome !== "passed") return state;
  const passed = state.passed || outcome === "passed";
  return { ...state, tried: true, passed, failed: state.failed + (outcome === "wrong" ? 1 : 0) };
}

/** How far a trainee came in an exercise, at best. */
export type Standing = "new" | "tried" | "instructor" | "helped" | "passed";

/** The best that a trainee reached in an exercise, whatever was reset since. */
export function bestStanding(events: readonly LearnerEvent[], exercise: string): Standing {
  const order: readonly Standing[] = ["new", "tried", "instructor", "helped", "passed"];
  let best: Standing = "new";
  let seen = false;
  for (const event of events) {
    if (event.exercise !== exercise) continue;
    // Once the solution was seen, a reset does not make it unseen.
    if (event.event === "solution") seen = true;
    const reached = reachedBy(event, seen);
    if (order.indexOf(reached) > order.indexOf(best)) best = reached;
  }
  return best;
}

function reachedBy({ event, outcome }: LearnerEvent, seen: boolean): Standing {
  if (event !== "check") return event === "reset" ? "new" : "tried";
  if (outcome === "passed") return seen ? "helped" : "passed";
  if (outcome === "for-instructor") return "instructor";
  return outcome === "not-attempted" ? "new" : "tried";
}
