import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";

/** Change of gravity with height, mGal for each metre. */
const PER_METRE = -0.3086;

const lessOnTheHill: Exercise = defineExercise({
  id: "99.1",
  objective: "Say how much smaller gravity is at a higher station",
  minutes: 5,
  points: 1,
  given: [
    { base_height_m: 212, station_height_m: 348 },
    { base_height_m: 1030, station_height_m: 655 },
  ],
  reads: { difference: number("mGal", { tolerance: 0.05 }) },
  check: ({ given }) => ({ difference: PER_METRE * (given.station_height_m - given.base_height_m) }),
  misconceptions: [
    sign(
      "difference",
      "You have the right size and the wrong sign. Gravity gets smaller when we go up. Take station minus base.",
    ),
    instead(
      "above-sea",
      "difference",
      ({ given }) => PER_METRE * given.station_height_m,
      "You took the station's height above the sea. The base lies above the sea too. Take the height of the station above the base.",
    ),
  ],
  hints: [
    "Is the station farther from the centre of the Earth than the base, or nearer?",
    "Only the difference of the two heights counts. Each metre up takes 0.3086 mGal away.",
    "const difference = -0.3086 * (q1.given.station_height_m - ...);",
  ],
  wrong: {
    sign: ({ given }) => ({ difference: -PER_METRE * (given.station_height_m - given.base_height_m) }),
    "above-sea": ({ given }) => ({ difference: PER_METRE * given.station_height_m }),
  },
});

const exercises: readonly Exercise[] = [lessOnTheHill];

export default exercises;
