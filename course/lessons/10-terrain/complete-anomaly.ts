import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";

interface CompleteGiven {
  readonly station: string;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly height_m: number;
  readonly free_air_anomaly_mgal: number;
}

/** The slab, 2πGρH. */
const slab = ({ height_m }: CompleteGiven): number => 2 * Math.PI * 6.6743e-6 * 2670 * height_m;

/** Bullard B from LaFehr's (1991) series in the height, mGal, for 2670 kg/m³. */
const bullard = ({ height_m: h }: CompleteGiven): number =>
  1.464139e-3 * h - 3.533047e-7 * h * h + 1.002709e-13 * h ** 3 + 3.002407e-18 * h ** 4;

/** Exercise 10.3. */
export const completeAnomaly: Exercise = defineExercise({
  id: "10.3",
  objective: "Compute a terrain correction, and with it the complete Bouguer anomaly",
  minutes: 8,
  points: 2,
  given: [
    given("1176", 105.431566, 17.710848, 852.14, -11.8),
    given("1310", 105.612662, 17.244816, 833.03, -17.49),
    given("1035", 105.415987, 17.133881, 717.43, -21.37),
  ],
  // What the models get wrong here. They are stations where that is less than 0.1 mGal; at others it is 0.6.
  reads: {
    terrain_mgal: number("mGal", { tolerance: 0.2 }),
    complete_mgal: number("mGal", { tolerance: 0.2 }),
  },
  async check(world) {
    const row = await trueStation(world, world.given.station);
    const effect = row.slab_mgal + row.curvature_mgal + row.terrain_mgal;
    return { terrain_mgal: -row.terrain_mgal, complete_mgal: row.free_air_anomaly_mgal - effect };
  },
  misconceptions: [
    sign(
      "terrain_mgal",
      "The terrain correction has the wrong sign. Hills and valleys both make gravity too small. What we add is positive.",
    ),
    instead(
      "terrain-subtracted",
      "complete_mgal",
      (_, right) => right.complete_mgal - 2 * right.terrain_mgal,
      "You took the terrain correction away. The slab has taken away too much rock. So the correction is added.",
    ),
    instead(
      "without-terrain",
      "complete_mgal",
      (_, right) => right.complete_mgal - right.terrain_mgal,
      "This is the spherical Bouguer anomaly: slab and cap are taken away, and the terrain is not there yet. Add its correction.",
    ),
    instead(
      "without-cap",
      "complete_mgal",
      ({ given }, right) => right.complete_mgal + bullard(given),
      "Bullard B is missing. This terrain correction is for a round Earth: it goes with the cap. Take slab and Bullard B away.",
    ),
    instead(
      "without-slab",
      "complete_mgal",
      ({ given }, right) => right.complete_mgal + slab(given),
      "The slab is missing. The terrain correction mends the slab. It does not replace it.",
    ),
  ],
  hints: [
    "Which of the four numbers are taken away from the free-air anomaly, and which is added?",
    "Free-air anomaly, less the slab, less Bullard B, plus the terrain correction. The terrain correction comes from `terrainCorrection` with the models in `dem`.",
    'Write: `const { result } = await igdp.terrainCorrection(aq.from([q3.given]), dem);`, `const terrain_mgal = result.get("terrain_correction_mgal", 0);`, then `const complete_mgal = free_air_anomaly_mgal - igdp.bouguerSlab(height_m) - igdp.bullardB(height_m) + ...;`',
  ],
  wrong: {
    sign: async (world) => {
      const { terrain, free } = await typed(world);
      return { terrain_mgal: -terrain, complete_mgal: free - terrain };
    },
    "terrain-subtracted": async (world) => {
      const { terrain, free } = await typed(world);
      return { terrain_mgal: terrain, complete_mgal: free - terrain };
    },
    "without-terrain": async (world) => {
      const { terrain, free } = await typed(world);
      return { terrain_mgal: terrain, complete_mgal: free };
    },
    "without-cap": async (world) => {
      const { terrain, slabOnly } = await typed(world);
      return { terrain_mgal: terrain, complete_mgal: slabOnly + terrain };
    },
    "without-slab": async (world) => {
      const { terrain, free } = await typed(world);
      return { terrain_mgal: terrain, complete_mgal: free + 0.111969 * world.given.height_m + terrain };
    },
  },
});

function given(
  station: string,
  longitude_deg: number,
  latitude_deg: number,
  height_m: number,
  free_air_anomaly_mgal: number,
): CompleteGiven {
  return { station, longitude_deg, latitude_deg, height_m, free_air_anomaly_mgal };
}

/** A trainee's numbers, with the true terrain correction in place of a computed one. */
async function typed(world: Parameters<typeof trueStation>[0] & { readonly given: CompleteGiven }) {
  const row = await trueStation(world, world.given.station);
  const slabOnly = world.given.free_air_anomaly_mgal - 0.111969 * world.given.height_m;
  return { terrain: -row.terrain_mgal, slabOnly, free: slabOnly - row.curvature_mgal };
}
