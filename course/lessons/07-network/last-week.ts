import { choice, defineExercise, type Exercise, instead, names } from "../../exercise/index.js";
import { type Cause, type Fault, LOOPS, lastWeekReadings, type Visit } from "./last-week-readings.js";

interface WeekGiven {
  /** Number of the crew's field book: it finds the fault that was planted. */
  readonly book: string;
  readonly readings: readonly Visit[];
}

const CAUSES: readonly Cause[] = ["one wrong reading", "tare", "names exchanged"];

/** What was planted in the week of each book. */
const FAULTS: Readonly<Record<string, Fault>> = {
  "book 31": { cause: "tare", loop: "E2", visit: 4, size_mgal: -0.085 },
  "book 47": { cause: "one wrong reading", loop: "E3", visit: 3, size_mgal: 0.1 },
  "book 52": { cause: "names exchanged", loop: "E4", visit: 2, size_mgal: 0 },
};

function weekOf(book: string, seed: number): WeekGiven {
  return { book, readings: lastWeekReadings(FAULTS[book], seed) };
}

/** Loop, stations and cause, as planted. */
function right({ book }: WeekGiven) {
  const { cause, loop, visit } = FAULTS[book];
  const stations = LOOPS[loop].slice(visit, visit + (cause === "names exchanged" ? 2 : 1));
  return { loop, stations, cause };
}

/** What the fault is often taken for. */
const TAKEN_FOR: Readonly<Record<Cause, Cause>> = {
  "one wrong reading": "tare",
  tare: "one wrong reading",
  "names exchanged": "one wrong reading",
};

const otherLoop = (loop: string): string => (loop === "E1" ? "E2" : "E1");
const visitBefore = ({ book }: WeekGiven): string => {
  const { loop, visit } = FAULTS[book];
  return LOOPS[loop][visit - 1];
};

/** Exercise 07.5. */
export const lastWeek: Exercise = defineExercise({
  id: "07.5",
  objective: "Find a blunder, a tare or exchanged names in a network by its residuals",
  minutes: 9,
  points: 3,
  given: [weekOf("book 31", 31), weekOf("book 47", 47), weekOf("book 52", 52)],
  reads: {
    loop: names({ known: /^E[1-4]$/i }),
    stations: names({ known: Object.values(LOOPS).flat() }),
    cause: choice(CAUSES),
  },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "clean-loop",
      "loop",
      ({ given }) => otherLoop(right(given).loop),
      "This loop is clean. Its residuals are small, or they are large only because the bad loop pulls. In which loop is the largest `w`?",
    ),
    instead(
      "base-of-the-loop",
      "stations",
      ({ given }) => [LOOPS[right(given).loop][0]],
      "The loop is right. But this is its first station. When something in a loop is wrong, its drift is wrong too, and the ends look bad. Look at the largest residual, or at the proposed jump.",
      { whenRight: ["loop"] },
    ),
    instead(
      "visit-before",
      "stations",
      ({ given }) => [visitBefore(given)],
      "The loop is right. This is the visit just before the fault: it was still good. Take the first visit that is wrong.",
      { whenRight: ["loop"] },
    ),
    instead(
      "taken-for",
      "cause",
      ({ given }) => TAKEN_FOR[right(given).cause],
      "Loop and station are right, the cause is not. One wrong reading: only that visit is off. Tare: that visit and all visits after it. Exchanged names: two visits, one much too high, one much too low. Try the repair of each cause, and compare σ0.",
      { whenRight: ["loop", "stations"] },
    ),
  ],
  hints: [
    "In which loop is the largest `w`? Does the adjustment propose a jump?",
    "Test each cause by its repair. Flag the visit, or give the tare, or exchange the two names, and adjust again. The right repair brings σ0 down to about 1. For a tare, the station is the first one after the jump.",
    'Print `week5.report.warnings` and `week5.observations` with the largest `w`. For a tare, adjust with `tares: [{ meter: "CG-6", time_utc: ... }]`, a time between the two visits, and look at `figures.sigma0`.',
  ],
  wrong: {
    "clean-loop": ({ given }) => ({ ...right(given), loop: right(given).loop === "E1" ? "E2" : "E1" }),
    "base-of-the-loop": ({ given }) => ({
      ...right(given),
      stations: [{ "book 31": "9004", "book 47": "9005", "book 52": "9004" }[given.book]],
    }),
    "visit-before": ({ given }) => ({
      ...right(given),
      stations: [{ "book 31": "9005", "book 47": "9003", "book 52": "9016" }[given.book]],
    }),
    "taken-for": ({ given }) => ({
      ...right(given),
      cause: right(given).cause === "one wrong reading" ? "tare" : "one wrong reading",
    }),
  },
});
