import { defineExercise, type Exercise, instead, number, scale } from "../../exercise/index.js";

/** A meter between two absolute bases, drift and tide already taken away. */
interface TwoBasesGiven {
  readonly gravity_mgal: readonly [number, number];
  readonly reading_mgal: readonly [number, number];
  /** Sigma of each absolute value, and of each reading. */
  readonly absolute_sigma_mgal: number;
  readonly reading_sigma_mgal: number;
  /** From the smallest to the largest gravity of the survey. */
  readonly survey_range_mgal: number;
}

const gravityRange = ({ gravity_mgal: [low, high] }: TwoBasesGiven): number => high - low;
const readingRange = ({ reading_mgal: [low, high] }: TwoBasesGiven): number => high - low;

/** Sigma of gravity's difference less the readings': two absolute values and two readings, mGal. */
const together = ({ absolute_sigma_mgal: a, reading_sigma_mgal: r }: TwoBasesGiven): number =>
  Math.sqrt(a ** 2 + a ** 2 + r ** 2 + r ** 2);

const errorFrom = (given: TwoBasesGiven, sigma_mgal: number): number =>
  (1000 * given.survey_range_mgal * sigma_mgal) / gravityRange(given);

const right = (given: TwoBasesGiven) => ({
  scale_factor: gravityRange(given) / readingRange(given),
  error_ugal: errorFrom(given, together(given)),
});

/** Exercise 07.3. */
export const scaleFactor: Exercise = defineExercise({
  id: "07.3",
  objective: "Compute a meter's scale factor from two bases, and the error that it leaves in a survey",
  minutes: 6,
  points: 2,
  given: [
    {
      gravity_mgal: [978443.479, 978478.673],
      reading_mgal: [2711.204, 2746.387],
      absolute_sigma_mgal: 0.004,
      reading_sigma_mgal: 0.005,
      survey_range_mgal: 390,
    },
    {
      gravity_mgal: [978127.149, 978419.256],
      reading_mgal: [4012.55, 4304.607],
      absolute_sigma_mgal: 0.005,
      reading_sigma_mgal: 0.006,
      survey_range_mgal: 470,
    },
  ] satisfies TwoBasesGiven[],
  // The factors differ from 1 by 2 to 3 in ten thousand. The errors are some 10 to 100 µGal: two per cent of them.
  reads: {
    scale_factor: number("1", { tolerance: 0.000004 }),
    error_ugal: number("µGal", { tolerance: 0.2 }),
  },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "upside-down",
      "scale_factor",
      ({ given }) => readingRange(given) / gravityRange(given),
      "This is the readings' difference divided by gravity's. The scale factor is what you multiply a reading's difference with, to have gravity: gravity's difference is above the line.",
    ),
    instead(
      "whole-values",
      "scale_factor",
      ({ given }) => given.gravity_mgal[1] / given.reading_mgal[1],
      "You divided whole values. A meter counts from a zero of its own, so only differences can be compared.",
    ),
    instead(
      "less-one",
      "scale_factor",
      (_, answers) => answers.scale_factor - 1,
      "This is how far the factor lies from 1. The scale factor itself is near 1.",
    ),
    scale(
      "error-in-milligal",
      "error_ugal",
      0.001,
      "This is right in mGal. The question is in µGal. One mGal is 1000 µGal.",
    ),
    instead(
      "not-carried-to-the-survey",
      "error_ugal",
      ({ given }) => 1000 * together(given),
      "This is the error over the range of the two bases. The survey has a larger range, and the error of a scale factor grows with it.",
    ),
    instead(
      "two-of-four",
      "error_ugal",
      ({ given }) => errorFrom(given, Math.hypot(given.absolute_sigma_mgal, given.reading_sigma_mgal)),
      "You took one absolute value and one reading. A difference has two of each: four errors go in.",
    ),
    instead(
      "sigmas-added",
      "error_ugal",
      ({ given }) => errorFrom(given, 2 * given.absolute_sigma_mgal + 2 * given.reading_sigma_mgal),
      "You added the sigmas. Errors are partly up and partly down, so they add as squares: root of the sum of the squares.",
    ),
    instead(
      "range-upside-down",
      "error_ugal",
      ({ given }) => (1000 * together(given) * gravityRange(given)) / given.survey_range_mgal,
      "You made the error smaller. But the survey's range is larger than that of the bases, so the error must grow.",
    ),
  ],
  hints: [
    "By how much does gravity change between the bases, and by how much the reading?",
    "The scale factor is gravity's difference divided by the readings' difference. The error of the difference comes from four sigmas, added as squares. Then carry it from the range of the bases to the range of the survey.",
    "Write: `const sigma = Math.sqrt(2 * absolute_sigma_mgal ** 2 + 2 * ...);` and `error_ugal = 1000 * sigma * survey_range_mgal / (g2 - ...);`",
  ],
  wrong: {
    "upside-down": ({ given }) => ({ ...right(given), scale_factor: 1 / right(given).scale_factor }),
    "whole-values": ({ given }) => ({
      ...right(given),
      scale_factor: given.gravity_mgal[1] / given.reading_mgal[1],
    }),
    "less-one": ({ given }) => ({ ...right(given), scale_factor: right(given).scale_factor - 1 }),
    "error-in-milligal": ({ given }) => ({ ...right(given), error_ugal: right(given).error_ugal / 1000 }),
    "not-carried-to-the-survey": ({ given: g }) => ({
      ...right(g),
      error_ugal: 1000 * (2 * g.absolute_sigma_mgal ** 2 + 2 * g.reading_sigma_mgal ** 2) ** 0.5,
    }),
    "two-of-four": ({ given }) => ({ ...right(given), error_ugal: right(given).error_ugal / Math.SQRT2 }),
    "sigmas-added": ({ given: g }) => ({
      ...right(g),
      error_ugal:
        (2000 * (g.absolute_sigma_mgal + g.reading_sigma_mgal) * g.survey_range_mgal) /
        (g.gravity_mgal[1] - g.gravity_mgal[0]),
    }),
    "range-upside-down": ({ given: g }) => ({
      ...right(g),
      error_ugal: right(g).error_ugal * ((g.gravity_mgal[1] - g.gravity_mgal[0]) / g.survey_range_mgal) ** 2,
    }),
  },
});
