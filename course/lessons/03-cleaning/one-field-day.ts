import {
  choice,
  chosen,
  defineExercise,
  type Exercise,
  instead,
  names,
  type World,
} from "../../exercise/index.js";
import { csvRows } from "../csv-rows.js";

// 03.3 · the planted faults of the training region say which station it is, and what happened.

interface FieldDay {
  readonly file: string;
  /** The day, UTC. */
  readonly day: string;
}

const REGION = "training-region";

/** What each planted kind of fault is called in the exercise. */
const CAUSES: Readonly<Record<string, string>> = {
  "swapped stations": "names exchanged",
  "bad position": "old position",
  "wrong hemisphere": "wrong hemisphere",
  "wrong station name": "name misspelt",
};

/** The planted faults in the lines of one day. */
async function faultsOfDay({ given, read }: World<FieldDay>): Promise<Record<string, string>[]> {
  const lines = (await read(REGION, given.file)).text.split(/\r?\n/);
  const faults = csvRows((await read(REGION, "answers-faults.csv")).text);
  return faults.filter(
    ({ file, line }) => file === given.file && lines[Number(line) - 1].includes(given.day),
  );
}

async function truth(world: World<FieldDay>): Promise<{ stations: string[]; cause: string }> {
  const faults = await faultsOfDay(world);
  return {
    stations: [...new Set(faults.map(({ station }) => station))],
    cause: CAUSES[faults[0].kind],
  };
}

/** Station names are numbers in the order of the drive. */
async function readNext(world: World<FieldDay>, places: number): Promise<string> {
  const numbers = (await truth(world)).stations.map(Number);
  return String(places > 0 ? Math.max(...numbers) + places : Math.min(...numbers) + places);
}

/** Exercise 03.3. */
export const oneFieldDay: Exercise = defineExercise({
  id: "03.3",
  objective: "Find the fault of a field day in its report, and say what happened",
  minutes: 10,
  points: 3,
  given: [
    { file: "cg6-week-2.dat", day: "2026-01-22" },
    { file: "cg6-week-5.dat", day: "2026-02-09" },
  ] satisfies FieldDay[],
  reads: { stations: names({ known: /^\d{4}$/ }), cause: choice(Object.values(CAUSES)) },
  check: truth,
  misconceptions: [
    instead(
      "read-before",
      "stations",
      (world) => readNext(world, -1),
      "That station was read just before. Its own readings fit. Look at the rows that carry the flag `position`, and at the names that stand in them.",
    ),
    instead(
      "read-after",
      "stations",
      (world) => readNext(world, 1),
      "That station was read just after. Its own readings fit. Look at the rows that carry the flag `position`, and at the names that stand in them.",
    ),
    chosen(
      "base",
      "stations",
      "9001",
      "That is a base. It carries no flag on this day. Filter the rows whose `flag` is not empty.",
    ),
    instead(
      "cause-confused",
      "cause",
      async (world) => ((await truth(world)).cause === "old position" ? "names exchanged" : "old position"),
      "The stations are right. For the cause, ask the GPS, because nobody types it. Is the GPS at the place that the list has for this name? Then the name is right, and only the typed position is old. Or is it at the place of another name? Then the name is wrong.",
      { whenRight: ["stations"] },
    ),
    chosen(
      "cause-hemisphere",
      "cause",
      "wrong hemisphere",
      "A wrong hemisphere puts a station thousands of kilometres away, with a minus sign in the latitude. Here the distance is one to three kilometres. Compare with the places of the other stations.",
    ),
    chosen(
      "cause-misspelt",
      "cause",
      "name misspelt",
      "A misspelt name is not in the coordinate list, and its flag is `station_name`. These names are in the list. Look at where the positions are.",
    ),
  ],
  hints: [
    "How many rows carry a flag? Which names stand in them? And which place do they have: their own, or that of another station?",
    "Three things should agree: the name (its place in the coordinate list), the position that was typed, and the GPS. Two of them against one tell what happened. Two names that stand at each other's places were exchanged.",
    'Show the rows with `flag`, and their `flag_reason`. Then write: `const stations = ["1...", "1..."];` (or one name) and `const cause = "...";` with one of the four texts of the task.',
  ],
  wrong: {
    "read-before": ({ given }) => ({
      stations: given.file === "cg6-week-2.dat" ? "1467" : "2225",
      cause: "old position",
    }),
    "read-after": ({ given }) => ({
      stations: given.file === "cg6-week-2.dat" ? "1470" : "2227",
      cause: "old position",
    }),
    base: () => ({ stations: "9001", cause: "old position" }),
    "cause-confused": ({ given }) =>
      given.file === "cg6-week-2.dat"
        ? { stations: ["1468", "1469"], cause: "old position" }
        : { stations: ["2226"], cause: "names exchanged" },
    "cause-hemisphere": ({ given }) => ({
      stations: given.file === "cg6-week-2.dat" ? ["1468", "1469"] : ["2226"],
      cause: "wrong hemisphere",
    }),
    "cause-misspelt": ({ given }) => ({
      stations: given.file === "cg6-week-2.dat" ? ["1468", "1469"] : ["2226"],
      cause: "name misspelt",
    }),
  },
});
