import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

/** One station, with all its effects for 2670 kg/m³. */
interface DensityGiven {
  readonly free_air_anomaly_mgal: number;
  readonly bouguer_slab_mgal: number;
  readonly bullard_b_mgal: number;
  readonly terrain_correction_mgal: number;
  readonly density: number;
}

/** The anomaly with these factors for slab (and cap) and terrain. */
function anomaly(given: DensityGiven, slab: number, terrain: number): number {
  const { free_air_anomaly_mgal: free, bouguer_slab_mgal, bullard_b_mgal } = given;
  return free - slab * (bouguer_slab_mgal + bullard_b_mgal) + terrain * given.terrain_correction_mgal;
}
const share = ({ density }: DensityGiven): number => density / 2670;

/** Exercise 10.4. */
export const otherDensity: Exercise = defineExercise({
  id: "10.4",
  objective: "Bring a complete Bouguer anomaly to another density",
  minutes: 6,
  points: 2,
  given: [
    {
      ...{ free_air_anomaly_mgal: 61.37, bouguer_slab_mgal: 179.02, bullard_b_mgal: 1.45 },
      ...{ terrain_correction_mgal: 22.22, density: 2450 },
    },
    {
      ...{ free_air_anomaly_mgal: -18.64, bouguer_slab_mgal: 134.36, bullard_b_mgal: 1.26 },
      ...{ terrain_correction_mgal: 13.58, density: 2820 },
    },
  ] satisfies DensityGiven[],
  // Everything is given to 0.01 mGal.
  reads: { complete_mgal: number("mGal", { tolerance: 0.05 }) },
  check: ({ given }) => ({ complete_mgal: anomaly(given, share(given), share(given)) }),
  misconceptions: [
    instead(
      "as-2670",
      "complete_mgal",
      ({ given }) => anomaly(given, 1, 1),
      "This is the anomaly for 2670 kg/m³. Multiply slab, cap and terrain by the new density divided by 2670.",
    ),
    instead(
      "slab-alone",
      "complete_mgal",
      ({ given }) => anomaly(given, share(given), 1),
      "You changed the density of slab and cap, but not of the terrain. The hills are made of the same rock. Change all three.",
    ),
    instead(
      "terrain-alone",
      "complete_mgal",
      ({ given }) => anomaly(given, 1, share(given)),
      "You changed the density of the terrain, but not of the slab and the cap. They are the same rock. Change all three.",
    ),
    instead(
      "terrain-subtracted",
      "complete_mgal",
      ({ given }) => anomaly(given, share(given), -share(given)),
      "You took the terrain correction away. It is added, with every density.",
    ),
    instead(
      "factor-upside-down",
      "complete_mgal",
      ({ given }) => anomaly(given, 1 / share(given), 1 / share(given)),
      "Your factor is upside down. With a lighter rock all three effects become smaller: take the new density divided by 2670.",
    ),
    instead(
      "free-air-too",
      "complete_mgal",
      ({ given }) => share(given) * anomaly(given, 1, 1),
      "You multiplied the whole anomaly. The free-air anomaly knows no rock: it does not change with the density.",
    ),
  ],
  hints: [
    "Which of the four numbers know about rock?",
    "Slab, Bullard B and terrain all go with the density. Multiply each by the new density divided by 2670. The free-air anomaly stays.",
    "Write: `const share = density / 2670;`, then `const complete_mgal = free_air_anomaly_mgal - share * (bouguer_slab_mgal + bullard_b_mgal - ...);`",
  ],
  wrong: {
    "as-2670": ({ given }) => typed(given, 2670, 2670),
    "slab-alone": ({ given }) => typed(given, given.density, 2670),
    "terrain-alone": ({ given }) => typed(given, 2670, given.density),
    "terrain-subtracted": ({ given }) => typed(given, given.density, -given.density),
    "factor-upside-down": ({ given }) => typed(given, 2670 ** 2 / given.density, 2670 ** 2 / given.density),
    "free-air-too": ({ given }) => {
      const { complete_mgal } = typed(given, 2670, 2670);
      return { complete_mgal: (complete_mgal / 2670) * given.density };
    },
  },
});

/** The effects for each kg/m³ first, then times a density, as a trainee may type it. */
function typed(given: DensityGiven, ofSlab: number, ofTerrain: number) {
  const rock = given.bouguer_slab_mgal / 2670 + given.bullard_b_mgal / 2670;
  const terrain = given.terrain_correction_mgal / 2670;
  return { complete_mgal: given.free_air_anomaly_mgal - rock * ofSlab + terrain * ofTerrain };
}
