import {
  defineExercise,
  type Exercise,
  instead,
  metresPerSecondSquared,
  number,
  scale,
  sign,
} from "../../exercise/index.js";

interface Tower {
  readonly place: string;
  readonly gravity_mgal: number;
  readonly up_m: number;
}

/** Radius of the ball in metres, as the task gives it. */
const RADIUS = 6_371_000;

/** The law itself, before and after: not its derivative, which the trainee uses. */
const change = ({ gravity_mgal, up_m }: Tower): number =>
  gravity_mgal * ((RADIUS / (RADIUS + up_m)) ** 2 - 1);

/** Exercise 08.1. */
export const newtonsBall: Exercise = defineExercise({
  id: "08.1",
  objective: "Compute from Newton's law how gravity changes when we go up",
  minutes: 4,
  points: 1,
  given: [
    { place: "a television tower", gravity_mgal: 978_130, up_m: 320 },
    { place: "a hotel", gravity_mgal: 978_060, up_m: 145 },
    { place: "Taipei 101", gravity_mgal: 978_950, up_m: 438 },
  ] satisfies Tower[],
  // The derivative leaves out the second order: 0.014 mGal at 438 m.
  reads: { change_mgal: number("mGal", { tolerance: 0.03 }) },
  check: ({ given }) => ({ change_mgal: change(given) }),
  misconceptions: [
    sign(
      "change_mgal",
      "The size is right. But at the top we are farther from the Earth's mass. So gravity is smaller there, and the change is negative.",
    ),
    instead(
      "without-two",
      "change_mgal",
      ({ given }) => (-given.gravity_mgal * given.up_m) / RADIUS,
      "The 2 is missing. Newton's law has the square of the distance. A distance that is 1 % longer makes gravity 2 % smaller.",
    ),
    instead(
      "real-earth",
      "change_mgal",
      ({ given }) => -0.3086 * given.up_m,
      "This is 0.3086 mGal for each metre, the number of the real Earth. The question is about Newton's ball, which does not turn and is not flattened. Use −2 g/R.",
    ),
    instead(
      "gravity-at-top",
      "change_mgal",
      ({ given }) => given.gravity_mgal + change(given),
      "This is gravity at the top. The question is about the change: top minus ground.",
    ),
    scale(
      "radius-in-kilometres",
      "change_mgal",
      1000,
      "One length is in kilometres and the other in metres. The radius is 6 371 000 m.",
    ),
    metresPerSecondSquared("change_mgal"),
  ],
  hints: [
    "Are we nearer to the Earth's mass at the top, or farther away? Which sign must the change have?",
    "For one metre, gravity changes by −2 g/R. g is in mGal and R in metres, so the answer is in mGal. Then multiply by the height.",
    "Write: `const change_mgal = ((-2 * gravity_mgal) / 6371000) * ...;`",
  ],
  wrong: {
    sign: ({ given: { gravity_mgal: g, up_m } }) => ({ change_mgal: (2 * g * up_m) / 6371e3 }),
    "without-two": ({ given: { gravity_mgal: g, up_m } }) => ({ change_mgal: -(g / 6371e3) * up_m }),
    "real-earth": ({ given: { up_m } }) => ({ change_mgal: (-3086 * up_m) / 10_000 }),
    "gravity-at-top": ({ given: { gravity_mgal: g, up_m } }) => ({
      change_mgal: g - ((2 * g) / 6371e3) * up_m,
    }),
    "radius-in-kilometres": ({ given: { gravity_mgal: g, up_m } }) => ({
      change_mgal: -((2 * g) / 6371) * up_m,
    }),
    "metres-per-second-squared": ({ given: { gravity_mgal: g, up_m } }) => ({
      change_mgal: -((2 * g * 1e-5) / 6371e3) * up_m,
    }),
  },
});
