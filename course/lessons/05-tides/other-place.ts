import {
  defineExercise,
  type Exercise,
  instead,
  type Misconception,
  names,
  type World,
} from "../../exercise/index.js";

interface OtherPlaceGiven {
  readonly file: string;
}

/** The station of the week whose position was typed into the meter with the wrong hemisphere. */
async function wrongPlace({ given, read }: World<OtherPlaceGiven>): Promise<string> {
  const { text } = await read("training-region", "answers-faults.csv");
  const line = text.split("\n").find((row) => row.includes(`wrong hemisphere,${given.file}`));
  if (line === undefined) throw new Error(`answers-faults.csv has no wrong hemisphere in ${given.file}`);
  return line.split(",")[5];
}

/** Rows of the meter's file: station, its tide, place in the file. */
async function rowsOf({ given, read }: World<OtherPlaceGiven>): Promise<{ station: string; tide: number }[]> {
  const { text } = await read("training-region", given.file);
  const rows = text.split(/\r?\n/).filter((row) => /^\w/.test(row));
  return rows.map((row) => row.split("\t")).map((cells) => ({ station: cells[0], tide: Number(cells[11]) }));
}

/** The station that was read next after the wrong one, or before it. */
async function neighbour(world: World<OtherPlaceGiven>, side: 1 | -1): Promise<string> {
  const wrong = await wrongPlace(world);
  const stations = [...new Set((await rowsOf(world)).map(({ station }) => station))];
  return stations[stations.indexOf(wrong) + side];
}

/** The good station with the largest or the smallest tide of the week. */
async function extreme(world: World<OtherPlaceGiven>, side: 1 | -1): Promise<string> {
  const wrong = await wrongPlace(world);
  const rows = (await rowsOf(world))
    .filter(({ station }) => station !== wrong)
    .map(({ station, tide }) => ({ station, tide: side * tide }));
  return rows.reduce((most, row) => (row.tide > most.tide ? row : most)).station;
}

/** The answer is one base: bases have numbers from 9001 to 9022. */
const anyBase: Misconception = {
  id: "base",
  answers: ["station"],
  says: "That is a base. It is read many times, and a wrong tide would show there at once. Look at the difference between the two tides, row by row, and not at the readings.",
  matches: ({ answers }) => {
    const named = answers.station as readonly string[];
    return named.length === 1 && /^90\d\d$/.test(named[0].trim());
  },
};

/** Exercise 05.5. */
export const otherPlace: Exercise = defineExercise({
  id: "05.5",
  objective: "Find a station whose meter added the tide of another place",
  minutes: 9,
  points: 3,
  given: [{ file: "cg6-week-5.dat" }, { file: "cg6-week-1.dat" }] satisfies OtherPlaceGiven[],
  reads: { station: names({ known: /^\d{4}$/ }) },
  check: async (world) => ({ station: await wrongPlace(world) }),
  misconceptions: [
    instead(
      "largest-tide",
      "station",
      (world) => extreme(world, 1),
      "That station has a very large tide. But it was read when the tide was near its peak, so a large value is right there. Compare each tide with the one that you compute for its time.",
    ),
    instead(
      "smallest-tide",
      "station",
      (world) => extreme(world, -1),
      "That station has the lowest tide of the week. It was read when the tide was lowest, so the value is right there. Compare each tide with the one that you compute for its time.",
    ),
    instead(
      "read-after",
      "station",
      (world) => neighbour(world, 1),
      "Near, but not this one. It was read right after the wrong one, and its own tide fits the curve. Perhaps you counted one row too far.",
    ),
    instead(
      "read-before",
      "station",
      (world) => neighbour(world, -1),
      "Near, but not this one. It was read right before the wrong one, and its own tide fits the curve. Perhaps you counted one row too few.",
    ),
    anyBase,
  ],
  hints: [
    "All stations lie within 200 km. Can the true tide at one of them be very different from the tide in the middle at the same time?",
    "Subtract: the meter's tide less the computed one, for each row. Good rows give a few µGal, which is less than 0.005 mGal. Which rows give more than 0.02?",
    "Write: `const rows: any[] = week.objects({ limit: Infinity });` and then `rows.filter((row, i) => Math.abs(row.tide_correction_mgal - middle[i]) > 0.02)`. Look at the stations of these rows.",
  ],
  wrong: {
    "largest-tide": ({ given }) => ({ station: given.file === "cg6-week-1.dat" ? "1278" : "2478" }),
    "smallest-tide": ({ given }) => ({ station: given.file === "cg6-week-1.dat" ? "9006" : "9017" }),
    "read-after": ({ given }) => ({ station: given.file === "cg6-week-1.dat" ? "1123" : "2331" }),
    "read-before": ({ given }) => ({ station: given.file === "cg6-week-1.dat" ? "1121" : "2329" }),
    base: () => ({ station: "9012" }),
  },
});
