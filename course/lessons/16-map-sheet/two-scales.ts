import {
  choice,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
  swapped,
} from "../../exercise/index.js";

interface ColorGiven {
  /** What the reader of the map wants to know. */
  readonly question: string;
  /** Values of the nodes; each node covers the same area. */
  readonly values_mgal: readonly number[];
  /** The value whose place on the scale is asked for; it is one of the nodes. */
  readonly asked_mgal: number;
}

const KINDS = ["equal-area", "even", "diverging"] as const;
type Kind = (typeof KINDS)[number];

const QUESTIONS: Readonly<Record<string, Kind>> = {
  "Where in the wide plain are weak highs and lows?": "equal-area",
  "Is the step in the north larger than the step in the south?": "even",
  "Where is our map above the neighbour's map, and where below?": "diverging",
};

const evenPlace = ({ values_mgal, asked_mgal }: ColorGiven): number => {
  const [low, high] = [Math.min(...values_mgal), Math.max(...values_mgal)];
  return (asked_mgal - low) / (high - low);
};
const below = ({ values_mgal, asked_mgal }: ColorGiven): number =>
  values_mgal.filter((value) => value < asked_mgal).length;
const answerOf = (given: ColorGiven) => ({
  even_place: evenPlace(given),
  equal_area_place: below(given) / (given.values_mgal.length - 1),
  best: QUESTIONS[given.question],
});
/** What the question is not about. */
const otherKind = ({ question }: ColorGiven): Kind =>
  KINDS[(KINDS.indexOf(QUESTIONS[question]) + 1) % KINDS.length];

const otherQuestion: Misconception = {
  id: "other-question",
  answers: ["best"],
  says: "Read the question again. Weak forms everywhere: equal-area. How large is a difference: even. Above or below a value that means something: diverging.",
  matches: ({ difference }) => difference("best") !== undefined,
};

/** Exercise 16.4. */
export const twoScales: Exercise = defineExercise({
  id: "16.4",
  objective: "Find the place of a value on two colour scales, and choose the scale that answers a question",
  minutes: 7,
  points: 3,
  given: [
    {
      question: "Where in the wide plain are weak highs and lows?",
      values_mgal: [-84, -128, -81, -86, 41, -88, -83, -96, -74, -91, -52],
      asked_mgal: -81,
    },
    {
      question: "Is the step in the north larger than the step in the south?",
      values_mgal: [12, 3, 5, -41, 6, 4, 31, 2, 7, -6, 8],
      asked_mgal: 4,
    },
    {
      question: "Where is our map above the neighbour's map, and where below?",
      values_mgal: [-0.8, 1.1, 0.9, 16.2, -1.9, -0.3, 2.6, 0.4, -6.8, 0.2, -1.2],
      asked_mgal: 0.9,
    },
  ] satisfies ColorGiven[],
  reads: {
    // Quotients of numbers that are given: only rounding to a hundredth is forgiven.
    even_place: number("", { tolerance: 0.011 }),
    equal_area_place: number("", { tolerance: 0.011 }),
    best: choice([...KINDS]),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    swapped(
      "swapped",
      "even_place",
      "equal_area_place",
      "The two are exchanged. On the even scale the value decides. On the equal-area scale the number of nodes below it decides.",
    ),
    instead(
      "from-the-top",
      "even_place",
      ({ given }) => 1 - evenPlace(given),
      "You counted from the highest value. The scale begins, at place 0, with the lowest.",
    ),
    instead(
      "place-in-the-list",
      "equal_area_place",
      ({ given }) => given.values_mgal.indexOf(given.asked_mgal) / (given.values_mgal.length - 1),
      "This is the place in the list as it stands. Count the nodes with a smaller value.",
    ),
    instead(
      "counted-itself",
      "equal_area_place",
      ({ given }) => (below(given) + 1) / given.values_mgal.length,
      "You counted the value itself, or began to count at 1. The lowest value has place 0: count only the nodes below.",
    ),
    instead(
      "divided-by-all",
      "equal_area_place",
      ({ given }) => below(given) / given.values_mgal.length,
      "You divided by the number of all nodes. The **other** nodes are one less: then the highest value has place 1.",
    ),
    instead(
      "from-above",
      "equal_area_place",
      ({ given }) => 1 - answerOf(given).equal_area_place,
      "You counted the nodes above. The scale begins, at place 0, with the lowest: count the nodes below.",
    ),
    otherQuestion,
  ],
  hints: [
    "What stands at place 0, and what at place 1? Is it the same value on both scales?",
    "Even: (value − lowest) / (highest − lowest). Equal-area: the number of nodes below the value, divided by the number of nodes less one.",
    "Write: `(asked_mgal - low) / (... - low)` and `values_mgal.filter((v) => v < asked_mgal).length / (values_mgal.length - ...)`",
  ],
  wrong: {
    swapped: ({ given }) => ({
      ...answerOf(given),
      even_place: answerOf(given).equal_area_place,
      equal_area_place: answerOf(given).even_place,
    }),
    "from-the-top": ({ given }) => {
      const sorted = [...given.values_mgal].sort((a, b) => b - a);
      const share = (sorted[0] - given.asked_mgal) / (sorted[0] - sorted[sorted.length - 1]);
      return { ...answerOf(given), even_place: share };
    },
    "place-in-the-list": ({ given }) => ({
      ...answerOf(given),
      equal_area_place: given.values_mgal.indexOf(given.asked_mgal) / 10,
    }),
    "counted-itself": ({ given }) => ({
      ...answerOf(given),
      equal_area_place: given.values_mgal.filter((value) => value <= given.asked_mgal).length / 11,
    }),
    "divided-by-all": ({ given }) => ({
      ...answerOf(given),
      equal_area_place: given.values_mgal.filter((value) => value < given.asked_mgal).length / 11,
    }),
    "from-above": ({ given }) => ({
      ...answerOf(given),
      equal_area_place: given.values_mgal.filter((value) => value > given.asked_mgal).length / 10,
    }),
    "other-question": ({ given }) => ({ ...answerOf(given), best: otherKind(given) }),
  },
});
