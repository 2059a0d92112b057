import {
  chosen,
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  type World,
} from "../../exercise/index.js";
import { csvRows } from "../csv-rows.js";

interface RetypedGiven {
  /** The sheet that was typed again. */
  readonly sheet: string;
  /** The file of the same day. */
  readonly insteadOf: string;
}

/** The station with the planted mistake. */
async function wrongStation({ given, read }: World<RetypedGiven>): Promise<string> {
  const answers = csvRows((await read("first-survey", "retyped-answers.csv")).text);
  const row = answers.find(({ sheet }) => sheet === given.sheet);
  if (row === undefined) throw new Error(`retyped-answers.csv has no sheet ${given.sheet}`);
  return row.station;
}

/** The station that was read some places after the wrong one, or before it. */
async function readAfter(world: World<RetypedGiven>, places: number): Promise<string> {
  const wrong = await wrongStation(world);
  const sheet = csvRows((await world.read("first-survey", world.given.sheet)).text);
  return sheet[sheet.findIndex(({ station }) => station === wrong) + places].station;
}

/** Below this true Bouguer anomaly, mGal, a station stands in one of the two real lows of the district. */
const LOW = -44;

/** The answer is one station, in a real low: not the wrong one. */
const inRealLow: Misconception = {
  id: "real-low",
  answers: ["station"],
  says: "That reading is good. The station stands in the middle of a wide low: the stations around it are low too, and the low was there before the sheet was typed again. Look for a station that differs from all its neighbours.",
  async matches({ world, answers }) {
    const truth = csvRows((await world.read("first-survey", "truth.csv")).text);
    const low = truth
      .filter((row) => Number(row.bouguer_anomaly_mgal) < LOW)
      .map(({ station }) => station.toLowerCase());
    const named = answers.station as readonly string[];
    return named.length === 1 && low.includes(named[0].trim().toLowerCase());
  },
};

/** Exercise 01.5. */
export const findTheFault: Exercise = defineExercise({
  id: "01.5",
  objective: "Find a mistyped reading by comparing a station with its neighbours",
  minutes: 8,
  points: 3,
  given: [
    { sheet: "retyped-day-2.csv", insteadOf: "day-2.csv" },
    { sheet: "retyped-day-5.csv", insteadOf: "day-5.csv" },
  ] satisfies RetypedGiven[],
  reads: { station: names({ known: /^(S\d{3}|B\d)$/i }) },
  check: async (world) => ({ station: await wrongStation(world) }),
  misconceptions: [
    inRealLow,
    chosen(
      "base",
      "station",
      "B2",
      "That is a base, in the middle of a real high: the stations around it are high too. And a base is read many times, so a mistake in one reading would show at once. Look for a single station that differs from all its neighbours.",
    ),
    chosen(
      "other-base",
      "station",
      "B1",
      "That is a base. A base is read many times, so a mistake in one reading would show at once. Look for a single station that differs from all its neighbours.",
    ),
    instead(
      "read-after",
      "station",
      (world) => readAfter(world, 1),
      "Near, but not this one. A typing mistake changes one station and does not go on to the next one. Which dot lies in the very middle of the small rings?",
    ),
    instead(
      "read-before",
      "station",
      (world) => readAfter(world, -1),
      "Near, but not this one. Its own value fits its other neighbours; the rings only reach it. Which dot lies in the very middle of the small rings?",
    ),
  ],
  hints: [
    "Compare this map with the map of part 6. What is new?",
    "A body in the ground is wide, so several stations see it. A typing mistake changes one station only. It makes small rings round a single dot.",
    'Only the day that was typed again can be wrong: its stations are those of the sheet in `q5.given`. Let the mouse rest on the dot in the middle of the small rings, read its name, and write: `const station = "S...";`',
  ],
  wrong: {
    "real-low": () => ({ station: "S041" }),
    base: () => ({ station: "B2" }),
    "other-base": () => ({ station: "B1" }),
    "read-after": ({ given }) => ({ station: given.insteadOf === "day-2.csv" ? "S036" : "S112" }),
    "read-before": ({ given }) => ({ station: given.insteadOf === "day-2.csv" ? "S034" : "S110" }),
  },
});
