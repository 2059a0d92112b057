import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";
import { SLAB, TYPED } from "./slab-factor.js";

interface SeaGiven {
  readonly place: string;
  readonly free_air_mgal: number;
  readonly depth_m: number;
}

const filledWith = ({ free_air_mgal, depth_m }: SeaGiven, density: number): number =>
  free_air_mgal + SLAB * density * depth_m;

/** Exercise 09.2. */
export const waterForRock: Exercise = defineExercise({
  id: "09.2",
  objective: "Compute a Bouguer anomaly at sea",
  minutes: 6,
  points: 2,
  given: [
    { place: "a ship above the slope", free_air_mgal: -31.2, depth_m: 850 },
    { place: "a ship above the deep sea", free_air_mgal: -64.7, depth_m: 1640 },
  ] satisfies SeaGiven[],
  // 0.0000419 in place of 2πG: 0.1 mGal for the deeper water.
  reads: { bouguer_mgal: number("mGal", { tolerance: 0.2 }) },
  check: ({ given }) => ({ bouguer_mgal: filledWith(given, 2670 - 1027) }),
  misconceptions: [
    instead(
      "wrong-direction",
      "bouguer_mgal",
      ({ given }) => filledWith(given, 1027 - 2670),
      "The size of the step is right, its direction is not. Water is lighter than rock: mass is missing below the ship. We fill it in, so the anomaly becomes larger.",
    ),
    instead(
      "empty-sea",
      "bouguer_mgal",
      ({ given }) => filledWith(given, 2670),
      "You filled the sea with rock, as if it were empty. But water is in it, and pulls already. Only the difference between rock and water is missing.",
    ),
    instead(
      "water-only",
      "bouguer_mgal",
      ({ given }) => filledWith(given, 1027),
      "You used the density of the water. What is missing below the ship is rock less water: use the difference of the two densities.",
    ),
    instead(
      "no-correction",
      "bouguer_mgal",
      ({ given }) => given.free_air_mgal,
      "This is the free-air anomaly. The height of a ship is 0, so there is no slab above the sea level. But below it stands water in place of rock.",
    ),
  ],
  hints: [
    "The Earth that we expect has rock below sea level. What is there in truth? Is it heavier or lighter?",
    "Replace the water by rock: add a slab as thick as the water is deep, with the density of rock less the density of sea water.",
    "Write: `const bouguer_mgal = free_air_mgal + 0.0000419 * (2670 - ...) * depth_m;`",
  ],
  wrong: {
    "wrong-direction": ({ given }) => ({
      bouguer_mgal: given.free_air_mgal - TYPED * 1643 * given.depth_m,
    }),
    "empty-sea": ({ given }) => ({ bouguer_mgal: given.free_air_mgal + 0.1119 * given.depth_m }),
    "water-only": ({ given }) => ({ bouguer_mgal: given.free_air_mgal + TYPED * 1027 * given.depth_m }),
    "no-correction": ({ given }) => ({ bouguer_mgal: given.free_air_mgal }),
  },
});
