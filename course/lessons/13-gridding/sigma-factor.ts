import { normalRandom, seededRandom } from "../../../lib/index.js";
import { defineExercise, type Exercise, instead, type Misconception, number } from "../../exercise/index.js";

interface HeldOutGiven {
  /** Predicted less measured, mGal. */
  readonly error_mgal: readonly number[];
  /** What the method said before, mGal. */
  readonly sigma_mgal: readonly number[];
}

const COUNT = 25;
/** 68 % of 25. */
const INSIDE = 17;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Held-out errors of a method whose sigma is wrong by a factor. */
function heldOut(seed: number, factor: number): HeldOutGiven {
  const random = seededRandom(seed);
  const sigma_mgal = Array.from({ length: COUNT }, () => rounded(0.2 + random()));
  const error_mgal = sigma_mgal.map((sigma) => rounded(factor * sigma * normalRandom(random)));
  return { error_mgal, sigma_mgal };
}

const ratios = ({ error_mgal, sigma_mgal }: HeldOutGiven): number[] =>
  error_mgal.map((error, k) => error / sigma_mgal[k]);
const ordered = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);
const sizes = (given: HeldOutGiven): number[] => ordered(ratios(given).map(Math.abs));
const percentBelow = (given: HeldOutGiven, times: number): number =>
  (100 * sizes(given).filter((size) => size < times).length) / COUNT;
/** Root mean square of error over sigma: it asks the large errors, not 68 of 100. */
const rmsRatio = (given: HeldOutGiven): number =>
  Math.sqrt(ratios(given).reduce((sum, ratio) => sum + ratio ** 2, 0) / COUNT);
const answerOf = (given: HeldOutGiven) => ({
  inside_percent: percentBelow(given, 1),
  factor: sizes(given)[INSIDE - 1],
});

/** Between the 17th and the 18th: 17 are inside, but not by the smallest factor. */
const larger: Misconception = {
  id: "larger-than-needed",
  answers: ["factor"],
  says: "With this factor 17 are inside, but a smaller one does it too. The smallest is the 17th value itself.",
  matches: ({ answers, world }) => {
    const [lowest, highest] = [sizes(world.given)[INSIDE - 1], sizes(world.given)[INSIDE]];
    return typeof answers.factor === "number" && answers.factor > lowest + 0.02 && answers.factor < highest;
  },
};

/** Exercise 13.4. */
export const sigmaFactor: Exercise = defineExercise({
  id: "13.4",
  objective: "Count how often sigma was right, and say by what it must be multiplied",
  minutes: 8,
  points: 3,
  // Draws in which no error has the size of its sigma: whether such a one is inside must not decide.
  given: [heldOut(211, 1.9), heldOut(382, 0.6), heldOut(112, 2.7)],
  reads: {
    inside_percent: number("%", { tolerance: 0.5 }),
    // The numbers of the list are rounded to 0.01 mGal.
    factor: number("", { tolerance: 0.02 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "outside",
      "inside_percent",
      ({ given }) => 100 - answerOf(given).inside_percent,
      "This is the share outside. Count the errors that are smaller than their sigma.",
    ),
    instead(
      "as-share",
      "inside_percent",
      ({ given }) => answerOf(given).inside_percent / 100,
      "The share is right, but it is asked for in percent.",
    ),
    instead(
      "signed",
      "factor",
      ({ given }) => ordered(ratios(given))[INSIDE - 1],
      "You sorted the errors with their signs. Large negative errors are errors too: take the size, `Math.abs`, first.",
    ),
    instead(
      "inverse",
      "factor",
      ({ given }) => 1 / answerOf(given).factor,
      "This is one over the factor. Where errors are larger than sigma says, sigma must be multiplied by more than 1.",
    ),
    instead(
      "next-place",
      "factor",
      ({ given }) => sizes(given)[INSIDE],
      "This is the 18th value. Lists count from 0: the 17th value stands at place 16.",
    ),
    instead(
      "rms",
      "factor",
      ({ given }) => rmsRatio(given),
      "This is the root mean square of error over sigma. A few large errors decide it. Here 17 of 25 decide: sort the sizes, and take the 17th.",
    ),
    instead(
      "share-of-shares",
      "factor",
      ({ given }) => 68 / answerOf(given).inside_percent,
      "This is 68 % over the share that is inside. Twice the sigma does not hold twice the errors. Sort error over sigma, and take the 17th.",
    ),
    larger,
  ],
  hints: [
    "When does an error count as inside? Does its sign matter?",
    "Compute |error| / sigma for each. Those below 1 are inside. Sort them: the 17th of 25 is the factor with which 68 % are inside.",
    "Write: `const z = error_mgal.map((e, k) => Math.abs(e) / sigma_mgal[k]).sort((a, b) => a - b);` then `z.filter((v) => v < 1).length / 25 * 100` and `z[...]`.",
  ],
  wrong: {
    outside: ({ given }) => ({
      ...answerOf(given),
      inside_percent: (100 * sizes(given).filter((size) => size >= 1).length) / COUNT,
    }),
    "as-share": ({ given }) => ({
      ...answerOf(given),
      inside_percent: sizes(given).filter((size) => size < 1).length / COUNT,
    }),
    signed: ({ given: { error_mgal, sigma_mgal } }) => {
      const list = error_mgal.map((error, k) => error / sigma_mgal[k]).sort((a, b) => a - b);
      return { ...answerOf({ error_mgal, sigma_mgal }), factor: list[16] };
    },
    inverse: ({ given }) => {
      const list = given.sigma_mgal.map((sigma, k) => sigma / Math.abs(given.error_mgal[k]));
      return { ...answerOf(given), factor: list.sort((a, b) => b - a)[16] };
    },
    "next-place": ({ given }) => ({ ...answerOf(given), factor: sizes(given)[17] }),
    rms: ({ given }) => {
      const squares = given.error_mgal.map((error, k) => (error / given.sigma_mgal[k]) ** 2);
      return { ...answerOf(given), factor: (squares.reduce((sum, one) => sum + one, 0) / 25) ** 0.5 };
    },
    "share-of-shares": ({ given }) => ({
      ...answerOf(given),
      factor: 17 / given.error_mgal.filter((e, k) => Math.abs(e) < given.sigma_mgal[k]).length,
    }),
    "larger-than-needed": ({ given }) => ({
      ...answerOf(given),
      factor: (sizes(given)[16] + sizes(given)[17]) / 2,
    }),
  },
});
