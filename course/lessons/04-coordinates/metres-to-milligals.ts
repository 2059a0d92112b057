import { defineExercise, type Exercise, instead, number, scale, swapped } from "../../exercise/index.js";

interface MetresGiven {
  readonly latitude_deg: number;
  /** The height in the list is too large by this. */
  readonly too_high_m: number;
  /** The place in the list lies too far north by this. */
  readonly too_far_north_m: number;
}

/** Fall of gravity with height, mGal/m, as textbooks give it. */
const PER_METRE_UP = 0.3086;

/** Growth of normal gravity to the north, mGal/m, is this times sin 2φ: 978033 · 0.0053024 / 6371 km (GRS80, Moritz 1980). */
const PER_METRE_NORTH = 0.000814;

const upwards = ({ too_high_m }: MetresGiven): number => PER_METRE_UP * too_high_m;
const northwards = ({ latitude_deg, too_far_north_m }: MetresGiven): number =>
  PER_METRE_NORTH * Math.sin((2 * latitude_deg * Math.PI) / 180) * too_far_north_m;

/** Exercise 04.1. */
export const metresToMilligals: Exercise = defineExercise({
  id: "04.1",
  objective: "Say what an error of height or of place costs in mGal",
  minutes: 4,
  points: 1,
  given: [
    { latitude_deg: 17.6, too_high_m: 12, too_far_north_m: 900 },
    { latitude_deg: 9.3, too_high_m: 2.5, too_far_north_m: 1600 },
  ] satisfies MetresGiven[],
  // Both rules are rounded: the exact normal gravity gives up to 0.002 and 0.001 mGal less or more.
  reads: {
    height_mgal: number("mGal", { tolerance: 0.01 }),
    place_mgal: number("mGal", { tolerance: 0.003 }),
  },
  check: ({ given }) => ({ height_mgal: upwards(given), place_mgal: northwards(given) }),
  misconceptions: [
    swapped(
      "swapped",
      "height_mgal",
      "place_mgal",
      "The two answers have changed places. One metre up costs hundreds of times more than one metre north.",
    ),
    instead(
      "radians",
      "place_mgal",
      ({ given }) => PER_METRE_NORTH * Math.sin(2 * given.latitude_deg) * given.too_far_north_m,
      "The sine was taken of degrees. `Math.sin` wants radians. Multiply the degrees by `Math.PI / 180` inside the brackets.",
    ),
    instead(
      "not-doubled",
      "place_mgal",
      ({ given }) => PER_METRE_NORTH * Math.sin((given.latitude_deg * Math.PI) / 180) * given.too_far_north_m,
      "You took the sine of the latitude. The rule has the sine of twice the latitude: normal gravity changes fastest at 45 degrees, and not at the pole.",
    ),
    instead(
      "no-sine",
      "place_mgal",
      ({ given }) => PER_METRE_NORTH * given.too_far_north_m,
      "This is right for latitude 45° only. The nearer to the equator, the less gravity changes to the north. Multiply by the sine of twice the latitude.",
    ),
    instead(
      "height-rule-for-place",
      "place_mgal",
      ({ given }) => PER_METRE_UP * given.too_far_north_m,
      "You used the rule for height. A step to the north does not bring you higher. Use the other rule: 0.000814 times the sine of twice the latitude.",
    ),
    instead(
      "rock-taken-off",
      "height_mgal",
      ({ given }) => (PER_METRE_UP - 0.1119) * given.too_high_m,
      "You took the rock off too: 0.3086 − 0.1119 is what a metre costs in a Bouguer anomaly. Normal gravity has no rock in it. Use 0.3086 alone.",
    ),
    scale(
      "height-microgal",
      "height_mgal",
      1000,
      "This number is in microgal. The question asks for mGal, and 1 mGal is 1000 microgal.",
    ),
  ],
  hints: [
    "There are two rules above, one for a metre up and one for a metre north. Which number of the list belongs to which?",
    "For the height multiply the metres by 0.3086. For the place multiply the metres by 0.000814 and by the sine of twice the latitude, in radians.",
    "Write: `const place_mgal = 0.000814 * Math.sin((2 * latitude_deg * Math.PI) / 180) * ...;`",
  ],
  wrong: {
    swapped: ({ given }) => ({ height_mgal: northwards(given), place_mgal: 0.3086 * given.too_high_m }),
    radians: ({ given: { latitude_deg, too_high_m, too_far_north_m } }) => ({
      height_mgal: 0.3086 * too_high_m,
      place_mgal: 0.000814 * Math.sin(latitude_deg + latitude_deg) * too_far_north_m,
    }),
    "not-doubled": ({ given: { latitude_deg, too_high_m, too_far_north_m } }) => ({
      height_mgal: 0.3086 * too_high_m,
      place_mgal: 0.000814 * Math.sin(latitude_deg / 57.29578) * too_far_north_m,
    }),
    "no-sine": ({ given: { too_high_m, too_far_north_m } }) => ({
      height_mgal: 0.3086 * too_high_m,
      place_mgal: 0.814 * (too_far_north_m / 1000),
    }),
    "height-rule-for-place": ({ given: { too_high_m, too_far_north_m } }) => ({
      height_mgal: 0.3086 * too_high_m,
      place_mgal: 308.6 * (too_far_north_m / 1000),
    }),
    "rock-taken-off": ({ given }) => ({
      height_mgal: 0.1967 * given.too_high_m,
      place_mgal: northwards(given),
    }),
    "height-microgal": ({ given }) => ({
      height_mgal: 308.6 * given.too_high_m,
      place_mgal: northwards(given),
    }),
  },
});
