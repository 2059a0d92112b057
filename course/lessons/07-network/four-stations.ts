import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";

/** Differences between all pairs of four stations, mGal: `ab` is gravity at B less gravity at A. */
interface FourGiven {
  readonly gravity_a_mgal: number;
  readonly ab: number;
  readonly ac: number;
  readonly ad: number;
  readonly bc: number;
  readonly bd: number;
  readonly cd: number;
}

/**
 * Where all pairs are measured equally well, least squares has a closed form: a station lies above the mean of the
 * four by the mean of its differences from all of them, itself included. The trainee takes the mean of the ways.
 */
function aboveTheMean({ ab, ac, ad, bc, bd }: FourGiven): { a: number; b: number } {
  return { a: (-ab - ac - ad) / 4, b: (ab - bc - bd) / 4 };
}

function right(given: FourGiven) {
  const { a, b } = aboveTheMean(given);
  return answered(given, b - a);
}

/** Both answers, from the adjusted difference. */
function answered({ gravity_a_mgal, ab }: FourGiven, adjusted_ab: number) {
  return { gravity_b: gravity_a_mgal + adjusted_ab, residual: 1000 * (ab - adjusted_ab) };
}

/** The difference from A to B by the two ways round. */
const roundC = ({ ac, bc }: FourGiven): number => ac - bc;
const roundD = ({ ad, bd }: FourGiven): number => ad - bd;
const plainMean = (given: FourGiven): number => (given.ab + roundC(given) + roundD(given)) / 3;

/** Exercise 07.1. */
export const fourStations: Exercise = defineExercise({
  id: "07.1",
  objective: "Adjust a network of four stations by hand, and compute a residual",
  minutes: 8,
  points: 2,
  given: [
    { gravity_a_mgal: 978200, ab: 12.374, ac: 31.109, ad: -8.416, bc: 18.757, bd: -20.77, cd: -39.537 },
    { gravity_a_mgal: 978340, ab: -6.258, ac: 14.227, ad: 22.903, bc: 20.453, bd: 29.135, cd: 8.684 },
  ] satisfies FourGiven[],
  // Differences are given to 1 µGal. Half of it is lost where somebody rounds on the way.
  reads: { gravity_b: number("mGal", { tolerance: 0.0006 }), residual: number("µGal", { tolerance: 0.6 }) },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "direct-only",
      "gravity_b",
      ({ given }) => given.gravity_a_mgal + given.ab,
      "You used the direct difference alone. The ways round by C and by D also tell the difference from A to B. Use all three ways.",
    ),
    instead(
      "equal-weights",
      "gravity_b",
      ({ given }) => given.gravity_a_mgal + plainMean(given),
      "You took the plain mean of the three ways. But a way of two steps has two errors in it, so it counts only half as much as the direct way.",
    ),
    instead(
      "step-backwards",
      "gravity_b",
      ({ given: { gravity_a_mgal, ab, ac, ad, bc, bd } }) =>
        gravity_a_mgal + (2 * ab + (ac + bc) + (ad + bd)) / 4,
      "The second step of a way round goes from C to B, but `bc` is from B to C. A difference that is walked backwards changes its sign.",
    ),
    instead(
      "without-the-start",
      "gravity_b",
      (_, answers) => answers.gravity_b - 978000,
      "Something of gravity at A is missing. Add the difference to the whole value at A.",
    ),
    instead(
      "difference-only",
      "gravity_b",
      ({ given }, answers) => answers.gravity_b - given.gravity_a_mgal,
      "This is the difference from A to B. The question is about gravity at B: add gravity at A.",
    ),
    sign(
      "residual",
      "The residual has the wrong sign. It is observed minus adjusted: first what was measured, then what the network says.",
    ),
    instead(
      "residual-in-milligal",
      "residual",
      (_, answers) => answers.residual / 1000,
      "Gravity at B is right. The residual is still in mGal. One mGal is 1000 µGal.",
      { whenRight: ["gravity_b"] },
    ),
    instead(
      "ring-error",
      "residual",
      ({ given }) => 1000 * (given.ab - (roundC(given) + roundD(given)) / 2),
      "Gravity at B is right. But this is the direct difference less the two ways round. The residual is the direct difference less the adjusted one.",
      { whenRight: ["gravity_b"] },
    ),
  ],
  hints: [
    "There are three ways from A to B. Which ones, and what does each say?",
    "A way of two steps has two errors, so it has half the weight. Take the mean of the three ways with the weights 2, 1 and 1. The residual is `ab` less this mean.",
    "Write: `const adjusted_ab = (2 * ab + (ac - bc) + (ad - ...)) / 4;`, then `gravity_b = gravity_a_mgal + adjusted_ab` and `residual = 1000 * (ab - ...)`.",
  ],
  wrong: {
    "direct-only": ({ given }) => answered(given, given.ab),
    "equal-weights": ({ given }) =>
      answered(given, (given.ab + given.ac - given.bc + given.ad - given.bd) / 3),
    "step-backwards": ({ given: g }) => answered(g, (2 * g.ab + g.ac + g.bc + g.ad + g.bd) / 4),
    "without-the-start": ({ given }) => ({
      ...right(given),
      gravity_b: right(given).gravity_b - 978000,
    }),
    "difference-only": ({ given }) => ({
      ...right(given),
      gravity_b: right(given).gravity_b - given.gravity_a_mgal,
    }),
    sign: ({ given }) => ({ ...right(given), residual: -right(given).residual }),
    "residual-in-milligal": ({ given }) => ({ ...right(given), residual: right(given).residual / 1000 }),
    "ring-error": ({ given: g }) => ({
      ...right(g),
      residual: 500 * (2 * g.ab - g.ac + g.bc - g.ad + g.bd),
    }),
  },
});
