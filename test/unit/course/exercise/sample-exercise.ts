import {
  defineExercise,
  type Exercise,
  instead,
  metresPerSecondSquared,
  number,
  sign,
} from "../../../../course/exercise/index.js";
import type { TextFile } from "../../../../lib/core/report.js";

/** A small exercise for the engine's tests: a reading, and a tide to add to it. */
export const sample: Exercise = defineExercise({
  id: "07.2",
  objective: "Add the tide to a reading",
  minutes: 5,
  points: 2,
  given: [
    { reading: 2210.345, tide: 0.087 },
    { reading: 2195.112, tide: -0.064 },
  ],
  reads: { corrected: number("mGal", { tolerance: 0.0005 }) },
  check: ({ given }) => ({ corrected: given.reading + given.tide }),
  misconceptions: [
    instead("tide-sign", "corrected", ({ given }) => given.reading - given.tide),
    instead("no-tide", "corrected", ({ given }) => given.reading, "The tide is still in the reading."),
    sign("corrected"),
    metresPerSecondSquared("corrected"),
  ],
  hints: ["Think of the Moon.", "It pulls up.", "Write `reading + tide`."],
  wrong: {
    "tide-sign": ({ given }) => ({ corrected: given.reading - given.tide }),
    "no-tide": ({ given }) => ({ corrected: given.reading }),
    sign: ({ given }) => ({ corrected: -given.reading - given.tide }),
    "metres-per-second-squared": ({ given }) => ({ corrected: (given.reading + given.tide) / 1e5 }),
  },
});

/** A reader of datasets for exercises that read none. */
export async function readNothing(dataset: string, file: string): Promise<TextFile> {
  throw new Error(`nothing is at ${dataset}/${file}`);
}
