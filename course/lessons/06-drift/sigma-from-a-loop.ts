import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface LoopGiven {
  readonly meter: string;
  /** rms of the differences between two visits to one station, µGal. */
  readonly rms_difference_ugal: number;
  /** The share of the loop's time that has gone by at the station, 0 to 1. */
  readonly share: number;
}

const stopSigma = ({ rms_difference_ugal }: LoopGiven): number => rms_difference_ugal / Math.SQRT2;

/** Station = stop − (1 − w) · morning − w · evening: the squares of the three factors add up. */
const right = (given: LoopGiven) => {
  const factors = [1, -(1 - given.share), -given.share];
  const squares = factors.reduce((sum, factor) => sum + factor ** 2, 0);
  return { stop: stopSigma(given), station: stopSigma(given) * Math.sqrt(squares) };
};

const withStop = ({ share: w }: LoopGiven, stop: number) => ({
  stop,
  station: stop * Math.hypot(1, 1 - w, w),
});

/** Exercise 06.5. */
export const sigmaFromALoop: Exercise = defineExercise({
  id: "06.5",
  objective: "Compute the sigma of a station from repeated visits and its place in the loop",
  minutes: 6,
  points: 2,
  given: [
    { meter: "dial meter", rms_difference_ugal: 19.3, share: 0.3 },
    { meter: "CG-6", rms_difference_ugal: 8, share: 0.85 },
  ] satisfies LoopGiven[],
  // Nobody needs the second digit of a sigma.
  reads: { stop: number("µGal", { tolerance: 0.06 }), station: number("µGal", { tolerance: 0.1 }) },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "difference-itself",
      "stop",
      ({ given }) => given.rms_difference_ugal,
      "This is the sigma of a difference. Two visits make a difference, and each brings its own error. One visit has a smaller sigma: divide by the root of 2.",
    ),
    instead(
      "halved",
      "stop",
      ({ given }) => given.rms_difference_ugal / 2,
      "You divided by 2. The squares of the two errors add up, not the errors. So divide by the root of 2.",
    ),
    instead(
      "multiplied",
      "stop",
      ({ given }) => given.rms_difference_ugal * Math.SQRT2,
      "You multiplied by the root of 2. One visit is better than a difference of two: divide.",
    ),
    instead(
      "base-forgotten",
      "station",
      (_, answers) => answers.stop,
      "The sigma of a stop is right. But the station's gravity needs three stops: its own, and the two at the base. Their errors are in the line of the drift.",
      { whenRight: ["stop"] },
    ),
    instead(
      "three-whole-stops",
      "station",
      (_, answers) => answers.stop * Math.sqrt(3),
      "The sigma of a stop is right. You counted both base visits fully. The line takes only a part of each: 1 − w of the morning and w of the evening.",
      { whenRight: ["stop"] },
    ),
    instead(
      "two-stops",
      "station",
      (_, answers) => answers.stop * Math.SQRT2,
      "The sigma of a stop is right. This is station minus one base visit. But a loop has two base visits, and the line is better than one of them: use 1 − w and w.",
      { whenRight: ["stop"] },
    ),
    instead(
      "parts-not-squared",
      "station",
      (_, answers) => answers.stop * 2,
      "The sigma of a stop is right. You added the parts as they are: 1 + (1 − w) + w. Add their squares, and take the root of the sum.",
      { whenRight: ["stop"] },
    ),
  ],
  hints: [
    "How many visits are in a difference of two visits? How many are in the gravity of one station of a loop?",
    "Errors that do not know of each other add up by their squares. So a stop has rms/√2. For the station, the factors are 1 (its own stop), 1 − w (morning) and w (evening).",
    "Write: `stop = rms_difference_ugal / Math.sqrt(2);` and `station = stop * Math.sqrt(1 + (1 - share) ** 2 + ...);`",
  ],
  wrong: {
    "difference-itself": ({ given }) => withStop(given, given.rms_difference_ugal),
    halved: ({ given }) => withStop(given, 0.5 * given.rms_difference_ugal),
    multiplied: ({ given }) => withStop(given, 2 ** 0.5 * given.rms_difference_ugal),
    "base-forgotten": ({ given }) => {
      const stop = given.rms_difference_ugal / 2 ** 0.5;
      return { stop, station: stop };
    },
    "three-whole-stops": ({ given }) => {
      const stop = given.rms_difference_ugal / 2 ** 0.5;
      return { stop, station: Math.hypot(stop, stop, stop) };
    },
    "two-stops": ({ given }) => {
      const stop = given.rms_difference_ugal / 2 ** 0.5;
      return { stop, station: Math.hypot(stop, stop) };
    },
    "parts-not-squared": ({ given }) => {
      const stop = given.rms_difference_ugal / 2 ** 0.5;
      return { stop, station: stop + stop * (1 - given.share) + stop * given.share };
    },
  },
});
