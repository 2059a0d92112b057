import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";
import { PER_METRE, squares } from "./by-formula.js";

interface ByHandGiven {
  readonly station: string;
  readonly latitude_deg: number;
  readonly height_m: number;
  readonly gravity_mgal: number;
}

/** The series of GRS80, as the task gives it. */
function series({ sin2, sin2Double }: ReturnType<typeof squares>): number {
  return 978_032.7 * (1 + 0.0053024 * sin2 - 0.0000058 * sin2Double);
}

const onEllipsoid = ({ latitude_deg }: ByHandGiven): number => series(squares(latitude_deg));
const inRadians = ({ latitude_deg }: ByHandGiven): number =>
  series({ sin2: Math.sin(latitude_deg) ** 2, sin2Double: Math.sin(2 * latitude_deg) ** 2 });
const notSquared = ({ latitude_deg }: ByHandGiven): number => {
  const { sin2, sin2Double } = squares(latitude_deg);
  return series({ sin2: Math.sqrt(sin2), sin2Double: Math.sqrt(sin2Double) });
};

/** What a trainee answers who has this normal gravity. */
const withNormal = ({ gravity_mgal }: ByHandGiven, normal_mgal: number) => ({
  normal_mgal,
  anomaly_mgal: gravity_mgal - normal_mgal,
});

/** Exercise 08.2. */
export const anomalyByHand: Exercise = defineExercise({
  id: "08.2",
  objective: "Compute normal gravity at a station and its free-air anomaly by hand",
  minutes: 8,
  points: 2,
  given: [
    { station: "1330", latitude_deg: 17.1899044, height_m: 1598.85, gravity_mgal: 978_043.84 },
    { station: "9001", latitude_deg: 17.3902724, height_m: 1288.81, gravity_mgal: 978_127.15 },
    { station: "9011", latitude_deg: 17.2888963, height_m: 753.5, gravity_mgal: 978_239.08 },
  ] satisfies ByHandGiven[],
  // The series is 0.04 mGal off here, 0.3086 up to 0.07, the rounded heights and gravity 0.01.
  reads: {
    normal_mgal: number("mGal", { tolerance: 0.15 }),
    anomaly_mgal: number("mGal", { tolerance: 0.15 }),
  },
  async check(world) {
    const { gravity_mgal, free_air_anomaly_mgal } = await trueStation(world, world.given.station);
    return { normal_mgal: gravity_mgal - free_air_anomaly_mgal, anomaly_mgal: free_air_anomaly_mgal };
  },
  misconceptions: [
    instead(
      "degrees-for-radians",
      "normal_mgal",
      ({ given }) => inRadians(given) - PER_METRE * given.height_m,
    ),
    instead(
      "not-squared",
      "normal_mgal",
      ({ given }) => notSquared(given) - PER_METRE * given.height_m,
      "You took the sine itself. The formula has sin², the sine times itself: write `Math.sin(phi) ** 2`.",
    ),
    instead(
      "free-air-sign",
      "normal_mgal",
      ({ given }) => onEllipsoid(given) + PER_METRE * given.height_m,
      "You added 0.3086 mGal for each metre to normal gravity. Normal gravity becomes smaller when we go up: subtract it.",
    ),
    instead(
      "on-the-ellipsoid",
      "normal_mgal",
      ({ given }) => onEllipsoid(given),
      "This is normal gravity on the ellipsoid, at height 0. The station stands higher. Bring normal gravity up to it: 0.3086 mGal less for each metre.",
    ),
    sign(
      "anomaly_mgal",
      "You took normal gravity minus gravity. An anomaly is always what we measured minus what we expected.",
    ),
    instead(
      "height-twice",
      "anomaly_mgal",
      ({ given }, { anomaly_mgal }) => anomaly_mgal + PER_METRE * given.height_m,
      "Normal gravity is right: it stands at the height of the station already. For the anomaly you took the height into account once more. Take gravity minus normal gravity, and nothing else.",
      { whenRight: ["normal_mgal"] },
    ),
  ],
  hints: [
    "Where does the station stand, and where is the formula of the latitude valid? What is missing between the two?",
    "First the sine of the latitude, in radians. Then normal gravity on the ellipsoid by the formula. Then 0.3086 mGal less for each metre of height. The anomaly is gravity minus that number.",
    "Write: `const phi = (latitude_deg * Math.PI) / 180;`, `const A = 0.0053024 * Math.sin(phi) ** 2;`, the same for `B` with `2 * phi`, then `const normal_mgal = 978032.7 * (1 + A - B) - 0.3086 * ...;`",
  ],
  wrong: {
    "degrees-for-radians": ({ given }) => {
      const [s, d] = [Math.sin(given.latitude_deg), Math.sin(2 * given.latitude_deg)];
      const normal = 978032.7 + 978032.7 * (0.0053024 * s * s - 5.8e-6 * d * d);
      return withNormal(given, normal - 0.3086 * given.height_m);
    },
    "not-squared": ({ given }) => {
      const phi = (given.latitude_deg * Math.PI) / 180;
      const normal = 978032.7 + 978032.7 * (0.0053024 * Math.sin(phi) - 5.8e-6 * Math.sin(2 * phi));
      return withNormal(given, normal - 0.3086 * given.height_m);
    },
    "free-air-sign": ({ given }) => withNormal(given, typed(given) + 0.3086 * given.height_m),
    "on-the-ellipsoid": ({ given }) => withNormal(given, typed(given)),
    sign: ({ given }) => {
      const normal_mgal = typed(given) - 0.3086 * given.height_m;
      return { normal_mgal, anomaly_mgal: normal_mgal - given.gravity_mgal };
    },
    "height-twice": ({ given }) => {
      const normal_mgal = typed(given) - 0.3086 * given.height_m;
      return { normal_mgal, anomaly_mgal: given.gravity_mgal - normal_mgal + 0.3086 * given.height_m };
    },
  },
});

/** Normal gravity on the ellipsoid as a trainee types it, with sin²2φ = 4 sin²φ cos²φ. */
function typed({ latitude_deg }: ByHandGiven): number {
  const s = Math.sin((latitude_deg * Math.PI) / 180) ** 2;
  return 978032.7 + 978032.7 * (0.0053024 * s - 0.0000058 * 4 * s * (1 - s));
}
