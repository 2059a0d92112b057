import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface SampleGiven {
  readonly quay_gravity_mgal: number;
  readonly quay_reading_mgal: number;
  readonly reading_mgal: number;
  readonly days_after_quay: number;
  readonly drift_mgal_per_day: number;
  readonly eotvos_correction_mgal: number;
}

const difference = ({ reading_mgal, quay_reading_mgal }: SampleGiven): number =>
  reading_mgal - quay_reading_mgal;
const drift = ({ drift_mgal_per_day, days_after_quay }: SampleGiven): number =>
  drift_mgal_per_day * days_after_quay;
const gravity = (given: SampleGiven): number =>
  given.quay_gravity_mgal + difference(given) - drift(given) + given.eotvos_correction_mgal;

/** Exercise 12.2. */
export const oneSample: Exercise = defineExercise({
  id: "12.2",
  objective: "Compute gravity at sea from one reading of a ship",
  minutes: 6,
  points: 2,
  given: [
    {
      ...{ quay_gravity_mgal: 978533.49, quay_reading_mgal: 10533.54, reading_mgal: 10561.2 },
      ...{ days_after_quay: 2, drift_mgal_per_day: 0.23, eotvos_correction_mgal: -31.85 },
    },
    {
      ...{ quay_gravity_mgal: 978533.49, quay_reading_mgal: 10533.54, reading_mgal: 10472.9 },
      ...{ days_after_quay: 1.5, drift_mgal_per_day: 0.4, eotvos_correction_mgal: 44.1 },
    },
  ] satisfies SampleGiven[],
  reads: { gravity_mgal: number("mGal", { tolerance: 0.03 }) },
  check: ({ given }) => ({ gravity_mgal: gravity(given) }),
  misconceptions: [
    instead(
      "no-eotvos",
      "gravity_mgal",
      ({ given }) => gravity(given) - given.eotvos_correction_mgal,
      "The Eötvös correction is missing. A ship that moves over the ground feels another gravity than a ship at rest.",
    ),
    instead(
      "eotvos-sign",
      "gravity_mgal",
      ({ given }) => gravity(given) - 2 * given.eotvos_correction_mgal,
      "You took the Eötvös correction away. igdp gives a correction: what must be added to the reading.",
    ),
    instead(
      "no-drift",
      "gravity_mgal",
      ({ given }) => gravity(given) + drift(given),
      "The drift is still in it. The meter reads more each day, also where gravity does not change.",
    ),
    instead(
      "drift-of-one-day",
      "gravity_mgal",
      ({ given }) => gravity(given) + drift(given) - given.drift_mgal_per_day,
      "You took away the drift of one day. The reading is another time away from the quay: multiply by the days.",
    ),
    instead(
      "drift-sign",
      "gravity_mgal",
      ({ given }) => gravity(given) + 2 * drift(given),
      "You added the drift. The reading is too high by the drift, so take it away.",
    ),
    instead(
      "difference-backwards",
      "gravity_mgal",
      ({ given }) => gravity(given) - 2 * difference(given),
      "This is the reading at the quay minus the reading at sea. Where the meter reads more, gravity is larger: sea minus quay.",
    ),
    instead(
      "only-the-difference",
      "gravity_mgal",
      ({ given }) => gravity(given) - given.quay_gravity_mgal,
      "This is how much gravity differs from the quay. Gravity at the quay is known: add it.",
    ),
    instead(
      "no-tie",
      "gravity_mgal",
      ({ given }) => gravity(given) - given.quay_gravity_mgal + given.quay_reading_mgal,
      "This is a corrected reading, not gravity. The zero of the meter means nothing: take the difference from the reading at the quay, and add it to gravity at the quay.",
    ),
  ],
  hints: [
    "The meter gives differences only. From which place do you know gravity itself?",
    "Gravity at sea = gravity at the quay + (reading at sea − reading at the quay) − drift since the quay + Eötvös correction.",
    "Write: `const gravity_mgal = quay_gravity_mgal + (reading_mgal - ...) - drift_mgal_per_day * ... + ...;`",
  ],
  wrong: {
    "no-eotvos": ({ given: g }) => ({
      gravity_mgal:
        g.quay_gravity_mgal + g.reading_mgal - g.quay_reading_mgal - g.days_after_quay * g.drift_mgal_per_day,
    }),
    "eotvos-sign": ({ given: g }) => ({
      gravity_mgal:
        g.quay_gravity_mgal +
        g.reading_mgal -
        g.quay_reading_mgal -
        g.days_after_quay * g.drift_mgal_per_day -
        g.eotvos_correction_mgal,
    }),
    "no-drift": ({ given: g }) => ({
      gravity_mgal: g.quay_gravity_mgal + g.reading_mgal - g.quay_reading_mgal + g.eotvos_correction_mgal,
    }),
    "drift-of-one-day": ({ given: g }) => ({
      gravity_mgal:
        g.quay_gravity_mgal +
        g.reading_mgal -
        g.quay_reading_mgal -
        g.drift_mgal_per_day +
        g.eotvos_correction_mgal,
    }),
    "only-the-difference": ({ given: g }) => ({
      gravity_mgal:
        g.reading_mgal -
        g.quay_reading_mgal -
        g.days_after_quay * g.drift_mgal_per_day +
        g.eotvos_correction_mgal,
    }),
    "no-tie": ({ given: g }) => ({
      gravity_mgal: g.reading_mgal - g.days_after_quay * g.drift_mgal_per_day + g.eotvos_correction_mgal,
    }),
    "drift-sign": ({ given: g }) => ({
      gravity_mgal:
        g.quay_gravity_mgal +
        g.reading_mgal -
        g.quay_reading_mgal +
        g.days_after_quay * g.drift_mgal_per_day +
        g.eotvos_correction_mgal,
    }),
    "difference-backwards": ({ given: g }) => ({
      gravity_mgal:
        g.quay_gravity_mgal +
        g.quay_reading_mgal -
        g.reading_mgal -
        g.days_after_quay * g.drift_mgal_per_day +
        g.eotvos_correction_mgal,
    }),
  },
});
