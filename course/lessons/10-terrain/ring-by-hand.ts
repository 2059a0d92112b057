import { defineExercise, type Exercise, instead, number, scale } from "../../exercise/index.js";

/** One ring of Hammer's template in four equal parts. */
interface RingGiven {
  readonly inner_m: number;
  readonly outer_m: number;
  /** Mean height of each part, less the station's. */
  readonly above_station_m: readonly number[];
}

/**
 * Pull of a whole ring, mGal, by adding up 4,000 thin rings: the trainee's formula is the closed form of this integral.
 * G ρ ∫ 2π r (1/r − 1/√(r² + h²)) dr.
 */
function wholeRing({ inner_m, outer_m }: RingGiven, height: number): number {
  const step = (outer_m - inner_m) / 4000;
  let sum = 0;
  for (let k = 0; k < 4000; k++) {
    const r = inner_m + (k + 0.5) * step;
    sum += (1 - r / Math.hypot(r, height)) * step;
  }
  return 2 * Math.PI * 6.6743e-11 * 2670 * sum * 1e5;
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const parts = (given: RingGiven): number[] => given.above_station_m.map((h) => wholeRing(given, h) / 4);

/** Exercise 10.2. */
export const ringByHand: Exercise = defineExercise({
  id: "10.2",
  objective: "Compute the terrain correction of one ring by hand",
  minutes: 7,
  points: 2,
  given: [
    { inner_m: 400, outer_m: 900, above_station_m: [140, -120, 90, -60] },
    { inner_m: 300, outer_m: 800, above_station_m: [-160, 70, -110, 130] },
  ] satisfies RingGiven[],
  // 0.112 in place of 0.11197 mGal for each metre changes the answer by 0.0002 mGal.
  reads: { correction_mgal: number("mGal", { tolerance: 0.002 }) },
  check: ({ given }) => ({ correction_mgal: total(parts(given)) }),
  misconceptions: [
    instead(
      "mean-height",
      "correction_mgal",
      ({ given }) => wholeRing(given, total(given.above_station_m) / 4),
      "You took the mean of the four heights first. Then hills and valleys cancel, and the ring looks flat. Compute each part, and add the four results.",
    ),
    instead(
      "hills-less-valleys",
      "correction_mgal",
      ({ given }) => total(parts(given).map((part, i) => part * Math.sign(given.above_station_m[i]))),
      "You took the parts below the station as negative. A valley makes gravity too small, as a hill does. All four parts are positive.",
    ),
    instead(
      "hills-only",
      "correction_mgal",
      ({ given }) => total(parts(given).filter((_, i) => given.above_station_m[i] > 0)),
      "You added the hills alone. The valleys count too, and with the same sign.",
    ),
    scale(
      "whole-rings",
      "correction_mgal",
      4,
      "Each of your four numbers is for a whole ring. Each part is a quarter of the ring: divide by four.",
    ),
  ],
  hints: [
    "What does the formula give: a whole ring, or a quarter? And what does the square of a height do with its sign?",
    "Put each height into the formula. Each result is for a whole ring of that height, so take a quarter of it. Then add the four.",
    "Write: `const ring = (h) => igdp.bouguerSlab(outer_m - inner_m + Math.hypot(inner_m, h) - Math.hypot(...));`, then the sum of `ring(h) / 4` over the four heights.",
  ],
  wrong: {
    "mean-height": ({ given }) => ({ correction_mgal: typed(given, total(given.above_station_m) / 4) }),
    "hills-less-valleys": ({ given }) => ({
      correction_mgal:
        total(given.above_station_m.map((h) => (h > 0 ? typed(given, h) : -typed(given, h)))) / 4,
    }),
    "hills-only": ({ given }) => ({
      correction_mgal: total(given.above_station_m.filter((h) => h > 0).map((h) => typed(given, h))) / 4,
    }),
    "whole-rings": ({ given }) => ({
      correction_mgal: total(given.above_station_m.map((h) => typed(given, h))),
    }),
  },
});

/** The formula of the task. */
function typed({ inner_m, outer_m }: RingGiven, h: number): number {
  return 0.11197 * (outer_m - inner_m + Math.sqrt(inner_m ** 2 + h * h) - Math.sqrt(outer_m ** 2 + h * h));
}
