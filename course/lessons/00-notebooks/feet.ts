import { defineExercise, type Exercise, instead, names, number, type World } from "../../exercise/index.js";
import { truePlaces } from "./places.js";

const METRES_PER_FOOT = 0.3048;

// 00.5 · synthetic: rows of the dataset's truth; the height of one row is in feet (S003, then S007).

interface Suspect {
  readonly station: string;
  /** In metres, but for one row. */
  readonly height_m: number;
  readonly gravity_mgal: number;
}

interface Suspects {
  readonly rows: readonly Suspect[];
}

const WEST: readonly Suspect[] = [
  { station: "S003", height_m: 517.85, gravity_mgal: 978367.761 },
  { station: "S004", height_m: 137.73, gravity_mgal: 978372.2701 },
  { station: "S005", height_m: 211.18, gravity_mgal: 978357.6954 },
  { station: "S014", height_m: 198.75, gravity_mgal: 978360.8428 },
  { station: "S022", height_m: 221.83, gravity_mgal: 978356.2399 },
  { station: "S076", height_m: 206, gravity_mgal: 978354.5955 },
  { station: "S082", height_m: 306.06, gravity_mgal: 978337.2263 },
  { station: "S086", height_m: 359.95, gravity_mgal: 978331.75 },
  { station: "S088", height_m: 378.79, gravity_mgal: 978323.0508 },
  { station: "S091", height_m: 517.49, gravity_mgal: 978302.5004 },
  { station: "S093", height_m: 445.46, gravity_mgal: 978315.9616 },
  { station: "S118", height_m: 528.92, gravity_mgal: 978305.8003 },
];

const EAST: readonly Suspect[] = [
  { station: "S007", height_m: 488.42, gravity_mgal: 978371.2715 },
  { station: "S040", height_m: 138.86, gravity_mgal: 978366.4719 },
  { station: "S045", height_m: 263.28, gravity_mgal: 978349.852 },
  { station: "S052", height_m: 166.38, gravity_mgal: 978373.6539 },
  { station: "S056", height_m: 227.05, gravity_mgal: 978363.4499 },
  { station: "S063", height_m: 226.49, gravity_mgal: 978358.209 },
  { station: "S068", height_m: 271.03, gravity_mgal: 978356.7071 },
  { station: "S109", height_m: 443.79, gravity_mgal: 978316.2688 },
  { station: "S117", height_m: 527.37, gravity_mgal: 978307.4215 },
  { station: "S120", height_m: 513.16, gravity_mgal: 978306.0714 },
  { station: "S122", height_m: 349.9, gravity_mgal: 978338.9266 },
  { station: "S126", height_m: 393.15, gravity_mgal: 978335.6344 },
];

/** The row whose height is not the true one, and its true height. */
async function fault(world: World<Suspects>): Promise<{ written: Suspect; true_height_m: number }> {
  const heights = new Map((await truePlaces(world)).map((place) => [place.station, place.height_m]));
  const found = world.given.rows.filter((row) => row.height_m !== heights.get(row.station));
  const true_height_m = heights.get(found[0]?.station);
  if (found.length !== 1 || true_height_m === undefined)
    throw new Error(`${found.length} rows differ from the truth, not one`);
  return { written: found[0], true_height_m };
}

/** The station where a quantity is largest. */
const extreme = ({ given }: World<Suspects>, of: (row: Suspect) => number): string =>
  given.rows.reduce((best, row) => (of(row) > of(best) ? row : best)).station;

const highest = (world: World<Suspects>): string => extreme(world, ({ height_m }) => height_m);
const lowest = (world: World<Suspects>): string => extreme(world, ({ height_m }) => -height_m);
const weakest = (world: World<Suspects>): string => extreme(world, ({ gravity_mgal }) => -gravity_mgal);

/** A trainee who suspects a station converts its height too. */
const converted = ({ given }: World<Suspects>, station: string): object => {
  const height_m = given.rows.find((row) => row.station === station)?.height_m ?? Number.NaN;
  return { station, true_height_m: height_m * METRES_PER_FOOT };
};

/** A trainee who found the station, and wrote this height. */
const found = async (world: World<Suspects>, height: (written_ft: number) => number): Promise<object> => {
  const { written } = await fault(world);
  return { station: written.station, true_height_m: height(written.height_m) };
};

export const feetAmongMetres: Exercise = defineExercise({
  id: "00.5",
  objective: "Find a wrong height in a list by comparing it with gravity",
  minutes: 6,
  points: 3,
  given: [{ rows: WEST }, { rows: EAST }],
  // 0.6 m, so that the nearest whole metre is good enough, and 3.28 feet in a metre too. That is 0.1 mGal. With
  // 0.3 m for a foot the height is wrong by more than 2 m.
  reads: {
    station: names({ known: /^(S\d{3}|B\d)$/i }),
    true_height_m: number("m", { tolerance: 0.6 }),
  },
  check: async (world: World<Suspects>) => {
    const { written, true_height_m } = await fault(world);
    return { station: written.station, true_height_m };
  },
  misconceptions: [
    instead(
      "highest",
      "station",
      highest,
      "You chose the largest height. But one of the places must be the highest. Look at its gravity: it is as small as it should be at such a height, so the two fit together. Look for two numbers that do not fit.",
    ),
    instead(
      "lowest",
      "station",
      lowest,
      "You chose the smallest height. A foot is shorter than a metre, so a height in feet is a number that is too large, not too small.",
    ),
    instead(
      "weakest-gravity",
      "station",
      weakest,
      "You chose the smallest gravity. Small gravity is normal on high ground, and this station is high. The gravity values are all right. Look for a height that does not fit its gravity.",
    ),
    instead(
      "still-in-feet",
      "true_height_m",
      async (world) => (await fault(world)).written.height_m,
      "The station is right. But this is the height as it is written in the list: it is in feet. Convert it to metres.",
      { whenRight: ["station"] },
    ),
    instead(
      "wrong-direction",
      "true_height_m",
      async (world) => (await fault(world)).written.height_m / METRES_PER_FOOT,
      "The station is right. But you converted in the wrong direction: your height has become larger. A metre is longer than a foot, so the number in metres must be smaller.",
      { whenRight: ["station"] },
    ),
    instead(
      "rough-foot",
      "true_height_m",
      async (world) => (await fault(world)).written.height_m * 0.3,
      "The station is right. But 0.3 m for a foot is too rough: your height is wrong by more than 2 m, and that is about 0.5 mGal. Use 0.3048.",
      { whenRight: ["station"] },
    ),
  ],
  hints: [
    "Compare two rows that have nearly the same height. Do they have nearly the same gravity?",
    "Gravity falls by about 0.2 mGal for each metre. Bring all places down to the same height: compute gravity plus 0.2 times height. Which row does not fit the others? Or draw gravity against height, and look for the point that stands alone.",
    'Write: `const levelled = suspects.derive({ level_mgal: (row) => row.gravity_mgal + 0.2 * row.height_m }).orderby(aq.desc("level_mgal")); show(levelled);`. Look at the first row. Its height is in feet: multiply it by the length of a foot in metres.',
  ],
  wrong: {
    highest: (world) => converted(world, highest(world)),
    lowest: (world) => converted(world, lowest(world)),
    "weakest-gravity": (world) => converted(world, weakest(world)),
    "still-in-feet": (world) => found(world, (written_ft) => written_ft),
    "wrong-direction": (world) => found(world, (written_ft) => written_ft / METRES_PER_FOOT),
    "rough-foot": (world) => found(world, (written_ft) => written_ft * 0.3),
  },
});
