import { defineExercise, type Exercise, instead, number, type World } from "../../exercise/index.js";
import { mean, middle } from "./middle.js";

// 03.5 · made-up points of a compilation. One neighbour is wrong too, so that a mean does not do.

interface PointOfList {
  readonly number: string;
  readonly distance_km: number;
  readonly gravity_mgal: number;
  readonly bouguer_anomaly_mgal: number;
}

interface Neighbourhood {
  readonly point: string;
  readonly points: readonly PointOfList[];
}

type Quantity = "gravity_mgal" | "bouguer_anomaly_mgal";

const own = ({ point, points }: Neighbourhood): PointOfList =>
  points.find(({ number: name }) => name === point) as PointOfList;
const neighbours = ({ point, points }: Neighbourhood, quantity: Quantity = "bouguer_anomaly_mgal") =>
  points.filter(({ number: name }) => name !== point).map((other) => other[quantity]);

function nearest(given: Neighbourhood): number {
  const others = given.points.filter(({ number: name }) => name !== given.point);
  return others.reduce((best, other) => (other.distance_km < best.distance_km ? other : best))
    .bouguer_anomaly_mgal;
}

const made = (rows: readonly (readonly [string, number, number, number])[]): PointOfList[] =>
  rows.map(([name, distance_km, gravity_mgal, bouguer_anomaly_mgal]) => ({
    number: name,
    distance_km,
    gravity_mgal,
    bouguer_anomaly_mgal,
  }));

/** Exercise 03.5. */
export const leaveOneOut: Exercise = defineExercise({
  id: "03.5",
  objective: "Check a point of a compilation against its neighbours, without itself",
  minutes: 6,
  points: 2,
  given: [
    {
      point: "214",
      points: made([
        ["210", 4.1, 978291.2, -62.1],
        ["211", 2.2, 978304.7, -60.4],
        ["214", 0, 978322.9, -33.0],
        ["216", 1.7, 978286.5, -59.2],
        ["219", 3.0, 978311.8, -61.3],
        ["222", 3.6, 978262.4, -93.8],
      ]),
    },
    {
      point: "87",
      points: made([
        ["81", 2.9, 978401.3, -21.7],
        ["82", 1.4, 978377.6, -20.1],
        ["85", 3.3, 978392.0, -22.6],
        ["87", 0, 978339.2, -41.5],
        ["88", 2.4, 978369.9, 8.8],
        ["90", 3.8, 978384.4, -23.4],
      ]),
    },
  ] satisfies Neighbourhood[],
  // The other ways of a trainee differ by 0.4 mGal or more.
  reads: { offset_mgal: number("mGal", { tolerance: 0.05 }) },
  check: ({ given }: World<Neighbourhood>) => ({
    offset_mgal: own(given).bouguer_anomaly_mgal - middle(neighbours(given)),
  }),
  misconceptions: [
    instead(
      "with-itself",
      "offset_mgal",
      ({ given }) =>
        own(given).bouguer_anomaly_mgal - middle([...neighbours(given), own(given).bouguer_anomaly_mgal]),
      "The point itself is among your neighbours. So it helps to judge itself. Leave it out: `filter` the others first.",
    ),
    instead(
      "mean",
      "offset_mgal",
      ({ given }) => own(given).bouguer_anomaly_mgal - mean(neighbours(given)),
      "You took the mean of the neighbours. One neighbour is far from all others, and pulls the mean. Then a good point looks wrong, or a wrong one looks good. Take the median.",
    ),
    instead(
      "sign",
      "offset_mgal",
      ({ given }) => middle(neighbours(given)) - own(given).bouguer_anomaly_mgal,
      "This is neighbours less point. Take point less neighbours: then a value that is too high has a positive difference.",
    ),
    instead(
      "nearest-only",
      "offset_mgal",
      ({ given }) => own(given).bouguer_anomaly_mgal - nearest(given),
      "You compared with the nearest neighbour alone. If that one is wrong, you cannot see it. Ask all five: take their median.",
    ),
    instead(
      "gravity",
      "offset_mgal",
      ({ given }) => own(given).gravity_mgal - middle(neighbours(given, "gravity_mgal")),
      "You compared gravity. Gravity falls with height, by about 0.2 mGal for each metre, so good neighbours on a hill differ too. Compare the Bouguer anomaly: there the height is taken away.",
    ),
  ],
  hints: [
    "Which of the columns should be nearly the same at good neighbours: gravity, or the Bouguer anomaly?",
    "Leave-one-out: take the point out of the list, predict its value from the others (here: their median), and compare.",
    "Write: `const others = points.filter((p) => p.number !== point).map((p) => p.bouguer_anomaly_mgal);`, then take `igdp.median(others)` from the point's own value.",
  ],
  wrong: {
    "with-itself": ({ given }) => ({ offset_mgal: given.point === "214" ? -33 + 60.85 : -41.5 + 22.15 }),
    mean: ({ given }) => ({ offset_mgal: given.point === "214" ? -33 + 336.8 / 5 : -41.5 + 79 / 5 }),
    sign: ({ given }) => ({ offset_mgal: given.point === "214" ? -28.3 : 19.8 }),
    "nearest-only": ({ given }) => ({ offset_mgal: given.point === "214" ? 26.2 : -21.4 }),
    gravity: ({ given }) => ({
      offset_mgal: given.point === "214" ? 978322.9 - 978291.2 : 978339.2 - 978384.4,
    }),
  },
});
