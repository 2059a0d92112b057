import {
  defineExercise,
  type Exercise,
  instead,
  metresPerSecondSquared,
  number,
  scale,
  type World,
} from "../../exercise/index.js";
import { feetAmongMetres } from "./feet.js";
import { gravityFigure } from "./height-figure.js";
import { gravityOnHills } from "./hills.js";
import { mean, sum } from "./places.js";

const MILLIGAL_PER_SI = 100_000;

// 00.1 · the two values are the true gravity of the bases B1 and B2.

interface Absolute {
  readonly gravity_m_per_s2: number;
}

const unitConversion: Exercise = defineExercise({
  id: "00.1",
  objective: "Convert gravity from m/s² to mGal",
  minutes: 4,
  points: 1,
  given: [{ gravity_m_per_s2: 9.783566381 }, { gravity_m_per_s2: 9.783325746 }],
  reads: { gravity_mgal: number("mGal", { tolerance: 0.001 }) },
  check: ({ given }: World<Absolute>) => ({ gravity_mgal: given.gravity_m_per_s2 * MILLIGAL_PER_SI }),
  misconceptions: [
    metresPerSecondSquared(
      "gravity_mgal",
      "This is still the value in m/s²: only the name says mGal. The computer does not convert. You must calculate.",
    ),
    scale(
      "multiplied",
      "gravity_mgal",
      1e-10,
      "You multiplied by 0.00001. A mGal is much smaller than a m/s². So you need many of them, and the number must become larger, not smaller.",
    ),
    scale(
      "gal",
      "gravity_mgal",
      1e-3,
      "This is the value in gal. One gal is 0.01 m/s². The small m in mGal means milli: one thousandth of a gal.",
    ),
    scale(
      "milli-of-si",
      "gravity_mgal",
      1e-2,
      "You took 1000 mGal for one m/s². Milli is one thousandth, but of a gal, not of a m/s². Look again at how many m/s² are in one mGal.",
    ),
    scale(
      "microgal",
      "gravity_mgal",
      1e3,
      "This is the value in µGal (microgal). One µGal is one thousandth of a mGal.",
    ),
  ],
  hints: [
    "Will the number in mGal be larger or smaller than the number in m/s²? Think of metres and millimetres.",
    "One mGal is 0.00001 m/s². How many pieces of 0.00001 are in your value? That is a division.",
    "Write: `const gravity_mgal = gravity_m_per_s2 / ...;` and put the size of one mGal, in m/s², where the points are.",
  ],
  wrong: {
    "metres-per-second-squared": ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 }),
    multiplied: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 0.00001 }),
    gal: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 100 }),
    "milli-of-si": ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 1000 }),
    microgal: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 1e8 }),
  },
});

// 00.2 · the readings are made up.

interface Repeats {
  readonly readings_mgal: readonly number[];
  readonly limit_mgal: number;
}

const goodOnes = ({ readings_mgal, limit_mgal }: Repeats): readonly number[] =>
  readings_mgal.filter((reading) => reading < limit_mgal);
const disturbedOnes = ({ readings_mgal, limit_mgal }: Repeats): readonly number[] =>
  readings_mgal.filter((reading) => reading > limit_mgal);
const dividedByAll = (given: Repeats): number => sum(goodOnes(given)) / given.readings_mgal.length;

const repeatedReadings: Exercise = defineExercise({
  id: "00.2",
  objective: "Choose values from a list and compute their mean",
  minutes: 6,
  points: 1,
  given: [
    { readings_mgal: [2210.341, 2210.338, 2210.846, 2210.346, 2210.34], limit_mgal: 2210.5 },
    { readings_mgal: [2187.512, 2187.947, 2187.509, 2188.103, 2187.516, 2187.511], limit_mgal: 2187.7 },
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
  },
});

/** a + b + c / 3 */
function dividedLastOnly(values: readonly number[]): number {
  return sum(values.slice(0, -1)) + values[values.length - 1] / values.length;
}

const checks: readonly Exercise[] = [
  unitConversion,
  repeatedReadings,
  gravityOnHills,
  gravityFigure,
  feetAmongMetres,
];
export default checks;
