import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface PointGiven {
  readonly sheet: string;
  readonly gravity_mgal: number;
  readonly height: number;
  readonly unit: "ft" | "m";
}

const metres = ({ height, unit }: PointGiven): number => (unit === "ft" ? height * 0.3048 : height);

/** Exercise 12.1. */
export const onePoint: Exercise = defineExercise({
  id: "12.1",
  objective: "Bring one old point to today's standard",
  minutes: 4,
  points: 1,
  given: [
    { sheet: "B-2", gravity_mgal: 978279.4, height: 2412, unit: "ft" },
    { sheet: "B-5", gravity_mgal: 978341.7, height: 1874, unit: "ft" },
  ] satisfies PointGiven[],
  reads: {
    gravity_mgal: number("mGal", { tolerance: 0.05 }),
    // A foot is 0.3048 m; with 0.305 it is 1.6 m off at 2400 ft, which is too much.
    height_m: number("m", { tolerance: 0.5 }),
  },
  check: ({ given }) => ({ gravity_mgal: given.gravity_mgal - 14, height_m: metres(given) }),
  misconceptions: [
    instead(
      "datum-forgotten",
      "gravity_mgal",
      ({ given }) => given.gravity_mgal,
      "This is gravity as it stands in the list, on the Potsdam datum. It is 14 mGal too high for today's datum.",
    ),
    instead(
      "wrong-way",
      "gravity_mgal",
      ({ given }) => given.gravity_mgal + 14,
      "You added the 14 mGal. Gravity on the Potsdam datum is too high already: take them away.",
    ),
    instead(
      "still-feet",
      "height_m",
      ({ given }) => given.height,
      "This number is still in feet. One foot is 0.3048 m.",
    ),
    instead(
      "divided",
      "height_m",
      ({ given }) => given.height / 0.3048,
      "You divided by 0.3048. A foot is shorter than a metre, so the number of metres is smaller: multiply.",
    ),
  ],
  hints: [
    "Two things are old in this point: the datum of gravity, and the unit of the height. What does each do to the number?",
    "Potsdam gravity is 14 mGal too high. One foot is 0.3048 m.",
    "Write: `const gravity_mgal = q1.given.gravity_mgal - ...;` and `const height_m = q1.given.height * ...;`",
  ],
  wrong: {
    "datum-forgotten": ({ given }) => ({ gravity_mgal: given.gravity_mgal, height_m: given.height * 0.3048 }),
    "wrong-way": ({ given }) => ({ gravity_mgal: 14 + given.gravity_mgal, height_m: given.height * 0.3048 }),
    "still-feet": ({ given }) => ({ gravity_mgal: given.gravity_mgal - 14, height_m: given.height }),
    divided: ({ given }) => ({ gravity_mgal: given.gravity_mgal - 14, height_m: given.height * 3.28084 }),
  },
});
