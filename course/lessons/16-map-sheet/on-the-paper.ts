import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  number,
  scale,
} from "../../exercise/index.js";

interface PaperGiven {
  readonly width_km: number;
  readonly height_km: number;
  /** What is left on the paper for the map itself. */
  readonly room_width_mm: number;
  readonly room_height_mm: number;
  /** Distance of the grid's nodes on the ground. */
  readonly spacing_km: number;
  /** Dots of the printer on an inch. */
  readonly dots_per_inch: number;
}

const ROUND = [250_000, 500_000, 750_000, 1_000_000, 1_500_000];
const MM_IN_KM = 1_000_000;
const INCH_MM = 25.4;

/** The first round scale at which so many km are not longer than so many mm. */
const firstThatFits = (sides: readonly (readonly [km: number, mm: number])[]): number =>
  ROUND.find((ratio) => sides.every(([km, mm]) => (km * MM_IN_KM) / ratio <= mm)) ?? Number.NaN;
const widthOf = (given: PaperGiven): [number, number] => [given.width_km, given.room_width_mm];
const heightOf = (given: PaperGiven): [number, number] => [given.height_km, given.room_height_mm];

function answerOf(given: PaperGiven) {
  const ratio = firstThatFits([widthOf(given), heightOf(given)]);
  const node_mm = (given.spacing_km * MM_IN_KM) / ratio;
  return { ratio, node_mm, dots: (node_mm / INCH_MM) * given.dots_per_inch };
}

/** The number at which the tighter side fills its room. */
const exactRatio = (given: PaperGiven): number =>
  Math.max(...[widthOf(given), heightOf(given)].map(([km, mm]) => (km * MM_IN_KM) / mm));

const mapTooLarge: Misconception = {
  id: "map-too-large",
  answers: ["ratio"],
  says: "At this scale the map is larger than its room on the paper. A smaller number means a larger map. Compute both sides in millimetres.",
  matches: ({ answers, world }) =>
    Number(answers.ratio) > 1 && Number(answers.ratio) < exactRatio(world.given),
};

const mapTooSmall: Misconception = {
  id: "map-too-small",
  answers: ["ratio"],
  says: "Everything fits at this scale, but the map is smaller than it must be. A larger number means a smaller map. Take the smallest number of the list that fits.",
  matches: ({ answers, right }) =>
    ROUND.includes(Number(answers.ratio)) && Number(answers.ratio) > Number(right.ratio),
};

/** Exercise 16.2. */
export const onThePaper: Exercise = defineExercise({
  id: "16.2",
  objective: "Find the scale at which a map fits on its paper, and what the grid's spacing is there",
  minutes: 6,
  points: 2,
  given: [
    {
      ...{ width_km: 159, height_km: 149, room_width_mm: 330, room_height_mm: 270 },
      ...{ spacing_km: 1.85, dots_per_inch: 300 },
    },
    {
      ...{ width_km: 96, height_km: 118, room_width_mm: 400, room_height_mm: 270 },
      ...{ spacing_km: 1, dots_per_inch: 300 },
    },
    {
      ...{ width_km: 210, height_km: 310, room_width_mm: 290, room_height_mm: 385 },
      ...{ spacing_km: 2.8, dots_per_inch: 150 },
    },
  ] satisfies PaperGiven[],
  reads: {
    // One of a few round numbers; whoever gives the exact quotient must be told that it is not round.
    ratio: number("", { tolerance: 1 }),
    // Exact divisions: only rounding differs.
    node_mm: number("mm", { tolerance: 0.02 }),
    dots: number("", { tolerance: 0.6 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "width-only",
      "ratio",
      ({ given }) => firstThatFits([widthOf(given)]),
      "The map's width fits at this scale. Now compute its height on the paper: it does not fit.",
    ),
    instead(
      "not-round",
      "ratio",
      ({ given }) => exactRatio(given),
      "This is the exact number at which the map fits. Nobody can measure on such a map: take the next larger number of the list.",
    ),
    mapTooLarge,
    mapTooSmall,
    scale("centimetres", "node_mm", 0.1, "This is in centimetres. One kilometre is a million millimetres."),
    instead(
      "dots-for-a-millimetre",
      "dots",
      ({ given }) => answerOf(given).node_mm * given.dots_per_inch,
      "The printer's dots are counted on an inch, not on a millimetre. One inch is 25.4 mm.",
    ),
    instead(
      "dots-of-one-millimetre",
      "dots",
      ({ given }) => given.dots_per_inch / INCH_MM,
      "These are the dots on one millimetre. How many millimetres lie between two nodes?",
    ),
  ],
  hints: [
    "On a map of 1 : 500 000, how many millimetres long is one kilometre?",
    "Millimetres on the paper = kilometres × 1,000,000 / scale number. Both sides must fit. Dots = millimetres / 25.4 × dots for an inch.",
    "Write: `const node_mm = (spacing_km * 1e6) / ratio;` and `const dots = (node_mm / ...) * dots_per_inch;`",
  ],
  wrong: {
    "width-only": ({ given }) => {
      const ratio = ROUND.find((one) => (given.width_km / one) * 1e6 <= given.room_width_mm) ?? 0;
      return { ...answerOf(given), ratio };
    },
    "not-round": ({ given: g }) => {
      const [across, up] = [g.width_km / g.room_width_mm, g.height_km / g.room_height_mm];
      return { ...answerOf(g), ratio: 1e6 * (across > up ? across : up) };
    },
    "map-too-large": ({ given }) => ({
      ...answerOf(given),
      ratio: given.height_km > 300 ? 500_000 : 200_000,
    }),
    "map-too-small": ({ given }) => ({ ...answerOf(given), ratio: 1_500_000 }),
    centimetres: ({ given }) => ({
      ...answerOf(given),
      node_mm: (given.spacing_km * 100_000) / answerOf(given).ratio,
    }),
    "dots-for-a-millimetre": ({ given }) => ({ ...answerOf(given), dots: answerOf(given).dots * 25.4 }),
    "dots-of-one-millimetre": ({ given }) => ({
      ...answerOf(given),
      dots: answerOf(given).dots / answerOf(given).node_mm,
    }),
  },
});
