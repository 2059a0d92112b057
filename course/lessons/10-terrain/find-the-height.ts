import { defineExercise, type Exercise, instead, names, number } from "../../exercise/index.js";
import { trueStations } from "../true-stations.js";

/** Places of a list; one height is in feet. */
interface Place {
  readonly station: string;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly height_m: number;
}
interface ListGiven {
  readonly list: readonly Place[];
}

const place = (station: string, longitude_deg: number, latitude_deg: number, height_m: number): Place => ({
  ...{ station, longitude_deg, latitude_deg, height_m },
});

/** The place whose height is not the true one. */
async function wrongPlace(world: Parameters<typeof trueStations>[0] & { readonly given: ListGiven }) {
  const { list } = world.given;
  const truth = await trueStations(
    world,
    list.map(({ station }) => station),
  );
  const wrong = truth.find(({ height_m }, i) => Math.abs(height_m - list[i].height_m) > 1);
  if (wrong === undefined) throw new Error("the list has no wrong height");
  return { station: wrong.station, height_m: wrong.height_m };
}

const highest = ({ list }: ListGiven): string =>
  list.reduce((best, one) => (one.height_m > best.height_m ? one : best)).station;
const lowest = ({ list }: ListGiven): string =>
  list.reduce((best, one) => (one.height_m < best.height_m ? one : best)).station;
const written = ({ list }: ListGiven, height_m: number): number =>
  list.find((one) => Math.abs(one.height_m * 0.3048 - height_m) < 0.05)?.height_m ?? Number.NaN;

/** Exercise 10.5. */
export const findTheHeight: Exercise = defineExercise({
  id: "10.5",
  objective: "Find a wrong height with the elevation model, before it spoils a map",
  minutes: 8,
  points: 3,
  given: [
    {
      list: [
        place("1184", 105.441543, 17.733622, 1125.9),
        place("1187", 105.46161, 17.624045, 1029.4),
        place("1174", 105.421579, 17.689834, 963.77),
        place("1192", 105.50304, 17.66343, 353.8),
        place("1173", 105.417777, 17.662302, 649.82),
        place("1195", 105.524285, 17.711784, 953.3),
      ],
    },
    {
      list: [
        place("1177", 105.441766, 17.692593, 1095.79),
        place("1194", 105.497933, 17.707806, 465.62),
        place("1178", 105.449483, 17.663369, 901.07),
        place("1199", 105.552212, 17.672767, 744.83),
        place("1198", 105.489848, 17.745646, 750.14),
        place("1200", 105.547081, 17.658577, 427.89),
      ],
    },
    {
      list: [
        place("1363", 105.574228, 17.62953, 459.67),
        place("1171", 105.432043, 17.620148, 389.31),
        place("1417", 105.580785, 17.740052, 575.55),
        place("1361", 105.576747, 17.684247, 474.5),
        place("1175", 105.416856, 17.708653, 667.2),
        place("1362", 105.583163, 17.65015, 365.61),
      ],
    },
  ] satisfies ListGiven[],
  // The heights are written to the centimetre.
  reads: { station: names({ known: /^\d{4}$/ }), height_m: number("m", { tolerance: 0.05 }) },
  check: wrongPlace,
  misconceptions: [
    instead(
      "highest",
      "station",
      ({ given }) => highest(given),
      "This is the highest station of the list. High alone is not wrong: here the ground is high too. Compare each height with the model: `height_above_dem_m`.",
    ),
    instead(
      "lowest",
      "station",
      ({ given }) => lowest(given),
      "This is the lowest station of the list. Low alone is not wrong: it stands in a valley, and the model has the valley too. Look at `height_above_dem_m`.",
    ),
    instead(
      "as-written",
      "height_m",
      ({ given }, right) => written(given, right.height_m),
      "You found the station. But this is the height as it stands in the list. The model says that the ground is far lower. How many metres is it if the number is in feet?",
      { whenRight: ["station"] },
    ),
    instead(
      "wrong-way",
      "height_m",
      ({ given }, right) => written(given, right.height_m) / 0.3048,
      "You divided by 0.3048. That turns metres into feet. Multiply, to turn feet into metres.",
      { whenRight: ["station"] },
    ),
  ],
  hints: [
    "The model knows how high the ground is. Which column says how far a station stands above it?",
    "Run `terrainCorrection` on the list. Some metres above or below the model are usual: trees, and means of cells. One station stands hundreds of metres above it. One foot is 0.3048 m.",
    'Write: `const { result } = await igdp.terrainCorrection(list, dem);`, `show(result.select("station", "height_m", "height_above_dem_m"));`, then `const height_m = ... * 0.3048;`',
  ],
  wrong: {
    highest: ({ given }) => {
      const [first] = [...given.list].sort((a, b) => b.height_m - a.height_m);
      return { station: first.station, height_m: first.height_m * 0.3048 };
    },
    lowest: ({ given }) => {
      const [first] = [...given.list].sort((a, b) => a.height_m - b.height_m);
      return { station: first.station, height_m: first.height_m };
    },
    "as-written": async (world) => {
      const { station, height_m } = await wrongPlace(world);
      return { station, height_m: height_m / 0.3048 };
    },
    "wrong-way": async (world) => {
      const { station, height_m } = await wrongPlace(world);
      return { station, height_m: height_m / 0.3048 ** 2 };
    },
  },
});
