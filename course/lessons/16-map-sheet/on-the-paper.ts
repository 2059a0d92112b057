import { defineExercise, type Exercise, instead, number, scale, whole } from "../../exercise/index.js";

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
    ratio: whole(),
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
      "smallest-map",
      "ratio",
      () => ROUND[ROUND.length - 1],
      "Everything fits at this scale, but the map is small. A larger number means a smaller map. Take the smallest number that fits.",
    ),
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
    "smallest-map": ({ given }) => ({ ...answerOf(given), ratio: 1_500_000 }),
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
