import { chosen, defineExercise, type Exercise, instead, number, sign, whole } from "../../exercise/index.js";
import { normalAt, somigliana } from "./by-formula.js";

/** Points of an old list, as it is printed, and one base that was measured again. */
interface OldList {
  readonly base: { readonly in_the_list_mgal: number; readonly absolute_today_mgal: number };
  /** Latitude (degrees), height (metres), gravity (mGal), printed free-air anomaly (mGal). */
  readonly points: readonly {
    readonly latitude_deg: number;
    readonly height_m: number;
    readonly gravity_mgal: number;
    readonly printed_mgal: number;
  }[];
}

const point = (latitude_deg: number, height_m: number, gravity_mgal: number, printed_mgal: number) => ({
  latitude_deg,
  height_m,
  gravity_mgal,
  printed_mgal,
});

/** The anomaly of the first point on GRS80, if its gravity is given this shift. */
const anomaly = ({ points: [first] }: OldList, shift: number): number =>
  first.gravity_mgal + shift - normalAt(first.latitude_deg, first.height_m);
const shiftOf = ({ base }: OldList): number => base.absolute_today_mgal - base.in_the_list_mgal;

const right = (given: OldList) => {
  const anomaly_mgal = anomaly(given, shiftOf(given));
  return { anomaly_mgal, step_mgal: given.points[0].printed_mgal - anomaly_mgal };
};

/** Normal gravity on the ellipsoid by the three old formulas, mGal. Sources: as the lesson names them. */
const OLD: Readonly<Record<number, (s: number) => number>> = {
  1901: (s) => 978_030 * (1 + 0.005302 * s - 0.000007 * 4 * s * (1 - s)),
  1930: (s) => 978_049 * (1 + 0.0052884 * s - 0.0000059 * 4 * s * (1 - s)),
  1967: (s) => 978_031.846 * (1 + 0.005278895 * s + 0.000023462 * s * s),
};

/** The year of the formula whose anomalies differ from the printed ones by 0 or 14 mGal, the same at all points. */
function yearOf({ points }: OldList): number {
  const misfit = (year: number): number => {
    const differences = points.map(({ latitude_deg, height_m, gravity_mgal, printed_mgal }) => {
      const s = Math.sin((latitude_deg * Math.PI) / 180) ** 2;
      return printed_mgal - (gravity_mgal - OLD[year](s) + 0.3086 * height_m);
    });
    const mean = differences.reduce((a, b) => a + b) / differences.length;
    return Math.min(Math.abs(mean), Math.abs(mean + 14));
  };
  const years = Object.keys(OLD).map(Number);
  return years.reduce((best, year) => (misfit(year) < misfit(best) ? year : best));
}

/** Exercise 08.5. */
export const mixedMap: Exercise = defineExercise({
  id: "08.5",
  objective: "Find out how an old map's anomalies were computed, and compute them anew",
  minutes: 9,
  points: 3,
  given: [
    {
      base: { in_the_list_mgal: 978_196.4, absolute_today_mgal: 978_182.4 },
      points: [
        point(13.6, 412, 978_181.7, -8.5),
        point(13.67, 388, 978_198.7, -1.8),
        point(13.74, 455, 978_177.0, -5.8),
        point(13.81, 290, 978_222.9, -13.7),
        point(13.88, 341, 978_207.2, -16.6),
        point(13.95, 367, 978_206.4, -12.3),
      ],
    },
    {
      base: { in_the_list_mgal: 978_121.8, absolute_today_mgal: 978_107.8 },
      points: [
        point(7.4, 35, 978_107.5, -30.1),
        point(7.47, 58, 978_094.6, -37.5),
        point(7.54, 120, 978_087.9, -26.7),
        point(7.61, 96, 978_092.6, -31.1),
        point(7.68, 21, 978_110.6, -37.9),
        point(7.75, 77, 978_100.5, -32.4),
      ],
    },
    {
      base: { in_the_list_mgal: 978_502.3, absolute_today_mgal: 978_488.3 },
      points: [
        point(20.7, 640, 978_470.9, -6.5),
        point(20.77, 588, 978_494.1, -3.5),
        point(20.84, 702, 978_464.5, -2.1),
        point(20.91, 615, 978_489.5, -8.2),
        point(20.98, 540, 978_507.4, -17.6),
        point(21.05, 660, 978_488.4, -3.8),
      ],
    },
  ] satisfies OldList[],
  // 0.3086 and the series of GRS80 in place of the closed form change the anomaly by less than 0.15 mGal.
  reads: {
    year: whole(),
    anomaly_mgal: number("mGal", { tolerance: 0.2 }),
    step_mgal: number("mGal", { tolerance: 0.2 }),
  },
  check: ({ given }) => ({ year: yearOf(given), ...right(given) }),
  misconceptions: [
    chosen(
      "todays-formula",
      "year",
      1980,
      "1980 is the year of today's formula, GRS80. Ask `recogniseNormalGravity` which formula fits the printed anomalies, and look at its first guess.",
    ),
    instead(
      "datum-forgotten",
      "anomaly_mgal",
      ({ given }) => anomaly(given, 0),
      "You took today's normal gravity, but gravity as it is printed. Compare the two values of the base: the list stands on the Potsdam datum. Bring gravity to today's datum first.",
    ),
    instead(
      "wrong-direction",
      "anomaly_mgal",
      ({ given }) => anomaly(given, 14),
      "You added 14 mGal to gravity. Look at the base: the value in the list is larger than today's. So the old values are too high. Subtract.",
    ),
    instead(
      "as-printed",
      "anomaly_mgal",
      ({ given }) => given.points[0].printed_mgal,
      "This is the printed anomaly. Compute it anew: gravity on today's datum, less normal gravity of today at the height of the point.",
    ),
    instead(
      "on-the-ellipsoid",
      "anomaly_mgal",
      ({ given }) => given.points[0].gravity_mgal + shiftOf(given) - somigliana(given.points[0].latitude_deg),
      "You took normal gravity at height 0. The point stands higher. Give its height to `normalGravity` too.",
    ),
    sign(
      "step_mgal",
      "The size of the step is right, the sign is not. It is printed minus right: positive where the old map is too high.",
    ),
    chosen(
      "only-potsdam",
      "step_mgal",
      14,
      "The step is not 14 mGal alone. The formula of the old map differs from today's too. Take the printed anomaly minus your own.",
    ),
  ],
  hints: [
    "Two things may be old: the gravity in the list, and the formula behind the anomalies. What does the base say about the first? Who can tell you the second?",
    "`recogniseNormalGravity` tries every formula and puts the best one first: its name ends with the year. The base says what must be added to gravity. Then compute the anomaly with today's normal gravity at the height of the point.",
    'Write: `const year = ...;` (from the name), `const today = first.gravity_mgal + igdp.gravityDatumShift("potsdam");`, `const anomaly_mgal = igdp.freeAirAnomaly(today, first.latitude_deg, ...);`',
  ],
  wrong: {
    "todays-formula": ({ given }) => ({ year: 1980, ...right(given) }),
    "datum-forgotten": ({ given }) => typed(given, 0),
    "wrong-direction": ({ given }) => typed(given, 14),
    "as-printed": ({ given }) => ({
      year: yearOf(given),
      anomaly_mgal: given.points[0].printed_mgal,
      step_mgal: 0,
    }),
    "on-the-ellipsoid": ({ given }) => {
      const { anomaly_mgal, ...rest } = typed(given, -14);
      const { height_m } = given.points[0];
      return { ...rest, anomaly_mgal: anomaly_mgal - 0.3086 * height_m };
    },
    sign: ({ given }) => {
      const answer = typed(given, -14);
      return { ...answer, step_mgal: -answer.step_mgal };
    },
    "only-potsdam": ({ given }) => ({ ...typed(given, -14), step_mgal: 14 }),
  },
});

/** What a trainee answers who adds this to gravity: the series of GRS80 and 0.3086, as typed from the lesson. */
function typed(given: OldList, shift: number) {
  const [{ latitude_deg, height_m, gravity_mgal, printed_mgal }] = given.points;
  const s = Math.sin((latitude_deg * Math.PI) / 180) ** 2;
  const normal = 978_032.7 * (1 + 0.0053024 * s - 0.0000058 * 4 * s * (1 - s)) - 0.3086 * height_m;
  const anomaly_mgal = gravity_mgal + shift - normal;
  return { year: yearOf(given), anomaly_mgal, step_mgal: printed_mgal - anomaly_mgal };
}
