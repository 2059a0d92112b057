import {
  choice,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
  scale,
} from "../../exercise/index.js";

interface SheetGiven {
  readonly name: string;
  /** The scale as it is printed: 1 : number. */
  readonly printed_number: number;
  readonly bar_km: number;
  readonly bar_mm: number;
  /** Two labels at the side of the map, in minutes of latitude, and how far apart they are on the paper. */
  readonly labels_minutes: readonly [number, number];
  readonly labels_mm: number;
}

/** One degree of latitude at 18° N on GRS80, km: a (1 − e²) (1 − e² sin² φ)^(−3/2) π / 180. */
const DEGREE_KM = ((): number => {
  const [a_km, e2] = [6378.137, 0.0066943800229];
  const sine = Math.sin((18 * Math.PI) / 180);
  return (a_km * (1 - e2) * (1 - e2 * sine ** 2) ** -1.5 * Math.PI) / 180;
})();

/** What was done to each sheet: which of its three scales is false, and what its true one is. */
const SHEETS: Readonly<Record<string, { fault: "number" | "bar" | "labels"; ratio: number }>> = {
  // Drawn at 1 : 500 000 for A3 and printed on A4: all lengths times 210 / 297.
  "Sheet A": { fault: "number", ratio: (500_000 * 297) / 210 },
  // The bar was drawn for a degree of longitude at the equator: too short by cos 18°.
  "Sheet B": { fault: "bar", ratio: 750_000 },
  // Ticks every 20′ were labelled as if they were every 30′.
  "Sheet C": { fault: "labels", ratio: 1_000_000 },
};

const onPaper = (km: number, ratio: number): number => Math.round((km * 1e7) / ratio) / 10;
const A = SHEETS["Sheet A"].ratio;
const GIVEN: readonly SheetGiven[] = [
  {
    ...{ name: "Sheet A", printed_number: 500_000, bar_km: 40, bar_mm: onPaper(40, A) },
    ...{ labels_minutes: [30, 60], labels_mm: onPaper(DEGREE_KM / 2, A) },
  },
  {
    ...{ name: "Sheet B", printed_number: 750_000, bar_km: 60 },
    bar_mm: onPaper(60 * Math.cos((18 * Math.PI) / 180), 750_000),
    ...{ labels_minutes: [0, 60], labels_mm: onPaper(DEGREE_KM, 750_000) },
  },
  {
    ...{ name: "Sheet C", printed_number: 1_000_000, bar_km: 50, bar_mm: onPaper(50, 1e6) },
    ...{ labels_minutes: [15, 45], labels_mm: onPaper(DEGREE_KM / 3, 1e6) },
  },
];

const ratiosOf = (given: SheetGiven) => ({
  number: given.printed_number,
  bar: (given.bar_km / given.bar_mm) * 1e6,
  labels: ((DEGREE_KM * (given.labels_minutes[1] - given.labels_minutes[0])) / 60 / given.labels_mm) * 1e6,
});
const answerOf = ({ name }: SheetGiven) => SHEETS[name];
const meanOf = (given: SheetGiven): number => {
  const { number: one, bar, labels } = ratiosOf(given);
  return (one + bar + labels) / 3;
};

const otherFault: Misconception = {
  id: "other-fault",
  answers: ["fault"],
  says: "The scale of this one agrees with the scale of another one. Compute all three: the number, the bar, the labels. Two agree, and the third is the fault.",
  matches: ({ difference }) => difference("fault") !== undefined,
};

/** Exercise 16.5. */
export const findTheFault: Exercise = defineExercise({
  id: "16.5",
  objective: "Find out which of a sheet's three scales is false, and compute the true one",
  minutes: 8,
  points: 3,
  given: GIVEN,
  reads: {
    fault: choice(["number", "bar", "labels"]),
    // A ruler reads to 0.1 mm of some 37 mm, and 111 km for a degree is 0.3 % too long; the faults are 5 % and more.
    ratio: number("", { tolerance: 7000 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "the-false-one",
      "ratio",
      ({ given }) => ratiosOf(given)[answerOf(given).fault],
      "This is the scale of the one that does not agree with the others. Take the scale that two of them give.",
    ),
    instead(
      "mean-of-three",
      "ratio",
      ({ given }) => meanOf(given),
      "This is the mean of all three. A false scale is not an error to be averaged. Leave it out.",
    ),
    scale(
      "ten-times",
      "ratio",
      0.1,
      "This is ten times too small. One kilometre is a million millimetres, not a hundred thousand.",
    ),
    otherFault,
  ],
  hints: [
    "What are the three ways in which this sheet says its scale?",
    "Scale number = length on the ground / length on the paper, both in millimetres. One degree of latitude is 110.7 km here, and it has 60 minutes.",
    "Write: `const fromBar = (bar_km * 1e6) / bar_mm;` and `const fromLabels = (110.7 * (to - from) / 60 * 1e6) / ...;`, and compare with the printed number.",
  ],
  wrong: {
    "the-false-one": ({ given }) => {
      const { printed_number, bar_km, bar_mm, labels_minutes, labels_mm } = given;
      const ratios = {
        number: printed_number,
        bar: (bar_km * 1e6) / bar_mm,
        labels: (110.7 * ((labels_minutes[1] - labels_minutes[0]) / 60) * 1e6) / labels_mm,
      };
      return { ...answerOf(given), ratio: ratios[answerOf(given).fault] };
    },
    "mean-of-three": ({ given }) => ({
      ...answerOf(given),
      ratio: Object.values(ratiosOf(given)).reduce((sum, one) => sum + one / 3, 0),
    }),
    "ten-times": ({ given }) => ({ ...answerOf(given), ratio: answerOf(given).ratio / 10 }),
    "other-fault": ({ given }) => ({
      ...answerOf(given),
      fault: answerOf(given).fault === "number" ? "bar" : "number",
    }),
  },
});
