// Built by 'npm run lessons' from the lessons beside it. Change those, not this.
import type { Exercise, ListedExercise, ListedLesson } from "../exercise/index.js";
import lesson00 from "./00-notebooks/checks.js";
import lesson01 from "./01-first-map/checks.js";
import lesson02 from "./02-readings/checks.js";
import lesson03 from "./03-cleaning/checks.js";
import lesson04 from "./04-coordinates/checks.js";
import lesson05 from "./05-tides/checks.js";
import lesson06 from "./06-drift/checks.js";
import lesson07 from "./07-network/checks.js";
import lesson08 from "./08-normal-gravity/checks.js";
import lesson09 from "./09-density/checks.js";
import lesson10 from "./10-terrain/checks.js";
import lesson11 from "./11-isostasy/checks.js";
import lesson12 from "./12-compilation/checks.js";
import lesson13 from "./13-gridding/checks.js";
import lesson16 from "./16-map-sheet/checks.js";
import lesson17 from "./17-release/checks.js";

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
    slug: "04-coordinates",
    title: "Coordinates, heights, datums and the geoid",
    minutes: 60,
    exercises: titled(lesson04, {
      "04.1": "Two errors",
      "04.2": "The zone that the list forgot",
      "04.3": "An old map of the neighbours",
      "04.4": "Above the sea",
      "04.5": "Find the fault: the typed height",
    }),
  },
  {
    slug: "05-tides",
    title: "Tides",
    minutes: 60,
    exercises: titled(lesson05, {
      "05.1": "How strong is the Sun?",
      "05.2": "Say it before you read it",
      "05.3": "A base from the old network",
      "05.4": "How exact must the clock be?",
      "05.5": "Find the fault: the tide of another place",
    }),
  },
  {
    slug: "06-drift",
    title: "Drift, loops and tares",
    minutes: 60,
    exercises: titled(lesson06, {
      "06.1": "The third visit",
      "06.2": "How long?",
      "06.3": "Your own missing evening",
      "06.4": "Find the fault: the station in doubt",
      "06.5": "The sigma of a station",
    }),
  },
  {
    slug: "07-network",
    title: "Network adjustment and absolute ties",
    minutes: 60,
    exercises: titled(lesson07, {
      "07.1": "Four stations on paper",
      "07.2": "Count before you compute",
      "07.3": "Is this range enough?",
      "07.4": "Find the fault: a wrong base",
      "07.5": "Find the fault: the last week",
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
  {
    slug: "09-density",
    title: "Slab, cap, atmosphere, and the density of the rock",
    minutes: 60,
    exercises: titled(lesson09, {
      "09.1": "The slab of Arif's sample",
      "09.2": "On the ship",
      "09.3": "The stair",
      "09.4": "One hill",
      "09.5": "Find the fault: the point that does not fit",
    }),
  },
  {
    slug: "10-terrain",
    title: "Terrain",
    minutes: 60,
    exercises: titled(lesson10, {
      "10.1": "One mass",
      "10.2": "One ring by hand",
      "10.3": "One complete anomaly",
      "10.4": "Another density",
      "10.5": "Find the fault: one height",
    }),
  },
  {
    slug: "11-isostasy",
    title: "Isostasy",
    minutes: 60,
    exercises: titled(lesson11, {
      "11.1": "A root by hand",
      "11.2": "What carries the sea",
      "11.3": "What the plate lets through",
      "11.4": "One place",
      "11.5": "Find the fault",
    }),
  },
  {
    slug: "12-compilation",
    title: "Compiling old and new surveys, land and sea",
    minutes: 55,
    exercises: titled(lesson12, {
      "12.1": "One old point",
      "12.2": "One sample of the ship",
      "12.3": "A shift, and whether it counts",
      "12.4": "Find the fault: a list that does not fit",
    }),
  },
  {
    slug: "13-gridding",
    title: "Gridding and cross-validation",
    minutes: 60,
    exercises: titled(lesson13, {
      "13.1": "One cell",
      "13.2": "Can the survey see it?",
      "13.3": "Held out by hand",
      "13.4": "By what must sigma be multiplied?",
      "13.5": "Find the fault: the wrong station",
    }),
  },
  {
    slug: "16-map-sheet",
    title: "The map sheet",
    minutes: 60,
    exercises: titled(lesson16, {
      "16.1": "What is missing?",
      "16.2": "What fits on the paper",
      "16.3": "How close may they stand?",
      "16.4": "Two places on the scale",
      "16.5": "Find the fault: a sheet that contradicts itself",
    }),
  },
  {
    slug: "17-release",
    title: "The release",
    minutes: 45,
    exercises: titled(lesson17, {
      "17.1": "Where is the first sample?",
      "17.2": "Which file was changed?",
      "17.3": "The gap",
      "17.4": "Find the fault: a record that does not fit",
    }),
  },
];

function titled(
  exercises: readonly Exercise[],
  titles: Readonly<Record<string, string>>,
): readonly ListedExercise[] {
  return exercises.map((exercise) => ({ exercise, title: titles[exercise.id] ?? exercise.objective }));
}
