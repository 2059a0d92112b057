/** The exercise that `course/AUTHORING.md` compares with those of two other systems, as a lesson would have it. */
import { defineExercise, type Exercise, instead, number } from "../../course/exercise/index.js";

interface Given {
  readonly gravity_mgal: number;
  readonly normal_gravity_mgal: number;
  readonly height_m: number;
  readonly density: number;
}

const anomaly = (given: Given, freeAir = 0.3086, density = given.density): number =>
  given.gravity_mgal -
  given.normal_gravity_mgal +
  freeAir * given.height_m -
  0.0000419 * density * given.height_m;

const bouguer: Exercise = defineExercise({
  id: "01.4",
  objective: "Compute the simple Bouguer anomaly of one station",
  minutes: 8,
  points: 1,
  given: [
    { gravity_mgal: 978352.18, normal_gravity_mgal: 978527.49, height_m: 812.3, density: 2670 },
    { gravity_mgal: 978190.64, normal_gravity_mgal: 978402.11, height_m: 1043.7, density: 2670 },
  ],
  reads: { bouguer_mgal: number("mGal", { tolerance: 0.01 }) },
  check: ({ given }) => ({ bouguer_mgal: anomaly(given) }),
  misconceptions: [
    instead("free-air-sign", "bouguer_mgal", ({ given }) => anomaly(given, -0.3086)),
    instead("density-in-grams", "bouguer_mgal", ({ given }) => anomaly(given, 0.3086, 2.67)),
    instead(
      "slab-forgotten",
      "bouguer_mgal",
      ({ given }) => anomaly(given, 0.3086, 0),
      "This is the free-air anomaly. The rock between sea level and the station is still in it. Take its slab away.",
    ),
  ],
  hints: [
    "Three things make gravity at the station differ: latitude, height, and the rock below it.",
    "Gravity falls with height, so add 0.3086 mGal for each metre. The rock pulls down, so take its slab away.",
    "`gravity_mgal - normal_gravity_mgal + 0.3086 * height_m - 0.0000419 * density * height_m`",
  ],
  wrong: {
    "free-air-sign": ({ given }) => ({ bouguer_mgal: anomaly(given, -0.3086) }),
    "density-in-grams": ({ given }) => ({ bouguer_mgal: anomaly(given, 0.3086, 2.67) }),
    "slab-forgotten": ({ given }) => ({ bouguer_mgal: anomaly(given, 0.3086, 0) }),
  },
});

const exercises: readonly Exercise[] = [bouguer];
export default exercises;
