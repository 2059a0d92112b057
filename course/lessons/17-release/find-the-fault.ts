import {
  choice,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
} from "../../exercise/index.js";

interface RecordGiven {
  /** What the record says: west, south, east, north. */
  readonly bbox: readonly [number, number, number, number];
  readonly x_first: number;
  readonly x_last: number;
  readonly y_first: number;
  readonly y_last: number;
  readonly spacing: number;
  readonly registration: "gridline" | "pixel";
}

const half = ({ registration, spacing }: RecordGiven): number => (registration === "pixel" ? spacing / 2 : 0);
const causeOf = ({ bbox, x_last, y_first }: RecordGiven): string => {
  if (Math.abs(bbox[0] - y_first) < 1) return "latitude first";
  return Math.abs(bbox[2] - x_last) < 1 ? "half a cell" : "minus sign";
};
const answerOf = (given: RecordGiven) => ({ cause: causeOf(given), east_deg: given.x_last + half(given) });

const otherCause: Misconception = {
  id: "other-cause",
  answers: ["cause"],
  says: "Write the four numbers beside those of the grid. Swapped pairs: latitude first. A different sign: the minus sign. All off by the same small amount: half a cell.",
  matches: ({ difference }) => difference("cause") !== undefined,
};

/** Exercise 17.4. */
export const findTheFault: Exercise = defineExercise({
  id: "17.4",
  objective: "Check the extent in a metadata record against the grid, and repair it",
  minutes: 8,
  points: 3,
  given: [
    {
      bbox: [17.1, 104.9, 18.4, 105.5],
      ...{ x_first: 104.925, x_last: 105.475, y_first: 17.125, y_last: 18.375 },
      ...{ spacing: 0.05, registration: "pixel" },
    },
    {
      bbox: [101.24, 14.64, 101.84, 15.64],
      ...{ x_first: 101.24, x_last: 101.76, y_first: 14.64, y_last: 15.56 },
      ...{ spacing: 0.08, registration: "pixel" },
    },
    {
      bbox: [-70.4, -24.2, 69.6, -23],
      ...{ x_first: -70.4, x_last: -69.6, y_first: -24.2, y_last: -23 },
      ...{ spacing: 0.1, registration: "gridline" },
    },
  ] satisfies RecordGiven[],
  reads: {
    cause: choice(["latitude first", "half a cell", "minus sign"]),
    // Far less than half a cell of any variant.
    east_deg: number("degree", { tolerance: 0.002 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    otherCause,
    instead(
      "edge-wrong-way",
      "east_deg",
      ({ given }) =>
        given.registration === "pixel" ? given.x_last - given.spacing / 2 : given.x_last - given.spacing,
      "You went inwards. The region reaches beyond the outer samples, or ends at them. It never ends before them.",
    ),
    instead(
      "other-registration",
      "east_deg",
      ({ given }) => given.x_last + (given.registration === "pixel" ? 0 : given.spacing / 2),
      "Look at the registration. Under `pixel`, the region reaches half a cell beyond the last sample. Under `gridline`, it ends there.",
    ),
    instead(
      "west-edge",
      "east_deg",
      ({ given }) => given.x_first - half(given),
      "This is the west edge: the smallest longitude of the region. The east edge is the largest, also where longitudes are negative.",
    ),
    instead(
      "record-believed",
      "east_deg",
      ({ given }) => given.bbox[2],
      "This is what the record says. The record has the fault: take the edge from the grid's own axes.",
    ),
  ],
  hints: [
    "The order of a STAC box is west, south, east, north. Is the first number a longitude of this grid?",
    "Under `pixel`, the edge lies half a spacing beyond the outer sample. Under `gridline`, the edge is the outer sample.",
    'Write: `const cause = "...";` and `const east_deg = x_last + ...;` where the second part depends on the registration.',
  ],
  wrong: {
    "other-cause": ({ given }) => ({
      ...answerOf(given),
      cause: causeOf(given) === "half a cell" ? "latitude first" : "half a cell",
    }),
    "edge-wrong-way": ({ given }) => ({
      ...answerOf(given),
      east_deg: given.x_last - (given.registration === "pixel" ? 0.5 : 1) * given.spacing,
    }),
    "other-registration": ({ given }) => ({
      ...answerOf(given),
      east_deg: given.registration === "pixel" ? given.x_last : given.x_last + 0.5 * given.spacing,
    }),
    "west-edge": ({ given }) => ({
      ...answerOf(given),
      east_deg: given.registration === "pixel" ? given.x_first - 0.5 * given.spacing : given.x_first,
    }),
    "record-believed": ({ given }) => ({ ...answerOf(given), east_deg: given.bbox[2] }),
  },
});
