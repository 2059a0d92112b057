import { defineExercise, type Exercise, instead, number, type World } from "../../exercise/index.js";

// 03.4 · a made-up day in which the faults were planted, so that they are known. Names are numbers of readings.

interface JudgedDay {
  readonly readings: number;
  /** The readings that are truly wrong. */
  readonly faulty: readonly string[];
  /** The readings that a rule has flagged. */
  readonly flagged: readonly string[];
}

/** How many readings are flagged and faulty, flagged and good, faulty and good. */
function counts({ readings, faulty, flagged }: JudgedDay) {
  const truly = new Set(faulty);
  const found = flagged.filter((name) => truly.has(name)).length;
  return { found, alarms: flagged.length - found, faulty: truly.size, good: readings - truly.size };
}

/** Exercise 03.4. */
export const recallAndAlarms: Exercise = defineExercise({
  id: "03.4",
  objective: "Compute recall and false alarms of a rule against the truth",
  minutes: 7,
  points: 2,
  given: [
    {
      readings: 96,
      faulty: ["R07", "R12", "R13", "R40", "R41", "R66", "R71", "R80"],
      flagged: ["R07", "R12", "R13", "R19", "R28", "R41", "R52", "R66", "R71", "R90", "R91"],
    },
    {
      readings: 120,
      faulty: ["R003", "R017", "R018", "R054", "R076", "R077", "R078", "R101", "R102", "R115"],
      flagged: ["R003", "R017", "R018", "R022", "R076", "R099", "R101", "R102", "R115"],
    },
  ] satisfies JudgedDay[],
  // To divide by all readings in place of the good ones changes the false alarms by more than 0.1 %.
  reads: {
    recall_percent: number("%", { tolerance: 0.06 }),
    alarms_percent: number("%", { tolerance: 0.06 }),
  },
  check: ({ given }: World<JudgedDay>) => {
    const { found, faulty, alarms, good } = counts(given);
    return { recall_percent: (100 * found) / faulty, alarms_percent: (100 * alarms) / good };
  },
  misconceptions: [
    instead(
      "precision",
      "recall_percent",
      ({ given }) => (100 * counts(given).found) / given.flagged.length,
      "You divided by the number of flags. This is called *precision*: which share of the flags is right. Recall asks: which share of the faults was found? Divide by the number of faults.",
    ),
    instead(
      "missed",
      "recall_percent",
      ({ given: { faulty, flagged } }: World<JudgedDay>) =>
        (100 * faulty.filter((name) => !flagged.includes(name)).length) / faulty.length,
      "This is the share of the faults that was missed. Recall is the share that was found.",
    ),
    instead(
      "all-flags",
      "recall_percent",
      ({ given }) => (100 * given.flagged.length) / given.faulty.length,
      "You counted all flags. Some of them stand on good readings. Count only the flags on faulty readings.",
    ),
    instead(
      "recall-fraction",
      "recall_percent",
      ({ given }) => counts(given).found / counts(given).faulty,
      "This is the share itself, between 0 and 1. The name says per cent: multiply by 100.",
    ),
    instead(
      "alarms-of-flags",
      "alarms_percent",
      ({ given }) => (100 * counts(given).alarms) / given.flagged.length,
      "The recall is right. For the false alarms you divided by the number of flags. The question is what a good reading has to fear: divide by the number of good readings.",
      { whenRight: ["recall_percent"] },
    ),
    instead(
      "alarms-of-all",
      "alarms_percent",
      ({ given }) => (100 * counts(given).alarms) / given.readings,
      "The recall is right. For the false alarms you divided by all readings. A faulty reading cannot have a false alarm: divide by the good readings only.",
      { whenRight: ["recall_percent"] },
    ),
  ],
  hints: [
    "Draw a table with four fields on paper: faulty or good, flagged or not. Which two fields do you need for the recall?",
    "Recall = faults that are flagged / all faults. False alarms = good readings that are flagged / all good readings.",
    "Write: `const found = flagged.filter((name) => faulty.includes(name)).length;`, then `100 * found / ...` and `100 * (flagged.length - found) / (readings - ...)`.",
  ],
  wrong: {
    precision: ({ given: { readings } }) => ({
      recall_percent: readings === 96 ? 600 / 11 : 700 / 9,
      alarms_percent: 0,
    }),
    missed: ({ given: { readings } }) => ({ recall_percent: readings === 96 ? 25 : 30, alarms_percent: 0 }),
    "all-flags": ({ given: { readings } }) => ({
      recall_percent: readings === 96 ? 137.5 : 90,
      alarms_percent: 0,
    }),
    "recall-fraction": ({ given: { readings } }) => ({
      recall_percent: readings === 96 ? 0.75 : 0.7,
      alarms_percent: 0,
    }),
    "alarms-of-flags": ({ given: { readings } }) =>
      readings === 96
        ? { recall_percent: 75, alarms_percent: 500 / 11 }
        : { recall_percent: 70, alarms_percent: 200 / 9 },
    "alarms-of-all": ({ given: { readings } }) =>
      readings === 96
        ? { recall_percent: 75, alarms_percent: 500 / 96 }
        : { recall_percent: 70, alarms_percent: 200 / 120 },
  },
});
