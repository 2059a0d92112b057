import { defineExercise, type Exercise, instead, number, type World, whole } from "../../exercise/index.js";
import { mean, middle, standardDeviation } from "./middle.js";

// 03.2 · made-up stops on a windy day. In the first, one reading is a spike; in the second, none is.

interface WindyStop {
  readonly readings_mgal: readonly number[];
  readonly smallest_mgal: number;
}

/** For a normal distribution, half of all values lie within 0.6745 standard deviations; this is 1 / 0.6745. */
const NORMAL = 1 / 0.6744897501960817;

const distances = ({ readings_mgal }: WindyStop): readonly number[] =>
  readings_mgal.map((value) => Math.abs(value - middle(readings_mgal)));
const middleDistance = (given: WindyStop): number => middle(distances(given));
const limitOf = (given: WindyStop): number =>
  Math.max(given.smallest_mgal, 3 * NORMAL * middleDistance(given));
const spikesBeyond = (given: WindyStop, limit: number): number =>
  distances(given).filter((distance) => distance > limit).length;

/** Exercise 03.2. */
export const robustLimit: Exercise = defineExercise({
  id: "03.2",
  objective: "Compute a limit from the readings themselves, and count the spikes",
  minutes: 7,
  points: 2,
  given: [
    { readings_mgal: [2180.672, 2180.706, 2180.635, 2180.69, 2180.921], smallest_mgal: 0.05 },
    { readings_mgal: [2094.412, 2094.371, 2094.437, 2094.398, 2094.47, 2094.405], smallest_mgal: 0.05 },
  ] satisfies WindyStop[],
  // 1.48 or 1.5 in place of 1.4826 changes the limit by less than 0.0011 mGal.
  reads: { limit_mgal: number("mGal", { tolerance: 0.0012 }), spikes: whole() },
  check: ({ given }: World<WindyStop>) => ({
    limit_mgal: limitOf(given),
    spikes: spikesBeyond(given, limitOf(given)),
  }),
  misconceptions: [
    instead(
      "standard-deviation",
      "limit_mgal",
      ({ given }) => 3 * standardDeviation(given.readings_mgal),
      "This is three times the usual standard deviation. A spike makes it large, and then hides behind it. Use the median of the distances from the median, times 1.4826.",
    ),
    instead(
      "without-factor",
      "limit_mgal",
      ({ given }) => 3 * middleDistance(given),
      "You took three times the median distance. Half of all good readings lie nearer than that distance, so it is smaller than a standard deviation. Multiply it by 1.4826 first.",
    ),
    instead(
      "one-sigma",
      "limit_mgal",
      ({ given }) => NORMAL * middleDistance(given),
      "This is S, one robust standard deviation. One good reading in three lies further out than that. The limit is three times S.",
    ),
    instead(
      "mean-distance",
      "limit_mgal",
      ({ given }) => 3 * NORMAL * mean(distances(given)),
      "You took the mean of the distances. A spike has a large distance, and pulls this mean up. Take the median of the distances.",
    ),
    instead(
      "smallest",
      "limit_mgal",
      ({ given }) => given.smallest_mgal,
      "This is the smallest limit, for a quiet day. Here the wind shakes the meter, and 3 S is larger. The limit is the larger one of the two.",
    ),
    instead(
      "spikes-by-smallest",
      "spikes",
      ({ given }) => spikesBeyond(given, given.smallest_mgal),
      "The limit is right. But you counted the readings beyond the smallest limit. Count those that are farther from the median than the limit that you computed.",
      { whenRight: ["limit_mgal"] },
    ),
  ],
  hints: [
    "What would the limit be if the last reading were 10 mGal off? It should hardly change.",
    "Three steps: the median m of the readings; the distances |x − m|; the median of these distances. S is 1.4826 times that. The limit is 3 S, but never below `smallest_mgal`.",
    "Write: `const distances = readings_mgal.map((x) => Math.abs(x - m));` and `const limit_mgal = Math.max(smallest_mgal, 3 * 1.4826 * igdp.median(...));`",
  ],
  wrong: {
    "standard-deviation": ({ given: { readings_mgal } }) => {
      const n = readings_mgal.length;
      const sum = readings_mgal.reduce((a, b) => a + b);
      const squares = readings_mgal.reduce((a, b) => a + (b - sum / n) * (b - sum / n), 0);
      return { limit_mgal: 3 * Math.sqrt(squares / (n - 1)), spikes: 0 };
    },
    "without-factor": (world) => ({ limit_mgal: asTyped(world.given) * 3, spikes: 1 }),
    "one-sigma": (world) => ({ limit_mgal: asTyped(world.given) * 1.4826, spikes: 1 }),
    "mean-distance": ({ given: { readings_mgal } }) => {
      const centre = readings_mgal.length === 5 ? 2180.69 : 2094.4085;
      const all = readings_mgal.map((x) => Math.abs(x - centre));
      return { limit_mgal: (3 * 1.4826 * all.reduce((a, b) => a + b)) / all.length, spikes: 0 };
    },
    smallest: () => ({ limit_mgal: 0.05, spikes: 1 }),
    "spikes-by-smallest": (world) => ({
      limit_mgal: 3 * 1.4826 * asTyped(world.given),
      spikes: world.given.readings_mgal.length === 5 ? 2 : 1,
    }),
  },
});

/** The median distance, as on paper. */
function asTyped({ readings_mgal }: WindyStop): number {
  return readings_mgal.length === 5 ? 0.018 : 0.0195;
}
