import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";
import { SLAB, TYPED } from "./slab-factor.js";

interface Place {
  readonly height_m: number;
  readonly free_air_mgal: number;
}
interface HillGiven {
  readonly hill: string;
  readonly west: Place;
  readonly top: Place;
  readonly east: Place;
}

/**
 * What the hills are made of, kg/m³. The free-air values were computed from it, as slab and a regional field that is a
 * straight line, and rounded to 0.01 mGal.
 */
const TRUE_DENSITY: Readonly<Record<string, number>> = {
  "a hill of tuff": 2450,
  "a hill of limestone": 2720,
};

const between = (low: Place, high: Place): number =>
  (high.free_air_mgal - low.free_air_mgal) / (high.height_m - low.height_m) / SLAB;
const foot = ({ west, east }: HillGiven): Place => ({
  height_m: (west.height_m + east.height_m) / 2,
  free_air_mgal: (west.free_air_mgal + east.free_air_mgal) / 2,
});

/** Exercise 09.4. */
export const densityOfAHill: Exercise = defineExercise({
  id: "09.4",
  objective: "Find the density of a hill from gravity measured on it",
  minutes: 8,
  points: 3,
  given: [
    {
      hill: "a hill of tuff",
      west: { height_m: 212, free_air_mgal: 14.2 },
      top: { height_m: 618, free_air_mgal: 57.24 },
      east: { height_m: 268, free_air_mgal: 22.6 },
    },
    {
      hill: "a hill of limestone",
      west: { height_m: 95, free_air_mgal: -12.4 },
      top: { height_m: 540, free_air_mgal: 40.31 },
      east: { height_m: 145, free_air_mgal: -2.8 },
    },
  ] satisfies HillGiven[],
  // 0.0000419 in place of 2πG changes the answer by 2.5 kg/m³, the rounded values by less than 1.
  reads: { density: number("kg/m³", { tolerance: 15 }) },
  check: ({ given }) => ({ density: TRUE_DENSITY[given.hill] }),
  misconceptions: [
    instead(
      "west-only",
      "density",
      ({ given }) => between(given.west, given.top),
      "You compared the top with the western foot only. From west to east the deep geology changes too. The mean of both feet takes this slope away.",
    ),
    instead(
      "east-only",
      "density",
      ({ given }) => between(given.east, given.top),
      "You compared the top with the eastern foot only. From west to east the deep geology changes too. The mean of both feet takes this slope away.",
    ),
    instead(
      "whole-height",
      "density",
      ({ given }) => (given.top.free_air_mgal - foot(given).free_air_mgal) / given.top.height_m / SLAB,
      "You divided by the height of the top. The gravity is a difference between top and feet. So the height must be the difference too.",
    ),
    instead(
      "top-alone",
      "density",
      ({ given }) => between({ height_m: 0, free_air_mgal: 0 }, given.top),
      "You used the top alone. Its free-air anomaly holds deep geology too. Compare it with the mean of the two feet.",
    ),
    instead(
      "in-grams",
      "density",
      ({ given }) => TRUE_DENSITY[given.hill] / 1000,
      "This is the density in g/cm³. Give it in kg/m³.",
    ),
  ],
  hints: [
    "With the right density, the Bouguer anomaly of the top is the mean of that of the two feet. Why?",
    "Take the mean free-air anomaly of the two feet from that of the top. Do the same with the heights. The first difference is 0.0000419 times the density times the second.",
    "Write: `const rise_mgal = top.free_air_mgal - (west.free_air_mgal + east.free_air_mgal) / 2;`, the same for `rise_m`, then `const density = rise_mgal / rise_m / ...;`",
  ],
  wrong: {
    "west-only": ({ given: { west, top } }) => ({
      density: (top.free_air_mgal - west.free_air_mgal) / (TYPED * (top.height_m - west.height_m)),
    }),
    "east-only": ({ given: { east, top } }) => ({
      density: (top.free_air_mgal - east.free_air_mgal) / (TYPED * (top.height_m - east.height_m)),
    }),
    "whole-height": ({ given: { west, top, east } }) => ({
      density: (2 * top.free_air_mgal - west.free_air_mgal - east.free_air_mgal) / (2 * TYPED * top.height_m),
    }),
    "top-alone": ({ given: { top } }) => ({ density: top.free_air_mgal / (TYPED * top.height_m) }),
    "in-grams": ({ given: { west, top, east } }) => ({
      density:
        (2 * top.free_air_mgal - west.free_air_mgal - east.free_air_mgal) /
        (0.0419 * (2 * top.height_m - west.height_m - east.height_m)),
    }),
  },
});
