import { defineExercise, type Exercise, instead, number, type World } from "../../exercise/index.js";
import { mean, sum } from "./places.js";

// 00.2 · the readings are made up. In both variants every single reading, the medians and the middles between the
// smallest and the largest lie more than 0.002 mGal from the mean of the good ones: none of them passes.

interface Repeats {
  readonly readings_mgal: readonly number[];
  readonly limit_mgal: number;
}

const goodOnes = ({ readings_mgal, limit_mgal }: Repeats): readonly number[] =>
  readings_mgal.filter((reading) => reading < limit_mgal);
const disturbedOnes = ({ readings_mgal, limit_mgal }: Repeats): readonly number[] =>
  readings_mgal.filter((reading) => reading > limit_mgal);
const dividedByAll = (given: Repeats): number => sum(goodOnes(given)) / given.readings_mgal.length;

/** The middle of the sorted values, or the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
}

export const repeatedReadings: Exercise = defineExercise({
  id: "00.2",
  objective: "Choose values from a list and compute their mean",
  minutes: 6,
  points: 1,
  given: [
    { readings_mgal: [2210.333, 2210.337, 2210.846, 2210.336, 2210.354], limit_mgal: 2210.5 },
    { readings_mgal: [2187.505, 2187.947, 2187.508, 2188.103, 2187.507, 2187.524], limit_mgal: 2187.7 },
  ],
  reads: { mean_mgal: number("mGal", { tolerance: 0.0005 }) },
  check: ({ given }: World<Repeats>) => ({ mean_mgal: mean(goodOnes(given)) }),
  misconceptions: [
    instead(
      "kept-all",
      "mean_mgal",
      ({ given }) => mean(given.readings_mgal),
      "This is the mean of all readings: the disturbed ones are still in it. `filter` makes a new list. Give that list a name, and use it for the mean.",
    ),
    instead(
      "kept-disturbed",
      "mean_mgal",
      ({ given }) => mean(disturbedOnes(given)),
      "You kept the disturbed readings and left out the good ones. `filter` keeps the values for which your function gives true. Turn the sign: `<` instead of `>`.",
    ),
    instead(
      "divided-by-all",
      "mean_mgal",
      ({ given }) => dividedByAll(given),
      "You added the good readings, but you divided by the number of all readings. Divide by the number of those that you added.",
    ),
    instead(
      "not-divided",
      "mean_mgal",
      ({ given }) => sum(goodOnes(given)),
      "This is the sum of the good readings. For a mean, divide it by how many they are.",
    ),
    instead(
      "divided-last-only",
      "mean_mgal",
      ({ given }) => dividedLastOnly(goodOnes(given)),
      "Only the last reading was divided: `/` is done before `+`. Put brackets around the sum, or use the function `sum`.",
    ),
    instead(
      "first-only",
      "mean_mgal",
      ({ given }) => given.readings_mgal[0],
      "This is the first reading alone. The meter was read several times, because the mean of all good readings is better than one of them. Use all that are below the limit.",
    ),
    instead(
      "median",
      "mean_mgal",
      ({ given }) => median(given.readings_mgal),
      "This is the median: the value in the middle of the sorted list. The disturbed readings are still counted in it, and the question asks for the mean. Leave them out, add the others, and divide.",
    ),
    instead(
      "median-of-good",
      "mean_mgal",
      ({ given }) => median(goodOnes(given)),
      "You chose the right readings. But this is their median: the value in the middle. For the mean, add them all and divide by how many they are.",
    ),
  ],
  hints: [
    "Do it on paper first. Which readings do you keep? How many are they?",
    "You need two steps: make a new list with only the good readings, then divide the sum of this list by its length.",
    "Write: `const good_mgal = readings_mgal.filter((reading) => reading < ...);`. Then divide `sum(good_mgal)` by the length of the same list. (`sum` was made in the cell above this exercise: run that cell first.)",
  ],
  wrong: {
    "kept-all": ({ given: { readings_mgal } }) => ({ mean_mgal: sum(readings_mgal) / readings_mgal.length }),
    "kept-disturbed": ({ given: { readings_mgal, limit_mgal } }) => {
      const good_mgal = readings_mgal.filter((reading) => reading > limit_mgal);
      return { mean_mgal: sum(good_mgal) / good_mgal.length };
    },
    "divided-by-all": ({ given: { readings_mgal, limit_mgal } }) => {
      const good_mgal = readings_mgal.filter((reading) => reading < limit_mgal);
      return { mean_mgal: sum(good_mgal) / readings_mgal.length };
    },
    "not-divided": ({ given: { readings_mgal, limit_mgal } }) => ({
      mean_mgal: sum(readings_mgal.filter((reading) => reading < limit_mgal)),
    }),
    "divided-last-only": ({ given: { readings_mgal, limit_mgal } }) => {
      const [a, b, c, d] = readings_mgal.filter((reading) => reading < limit_mgal);
      return { mean_mgal: a + b + c + d / 4 };
    },
    "first-only": ({ given: { readings_mgal } }) => ({ mean_mgal: readings_mgal[0] }),
    // As on paper: the third of five, or between the third and the fourth of six.
    median: ({ given: { readings_mgal } }) => {
      const [, , third, fourth] = [...readings_mgal].sort((a, b) => a - b);
      return { mean_mgal: readings_mgal.length === 5 ? third : (third + fourth) / 2 };
    },
    "median-of-good": ({ given: { readings_mgal, limit_mgal } }) => {
      const [, second, third] = readings_mgal.filter((reading) => reading < limit_mgal).sort((a, b) => a - b);
      return { mean_mgal: (second + third) / 2 };
    },
  },
});

/** a + b + c / 3 */
function dividedLastOnly(values: readonly number[]): number {
  return sum(values.slice(0, -1)) + values[values.length - 1] / values.length;
}
