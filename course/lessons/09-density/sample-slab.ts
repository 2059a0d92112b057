import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";
import { SLAB, TYPED } from "./slab-factor.js";

interface SampleGiven {
  readonly station: string;
  readonly rock: string;
  readonly height_m: number;
  readonly density_g_cm3: number;
}

/** Exercise 09.1. */
export const sampleSlab: Exercise = defineExercise({
  id: "09.1",
  objective: "Compute the attraction of a slab of rock from its density and thickness",
  minutes: 4,
  points: 1,
  given: [
    { station: "9001", rock: "sandstone", height_m: 1288.8, density_g_cm3: 2.42 },
    { station: "9011", rock: "basalt", height_m: 753.5, density_g_cm3: 2.9 },
    { station: "1330", rock: "granite", height_m: 1598.8, density_g_cm3: 2.61 },
  ] satisfies SampleGiven[],
  // 0.0000419 is 0.09 % smaller than 2πG: up to 0.15 mGal here.
  reads: { slab_mgal: number("mGal", { tolerance: 0.2 }) },
  async check(world) {
    const { slab_mgal } = await trueStation(world, world.given.station);
    return { slab_mgal: (slab_mgal * world.given.density_g_cm3) / 2.67 };
  },
  misconceptions: [
    instead("density-in-grams", "slab_mgal", ({ given }) => SLAB * given.density_g_cm3 * given.height_m),
    sign(
      "slab_mgal",
      "The size is right, the sign is not. The slab lies below the meter and pulls down: its attraction is positive. We subtract it later.",
    ),
    instead(
      "standard-density",
      "slab_mgal",
      ({ given }) => SLAB * 2670 * given.height_m,
      "This slab has 2670 kg/m³. The task asks for the rock of the sample: use the density that was given.",
    ),
    instead(
      "free-air-number",
      "slab_mgal",
      ({ given }) => 0.3086 * given.height_m,
      "0.3086 mGal for each metre is the effect of the height. The attraction of rock needs its density: 0.0000419 mGal for each metre and each kg/m³.",
    ),
    instead(
      "whole-ball",
      "slab_mgal",
      ({ given }) => 2 * SLAB * given.density_g_cm3 * 1000 * given.height_m,
      "This is twice as much. Here 4π stands in place of 2π. A slab pulls with 2πGρH.",
    ),
  ],
  hints: [
    "In which unit is the density of the sample? Which unit does the formula want?",
    "1 g/cm³ is 1000 kg/m³. The attraction is 0.0000419 times the density in kg/m³ times the thickness in metres.",
    "Write: `const slab_mgal = 0.0000419 * density_g_cm3 * 1000 * ...;`",
  ],
  wrong: {
    "density-in-grams": ({ given }) => ({ slab_mgal: TYPED * given.height_m * given.density_g_cm3 }),
    sign: ({ given }) => ({ slab_mgal: -TYPED * given.height_m * given.density_g_cm3 * 1000 }),
    "standard-density": ({ given }) => ({ slab_mgal: 0.1119 * given.height_m }),
    "free-air-number": ({ given }) => ({ slab_mgal: given.height_m * 0.3086 }),
    "whole-ball": ({ given }) => ({
      slab_mgal: 4 * Math.PI * 6.674e-11 * given.density_g_cm3 * 1000 * given.height_m * 1e5,
    }),
  },
});
