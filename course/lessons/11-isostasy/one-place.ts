import { defineExercise, type Exercise, instead, number, scale, swapped } from "../../exercise/index.js";

interface PlaceGiven {
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  readonly height_m: number;
  readonly complete_bouguer_disturbance_mgal: number;
}

/**
 * The isostatic correction by Airy's model (normal depth 32 km, 400 kg/m³, masses within 166.7 km), mGal, of another
 * program: a sum in Python over spherical cells of 4′ with 64 points each, on a sphere; the root of each cell was found
 * by bisection of the balance. `mixed`: with the normal depth of 30 km in the correction alone. `cut`: with the region
 * alone, and nothing around it.
 */
const PEER = new Map([
  ["105.4 17.6", { right: 44.22, mixed: 71.53, cut: 37.95 }],
  ["106 18.2", { right: 9.47, mixed: 36.93, cut: 8.03 }],
  ["105.4 18.2", { right: 38.5, mixed: 65.8, cut: 30.92 }],
]);

function peer({ longitude_deg, latitude_deg }: PlaceGiven): { right: number; mixed: number; cut: number } {
  const found = PEER.get(`${longitude_deg} ${latitude_deg}`);
  if (found === undefined) throw new Error(`No correction is known at ${longitude_deg} ${latitude_deg}`);
  return found;
}

function answerOf(given: PlaceGiven, correction: number) {
  return {
    correction_mgal: correction,
    isostatic_mgal: given.complete_bouguer_disturbance_mgal + correction,
  };
}

/** Exercise 11.4. */
export const onePlace: Exercise = defineExercise({
  id: "11.4",
  objective: "Compute the isostatic correction and anomaly of a place",
  minutes: 7,
  points: 2,
  given: [
    {
      ...{ longitude_deg: 105.4, latitude_deg: 17.6, height_m: 754 },
      complete_bouguer_disturbance_mgal: -114.03,
    },
    {
      ...{ longitude_deg: 106, latitude_deg: 18.2, height_m: 3 },
      complete_bouguer_disturbance_mgal: -49.81,
    },
    {
      ...{ longitude_deg: 105.4, latitude_deg: 18.2, height_m: 804 },
      complete_bouguer_disturbance_mgal: -92.56,
    },
  ] satisfies PlaceGiven[],
  reads: {
    // A grid of 2′ or of 0.1°, an ellipsoid or a sphere: 0.3 mGal of difference. A cut grid costs 1.4 or more.
    correction_mgal: number("mGal", { tolerance: 0.6 }),
    isostatic_mgal: number("mGal", { tolerance: 0.6 }),
  },
  check: ({ given }) => answerOf(given, peer(given).right),
  misconceptions: [
    instead(
      "other-normal-depth",
      "correction_mgal",
      ({ given }) => peer(given).mixed,
      "The Moho was made with a normal depth of 32 km, but the correction was told nothing and took 30 km. So it sees a layer of 2 km under everything. Give `settings` to both functions.",
    ),
    instead(
      "grid-cut",
      "correction_mgal",
      ({ given }) => peer(given).cut,
      "This Moho ends at the border of the region. The root and the sea around it are missing. Use a Moho from the grid that reaches 166.7 km beyond.",
    ),
    instead(
      "pull-of-the-root",
      "correction_mgal",
      ({ given }) => -peer(given).right,
      "This is what the root does to gravity. A correction takes it away again, so it has the other sign.",
    ),
    swapped(
      "swapped",
      "correction_mgal",
      "isostatic_mgal",
      "The two answers have changed places. The correction is the part of the root; the anomaly is what is left.",
    ),
    instead(
      "subtracted",
      "isostatic_mgal",
      ({ given }) => given.complete_bouguer_disturbance_mgal - peer(given).right,
      "You subtracted the correction. It already has the sign of a correction, so it is added: the low over the mountains becomes smaller.",
      { whenRight: ["correction_mgal"] },
    ),
    scale(
      "microgal",
      "correction_mgal",
      1000,
      "This number is in microgal. The question asks for mGal, and 1 mGal is 1000 microgal.",
    ),
  ],
  hints: [
    "Which two functions did we use for the whole map? Here the table has one row.",
    "`isostaticCorrection` gives the column `isostatic_correction_mgal`, and with a column `complete_bouguer_disturbance_mgal` also `isostatic_disturbance_mgal`. Both functions need the same `settings`.",
    'Write: `const { result } = igdp.isostaticCorrection(place, airyMoho, settings);` Then `const correction_mgal = result.get("...", 0);`',
  ],
  wrong: {
    // As igdp gives them, on its ellipsoid.
    "other-normal-depth": ({ given }) => {
      const size: Record<string, number> = { "105.4 17.6": 71.6, "106 18.2": 36.9, "105.4 18.2": 65.9 };
      return answerOf(given, size[`${given.longitude_deg} ${given.latitude_deg}`]);
    },
    "grid-cut": ({ given }) => {
      const size: Record<string, number> = { "105.4 17.6": 38, "106 18.2": 8, "105.4 18.2": 31 };
      return answerOf(given, size[`${given.longitude_deg} ${given.latitude_deg}`]);
    },
    "pull-of-the-root": ({ given }) => answerOf(given, -peer(given).right),
    swapped: ({ given }) => {
      const { correction_mgal, isostatic_mgal } = answerOf(given, peer(given).right);
      return { correction_mgal: isostatic_mgal, isostatic_mgal: correction_mgal };
    },
    subtracted: ({ given }) => ({
      correction_mgal: peer(given).right,
      isostatic_mgal: -(peer(given).right - given.complete_bouguer_disturbance_mgal),
    }),
    microgal: ({ given }) => answerOf(given, peer(given).right * 1000),
  },
});
