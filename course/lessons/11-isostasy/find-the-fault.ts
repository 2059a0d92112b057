import {
  choice,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
} from "../../exercise/index.js";

interface ColleagueGiven {
  readonly colleague: string;
  readonly longitude_deg: readonly number[];
  readonly latitude_deg: readonly number[];
  readonly height_m: readonly number[];
  /** Of the colleague: with a fault in it. */
  readonly correction_mgal: readonly number[];
}

/** The profile at 17.6° N. */
const PROFILE = {
  longitude_deg: [105, 105.2, 105.4, 105.6, 105.8, 106],
  latitude_deg: [17.6, 17.6, 17.6, 17.6, 17.6, 17.6],
  height_m: [208, 384, 695, 406, 535, 152],
};

/** What is right there, mGal: of the other program that `one-place.ts` tells of. So are the colleagues' numbers. */
const RIGHT = [34.44, 40.75, 44.26, 41.5, 32.37, 21.23];

const PLANTED: Readonly<Record<string, string>> = {
  Malee: "contrast",
  Joko: "small grid",
  Linh: "normal depth",
};

/** The difference of the largest size, colleague less right. */
function largestOf({ correction_mgal }: ColleagueGiven): number {
  const differences = correction_mgal.map((value, i) => value - RIGHT[i]);
  return differences.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
}

const answerOf = (given: ColleagueGiven) => ({
  cause: PLANTED[given.colleague],
  largest_mgal: largestOf(given),
});

/** Any other cause that is not ruled out by its size alone. */
const otherPattern: Misconception = {
  id: "other-pattern",
  answers: ["cause"],
  says: "Look again at the pattern. A wrong contrast gives the same ratio at every place. A wrong normal depth gives the same difference at every place. A small grid harms the places near its edge most.",
  matches: ({ difference }) => difference("cause") !== undefined,
};

/** Exercise 11.5. */
export const findTheFault: Exercise = defineExercise({
  id: "11.5",
  objective: "Find out from its pattern what is wrong with an isostatic correction",
  minutes: 9,
  points: 3,
  given: [
    { colleague: "Malee", ...PROFILE, correction_mgal: [45.82, 53.9, 58.21, 54.56, 42.77, 28.31] },
    { colleague: "Joko", ...PROFILE, correction_mgal: [22.81, 32.63, 38.0, 36.24, 27.76, 17.42] },
    { colleague: "Linh", ...PROFILE, correction_mgal: [61.87, 68.13, 71.58, 68.89, 59.72, 48.66] },
  ] satisfies ColleagueGiven[],
  reads: {
    cause: choice(["wrong sign", "feet", "contrast", "normal depth", "small grid"]),
    // Two programs and two grids differ by 0.3 mGal.
    largest_mgal: number("mGal", { tolerance: 0.8 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "feet",
      "cause",
      () => "feet",
      "With heights in feet for metres, every mountain would be 3.28 times too high, and so would be its root. Divide the colleague's numbers by yours: how large is the ratio?",
    ),
    instead(
      "sign",
      "cause",
      () => "wrong sign",
      "With a wrong sign the colleague's numbers would be negative where yours are positive. They have the same sign.",
    ),
    otherPattern,
    instead(
      "mine-less-theirs",
      "largest_mgal",
      ({ given }) => -largestOf(given),
      "The size is right, the sign is not. Take the colleague's number minus yours.",
    ),
    instead(
      "colleagues-number",
      "largest_mgal",
      ({ given }) => given.correction_mgal[2],
      "This is the colleague's largest correction. The question is about its error: subtract your own number at the same place.",
    ),
  ],
  hints: [
    "Compute your own corrections. Is the difference the same at every place, or the ratio, or neither?",
    "The same difference everywhere: a layer of constant thickness, so another normal depth. The same ratio everywhere: another contrast. Worst near the edge of the region: the grid ends too early.",
    'Write: `const mine = column(igdp.isostaticCorrection(profile, airyMoho, settings).result, "isostatic_correction_mgal");` Then compare `correction_mgal[i] - mine[i]` and `correction_mgal[i] / mine[i]`.',
  ],
  wrong: {
    feet: ({ given }) => ({ ...answerOf(given), cause: "feet" }),
    sign: ({ given }) => ({ ...answerOf(given), cause: "wrong sign" }),
    "other-pattern": ({ given }) => ({
      ...answerOf(given),
      cause: given.colleague === "Joko" ? "contrast" : "small grid",
    }),
    "mine-less-theirs": ({ given }) => ({ ...answerOf(given), largest_mgal: -largestOf(given) }),
    "colleagues-number": ({ given }) => ({
      ...answerOf(given),
      largest_mgal: Math.max(...given.correction_mgal),
    }),
  },
});
