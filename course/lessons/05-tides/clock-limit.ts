import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface ClockGiven {
  readonly day: string;
  /** The tide at base 9001 at each full hour from 0 to 10 h UTC. */
  readonly tide_ugal: readonly number[];
  readonly allowed_ugal: number;
}

/** How much the tide changes in each hour, µGal. */
const changes = ({ tide_ugal }: ClockGiven): number[] =>
  tide_ugal.slice(1).map((value, i) => Math.abs(value - tide_ugal[i]));
const largestTide = ({ tide_ugal }: ClockGiven): number => Math.max(...tide_ugal.map(Math.abs));

/** Exercise 05.4. */
export const clockLimit: Exercise = defineExercise({
  id: "05.4",
  objective: "Say how exact a clock must be for a wanted accuracy of the tide",
  minutes: 7,
  points: 2,
  given: [
    {
      day: "2026-01-05",
      tide_ugal: [-90.0, -93.8, -70.4, -28.9, 18.0, 56.8, 76.9, 73.1, 47.0, 5.9, -38.4],
      allowed_ugal: 3,
    },
    {
      day: "2026-02-02",
      tide_ugal: [-98.6, -71.9, -24.2, 30.2, 76.3, 101.5, 99.0, 69.6, 21.2, -32.8, -77.3],
      allowed_ugal: 5,
    },
  ] satisfies ClockGiven[],
  // To a tenth of a minute: more digits are not meant.
  reads: { mayBeWrong: number("minutes", { tolerance: 0.06 }) },
  check: ({ given }) => ({ mayBeWrong: given.allowed_ugal / (Math.max(...changes(given)) / 60) }),
  misconceptions: [
    instead(
      "hours",
      "mayBeWrong",
      ({ given }) => given.allowed_ugal / Math.max(...changes(given)),
      "This is in hours, since the tide is given for each hour. The question asks for minutes: an hour has 60.",
    ),
    instead(
      "size-of-tide",
      "mayBeWrong",
      ({ given }) => (60 * given.allowed_ugal) / largestTide(given),
      "You took the largest tide. At its largest the tide hardly changes, and a wrong clock does little harm. Take the hour in which it changes most.",
    ),
    instead(
      "first-hour",
      "mayBeWrong",
      ({ given }) => (60 * given.allowed_ugal) / changes(given)[0],
      "You took the change in the first hour. The clock must be good enough at the worst time of the day too: look for the largest change.",
    ),
    instead(
      "mean-change",
      "mayBeWrong",
      ({ given }) => {
        const all = changes(given);
        return (60 * given.allowed_ugal * all.length) / all.reduce((sum, change) => sum + change, 0);
      },
      "You took the mean of the changes. Then the error is too large in every faster hour. Take the largest change.",
    ),
    instead(
      "no-magnitude",
      "mayBeWrong",
      ({ given }) => (60 * given.allowed_ugal) / (largestTide(given) / 6),
      "This spreads the largest tide over six hours. That is a mean again. The table shows the change hour by hour: take the largest one.",
    ),
  ],
  hints: [
    "When does a wrong clock do most harm: when the tide is large, or when it changes fast?",
    "Take the difference between each two neighbours, without its sign. The largest one is the change in 60 minutes. What part of the 60 minutes makes the allowed error?",
    "Write: `const mayBeWrong = (60 * allowed_ugal) / ...;` with the largest difference of two neighbours in `tide_ugal`.",
  ],
  wrong: {
    hours: ({ given: { tide_ugal, allowed_ugal } }) => ({ mayBeWrong: allowed_ugal / fastest(tide_ugal) }),
    "size-of-tide": ({ given }) => ({
      mayBeWrong:
        (60 * given.allowed_ugal) / Math.max(Math.max(...given.tide_ugal), -Math.min(...given.tide_ugal)),
    }),
    "first-hour": ({ given }) => ({
      mayBeWrong: (60 * given.allowed_ugal) / Math.abs(given.tide_ugal[0] - given.tide_ugal[1]),
    }),
    "mean-change": ({ given }) => {
      let sum = 0;
      for (let i = 1; i < given.tide_ugal.length; i++)
        sum += Math.abs(given.tide_ugal[i] - given.tide_ugal[i - 1]);
      return { mayBeWrong: (60 * given.allowed_ugal) / (sum / 10) };
    },
    "no-magnitude": ({ given }) => ({
      mayBeWrong: (360 * given.allowed_ugal) / Math.max(...given.tide_ugal.map((tide) => Math.abs(tide))),
    }),
  },
});

function fastest(tide: readonly number[]): number {
  let most = 0;
  for (let i = 1; i < tide.length; i++) most = Math.max(most, Math.abs(tide[i] - tide[i - 1]));
  return most;
}
