import { describe, expect, test } from "vitest";
import { bestStanding, type LearnerEvent, learnerState } from "../../../../course/exercise/index.js";

type Short = Partial<LearnerEvent> & Pick<LearnerEvent, "event">;
const log = (...events: Short[]): LearnerEvent[] =>
  events.map((event) => ({
    time: "2026-01-17T00:00:00.000Z",
    learner: "quiet-heron-42",
    version: "0.1.0",
    exercise: "01.2",
    variant: 0,
    ...event,
  }));
const wrong: Short = { event: "check", outcome: "wrong" };
const passed: Short = { event: "check", outcome: "passed" };
const hint = (tier: number): Short => ({ event: "hint", hint: tier });
const solution: Short = { event: "solution" };
const state = (...events: Short[]) => learnerState(log(...events), "01.2", 2);

describe("where a trainee stands", () => {
  test("at the start the solution is closed", () => {
    expect(state()).toEqual({ variant: 0, failed: 0, hints: 0, solutionOpen: false, solutionSeen: false });
  });

  test("two wrong checks open the solution; blanks and unreadable answers do not count", () => {
    expect(state(wrong).solutionOpen).toBe(false);
    expect(state(wrong, wrong).solutionOpen).toBe(true);
    const harmless = (["not-attempted", "unreadable", "broken", "for-instructor"] as const).map(
      (outcome): Short => ({ event: "check", outcome }),
    );
    expect(state(wrong, ...harmless, ...harmless).solutionOpen).toBe(false);
  });

  test("all hints open the solution, and so does a right answer", () => {
    expect(state(hint(1), hint(2)).solutionOpen).toBe(false);
    expect(state(hint(1), hint(2), hint(3)).solutionOpen).toBe(true);
    expect(state(passed).solutionOpen).toBe(true);
  });

  test("after the solution other data are given, round and round", () => {
    const seen = state(wrong, wrong, solution);
    expect(seen).toMatchObject({ variant: 1, failed: 0, solutionSeen: true, solutionOpen: true });
    expect(state(solution, { ...wrong, variant: 1 }, { ...solution, variant: 1 }).variant).toBe(0);
  });

  test("looking at the solution again changes nothing", () => {
    expect(state(solution, { ...solution, variant: 1 })).toEqual(state(solution));
  });

  test("a reset begins anew", () => {
    expect(state(wrong, wrong, hint(3), solution, { event: "reset" })).toEqual(state());
  });

  test("other exercises do not count", () => {
    expect(learnerState(log(wrong, wrong), "01.3", 2).solutionOpen).toBe(false);
  });
});

describe("the best that was reached", () => {
  const best = (...events: Short[]) => bestStanding(log(...events), "01.2");
  test("new, tried, helped, passed", () => {
    expect(best()).toBe("new");
    expect(best({ event: "check", outcome: "not-attempted" })).toBe("new");
    expect(best({ event: "reset" })).toBe("new");
    expect(best(wrong)).toBe("tried");
    expect(best(hint(1))).toBe("tried");
    expect(best(wrong, passed)).toBe("passed");
    expect(best(solution, { ...passed, variant: 1 })).toBe("helped");
    expect(best({ event: "check", outcome: "for-instructor" })).toBe("instructor");
  });

  test("later mistakes and resets take nothing away, and a seen solution stays seen", () => {
    expect(best(passed, wrong, { event: "reset" }, wrong)).toBe("passed");
    expect(best(passed, solution, { event: "reset" })).toBe("passed");
    expect(best(solution, { event: "reset" }, passed)).toBe("helped");
  });
});
