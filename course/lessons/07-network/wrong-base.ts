import {
  defineExercise,
  type Exercise,
  instead,
  names,
  number,
  sign,
  type World,
} from "../../exercise/index.js";
import { csvRows } from "../csv-rows.js";

interface BaseRow {
  readonly station: string;
  readonly gravity_mgal: number;
  readonly gravity_sigma_mgal: number;
}

/** A list of absolute values, as it was copied. One of them is wrong. */
interface ListGiven {
  readonly bases: readonly BaseRow[];
  /** What the lesson's network of week 0 says of this list: another base that looks bad, and the wrong one's residual. */
  readonly seen: { readonly pulled: string; readonly residual_ugal: number };
}

/** The six values of `absolute-bases.csv`, with one copied wrongly. */
function copied(station: string, gravity_mgal: number): readonly BaseRow[] {
  const list: readonly (readonly [string, number, number])[] = [
    ["9001", 978127.1486, 0.004],
    ["9002", 978405.7122, 0.005],
    ["9003", 978519.9468, 0.004],
    ["9004", 978467.1372, 0.006],
    ["9005", 978443.4787, 0.005],
    ["9006", 978230.0608, 0.004],
  ];
  return list.map(([name, gravity, gravity_sigma_mgal]) => ({
    station: name,
    gravity_mgal: name === station ? gravity_mgal : gravity,
    gravity_sigma_mgal,
  }));
}

/** The base that differs from the region's own file, and by how much. */
async function planted({ given, read }: World<ListGiven>): Promise<{ base: string; error_ugal: number }> {
  const rows = csvRows((await read("training-region", "absolute-bases.csv")).text);
  const wrong = given.bases.filter(
    ({ station, gravity_mgal }) =>
      Number(rows.find((row) => row.station === station)?.gravity_mgal) !== gravity_mgal,
  );
  if (wrong.length !== 1) throw new Error(`${wrong.length} bases differ from absolute-bases.csv, not one`);
  const [{ station, gravity_mgal }] = wrong;
  const own = rows.find((row) => row.station === station);
  return { base: station, error_ugal: 1000 * (gravity_mgal - Number(own?.gravity_mgal)) };
}

/** Exercise 07.4. */
export const wrongBase: Exercise = defineExercise({
  id: "07.4",
  objective: "Find a wrong absolute value by leaving each one out",
  minutes: 7,
  points: 3,
  given: [
    // A value at the height of the sensor, 0.717 m, in place of the mark: 0.717 times 0.3086 mGal too small.
    { bases: copied("9003", 978519.7255), seen: { pulled: "9004", residual_ugal: -88 } },
    // One digit typed wrong: 978230.1508 for 978230.0608.
    { bases: copied("9006", 978230.1508), seen: { pulled: "9001", residual_ugal: 44 } },
  ] satisfies ListGiven[],
  // The misfit of a base that is left out has a sigma of about 6 µGal: three times this.
  reads: { base: names({ known: /^90(0[1-6]|1\d|2[0-2])$/ }), error_ugal: number("µGal", { tolerance: 20 }) },
  check: planted,
  misconceptions: [
    instead(
      "pulled",
      "base",
      ({ given }) => given.seen.pulled,
      "This base looks bad only because the wrong one pulls it. Leave it out: does σ0 come down to 1? Look for the base without which everything fits.",
    ),
    instead(
      "the-weakest",
      "base",
      () => "9021",
      "This station has no absolute value. It has a large sigma only because it is far from the bases. Look among the six absolute values.",
    ),
    sign(
      "error_ugal",
      "The size is right, the sign is not. Take the absolute value less what the network says without it.",
    ),
    instead(
      "residual",
      "error_ugal",
      ({ given }) => given.seen.residual_ugal,
      "The base is right. But this is its residual while it takes part. It pulls the network to itself, so only a part of its error shows. Leave it out, then compare.",
      { whenRight: ["base"] },
    ),
  ],
  hints: [
    "Leave one base out. Do the others fit together now? Then put it back, and leave out the next one.",
    "While the wrong value takes part, all bases look bad. Only where the wrong one is left out, σ0 comes down to about 1. The difference of its value from the network is then its error.",
    "Run `show(await leaveOut(aq.from(q4.given.bases)))` and look for the row with the smallest `sigma0`. Its `misfit_ugal` is the answer.",
  ],
  wrong: {
    pulled: async (world) => ({ ...(await planted(world)), base: world.given.seen.pulled }),
    "the-weakest": async (world) => ({ ...(await planted(world)), base: "9021" }),
    sign: async (world) => {
      const { base, error_ugal } = await planted(world);
      return { base, error_ugal: -error_ugal };
    },
    residual: async (world) => ({
      base: (await planted(world)).base,
      error_ugal: world.given.seen.residual_ugal,
    }),
  },
});
