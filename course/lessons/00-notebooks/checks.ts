import {
  defineExercise,
  type Exercise,
  metresPerSecondSquared,
  number,
  scale,
  type World,
} from "../../exercise/index.js";
import { feetAmongMetres } from "./feet.js";
import { gravityFigure } from "./height-figure.js";
import { gravityOnHills } from "./hills.js";
import { repeatedReadings } from "./repeated-readings.js";

const MILLIGAL_PER_SI = 100_000;

// 00.1 · the two values are the true gravity of the bases B1 and B2.

interface Absolute {
  readonly gravity_m_per_s2: number;
}

const unitConversion: Exercise = defineExercise({
  id: "00.1",
  objective: "Convert gravity from m/s² to mGal",
  minutes: 4,
  points: 1,
  given: [{ gravity_m_per_s2: 9.783566381 }, { gravity_m_per_s2: 9.783325746 }],
  reads: { gravity_mgal: number("mGal", { tolerance: 0.001 }) },
  check: ({ given }: World<Absolute>) => ({ gravity_mgal: given.gravity_m_per_s2 * MILLIGAL_PER_SI }),
  misconceptions: [
    metresPerSecondSquared(
      "gravity_mgal",
      "This is still the value in m/s²: only the name says mGal. The computer does not convert. You must calculate.",
    ),
    scale(
      "multiplied",
      "gravity_mgal",
      1e-10,
      "You multiplied by 0.00001. A mGal is much smaller than a m/s². So you need many of them, and the number must become larger, not smaller.",
    ),
    scale(
      "gal",
      "gravity_mgal",
      1e-3,
      "This is the value in gal. One gal is 0.01 m/s². The small m in mGal means milli: one thousandth of a gal.",
    ),
    scale(
      "milli-of-si",
      "gravity_mgal",
      1e-2,
      "You took 1000 mGal for one m/s². Milli is one thousandth, but of a gal, not of a m/s². Look again at how many m/s² are in one mGal.",
    ),
    scale(
      "microgal",
      "gravity_mgal",
      1e3,
      "This is the value in µGal (microgal). One µGal is one thousandth of a mGal.",
    ),
  ],
  hints: [
    "Will the number in mGal be larger or smaller than the number in m/s²? Think of metres and millimetres.",
    "One mGal is 0.00001 m/s². How many pieces of 0.00001 are in your value? That is a division.",
    "Write: `const gravity_mgal = gravity_m_per_s2 / ...;` and put the size of one mGal, in m/s², where the points are.",
  ],
  wrong: {
    "metres-per-second-squared": ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 }),
    multiplied: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 0.00001 }),
    gal: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 100 }),
    "milli-of-si": ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 1000 }),
    microgal: ({ given }) => ({ gravity_mgal: given.gravity_m_per_s2 * 1e8 }),
  },
});

const checks: readonly Exercise[] = [
  unitConversion,
  repeatedReadings,
  gravityOnHills,
  gravityFigure,
  feetAmongMetres,
];
export default checks;
