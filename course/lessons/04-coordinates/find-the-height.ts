import { readPointTable } from "../../../lib/index.js";
import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  number,
  type World,
} from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";

interface HeightGiven {
  readonly first_station: number;
  readonly last_station: number;
}

/** In each part of the list one height was typed wrong, and one station stands where the model is wrong. */
const IN_PART: Readonly<Record<number, { typed: string; gorge: string }>> = {
  1001: { typed: "1088", gorge: "1136" },
  1301: { typed: "1402", gorge: "1358" },
};

/** A height within this of the true one, but not the one that was measured, comes from the elevation model. */
const NEAR_THE_MODEL_m = 45;

/** A height that is nearer than this is the right one, rounded: the engine says so itself. */
const ROUNDED_m = 1;

interface Planted {
  readonly station: string;
  readonly written: number;
  readonly truth: number;
}

/** The mistake that was planted, metres above the ellipsoid. */
async function planted({ given, read }: World<HeightGiven>): Promise<Planted> {
  const station = IN_PART[given.first_station].typed;
  const faults = readPointTable(await read("training-region", "answers-faults.csv")).objects() as {
    station: string;
    column: string;
    written: string;
    true: string;
  }[];
  const row = faults.find((one) => one.station === station && one.column === "ellipsoidal_height_m");
  if (row === undefined) throw new Error(`answers-faults.csv has no height of ${station}`);
  return { station, written: Number(row.written), truth: Number(row.true) };
}

const costOf = ({ written, truth }: Planted): number => 0.3086 * (written - truth);

/** The answer is near the truth, but it is not what was measured. */
const modelHeight: Misconception = {
  id: "model-height",
  answers: ["measured_height_m"],
  says: "This height is near, but it is a guess from the elevation model. The model is the mean of almost one square kilometre, with trees on it. Look at the digits that were typed: which two neighbours have changed places?",
  matches: ({ answers, right, difference }) => {
    if (difference("measured_height_m") === undefined) return false;
    const off = Math.abs((answers.measured_height_m as number) - (right.measured_height_m as number));
    return off >= ROUNDED_m && off < NEAR_THE_MODEL_m;
  },
};

/** Exercise 04.5. */
export const findTheHeight: Exercise = defineExercise({
  id: "04.5",
  objective: "Find a height that was typed wrong, with an elevation model as a witness",
  minutes: 8,
  points: 3,
  given: [
    { first_station: 1001, last_station: 1150 },
    { first_station: 1301, last_station: 1420 },
  ] satisfies HeightGiven[],
  reads: {
    station: names({ known: /^\d{4}$/ }),
    // To the millimetre, as it stands in the list: it is found by its digits.
    measured_height_m: number("m", { tolerance: 0.01 }),
    // 0.3086 is rounded: for some hundreds of metres that is a tenth of a mGal.
    error_mgal: number("mGal", { tolerance: 0.5 }),
  },
  check: rightAnswer,
  misconceptions: [
    instead(
      "gorge",
      "station",
      ({ given }) => IN_PART[given.first_station].gorge,
      "Here the elevation model is wrong, and not the list. The ground is steep, and one cell of the model is almost a kilometre wide. No exchange of digits brings this height to the model. Look at the other station.",
    ),
    instead(
      "above-the-geoid",
      "measured_height_m",
      async (world) => {
        const truth = await trueStation(world, IN_PART[world.given.first_station].typed);
        return (await planted(world)).truth + truth.height_m - truth.ellipsoidal_height_m;
      },
      "This is the height above the geoid. The list of the receivers has heights above the ellipsoid. Correct the digits there, in `ellipsoidal_height_m`.",
    ),
    instead(
      "as-typed",
      "measured_height_m",
      async (world) => (await planted(world)).written,
      "This is the height as it was typed. The model says that it cannot be right. Exchange two neighbouring digits, so that it comes near the model.",
    ),
    modelHeight,
    instead(
      "sign",
      "error_mgal",
      async (world) => -costOf(await planted(world)),
      "The size is right, the sign is not. Take wrong minus right. A height that is too large makes the free-air anomaly too large: too much is added for the height.",
    ),
    instead(
      "with-rock",
      "error_mgal",
      async (world) => ((0.3086 - 0.1119) * costOf(await planted(world))) / 0.3086,
      "This is the error of a Bouguer anomaly. The question is about the free-air anomaly, without the slab: 0.3086 mGal for each metre.",
    ),
    instead(
      "metres",
      "error_mgal",
      async (world) => costOf(await planted(world)) / 0.3086,
      "This is the error of the height, in metres. Multiply it by 0.3086 to have mGal.",
    ),
    instead(
      "whole-height",
      "error_mgal",
      async (world) => 0.3086 * (await planted(world)).written,
      "You multiplied the whole height. Only the difference between the typed height and the measured one is wrong.",
    ),
  ],
  hints: [
    "Two stations are flagged. Which of them has a height that becomes right when two digits change places?",
    "The table shows the height above the ellipsoid, as it was typed, and the model's height above the geoid. The geoid lies some 24 m below the ellipsoid here, so the right digits give about the model's height less 24 m. The error in mGal is 0.3086 times (typed minus measured).",
    'Write: `const station = "1..."; const measured_height_m = ...;` with two neighbouring digits exchanged. Then `const error_mgal = 0.3086 * (typed - measured_height_m);`',
  ],
  wrong: {
    gorge: async (world) => ({
      ...(await rightAnswer(world)),
      station: world.given.first_station < 1200 ? "1136" : "1358",
    }),
    "above-the-geoid": async (world) => ({
      ...(await rightAnswer(world)),
      // Typed height, digits exchanged, plus the geoid's depth below the ellipsoid there.
      measured_height_m: world.given.first_station < 1200 ? 1063.856 + 24.033 : 399.87 + 23.366,
    }),
    "as-typed": async (world) => ({
      ...(await rightAnswer(world)),
      measured_height_m: world.given.first_station < 1200 ? 1603.856 : 939.87,
    }),
    "model-height": async (world) => ({
      ...(await rightAnswer(world)),
      measured_height_m: world.given.first_station < 1200 ? 1093.3 : 428.9,
    }),
    sign: async (world) => ({ ...(await rightAnswer(world)), error_mgal: 0.3086 * -540 }),
    "with-rock": async (world) => ({ ...(await rightAnswer(world)), error_mgal: 0.1967 * 540 }),
    metres: async (world) => ({ ...(await rightAnswer(world)), error_mgal: 540 }),
    "whole-height": async (world) => ({
      ...(await rightAnswer(world)),
      error_mgal: 0.3086 * (world.given.first_station < 1200 ? 1603.856 : 939.87),
    }),
  },
});

async function rightAnswer(world: World<HeightGiven>) {
  const fault = await planted(world);
  return { station: fault.station, measured_height_m: fault.truth, error_mgal: costOf(fault) };
}
