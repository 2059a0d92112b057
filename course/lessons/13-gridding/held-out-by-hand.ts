import { defineExercise, type Exercise, instead, number, sign } from "../../exercise/index.js";

interface LineGiven {
  /** Stations along a road, which stand in pairs; the third is held out. */
  readonly x_km: readonly number[];
  readonly anomaly_mgal: readonly number[];
}

/** Which station is asked for, and the neighbours that are left when it is held out alone or with its pair. */
const [LEFT, HELD, PARTNER, RIGHT] = [1, 2, 3, 4];

function between({ x_km: x, anomaly_mgal: value }: LineGiven, a: number, b: number): number {
  const share = (x[HELD] - x[a]) / (x[b] - x[a]);
  return value[a] + share * (value[b] - value[a]);
}
const errorOf = (given: LineGiven, right: number): number =>
  between(given, LEFT, right) - given.anomaly_mgal[HELD];
const answerOf = (given: LineGiven) => ({
  alone_mgal: errorOf(given, PARTNER),
  together_mgal: errorOf(given, RIGHT),
});

/** Exercise 13.3. */
export const heldOutByHand: Exercise = defineExercise({
  id: "13.3",
  objective: "Predict a station that was held out, alone and together with its neighbour",
  minutes: 8,
  points: 3,
  given: [
    { x_km: [0, 0.6, 10, 10.5, 20, 20.7], anomaly_mgal: [-71.2, -72.0, -88.6, -88.9, -79.4, -78.8] },
    { x_km: [0, 0.5, 12, 12.8, 22, 22.6], anomaly_mgal: [-30.5, -29.9, -17.1, -16.4, -28.2, -28.9] },
    { x_km: [0, 0.7, 9, 9.4, 21, 21.5], anomaly_mgal: [-104.6, -105.3, -118.7, -119.1, -96.3, -95.6] },
  ] satisfies LineGiven[],
  reads: {
    // A straight line between two stations: only rounding differs.
    alone_mgal: number("mGal", { tolerance: 0.02 }),
    together_mgal: number("mGal", { tolerance: 0.02 }),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    sign("alone_mgal", "This is measured less predicted. Here the error is predicted less measured."),
    instead(
      "nearest",
      "alone_mgal",
      ({ given }) => given.anomaly_mgal[PARTNER] - given.anomaly_mgal[HELD],
      "You took the value of the nearest station. The straight line between both neighbours was asked for, so the far one counts a little.",
    ),
    instead(
      "plain-mean",
      "alone_mgal",
      ({ given: { anomaly_mgal: v } }) => (v[LEFT] + v[PARTNER]) / 2 - v[HELD],
      "This is the mean of the two neighbours. The nearer one must count more: go along the straight line to the place of the station.",
    ),
    instead(
      "fourth-station",
      "alone_mgal",
      ({ given: { x_km: x, anomaly_mgal: v } }) =>
        v[HELD] + ((v[RIGHT] - v[HELD]) * (x[PARTNER] - x[HELD])) / (x[RIGHT] - x[HELD]) - v[PARTNER],
      "This is the error of the fourth station. Lists count from 0: the third station is `x_km[2]`.",
    ),
    instead(
      "partner-stays",
      "together_mgal",
      ({ given }) => errorOf(given, PARTNER),
      "The partner is still in use. When both are held out, the next station to the right is about ten kilometres away.",
    ),
    instead(
      "prediction",
      "together_mgal",
      ({ given }) => between(given, LEFT, RIGHT),
      "This is what the line predicts. Take away what was measured there: that is the error.",
    ),
  ],
  hints: [
    "Which two stations stand left and right of the station, once it is gone? And once its partner is gone too?",
    "On a straight line from (x1, v1) to (x2, v2) the value at x is v1 + (v2 − v1) · (x − x1) / (x2 − x1). The error is predicted less measured.",
    "Write: `const line = (a, b) => v[a] + ((v[b] - v[a]) * (x[2] - x[a])) / (x[b] - x[a]);` then `line(1, 3) - v[2]` and `line(1, ...) - v[2]`.",
  ],
  wrong: {
    sign: ({ given }) => ({ ...answerOf(given), alone_mgal: -answerOf(given).alone_mgal }),
    nearest: ({ given }) => ({
      ...answerOf(given),
      alone_mgal: given.anomaly_mgal[3] - given.anomaly_mgal[2],
    }),
    "plain-mean": ({ given }) => ({
      ...answerOf(given),
      alone_mgal: 0.5 * given.anomaly_mgal[1] + 0.5 * given.anomaly_mgal[3] - given.anomaly_mgal[2],
    }),
    "fourth-station": ({ given }) => {
      const { x_km: x, anomaly_mgal: v } = given;
      const share = (x[3] - x[2]) / (x[4] - x[2]);
      return { ...answerOf(given), alone_mgal: (1 - share) * v[2] + share * v[4] - v[3] };
    },
    "partner-stays": ({ given }) => ({
      ...answerOf(given),
      together_mgal: answerOf(given).alone_mgal,
    }),
    prediction: ({ given }) => ({
      ...answerOf(given),
      together_mgal: answerOf(given).together_mgal + given.anomaly_mgal[2],
    }),
  },
});
