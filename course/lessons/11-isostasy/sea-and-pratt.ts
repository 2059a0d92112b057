import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface SeaGiven {
  /** Depth of the water, metres, positive. */
  readonly water_depth_m: number;
  readonly contrast: number;
  readonly normal_depth_m: number;
  readonly compensation_depth_m: number;
}

const ROCK = 2670;
const WATER = 1030;

/** By how much the mantle rises, metres. Source: Heiskanen & Moritz (1967), eq. 3-33. */
const antirootOf = ({ water_depth_m, contrast }: SeaGiven): number =>
  ((ROCK - WATER) * water_depth_m) / contrast;

/** (D − d) ρ + d ρ_water = D ρ₀. Source: Heiskanen & Moritz (1967), eq. 3-29. */
const prattOf = ({ water_depth_m: d, compensation_depth_m: D }: SeaGiven): number =>
  (D * ROCK - d * WATER) / (D - d);

function answerOf(given: SeaGiven) {
  return { moho_km: (given.normal_depth_m - antirootOf(given)) / 1000, pratt_density: prattOf(given) };
}

/** Exercise 11.2. */
export const seaAndPratt: Exercise = defineExercise({
  id: "11.2",
  objective: "Say what carries the sea after Airy and after Pratt",
  minutes: 6,
  points: 2,
  given: [
    { water_depth_m: 3000, contrast: 400, normal_depth_m: 30_000, compensation_depth_m: 100_000 },
    { water_depth_m: 1500, contrast: 350, normal_depth_m: 32_000, compensation_depth_m: 120_000 },
  ] satisfies SeaGiven[],
  reads: {
    // On the sphere the antiroot is thicker by up to 0.15 km: also right.
    moho_km: number("km", { tolerance: 0.3 }),
    pratt_density: number("kg/m³", { tolerance: 1 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "root-under-the-sea",
      "moho_km",
      ({ given }) => (given.normal_depth_m + antirootOf(given)) / 1000,
      "You gave the sea a root. Water is lighter than rock, so here mass is missing at the top. Heavy mantle must rise to make up for it: subtract.",
    ),
    instead(
      "water-forgotten",
      "moho_km",
      ({ given }) => (given.normal_depth_m - (ROCK * given.water_depth_m) / given.contrast) / 1000,
      "You treated the sea as an empty hole. There is water in it. Only the difference between rock and water is missing: 2670 − 1030 kg/m³.",
    ),
    instead(
      "water-for-rock",
      "moho_km",
      ({ given }) => (given.normal_depth_m - (WATER * given.water_depth_m) / given.contrast) / 1000,
      "You took the weight of the water. What is missing is rock, less the water that stands in its place: 2670 − 1030 kg/m³.",
    ),
    instead(
      "antiroot-only",
      "moho_km",
      ({ given }) => antirootOf(given) / 1000,
      "This is how far the mantle rises. The depth of the Moho is the normal depth less this.",
    ),
    instead(
      "pratt-as-on-land",
      "pratt_density",
      ({ given }) => (ROCK * given.compensation_depth_m) / (given.compensation_depth_m - given.water_depth_m),
      "The column is shorter: that is right. But you forgot the water above it. It carries a part of the mass. Subtract 1030 times the depth of the water first.",
    ),
    instead(
      "pratt-mountain",
      "pratt_density",
      ({ given }) => (ROCK * given.compensation_depth_m) / (given.compensation_depth_m + given.water_depth_m),
      "This is the column of a mountain. The floor of the sea lies below sea level, so its column is shorter and must be denser than 2670 kg/m³.",
    ),
  ],
  hints: [
    "The sea is a place where rock is missing and water stands instead. Must the mantle below rise or sink?",
    "After Airy, the mantle rises by (2670 − 1030) times the depth of the water, divided by the contrast. After Pratt, rock and water down to the depth D have together the mass of 2670 times D.",
    "Write: `const moho_km = (normal_depth_m - ((2670 - 1030) * water_depth_m) / contrast) / 1000;` and `const pratt_density = igdp.prattDensity(-..., { compensationDepth: compensation_depth_m });`",
  ],
  wrong: {
    "root-under-the-sea": ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 + (1.64 * given.water_depth_m) / given.contrast,
    }),
    "water-forgotten": ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 - (2.67 * given.water_depth_m) / given.contrast,
    }),
    "water-for-rock": ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 - (1.03 * given.water_depth_m) / given.contrast,
    }),
    "antiroot-only": ({ given }) => ({
      ...answerOf(given),
      moho_km: (1.64 * given.water_depth_m) / given.contrast,
    }),
    "pratt-as-on-land": ({ given }) => ({
      ...answerOf(given),
      pratt_density: 2670 / (1 - given.water_depth_m / given.compensation_depth_m),
    }),
    "pratt-mountain": ({ given }) => ({
      ...answerOf(given),
      pratt_density: 2670 / (1 + given.water_depth_m / given.compensation_depth_m),
    }),
  },
});
