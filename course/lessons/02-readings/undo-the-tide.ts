import { ephemerisTide } from "../../../lib/index.js";
import { defineExercise, type Exercise, instead, number, type World } from "../../exercise/index.js";
import { CG5, fieldsOfLine } from "./file-lines.js";

interface TideGiven {
  /** A CG-5's dump, and one of its readings by its line. */
  readonly file: string;
  readonly line: number;
  /** How far the crew's clock is ahead of UTC, hours. */
  readonly clock_ahead_h: number;
  /** Where the crew was on that day, degrees: the right place. */
  readonly latitude_deg: number;
  readonly longitude_deg: number;
}

/**
 * The numbers of the line as they stand in the file, and the right tide by the positions of Moon and Sun: not by the
 * formula that the trainee calls.
 */
async function tidesOf({ given, read }: World<TideGiven>) {
  const fields = await fieldsOfLine(read, given);
  const clock = Date.parse(`${fields[CG5.date].replaceAll("/", "-")}T${fields[CG5.time]}Z`);
  const time = clock - 3_600_000 * given.clock_ahead_h;
  const height = Number(fields[CG5.height]);
  const { latitude_deg, longitude_deg } = given;
  const options = { permanentTide: "tide-free" } as const;
  return {
    reading: Number(fields[CG5.reading]),
    meter: Number(fields[CG5.tide]),
    right: ephemerisTide(time, latitude_deg, longitude_deg, height, options).total,
  };
}

const answersOf = async (world: World<TideGiven>) => {
  const { reading, meter, right } = await tidesOf(world);
  return { without_tide: reading - meter, corrected: reading - meter + right };
};

/** Longman's tide at the readings of the two variants, mGal, as the cell prints it: for wrong answers only. */
const PRINTED: Readonly<Record<number, number>> = { 339: -0.0464, 492: -0.0695 };

/** Exercise 02.3. */
export const undoTheTide: Exercise = defineExercise({
  id: "02.3",
  objective: "Take a meter's own tide out of a reading, and put the right one in",
  minutes: 6,
  points: 2,
  given: [
    { file: "cg5-week-4.txt", line: 339, clock_ahead_h: 7, latitude_deg: 17.6, longitude_deg: 106.168 },
    { file: "cg5-week-2.txt", line: 492, clock_ahead_h: 7, latitude_deg: 17.922, longitude_deg: 105.665 },
  ] satisfies TideGiven[],
  reads: {
    // The meter writes three digits, and Longman's formula differs here from the ephemeris by less than 0.001 mGal.
    without_tide: number("mGal", { tolerance: 0.002 }),
    corrected: number("mGal", { tolerance: 0.002 }),
  },
  check: answersOf,
  misconceptions: [
    instead(
      "not-undone",
      "without_tide",
      async (world) => (await tidesOf(world)).reading,
      "This is the reading as the meter wrote it. The meter has put its own tide into it already. Subtract what it added.",
    ),
    instead(
      "added-again",
      "without_tide",
      async (world) => {
        const { reading, meter } = await tidesOf(world);
        return reading + meter;
      },
      "You added the meter's tide once more. The meter has added it already. To undo an addition, subtract. Take care where the number is negative.",
    ),
    instead(
      "undone-with-the-right-tide",
      "without_tide",
      async (world) => {
        const { reading, right } = await tidesOf(world);
        return reading - right;
      },
      "You subtracted the right tide. But the right tide was never in this reading. Undo what the meter did: subtract the tide that stands in its column, wrong as it is.",
    ),
    instead(
      "tide-twice",
      "corrected",
      async (world) => {
        const { reading, right } = await tidesOf(world);
        return reading + right;
      },
      "You added the right tide to the reading as the meter wrote it. Now two tides are in it: the meter's and yours. Start from the reading without any tide.",
    ),
    instead(
      "right-tide-subtracted",
      "corrected",
      async (world) => {
        const { reading, meter, right } = await tidesOf(world);
        return reading - meter - right;
      },
      "The last step has the wrong sign. A tide correction is added to a reading, as in lesson 01. Where it is negative, the reading becomes smaller.",
    ),
    instead(
      "only-undone",
      "corrected",
      async (world) => (await answersOf(world)).without_tide,
      "In this answer there is no tide correction at all: the meter's wrong one is gone, but the right one is missing. Add it.",
    ),
  ],
  hints: [
    "What has the meter added already? What should it have added?",
    "Two steps. First undo: subtract the number in the meter's own tide column. Then do it right: add the tide of the right place and time.",
    "Write: `without_tide = row.reading_mgal - row.tide_correction_mgal;` and `corrected = without_tide + ...;`",
  ],
  wrong: {
    "not-undone": async (world) => {
      const { reading } = await tidesOf(world);
      return { without_tide: reading, corrected: reading + PRINTED[world.given.line] };
    },
    "added-again": async (world) => {
      const { reading, meter } = await tidesOf(world);
      return { without_tide: reading + meter, corrected: reading + meter + PRINTED[world.given.line] };
    },
    "undone-with-the-right-tide": async (world) => {
      const { reading } = await tidesOf(world);
      return { without_tide: reading - PRINTED[world.given.line], corrected: reading };
    },
    "tide-twice": async (world) => {
      const { reading, meter } = await tidesOf(world);
      return { without_tide: reading - meter, corrected: reading + PRINTED[world.given.line] };
    },
    "right-tide-subtracted": async (world) => {
      const { reading, meter } = await tidesOf(world);
      return { without_tide: reading - meter, corrected: reading - meter - PRINTED[world.given.line] };
    },
    "only-undone": async (world) => {
      const { reading, meter } = await tidesOf(world);
      return { without_tide: reading - meter, corrected: reading - meter };
    },
  },
});
