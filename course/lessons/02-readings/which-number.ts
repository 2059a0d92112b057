import { defineExercise, type Exercise, instead, number, type World } from "../../exercise/index.js";
import { CG5, CG6, fieldsOfLine } from "./file-lines.js";

interface LineGiven {
  readonly file: string;
  /** The line with the names of the columns, and a line of readings, counted from 1. */
  readonly names_line: number;
  readonly line: number;
}

/** What stands in the line, by the maker's description of the format. */
async function lineOf({ given, read }: World<LineGiven>) {
  const fields = await fieldsOfLine(read, given);
  const isCg6 = given.file.startsWith("cg6");
  const at = (place: number): number => Number(fields[place]);
  const { reading, tiltX, tiltY, tide } = isCg6 ? CG6 : CG5;
  return {
    reading: at(reading),
    other: at(isCg6 ? CG6.raw : CG5.height),
    tilt_x: at(tiltX),
    tilt_y: at(tiltY),
    tide: at(tide),
  };
}

const right = async (world: World<LineGiven>) => {
  const { reading, tide, tilt_x } = await lineOf(world);
  return { reading, tide, tilt_x };
};

/** Exercise 02.1. */
export const whichNumber: Exercise = defineExercise({
  id: "02.1",
  objective: "Find the reading, the tide and the tilt in a line of a meter's file",
  minutes: 4,
  points: 1,
  given: [
    { file: "cg6-week-1.dat", names_line: 20, line: 92 },
    { file: "cg5-week-1.txt", names_line: 34, line: 98 },
  ] satisfies LineGiven[],
  reads: {
    reading: number("mGal", { tolerance: 0.00005 }),
    tide: number("mGal", { tolerance: 0.00005 }),
    tilt_x: number("arc seconds", { tolerance: 0.05 }),
  },
  check: right,
  misconceptions: [
    instead(
      "other-large-number",
      "reading",
      async (world) => (await lineOf(world)).other,
      "This is another number of the line. In a CG-6 file, `RawGrav` is the reading before the meter corrected anything. In a CG-5 file, `ALT.` is a height in metres. The corrected reading is `CorrGrav` or `GRAV.`.",
    ),
    instead(
      "tide-taken-out",
      "reading",
      async (world) => {
        const { reading, tide } = await lineOf(world);
        return reading - tide;
      },
      "You took the tide out of the reading. The question is what the meter wrote. Copy the number as it stands in the line.",
    ),
    instead(
      "tilt-for-tide",
      "tide",
      async (world) => (await lineOf(world)).tilt_x,
      "This is a tilt: it says how much the meter leaned, in arc seconds. The names look alike. The tide is in mGal, and it is seldom larger than 0.2.",
    ),
    instead(
      "tide-sign",
      "tide",
      async (world) => -(await lineOf(world)).tide,
      "The number is right, but its sign is lost. The column holds what the meter added to the reading. Where it is negative, the meter made the reading smaller.",
    ),
    instead(
      "tide-in-microgal",
      "tide",
      async (world) => 1000 * (await lineOf(world)).tide,
      "This is the tide in µGal. The file is in mGal, and so is the answer: copy it as it stands.",
    ),
    instead(
      "tilt-y",
      "tilt_x",
      async (world) => (await lineOf(world)).tilt_y,
      "This is the other tilt. A meter has two levels, X and Y, across each other. Take the X one.",
    ),
    instead(
      "tilt-in-degrees",
      "tilt_x",
      async (world) => (await lineOf(world)).tilt_x / 3600,
      "You divided by 3600: now it is in degrees. That is right arithmetic, but the answer is asked in arc seconds, as the meter writes it.",
    ),
  ],
  hints: [
    "Each row of the table is one column of the file. Which names mean gravity, tide and tilt? The list above the exercise explains them.",
    "The reading is the large number that the meter has corrected already: `CorrGrav` of a CG-6, `GRAV.` of a CG-5. The tide is `TideCorr` or `TIDE`. The tilt is `X` or `TILTX`.",
    "Copy three numbers, each with its sign: `const reading = ...;` from the row `CorrGrav` or `GRAV.`, `const tide = ...;` from `TideCorr` or `TIDE`, `const tilt_x = ...;` from `X` or `TILTX`.",
  ],
  wrong: {
    "other-large-number": async (world) => ({
      ...(await right(world)),
      reading: Number((await fieldsOfLine(world.read, world.given))[world.given.names_line === 20 ? 7 : 2]),
    }),
    "tide-taken-out": async (world) => {
      const answers = await right(world);
      return { ...answers, reading: Number((answers.reading - answers.tide).toFixed(4)) };
    },
    "tilt-for-tide": async (world) => {
      const answers = await right(world);
      return { ...answers, tide: answers.tilt_x };
    },
    "tide-sign": async (world) => {
      const answers = await right(world);
      return { ...answers, tide: 0 - answers.tide };
    },
    "tide-in-microgal": async (world) => {
      const answers = await right(world);
      return { ...answers, tide: Math.round(answers.tide * 1e4) / 10 };
    },
    "tilt-y": async (world) => ({
      ...(await right(world)),
      tilt_x: Number((await fieldsOfLine(world.read, world.given))[world.given.names_line === 20 ? 9 : 6]),
    }),
    "tilt-in-degrees": async (world) => {
      const answers = await right(world);
      return { ...answers, tilt_x: answers.tilt_x / 60 / 60 };
    },
  },
});
