// Built by 'npm run lessons' from the lessons beside it. Change those, not this.
import type { Exercise, ListedExercise, ListedLesson } from "../exercise/index.js";
import lesson00 from "./00-notebooks/checks.js";
import lesson01 from "./01-first-map/checks.js";
import lesson02 from "./02-readings/checks.js";
import lesson03 from "./03-cleaning/checks.js";
import lesson08 from "./08-normal-gravity/checks.js";

/** The lessons of the course, in order. */
export const lessons: readonly ListedLesson[] = [
  {
    slug: "00-notebooks",
    title: "Notebooks, and just enough TypeScript and arquero",
    minutes: 60,
    exercises: titled(lesson00, {
      "00.1": "From m/s² to mGal",
      "00.2": "The truck",
      "00.3": "How much weaker is gravity on the hills?",
      "00.4": "Gravity against height",
      "00.5": "Find the fault: feet among metres",
    }),
  },
  {
    slug: "01-first-map",
    title: "The first map",
    minutes: 60,
    exercises: titled(lesson01, {
      "01.1": "From the counter to mGal",
      "01.2": "The Moon and the wall clock",
      "01.3": "Eleven in the morning",
      "01.4": "One anomaly by hand",
      "01.5": "Find the fault: two digits",
    }),
  },
  {
    slug: "02-readings",
    title: "What a gravimeter writes",
    minutes: 60,
    exercises: titled(lesson02, {
      "02.1": "Which number is what?",
      "02.2": "A windy stop",
      "02.3": "Undo and do again",
      "02.4": "The hired meter",
      "02.5": "Find the fault: the watch",
    }),
  },
  {
    slug: "03-cleaning",
    title: "Cleaning readings",
    minutes: 60,
    exercises: titled(lesson03, {
      "03.1": "The worst reading of a stop",
      "03.2": "A limit for a windy day",
      "03.3": "Find the fault: what happened on this day?",
      "03.4": "Recall and false alarms",
      "03.5": "A point and its neighbours",
    }),
  },
  {
    slug: "08-normal-gravity",
    title: "Normal gravity, free air, and what an anomaly is",
    minutes: 60,
    exercises: titled(lesson08, {
      "08.1": "In the lift",
      "08.2": "One anomaly by hand",
      "08.3": "Is it what it says?",
      "08.4": "The sigma of an old survey",
      "08.5": "Find the fault: the neighbour's map",
    }),
  },
];

function titled(
  exercises: readonly Exercise[],
  titles: Readonly<Record<string, string>>,
): readonly ListedExercise[] {
  return exercises.map((exercise) => ({ exercise, title: titles[exercise.id] ?? exercise.objective }));
}
