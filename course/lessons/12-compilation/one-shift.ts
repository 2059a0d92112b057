import { defineExercise, type Exercise, instead, number, truth } from "../../exercise/index.js";

interface ShiftGiven {
  readonly sheet: string;
  /** Value of the sheet less what the new points say there, mGal; each of its own neighbours. */
  readonly difference_mgal: readonly number[];
  readonly sigma_mgal: readonly number[];
}

const weights = ({ sigma_mgal }: ShiftGiven): number[] => sigma_mgal.map((sigma) => 1 / sigma ** 2);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const shift = (given: ShiftGiven): number =>
  sum(weights(given).map((weight, i) => weight * given.difference_mgal[i])) / sum(weights(given));
const sigma = (given: ShiftGiven): number => 1 / Math.sqrt(sum(weights(given)));
const answerOf = (given: ShiftGiven) => ({
  shift_mgal: shift(given),
  sigma_mgal: sigma(given),
  significant: Math.abs(shift(given)) > 2.58 * sigma(given),
});
const plainMean = ({ difference_mgal }: ShiftGiven): number => sum(difference_mgal) / difference_mgal.length;

/** Sigma of the plain mean of values with these sigmas. */
const sigmaOfPlainMean = ({ sigma_mgal }: ShiftGiven): number =>
  Math.hypot(...sigma_mgal) / sigma_mgal.length;

function byOneOverSigma({ difference_mgal, sigma_mgal }: ShiftGiven): number {
  const weight = sigma_mgal.map((one) => 1 / one);
  return sum(difference_mgal.map((difference, i) => difference * weight[i])) / sum(weight);
}

/** Exercise 12.3. */
export const oneShift: Exercise = defineExercise({
  id: "12.3",
  objective: "Compute a shift from cross-differences, and decide whether it is significant",
  minutes: 8,
  points: 3,
  given: [
    { sheet: "C-1", difference_mgal: [1.9, 2.6, 5.3, 2.0], sigma_mgal: [0.5, 0.6, 3, 0.8] },
    { sheet: "C-2", difference_mgal: [0.9, -0.5, 4.2, 1.1], sigma_mgal: [0.7, 0.6, 4, 0.9] },
    { sheet: "C-3", difference_mgal: [-2.4, -1.1, 3.5, -1.8], sigma_mgal: [0.6, 0.7, 2.5, 0.5] },
  ] satisfies ShiftGiven[],
  reads: {
    shift_mgal: number("mGal", { tolerance: 0.03 }),
    sigma_mgal: number("mGal", { tolerance: 0.015 }),
    significant: truth(),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "plain-mean",
      "shift_mgal",
      ({ given }) => plainMean(given),
      "This is the plain mean. One difference is much less certain than the others, and it counts as much. Give each its weight, 1/σ².",
    ),
    instead(
      "one-over-sigma",
      "shift_mgal",
      ({ given }) => byOneOverSigma(given),
      "You weighted with 1/σ. Least squares gives each difference the weight 1/σ².",
    ),
    instead(
      "mean-of-sigmas",
      "sigma_mgal",
      ({ given }) => sum(given.sigma_mgal) / given.sigma_mgal.length,
      "This is the mean of the sigmas. Four differences know more than one: the sigma of the weighted mean is 1 over the root of the sum of the weights.",
    ),
    instead(
      "sigma-of-the-plain-mean",
      "sigma_mgal",
      ({ given }) => sigmaOfPlainMean(given),
      "This is the sigma of the plain mean. The weighted mean is more certain: its sigma is 1 over the root of the sum of the weights.",
    ),
    instead(
      "sum-of-squares",
      "sigma_mgal",
      ({ given }) => Math.hypot(...given.sigma_mgal),
      "You added the squares of the sigmas. That is right for a sum. For a weighted mean the weights are added: more differences make sigma smaller.",
    ),
    instead(
      "variance",
      "sigma_mgal",
      ({ given }) => sigma(given) ** 2,
      "This is σ², the variance. Take the root.",
    ),
    instead(
      "decision-reversed",
      "significant",
      ({ given }) => !answerOf(given).significant,
      "Compare the size of the shift with 2.58 times its own sigma. Larger means: chance alone makes such a shift in less than 1 of 100 cases.",
      { whenRight: ["shift_mgal", "sigma_mgal"] },
    ),
  ],
  hints: [
    "Which of the four differences do you trust least? How much should it count?",
    "Weights w = 1/σ². Shift = Σ w·d / Σ w. Its sigma = 1/√Σ w. Significant: |shift| > 2.58 σ.",
    "Write: `const w = sigma_mgal.map((s) => 1 / s ** 2);` then sum `w[i] * difference_mgal[i]` and divide by the sum of `w`. In the starter the second list is called `each_sigma`.",
  ],
  wrong: {
    "plain-mean": ({ given: g }) => ({
      ...answerOf(g),
      shift_mgal:
        (g.difference_mgal[0] + g.difference_mgal[1] + g.difference_mgal[2] + g.difference_mgal[3]) / 4,
    }),
    "one-over-sigma": ({ given: g }) => {
      const w = g.sigma_mgal.map((s) => 1 / s);
      const all = w[0] + w[1] + w[2] + w[3];
      return { ...answerOf(g), shift_mgal: w.reduce((t, v, i) => t + (v * g.difference_mgal[i]) / all, 0) };
    },
    "mean-of-sigmas": ({ given: g }) => ({
      ...answerOf(g),
      sigma_mgal: (g.sigma_mgal[0] + g.sigma_mgal[1] + g.sigma_mgal[2] + g.sigma_mgal[3]) / 4,
    }),
    "sigma-of-the-plain-mean": ({ given: g }) => ({
      ...answerOf(g),
      sigma_mgal: Math.sqrt(g.sigma_mgal.reduce((t, s) => t + s * s, 0)) / 4,
    }),
    "sum-of-squares": ({ given: g }) => ({
      ...answerOf(g),
      sigma_mgal: Math.sqrt(g.sigma_mgal.reduce((t, s) => t + s * s, 0)),
    }),
    variance: ({ given: g }) => {
      let total = 0;
      for (const s of g.sigma_mgal) total += 1 / (s * s);
      return { ...answerOf(g), sigma_mgal: 1 / total };
    },
    "decision-reversed": ({ given: g }) => ({ ...answerOf(g), significant: !answerOf(g).significant }),
  },
});
