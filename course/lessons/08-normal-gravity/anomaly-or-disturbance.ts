import { choice, defineExercise, type Exercise, instead, number, swapped } from "../../exercise/index.js";
import { trueStation } from "../true-stations.js";
import { PER_METRE } from "./by-formula.js";

interface ListedGiven {
  readonly station: string;
  readonly gravity_mgal: number;
  readonly normal_on_ellipsoid_mgal: number;
  readonly ellipsoidal_height_m: number;
  readonly geoid_height_m: number;
  /** What a list gives as its "free-air anomaly". */
  readonly listed_mgal: number;
}

/** Gravity less normal gravity, if the station stood at this height. */
const at = ({ gravity_mgal, normal_on_ellipsoid_mgal }: ListedGiven, height_m: number): number =>
  gravity_mgal - (normal_on_ellipsoid_mgal - PER_METRE * height_m);

/** Exercise 08.3. */
export const anomalyOrDisturbance: Exercise = defineExercise({
  id: "08.3",
  objective: "Compute the anomaly and the disturbance of one station, and recognise which one a list holds",
  minutes: 7,
  points: 2,
  given: [
    {
      station: "9011",
      gravity_mgal: 978_239.08,
      normal_on_ellipsoid_mgal: 978_488.87,
      ellipsoidal_height_m: 728.94,
      geoid_height_m: -24.57,
      listed_mgal: -24.8,
    },
    {
      station: "9001",
      gravity_mgal: 978_127.15,
      normal_on_ellipsoid_mgal: 978_494.07,
      ellipsoidal_height_m: 1265.08,
      geoid_height_m: -23.73,
      listed_mgal: 30.8,
    },
    {
      station: "9012",
      gravity_mgal: 978_334.02,
      normal_on_ellipsoid_mgal: 978_496.43,
      ellipsoidal_height_m: 198.53,
      geoid_height_m: -23.34,
      listed_mgal: -101.1,
    },
  ] satisfies ListedGiven[],
  // 0.3086 is 0.07 mGal off here at most, the rounded numbers 0.01.
  reads: {
    anomaly_mgal: number("mGal", { tolerance: 0.15 }),
    disturbance_mgal: number("mGal", { tolerance: 0.15 }),
    listed: choice(["anomaly", "disturbance"]),
  },
  async check(world) {
    const truth = await trueStation(world, world.given.station);
    const { free_air_anomaly_mgal: anomaly_mgal, gravity_disturbance_mgal: disturbance_mgal } = truth;
    const far = (value: number): number => Math.abs(value - world.given.listed_mgal);
    const listed = far(anomaly_mgal) < far(disturbance_mgal) ? "anomaly" : "disturbance";
    return { anomaly_mgal, disturbance_mgal, listed };
  },
  misconceptions: [
    swapped(
      "swapped",
      "anomaly_mgal",
      "disturbance_mgal",
      "The two numbers are exchanged. The anomaly goes with H, the height above the geoid. The disturbance goes with h, the height above the ellipsoid.",
    ),
    instead(
      "geoid-added",
      "anomaly_mgal",
      ({ given }) => at(given, given.ellipsoidal_height_m + given.geoid_height_m),
      "For the anomaly you added the geoid height. It is H = h − N. Here N is negative, so H is larger than h.",
    ),
    instead(
      "one-height",
      "anomaly_mgal",
      (_, { disturbance_mgal }) => disturbance_mgal,
      "For the anomaly you used the height above the ellipsoid, as it stands in the list. First make H of it: H = h − N.",
    ),
    instead(
      "on-the-ellipsoid",
      "disturbance_mgal",
      ({ given }) => given.gravity_mgal - given.normal_on_ellipsoid_mgal,
      "For the disturbance you took normal gravity on the ellipsoid, at height 0. Bring it up to the station: 0.3086 mGal less for each metre of h.",
    ),
    instead(
      "anomaly-again",
      "disturbance_mgal",
      (_, { anomaly_mgal }) => anomaly_mgal,
      "For the disturbance you used H. A disturbance compares both at the same point in space, so it goes with h, the height above the ellipsoid.",
    ),
    instead(
      "name-believed",
      "listed",
      (_, { listed }) => (listed === "anomaly" ? "disturbance" : "anomaly"),
      "Both numbers are right. Now compare them with the number in the list: which of the two is it? The title of a column proves nothing.",
      { whenRight: ["anomaly_mgal", "disturbance_mgal"] },
    ),
  ],
  hints: [
    "There are two heights. Which one belongs to the anomaly, and which one to the disturbance?",
    "Normal gravity at a height is normal gravity on the ellipsoid less 0.3086 mGal for each metre. With h it gives the disturbance. With H = h − N it gives the anomaly. Then see which one is in the list.",
    "Write: `const disturbance_mgal = gravity_mgal - (normal_on_ellipsoid_mgal - 0.3086 * ellipsoidal_height_m);` and the same for the anomaly, with `ellipsoidal_height_m - geoid_height_m`.",
  ],
  wrong: {
    swapped: ({ given: w }) => ({
      anomaly_mgal: typed(w, 0),
      disturbance_mgal: typed(w, -1),
      listed: "anomaly",
    }),
    "geoid-added": ({ given: w }) => ({
      anomaly_mgal: typed(w, 1),
      disturbance_mgal: typed(w, 0),
      listed: "disturbance",
    }),
    "one-height": ({ given: w }) => ({
      anomaly_mgal: typed(w, 0),
      disturbance_mgal: typed(w, 0),
      listed: "anomaly",
    }),
    "on-the-ellipsoid": ({ given: w }) => ({
      anomaly_mgal: typed(w, -1),
      disturbance_mgal: w.gravity_mgal - w.normal_on_ellipsoid_mgal,
      listed: "anomaly",
    }),
    "anomaly-again": ({ given: w }) => ({
      anomaly_mgal: typed(w, -1),
      disturbance_mgal: typed(w, -1),
      listed: "anomaly",
    }),
    "name-believed": ({ given: w }) => ({
      anomaly_mgal: typed(w, -1),
      disturbance_mgal: typed(w, 0),
      listed: w.station === "9001" ? "disturbance" : "anomaly",
    }),
  },
});

/** Gravity less normal gravity, with so many geoid heights added to the height above the ellipsoid. */
function typed(given: ListedGiven, geoids: number): number {
  const height = given.ellipsoidal_height_m + geoids * given.geoid_height_m;
  return given.gravity_mgal - given.normal_on_ellipsoid_mgal + 0.3086 * height;
}
