import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";

interface GeoidGiven {
  readonly station: string;
  /** As the list of the receivers has it. */
  readonly ellipsoidal_height_m: number;
  /** From the region's geoid. */
  readonly geoid_height_m: number;
}

/** Exercise 04.4. */
export const aboveTheGeoid: Exercise = defineExercise({
  id: "04.4",
  objective: "Turn a height above the ellipsoid into one above the geoid, and say what a mix-up costs",
  minutes: 5,
  points: 2,
  given: [
    { station: "9015", ellipsoidal_height_m: -19.463, geoid_height_m: -22.846 },
    { station: "9011", ellipsoidal_height_m: 728.935, geoid_height_m: -24.565 },
    { station: "9002", ellipsoidal_height_m: 110.571, geoid_height_m: -23.088 },
  ] satisfies GeoidGiven[],
  // GNSS is off by some centimetres, and 0.3086 is rounded.
  reads: { height_m: number("m", { tolerance: 0.1 }), error_mgal: number("mGal", { tolerance: 0.03 }) },
  async check(world) {
    const truth = await trueStation(world, world.given.station);
    return {
      height_m: truth.height_m,
      // With the ellipsoidal height the formula of the anomaly gives the disturbance.
      error_mgal: truth.gravity_disturbance_mgal - truth.free_air_anomaly_mgal,
    };
  },
  misconceptions: [
    instead(
      "added",
      "height_m",
      ({ given }) => given.ellipsoidal_height_m + given.geoid_height_m,
      "You added the geoid's height. Draw the three surfaces: here the geoid lies below the ellipsoid, so the mark is higher above the geoid than above the ellipsoid. Subtract the geoid's height, with its sign.",
    ),
    instead(
      "not-converted",
      "height_m",
      ({ given }) => given.ellipsoidal_height_m,
      "This is still the height above the ellipsoid. Take the height of the geoid away from it.",
    ),
    instead(
      "turned-round",
      "height_m",
      ({ given }) => given.geoid_height_m - given.ellipsoidal_height_m,
      "You took geoid minus ellipsoidal height. It is the other way round: from the height of the mark take away the height of the geoid.",
    ),
    instead(
      "sign",
      "error_mgal",
      ({ given }) => -0.3086 * given.geoid_height_m,
      "The size is right, the sign is not. Wrong minus right: the wrong height is smaller than the right one, so too little is added for the height.",
    ),
    instead(
      "with-rock",
      "error_mgal",
      ({ given }) => (0.3086 - 0.1119) * given.geoid_height_m,
      "This is what the mix-up costs in a Bouguer anomaly, where the slab of rock changes too. The question is about the free-air anomaly: 0.3086 mGal for each metre.",
    ),
    instead(
      "whole-height",
      "error_mgal",
      ({ given }) => 0.3086 * given.ellipsoidal_height_m,
      "You multiplied the whole height. Only the difference between the two heights is wrong.",
    ),
    instead(
      "metres-not-milligals",
      "error_mgal",
      ({ given }) => given.geoid_height_m,
      "This is the difference of the heights, in metres. Multiply it by 0.3086 to have mGal.",
    ),
  ],
  hints: [
    "Draw a line for the ellipsoid, and one for the geoid below it. Where is the mark? Which of its two heights is larger?",
    "The height above the geoid is the height above the ellipsoid less the height of the geoid. Minus a negative number is plus. An error of height costs 0.3086 mGal for each metre, with its sign: wrong height minus right height.",
    "Write: `const height_m = ellipsoidal_height_m - geoid_height_m;` and `const error_mgal = 0.3086 * (ellipsoidal_height_m - ...);`",
  ],
  wrong: {
    added: ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h + n,
      error_mgal: 0.3086 * n,
    }),
    "not-converted": ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h,
      error_mgal: 0.3086 * n,
    }),
    "turned-round": ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: n - h,
      error_mgal: 0.3086 * n,
    }),
    sign: ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h - n,
      error_mgal: 0.3086 * (h - n - h),
    }),
    "with-rock": ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h - n,
      error_mgal: 0.1967 * n,
    }),
    "whole-height": ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h - n,
      error_mgal: (h * 3086) / 10_000,
    }),
    "metres-not-milligals": ({ given: { ellipsoidal_height_m: h, geoid_height_m: n } }) => ({
      height_m: h - n,
      error_mgal: h - (h - n),
    }),
  },
});
