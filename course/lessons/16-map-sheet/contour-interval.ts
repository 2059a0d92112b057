import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface ContourGiven {
  readonly sigma_mgal: number;
  /** How steep the field is. */
  readonly gradient_mgal_per_km: number;
  /** The number behind 1 : in the map's scale. */
  readonly ratio: number;
}

const ROUND = [0.1, 0.2, 0.5, 1, 2, 5, 10];
/** Two lines must differ by twice the sigma of a difference, which is √2 sigma: 2.8 sigma. */
const TIMES = 2 * Math.SQRT2;

const nextRound = (value: number): number => ROUND.find((step) => step >= value) ?? Number.NaN;
const roundBelow = (value: number): number => ROUND.filter((step) => step <= value).pop() ?? Number.NaN;
const offKm = ({ sigma_mgal, gradient_mgal_per_km }: ContourGiven): number =>
  sigma_mgal / gradient_mgal_per_km;
const answerOf = (given: ContourGiven) => ({
  interval_mgal: nextRound(TIMES * given.sigma_mgal),
  off_mm: (offKm(given) * 1e6) / given.ratio,
});

/** Exercise 16.3. */
export const contourInterval: Exercise = defineExercise({
  id: "16.3",
  objective: "Choose a contour interval from sigma, and say how far a contour can be off",
  minutes: 7,
  points: 2,
  given: [
    { sigma_mgal: 0.4, gradient_mgal_per_km: 1.6, ratio: 750_000 },
    { sigma_mgal: 0.9, gradient_mgal_per_km: 0.6, ratio: 500_000 },
    { sigma_mgal: 0.18, gradient_mgal_per_km: 0.6, ratio: 250_000 },
  ] satisfies ContourGiven[],
  reads: {
    interval_mgal: number("mGal", { tolerance: 0.005 }),
    // A quotient: only rounding to a hundredth is forgiven.
    off_mm: number("mm", { tolerance: 0.011 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "one-sigma",
      "interval_mgal",
      ({ given }) => nextRound(given.sigma_mgal),
      "This is the round number above one sigma. Two neighbouring lines would often be drawn where there is no difference. Take three sigma.",
    ),
    instead(
      "rounded-down",
      "interval_mgal",
      ({ given }) => roundBelow(3 * given.sigma_mgal),
      "This is less than three sigma: you took fewer sigmas, or you rounded to the next smaller number. Take three sigma, then the next larger round number.",
    ),
    instead(
      "not-round",
      "interval_mgal",
      ({ given }) => 3 * given.sigma_mgal,
      "Three sigma is the right limit, but nobody can read contours of such values. Take the next larger round number: 1, 2 or 5 with a power of ten.",
    ),
    instead(
      "too-coarse",
      "interval_mgal",
      ({ given }) => ROUND[ROUND.indexOf(answerOf(given).interval_mgal) + 1],
      "This interval is safe, but a smaller one is safe too. A wide interval hides forms that the survey has seen.",
    ),
    instead(
      "interval-for-sigma",
      "off_mm",
      ({ given }) => ((answerOf(given).interval_mgal / given.gradient_mgal_per_km) * 1e6) / given.ratio,
      "This is how far apart two contours stand. The question is how far one contour moves, if its value is wrong by one sigma.",
    ),
    instead(
      "product",
      "off_mm",
      ({ given }) => (given.sigma_mgal * given.gradient_mgal_per_km * 1e6) / given.ratio,
      "You multiplied by the gradient. In a steep field a contour moves only a little: divide.",
    ),
    instead(
      "turned-round",
      "off_mm",
      ({ given }) => (1e6 / offKm(given)) * (1 / given.ratio),
      "The quotient is turned round. Where the field is steep, an error moves a line only a little: divide sigma by the gradient.",
    ),
    instead(
      "on-the-ground",
      "off_mm",
      ({ given }) => offKm(given),
      "This is the distance on the ground, in kilometres. How long is it on the paper, in millimetres?",
    ),
  ],
  hints: [
    "A line moves until the field has changed by sigma. In which field does it move far: a steep or a flat one?",
    "Interval: the next round number that is not below 3 sigma. Distance on the ground: sigma / gradient. On the paper: km × 1,000,000 / ratio.",
    "Write: `const interval_mgal = ...;` (from 0.1, 0.2, 0.5, 1, 2, 5, 10) and `const off_mm = ((sigma_mgal / ...) * 1e6) / ratio;`",
  ],
  wrong: {
    "one-sigma": ({ given }) => ({
      ...answerOf(given),
      interval_mgal: ROUND.filter((step) => step >= given.sigma_mgal)[0],
    }),
    "rounded-down": ({ given }) => ({
      ...answerOf(given),
      interval_mgal: ROUND[ROUND.indexOf(answerOf(given).interval_mgal) - 1],
    }),
    "not-round": ({ given }) => ({ ...answerOf(given), interval_mgal: given.sigma_mgal * 3 }),
    "turned-round": ({ given }) => ({
      ...answerOf(given),
      off_mm: ((given.gradient_mgal_per_km / given.sigma_mgal) * 1e6) / given.ratio,
    }),
    "too-coarse": ({ given }) => ({
      ...answerOf(given),
      interval_mgal: ROUND.filter((step) => step > answerOf(given).interval_mgal)[0],
    }),
    "interval-for-sigma": ({ given }) => ({
      ...answerOf(given),
      off_mm: (1e6 * answerOf(given).interval_mgal) / (given.gradient_mgal_per_km * given.ratio),
    }),
    product: ({ given }) => ({
      ...answerOf(given),
      off_mm: ((1e6 * given.gradient_mgal_per_km) / given.ratio) * given.sigma_mgal,
    }),
    "on-the-ground": ({ given }) => ({
      ...answerOf(given),
      off_mm: (answerOf(given).off_mm * given.ratio) / 1e6,
    }),
  },
});
