import { defineExercise, type Exercise, instead, number, scale, sign } from "../../exercise/index.js";

interface RootGiven {
  readonly height_m: number;
  /** Mantle less crust, kg/m³. */
  readonly contrast: number;
  readonly normal_depth_m: number;
}

/** Density of the rock, kg/m³. */
const ROCK = 2670;

/** 2πG, mGal for each metre of a sheet of 1 kg/m³. */
const SHEET = 2 * Math.PI * 6.6743e-11 * 1e5;

/** Weight of the block = what the root lacks: ρ h = Δρ · root. Source: Heiskanen & Moritz (1967), eq. 3-31. */
const rootOf = ({ height_m, contrast }: RootGiven): number => (ROCK * height_m) / contrast;
const sheetOf = (given: RootGiven): number => -SHEET * given.contrast * rootOf(given);

function answerOf(given: RootGiven) {
  return { moho_km: (given.normal_depth_m + rootOf(given)) / 1000, root_mgal: sheetOf(given) };
}

/** Exercise 11.1. */
export const rootByHand: Exercise = defineExercise({
  id: "11.1",
  objective: "Compute Airy's root, and what it does to gravity, by hand",
  minutes: 5,
  points: 1,
  given: [
    { height_m: 1800, contrast: 350, normal_depth_m: 32_000 },
    { height_m: 2600, contrast: 450, normal_depth_m: 35_000 },
  ] satisfies RootGiven[],
  reads: {
    // The root on the sphere is deeper by up to 0.2 km: also right.
    moho_km: number("km", { tolerance: 0.3 }),
    // That root pulls 1.3 % more, and 0.112 mGal a metre is rounded.
    root_mgal: number("mGal", { tolerance: 5 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "root-only",
      "moho_km",
      ({ given }) => rootOf(given) / 1000,
      "This is the root alone. The Moho lies at the normal depth and then deeper by the root: add the two.",
    ),
    instead(
      "upwards",
      "moho_km",
      ({ given }) => (given.normal_depth_m - rootOf(given)) / 1000,
      "You let the Moho rise under the mountain. Think of the log in water: what stands high also reaches deep. Add the root.",
    ),
    instead(
      "ratio-upside-down",
      "moho_km",
      ({ given }) => (given.normal_depth_m + (given.contrast * given.height_m) / ROCK) / 1000,
      "The fraction is upside down. Each metre of root lacks little mass, so the root must be much thicker than the mountain. Divide by the contrast.",
    ),
    instead(
      "mantle-density",
      "moho_km",
      ({ given }) => (given.normal_depth_m + (ROCK * given.height_m) / (ROCK + given.contrast)) / 1000,
      "You divided by the density of the mantle. The root displaces mantle, but it has a weight of its own. Only the difference carries: divide by the contrast.",
    ),
    scale("metres", "moho_km", 1000, "This is in metres. The question asks for kilometres."),
    sign(
      "root_mgal",
      "The size is right. But in the root crust stands where mantle would be. There is mass missing, so gravity becomes smaller: the sign is minus.",
    ),
    instead(
      "crust-in-the-root",
      "root_mgal",
      ({ given }) => -SHEET * ROCK * rootOf(given),
      "You took the density of the crust for the root. What counts is the difference from the mantle that would be there: the contrast.",
    ),
    instead(
      "whole-crust",
      "root_mgal",
      ({ given }) => -SHEET * given.contrast * (given.normal_depth_m + rootOf(given)),
      "You took the whole crust down to the Moho. Above the normal depth there is crust everywhere, so nothing is missing. Take the thickness of the root alone.",
    ),
  ],
  hints: [
    "The weight of the mountain must be equal to what the root lacks. What does one square metre of the mountain weigh?",
    "Root = 2670 times the height, divided by the contrast. The Moho lies at the normal depth plus the root. The pull of a sheet is 0.0000419 mGal for each metre and each kg/m³, and here it is missing.",
    "Write: `const root_m = (2670 * height_m) / contrast;` Then `const moho_km = (normal_depth_m + root_m) / 1000;` and `const root_mgal = -0.0000419 * contrast * ...;`",
  ],
  wrong: {
    "root-only": ({ given }) => ({ ...answerOf(given), moho_km: (2.67 * given.height_m) / given.contrast }),
    upwards: ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 - (2.67 * given.height_m) / given.contrast,
    }),
    "ratio-upside-down": ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 + (given.height_m / 2670) * (given.contrast / 1000),
    }),
    "mantle-density": ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m / 1000 + (2.67 / (2670 + given.contrast)) * given.height_m,
    }),
    metres: ({ given }) => ({
      ...answerOf(given),
      moho_km: given.normal_depth_m + (2670 / given.contrast) * given.height_m,
    }),
    sign: ({ given }) => ({ ...answerOf(given), root_mgal: 0.1119 * given.height_m }),
    "crust-in-the-root": ({ given }) => ({
      ...answerOf(given),
      root_mgal: -0.11195 * ((2670 / given.contrast) * given.height_m),
    }),
    "whole-crust": ({ given }) => ({
      ...answerOf(given),
      root_mgal: -0.11195 * given.height_m - 0.000041931 * given.contrast * given.normal_depth_m,
    }),
  },
});
