import {
  defineExercise,
  type Exercise,
  instead,
  metresPerSecondSquared,
  number,
} from "../../exercise/index.js";

interface SunGiven {
  readonly when: string;
  readonly gm_m3_s2: number;
  readonly distance_m: number;
  readonly earth_radius_m: number;
}

/** The whole pull, mGal. */
const pull = ({ gm_m3_s2, distance_m }: SunGiven): number => (1e5 * gm_m3_s2) / distance_m ** 2;

/** The pull on the side below the Sun less the pull at the Earth's centre, mGal: no rule, Newton's law alone. */
const difference = (given: SunGiven): number =>
  pull({ ...given, distance_m: given.distance_m - given.earth_radius_m }) - pull(given);

/** Exercise 05.1. */
export const sunTide: Exercise = defineExercise({
  id: "05.1",
  objective: "Compute the largest tide of the Sun from Newton's law",
  minutes: 6,
  points: 1,
  given: [
    { when: "early January", gm_m3_s2: 1.32712e20, distance_m: 147.1e9, earth_radius_m: 6.371e6 },
    { when: "early July", gm_m3_s2: 1.32712e20, distance_m: 152.1e9, earth_radius_m: 6.371e6 },
  ] satisfies SunGiven[],
  // The rule leaves out 3/2 r/d, which is 0.00006 of it; two or three digits are wanted.
  reads: { sunTide: number("mGal", { tolerance: 0.0006 }) },
  check: ({ given }) => ({ sunTide: difference(given) }),
  misconceptions: [
    metresPerSecondSquared("sunTide", "The number is in m/s². One m/s² is 100,000 mGal: multiply by 1e5."),
    instead(
      "whole-pull",
      "sunTide",
      ({ given }) => pull(given),
      "This is the whole pull of the Sun. The Earth falls towards the Sun just like the meter. Only the difference across the Earth is felt: multiply by r/d, and by 2.",
    ),
    instead(
      "half",
      "sunTide",
      ({ given }) => difference(given) / 2,
      "This is half of it: the tide at the horizon, without its sign. Below the Sun it is twice as large. Do not forget the 2 of the rule.",
    ),
    instead(
      "twice-the-pull",
      "sunTide",
      ({ given }) => 2 * pull(given),
      "You doubled the whole pull. The part r/d is missing: the radius of the Earth, divided by the distance of the Sun.",
    ),
    instead(
      "square-of-part",
      "sunTide",
      ({ given }) => 2 * pull(given) * (given.earth_radius_m / given.distance_m) ** 2,
      "You made the pull smaller by r/d twice. The rule has r/d once: 2 · (GM/d²) · (r/d).",
    ),
  ],
  hints: [
    "First compute the whole pull GM/d². How much of it is left when the Earth falls too?",
    "The tide is 2 · (GM/d²) · (r/d). With metres and seconds it comes out in m/s². One m/s² is 100,000 mGal.",
    "Write: `const sunTide = 1e5 * 2 * (gm_m3_s2 / distance_m ** 2) * (earth_radius_m / ...);`",
  ],
  wrong: {
    "metres-per-second-squared": ({ given }) => ({
      sunTide: (2 * given.gm_m3_s2 * given.earth_radius_m) / given.distance_m ** 3,
    }),
    "whole-pull": ({ given }) => ({ sunTide: (given.gm_m3_s2 / given.distance_m ** 2) * 1e5 }),
    half: ({ given }) => ({
      sunTide: (given.gm_m3_s2 / given.distance_m ** 2) * (given.earth_radius_m / given.distance_m) * 1e5,
    }),
    "twice-the-pull": ({ given }) => ({ sunTide: ((2 * given.gm_m3_s2) / given.distance_m ** 2) * 1e5 }),
    "square-of-part": ({ given }) => ({
      sunTide: ((2 * given.gm_m3_s2 * given.earth_radius_m ** 2) / given.distance_m ** 4) * 1e5,
    }),
  },
});
