import {
  choice,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
} from "../../exercise/index.js";

interface ListGiven {
  readonly country: string;
  readonly height_m: readonly number[];
  /** Height of the point that is asked for. */
  readonly asked_m: number;
  /** Bouguer anomaly of the list less the new one at the same place, mGal. */
  readonly difference_mgal: readonly number[];
}

const HEIGHTS = [12, 145, 310, 480, 655, 820];

/** What was done to each list. Differences have 0.2 mGal of noise, drawn once. */
const CAUSES: Readonly<Record<string, string>> = {
  "Country D": "potsdam",
  "Country E": "density",
  "Country F": "bad point",
};

/** What is to be added to the list's value at the point that is asked for, mGal, the noise left out. */
const REPAIRS: Readonly<Record<string, number>> = {
  "Country D": -14,
  // A slab of 2400 for 2670 kg/m³: 270 · 0.00004193 mGal for each of 655 m.
  "Country E": -7.42,
  "Country F": -14.2,
};

const answerOf = ({ country }: ListGiven) => ({ cause: CAUSES[country], repair_mgal: REPAIRS[country] });

const otherPattern: Misconception = {
  id: "other-pattern",
  answers: ["cause"],
  says: "Look again at the pattern. The same difference everywhere: the datum. A difference that grows with height and is 0 at sea level: the density. One point alone: that point.",
  matches: ({ difference }) => difference("cause") !== undefined,
};

/** The mean of all differences, or the difference at another station. */
const otherSize: Misconception = {
  id: "other-size",
  answers: ["cause", "repair_mgal"],
  says: "The cause is right, the repair is not. Take no mean of all points, and no other station: read the difference at the height that is asked for.",
  matches: ({ difference }) => difference("cause") === undefined && difference("repair_mgal") !== undefined,
};

/** Exercise 12.4. */
export const findTheFault: Exercise = defineExercise({
  id: "12.4",
  objective: "Find out from its pattern why a list does not fit, and repair one value",
  minutes: 8,
  points: 3,
  given: [
    {
      country: "Country D",
      height_m: HEIGHTS,
      asked_m: 655,
      difference_mgal: [14.1, 13.8, 14.2, 13.9, 14.0, 13.8],
    },
    {
      country: "Country E",
      height_m: HEIGHTS,
      asked_m: 655,
      difference_mgal: [0.3, 1.5, 3.7, 5.2, 7.6, 9.1],
    },
    {
      country: "Country F",
      height_m: HEIGHTS,
      asked_m: 310,
      difference_mgal: [0.1, -0.2, 14.3, 0.2, -0.1, 0.1],
    },
  ] satisfies ListGiven[],
  reads: {
    cause: choice(["potsdam", "density", "bad point", "feet"]),
    // Noise of 0.2 mGal in each difference.
    repair_mgal: number("mGal", { tolerance: 0.5 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "feet",
      "cause",
      () => "feet",
      "Feet that are taken for metres make a height 3.28 times too large. Then the difference would grow with height too, but at 820 m it would be several hundred mGal.",
    ),
    otherPattern,
    instead(
      "sign",
      "repair_mgal",
      ({ given }) => -REPAIRS[given.country],
      "The list is too high there. What must be added to it is negative.",
    ),
    otherSize,
  ],
  hints: [
    "Write the differences beside the heights. Are they all the same? Do they grow? Is one alone?",
    "Potsdam: 14 mGal at every height. Another density: Δρ · 0.0000419 mGal for each metre. A bad point: all others are right.",
    'Write: `const cause = "...";` and `const repair_mgal = -...;` where the repair is what must be added at the point that is asked for.',
  ],
  wrong: {
    feet: ({ given }) => ({ ...answerOf(given), cause: "feet" }),
    "other-pattern": ({ given }) => ({
      ...answerOf(given),
      cause: given.country === "Country D" ? "density" : "potsdam",
    }),
    "other-size": ({ given }) => ({
      ...answerOf(given),
      // The mean, but where it is right: there somebody adds Potsdam's 14 mGal once more.
      repair_mgal:
        given.country === "Country D" ? -28 : -given.difference_mgal.reduce((sum, d) => sum + d, 0) / 6,
    }),
    sign: ({ given }) => ({
      ...answerOf(given),
      repair_mgal: given.difference_mgal[given.height_m.indexOf(given.asked_m)],
    }),
  },
});
