import { defineExercise, type Exercise, instead, number, scale } from "../../exercise/index.js";

/** A stop as a CG-5 writes it: all its readings have the same numbers. */
interface StopGiven {
  readonly deviation_mgal: number;
  readonly duration_s: number;
  readonly rejected: number;
  readonly readings: number;
}

const samples = ({ duration_s, rejected }: StopGiven): number => duration_s - rejected;
const microgal = (mgal: number): number => 1000 * mgal;

/** Both answers from the sigma of one reading: the step to the stop is done rightly. */
const withStop = ({ readings }: StopGiven, reading_sigma: number) => ({
  reading_sigma,
  stop_sigma: reading_sigma / Math.sqrt(readings),
});

const right = (given: StopGiven) =>
  withStop(given, microgal(given.deviation_mgal) / Math.sqrt(samples(given)));

/** Exercise 02.2. */
export const sigmaOfTheMean: Exercise = defineExercise({
  id: "02.2",
  objective: "Turn the deviation of the samples into the sigma of a reading and of a stop",
  minutes: 5,
  points: 2,
  given: [
    { deviation_mgal: 0.021, duration_s: 60, rejected: 11, readings: 4 },
    { deviation_mgal: 0.045, duration_s: 90, rejected: 9, readings: 5 },
  ] satisfies StopGiven[],
  // The right numbers are 1 to 5 µGal; a tenth of the last digit that a meter shows is enough.
  reads: {
    reading_sigma: number("µGal", { tolerance: 0.02 }),
    stop_sigma: number("µGal", { tolerance: 0.02 }),
  },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "deviation-itself",
      "reading_sigma",
      ({ given }) => microgal(given.deviation_mgal),
      "This is the scatter of the single samples. The reading is the mean of many samples, and a mean scatters less. Divide by the square root of their number.",
    ),
    instead(
      "without-root",
      "reading_sigma",
      ({ given }) => microgal(given.deviation_mgal) / samples(given),
      "You divided by the number of samples. The errors of the samples are partly up and partly down. So a mean gets better only with the square root of the number.",
    ),
    instead(
      "rejected-counted",
      "reading_sigma",
      ({ given }) => microgal(given.deviation_mgal) / Math.sqrt(given.duration_s),
      "Nearly. You counted all samples, also those that the meter threw away. Only the samples that were kept are in the mean: subtract the rejected ones first.",
    ),
    scale(
      "in-milligal",
      "reading_sigma",
      0.001,
      "This is right in mGal. The question is in µGal. One mGal is 1000 µGal.",
    ),
    instead(
      "square-of-root",
      "reading_sigma",
      ({ given }) => microgal(given.deviation_mgal) * Math.sqrt(samples(given)),
      "You multiplied by the square root. A mean of many samples is better than one sample, so its sigma must become smaller. Divide.",
    ),
    instead(
      "stop-as-reading",
      "stop_sigma",
      (_, answers) => answers.reading_sigma,
      "The sigma of one reading is right. The mean of the whole stop is made of several readings, so it is better than one of them. Divide by the square root of their number.",
      { whenRight: ["reading_sigma"] },
    ),
    instead(
      "stop-without-root",
      "stop_sigma",
      ({ given }, answers) => answers.reading_sigma / given.readings,
      "The sigma of one reading is right. For the stop you divided by the number of readings. As before, a mean gets better with the square root of the number.",
      { whenRight: ["reading_sigma"] },
    ),
    instead(
      "stop-multiplied",
      "stop_sigma",
      ({ given }, answers) => answers.reading_sigma * Math.sqrt(given.readings),
      "The sigma of one reading is right. But a mean of several readings cannot be worse than one of them. Divide by the square root, do not multiply.",
      { whenRight: ["reading_sigma"] },
    ),
  ],
  hints: [
    "How many samples are in one reading? The meter takes one each second, and throws some away.",
    "The sigma of a mean is the scatter of one piece, divided by the square root of the number of pieces. First the pieces are samples, then they are readings.",
    "Write: `reading_sigma = 1000 * deviation_mgal / Math.sqrt(duration_s - rejected);` and `stop_sigma = reading_sigma / Math.sqrt(...);`",
  ],
  wrong: {
    "deviation-itself": ({ given }) => withStop(given, given.deviation_mgal * 1000),
    "without-root": ({ given: { deviation_mgal: d, duration_s, rejected, readings } }) =>
      withStop({ deviation_mgal: d, duration_s, rejected, readings }, (d * 1000) / (duration_s - rejected)),
    "rejected-counted": ({ given }) =>
      withStop(given, (given.deviation_mgal / given.duration_s ** 0.5) * 1000),
    "in-milligal": ({ given }) =>
      withStop(given, given.deviation_mgal / (given.duration_s - given.rejected) ** 0.5),
    "square-of-root": ({ given }) =>
      withStop(given, 1000 * given.deviation_mgal * (given.duration_s - given.rejected) ** 0.5),
    "stop-as-reading": ({ given }) => {
      const one = (1000 * given.deviation_mgal) / (given.duration_s - given.rejected) ** 0.5;
      return { reading_sigma: one, stop_sigma: one };
    },
    "stop-without-root": ({ given }) => {
      const one = (1000 * given.deviation_mgal) / (given.duration_s - given.rejected) ** 0.5;
      return { reading_sigma: one, stop_sigma: one / given.readings };
    },
    "stop-multiplied": ({ given }) => {
      const one = (1000 * given.deviation_mgal) / (given.duration_s - given.rejected) ** 0.5;
      return { reading_sigma: one, stop_sigma: one * given.readings ** 0.5 };
    },
  },
});
