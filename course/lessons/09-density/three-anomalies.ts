import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";

interface ThreeGiven {
  readonly station: string;
  readonly height_m: number;
  readonly free_air_mgal: number;
  readonly terrain_correction_mgal: number;
}

/** Slab and curvature as a trainee types them. */
const typed = ({ height_m }: ThreeGiven) => ({
  slab: 0.1119 * height_m,
  curvature: 0.001464 * height_m - 3.533e-7 * height_m ** 2,
});
const three = (simple_mgal: number, spherical_mgal: number, terrain: number) => ({
  simple_mgal,
  spherical_mgal,
  complete_mgal: spherical_mgal + terrain,
});

/** Exercise 09.3. */
export const threeAnomalies: Exercise = defineExercise({
  id: "09.3",
  objective: "Compute the simple, the spherical and the complete Bouguer anomaly, and keep them apart",
  minutes: 7,
  points: 3,
  given: [
    { station: "9001", height_m: 1288.8, free_air_mgal: 30.86, terrain_correction_mgal: 7.12 },
    { station: "1330", height_m: 1598.85, free_air_mgal: 53.47, terrain_correction_mgal: 22.22 },
    { station: "9011", height_m: 753.52, free_air_mgal: -17.19, terrain_correction_mgal: 1.29 },
  ] satisfies ThreeGiven[],
  // 0.1119 in place of 0.11197 changes the slab by 0.11 mGal at the highest station; the curvature is 0.9 to 1.4.
  reads: {
    simple_mgal: number("mGal", { tolerance: 0.2 }),
    spherical_mgal: number("mGal", { tolerance: 0.2 }),
    complete_mgal: number("mGal", { tolerance: 0.2 }),
  },
  async check(world) {
    const truth = await trueStation(world, world.given.station);
    const simple_mgal = truth.free_air_anomaly_mgal - truth.slab_mgal;
    return three(simple_mgal, simple_mgal - truth.curvature_mgal, -truth.terrain_mgal);
  },
  misconceptions: [
    instead(
      "slab-added",
      "simple_mgal",
      ({ given }) => given.free_air_mgal + typed(given).slab,
      "You added the slab. Its rock pulls at the meter, and the normal Earth does not have it. Subtract it.",
    ),
    instead(
      "curvature-added",
      "spherical_mgal",
      ({ given }, { simple_mgal }) => simple_mgal + typed(given).curvature,
      "You added the curvature. At these heights the cap pulls a little more than the slab. So we must subtract a little more.",
    ),
    instead(
      "curvature-alone",
      "spherical_mgal",
      ({ given }) => given.free_air_mgal - typed(given).curvature,
      "You took the curvature from the free-air anomaly. It is only the small rest between cap and slab. Begin with the simple Bouguer anomaly.",
    ),
    instead(
      "terrain-subtracted",
      "complete_mgal",
      ({ given }, { spherical_mgal }) => spherical_mgal - given.terrain_correction_mgal,
      "You subtracted the terrain correction. A hill above you pulls up, and a valley below you was filled with rock that is not there. Both made the anomaly too small: add the correction.",
    ),
    instead(
      "curvature-left-out",
      "complete_mgal",
      ({ given }, { simple_mgal }) => simple_mgal + given.terrain_correction_mgal,
      "You added the terrain correction to the simple anomaly. The complete anomaly stands on the spherical one: slab, curvature and terrain.",
      { whenRight: ["spherical_mgal"] },
    ),
  ],
  hints: [
    "The three anomalies are a stair. Which one is the first step, and what does each next step change?",
    "Simple: free air less the slab. Spherical: simple less the curvature (Bullard B). Complete: spherical plus the terrain correction.",
    "Write: `const simple_mgal = free_air_mgal - 0.1119 * height_m;`, then `const curvature = 0.001464 * height_m - 3.533e-7 * height_m ** 2;`, then `const spherical_mgal = simple_mgal - ...;`",
  ],
  wrong: {
    "slab-added": ({ given }) => {
      const { slab, curvature } = typed(given);
      const simple = given.free_air_mgal + slab;
      return three(simple, simple - curvature, given.terrain_correction_mgal);
    },
    "curvature-added": ({ given }) => {
      const { slab, curvature } = typed(given);
      const simple = given.free_air_mgal - slab;
      return three(simple, simple + curvature, given.terrain_correction_mgal);
    },
    "curvature-alone": ({ given }) => {
      const { slab, curvature } = typed(given);
      return three(
        given.free_air_mgal - slab,
        given.free_air_mgal - curvature,
        given.terrain_correction_mgal,
      );
    },
    "terrain-subtracted": ({ given }) => {
      const { slab, curvature } = typed(given);
      const simple = given.free_air_mgal - slab;
      return three(simple, simple - curvature, -given.terrain_correction_mgal);
    },
    "curvature-left-out": ({ given }) => {
      const { slab, curvature } = typed(given);
      const simple_mgal = given.free_air_mgal - slab;
      const complete_mgal = simple_mgal + given.terrain_correction_mgal;
      return { simple_mgal, spherical_mgal: simple_mgal - curvature, complete_mgal };
    },
  },
});
