import {
  defineExercise,
  type Exercise,
  instead,
  number,
  sign,
  swapped,
  type World,
} from "../../exercise/index.js";
import { csvRows } from "../csv-rows.js";

interface AnomalyGiven {
  readonly station: string;
  readonly gravity_mgal: number;
  readonly latitude_deg: number;
  /** Normal gravity on the ellipsoid GRS80 at this latitude. */
  readonly normal_gravity_mgal: number;
  readonly height_m: number;
  readonly density_kg_per_m3: number;
}

/** 2πG in mGal for one metre of rock of 1 kg/m³, with G = 6.6743e-11 m³/(kg s²). */
const SLAB = 2 * Math.PI * 6.6743e-11 * 1e5;

/** Fall of gravity with height, mGal/m, as textbooks give it. */
const GRADIENT = 0.3086;

/** The true Bouguer anomaly of a station, and the free-air anomaly that belongs to it: the slab put back. */
async function trueAnomalies({ given, read }: World<AnomalyGiven>) {
  const { station, density_kg_per_m3 } = given;
  const row = csvRows((await read("first-survey", "truth.csv")).text).find((one) => one.station === station);
  if (row === undefined) throw new Error(`truth.csv has no station ${station}`);
  const bouguer = Number(row.bouguer_anomaly_mgal);
  return { freeAir: bouguer + SLAB * density_kg_per_m3 * Number(row.height_m), bouguer };
}

/** Exercise 01.4. */
export const anomalyByHand: Exercise = defineExercise({
  id: "01.4",
  objective: "Compute a free-air and a simple Bouguer anomaly by hand",
  minutes: 6,
  points: 2,
  given: [
    {
      station: "S121",
      gravity_mgal: 978337.43,
      latitude_deg: 16.33583,
      normal_gravity_mgal: 978441.28,
      height_m: 360.41,
      density_kg_per_m3: 2670,
    },
    {
      station: "S064",
      gravity_mgal: 978362.01,
      latitude_deg: 16.21219,
      normal_gravity_mgal: 978435.28,
      height_m: 225.13,
      density_kg_per_m3: 2670,
    },
  ] satisfies AnomalyGiven[],
  // The gradient of 0.3086 mGal/m is rounded: by hand the anomalies come out up to 0.05 mGal off.
  reads: { freeAir: number("mGal", { tolerance: 0.1 }), bouguer: number("mGal", { tolerance: 0.1 }) },
  check: trueAnomalies,
  misconceptions: [
    swapped(
      "swapped",
      "freeAir",
      "bouguer",
      "The two anomalies have changed places. The free-air anomaly has only latitude and height taken away. The Bouguer anomaly has the rock taken away too, so it is the smaller one.",
    ),
    instead(
      "free-air-sign",
      "freeAir",
      ({ given }) => given.gravity_mgal - given.normal_gravity_mgal - GRADIENT * given.height_m,
      "The height has the wrong sign. Gravity falls with height, so normal gravity at the station is smaller than on the ellipsoid. Make it smaller first, and then subtract it: minus and minus give plus.",
    ),
    instead(
      "no-height",
      "freeAir",
      ({ given }) => given.gravity_mgal - given.normal_gravity_mgal,
      "You compared the station with normal gravity on the ellipsoid, far below it. The station is high, and gravity falls with height. Bring normal gravity up to the station first.",
    ),
    sign(
      "freeAir",
      "The sign is turned round. An anomaly is what we measured minus what we expected, not the other way.",
    ),
    instead("slab-sign", "bouguer", ({ given }, right) => right.freeAir + slabOf(given)),
    // With the density in g/cm³ the slab is 0.04 mGal: within the tolerance that is no slab at all.
    instead(
      "no-slab",
      "bouguer",
      ({ given }, right) => right.freeAir - slabOf(given) / 1000,
      "Nothing, or nearly nothing, was taken away for the rock. Either the slab is not subtracted, or its density is in g/cm³: the formula takes it in kg/m³, and 2.67 g/cm³ is 2670 kg/m³.",
    ),
    instead(
      "slab-alone",
      "bouguer",
      ({ given }) => slabOf(given),
      "This is the pull of the slab alone. The Bouguer anomaly is what is left when you take it away: free-air anomaly minus slab.",
    ),
    instead(
      "slab-without-free-air",
      "bouguer",
      ({ given }) => given.gravity_mgal - given.normal_gravity_mgal - slabOf(given),
      "The rock is taken away, but the height is not. The Bouguer anomaly starts from the free-air anomaly, which you have already. Subtract the slab from that.",
      { whenRight: ["freeAir"] },
    ),
  ],
  hints: [
    "Do it in the order of the two formulas: first the free-air anomaly, then the rock.",
    "Normal gravity at the station is smaller than on the ellipsoid: 0.3086 mGal less for each metre. Subtract this smaller number from the measured gravity. The rock pulls down, so its pull is subtracted too.",
    "Write: `freeAir = gravity_mgal - (normal_gravity_mgal - 0.3086 * height_m)` and `bouguer = freeAir - 0.00004193 * density_kg_per_m3 * height_m`.",
  ],
  wrong: {
    swapped: ({ given }) => {
      const { freeAir, bouguer } = byHand(given, 0.3086, 0.1119);
      return { freeAir: bouguer, bouguer: freeAir };
    },
    "free-air-sign": ({ given }) => byHand(given, -0.3086, 0.1119),
    "no-height": ({ given }) => byHand(given, 0, 0.1119),
    sign: ({ given }) => {
      const { freeAir, bouguer } = byHand(given, 0.3086, 0.1119);
      return { freeAir: -freeAir, bouguer: -bouguer };
    },
    "slab-sign": ({ given }) => byHand(given, 0.3086, -0.1119),
    "no-slab": ({ given }) => byHand(given, 0.3086, 0.00004193 * 2.67),
    "slab-alone": ({ given }) => ({
      freeAir: byHand(given, 0.3086, 0).freeAir,
      bouguer: 0.00004193 * given.density_kg_per_m3 * given.height_m,
    }),
    "slab-without-free-air": ({ given }) => ({
      freeAir: byHand(given, 0.3086, 0).freeAir,
      bouguer: byHand(given, 0, 0.1119).bouguer,
    }),
  },
});

function slabOf({ density_kg_per_m3, height_m }: AnomalyGiven): number {
  return SLAB * density_kg_per_m3 * height_m;
}

/** Both anomalies as a trainee computes them, with the mGal for one metre of height and of rock. */
function byHand({ gravity_mgal, normal_gravity_mgal, height_m }: AnomalyGiven, air: number, rock: number) {
  const freeAir = gravity_mgal - normal_gravity_mgal + air * height_m;
  return { freeAir, bouguer: freeAir - rock * height_m };
}
