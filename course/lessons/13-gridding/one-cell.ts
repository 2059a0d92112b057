import { defineExercise, type Exercise, instead, number, swapped } from "../../exercise/index.js";

interface CellGiven {
  /** Values of the stations in one cell, in the order of the list; one is typed wrong. */
  readonly values_mgal: readonly number[];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
/** The middle value: all lists here have an odd number of values. */
const middle = (values: readonly number[]): number => values[(values.length - 1) / 2];
const sorted = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const answerOf = ({ values_mgal }: CellGiven) => ({
  mean_mgal: mean(values_mgal),
  median_mgal: middle(sorted(values_mgal)),
});
const midRange = ({ values_mgal }: CellGiven): number =>
  (Math.min(...values_mgal) + Math.max(...values_mgal)) / 2;
const withoutWorst = ({ values_mgal }: CellGiven): number => {
  const centre = middle(sorted(values_mgal));
  const worst = Math.max(...values_mgal.map((value) => Math.abs(value - centre)));
  return mean(values_mgal.filter((value) => Math.abs(value - centre) < worst));
};

/** Exercise 13.1. */
export const oneCell: Exercise = defineExercise({
  id: "13.1",
  objective: "Reduce the stations of one cell to one value that a typing mistake does not spoil",
  minutes: 5,
  points: 1,
  given: [
    { values_mgal: [-84.3, -83.1, -48.2, -83.9, -84.9] },
    { values_mgal: [-57.2, -56.1, -55.8, -75.9, -57.7, -56.4, -57.4] },
    { values_mgal: [-21.6, -22.9, -12.3, -22.2, -23.1] },
  ] satisfies CellGiven[],
  reads: {
    // Both are exact sums: only rounding to a tenth is forgiven.
    mean_mgal: number("mGal", { tolerance: 0.05 }),
    median_mgal: number("mGal", { tolerance: 0.01 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    swapped(
      "swapped",
      "mean_mgal",
      "median_mgal",
      "The two are exchanged. The mean is the sum divided by the count. The median is the middle value of the sorted list.",
    ),
    instead(
      "not-sorted",
      "median_mgal",
      ({ given }) => middle(given.values_mgal),
      "This is the middle of the list as it stands. Sort the values first: the median is the middle of the sorted list.",
    ),
    instead(
      "middle-of-range",
      "median_mgal",
      ({ given }) => midRange(given),
      "This is half-way between the smallest and the largest value. The wild value moves it most of all. The median has as many values below it as above it.",
    ),
    instead(
      "left-out",
      "mean_mgal",
      ({ given }) => withoutWorst(given),
      "You left out the value that looks wrong. Here the mean of all values is asked for, to see what the wrong one does to it.",
    ),
  ],
  hints: [
    "Which value looks wrong? Which of the two results should it move?",
    "Mean: the sum of all values, divided by their number. Median: sort the values and take the one in the middle.",
    "Write: `const mean_mgal = values_mgal.reduce((sum, v) => sum + v, 0) / ...;` and `const median_mgal = igdp.median(...);`",
  ],
  wrong: {
    swapped: ({ given }) => ({
      mean_mgal: answerOf(given).median_mgal,
      median_mgal: answerOf(given).mean_mgal,
    }),
    "not-sorted": ({ given }) => ({
      ...answerOf(given),
      median_mgal: given.values_mgal[Math.floor(given.values_mgal.length / 2)],
    }),
    "middle-of-range": ({ given: { values_mgal } }) => {
      const [low, high] = [sorted(values_mgal)[0], sorted(values_mgal)[values_mgal.length - 1]];
      return { ...answerOf({ values_mgal }), median_mgal: low + (high - low) / 2 };
    },
    "left-out": ({ given: { values_mgal } }) => {
      // The wrong value is the first or the last of the sorted list: the one with the wider gap beside it.
      const list = sorted(values_mgal);
      const gap = (i: number): number => list[i + 1] - list[i];
      const kept = gap(0) > gap(list.length - 2) ? list.slice(1) : list.slice(0, -1);
      return { ...answerOf({ values_mgal }), mean_mgal: mean(kept) };
    },
  },
});
