import { choice, defineExercise, type Exercise, instead, number } from "../../exercise/index.js";
import { SLAB, TYPED } from "./slab-factor.js";

interface Point {
  readonly point: string;
  readonly height_m: number;
  readonly free_air_mgal: number;
  readonly bouguer_mgal: number;
}
interface ListGiven {
  readonly points: readonly Point[];
}

const NAMES = ["K1", "K2", "K3", "K4", "K5", "K6"];
const point = (name: string, height_m: number, free_air_mgal: number, bouguer_mgal: number): Point => ({
  point: name,
  height_m,
  free_air_mgal,
  bouguer_mgal,
});
/** Five points have 2670 kg/m³, K4 of the first list has 2400 and K2 of the second 2200. */
const LISTS: readonly { readonly given: ListGiven; readonly odd: string; readonly density: number }[] = [
  {
    odd: "K4",
    density: 2400,
    given: {
      points: [
        point("K1", 820, 2.1, -89.71),
        point("K2", 640, -17.3, -88.96),
        point("K3", 905, 12.4, -88.93),
        point("K4", 1150, 38.6, -77.14),
        point("K5", 1280, 52.4, -90.92),
        point("K6", 310, -52.7, -87.41),
      ],
    },
  },
  {
    odd: "K2",
    density: 2200,
    given: {
      points: [
        point("K1", 760, -11.2, -96.3),
        point("K2", 1420, 61.5, -69.51),
        point("K3", 1105, 27.9, -95.83),
        point("K4", 540, -34.1, -94.56),
        point("K5", 930, 6.6, -97.53),
        point("K6", 1530, 74, -97.31),
      ],
    },
  },
];

const listOf = ({ points }: ListGiven) =>
  LISTS.find(({ given }) => given.points[0].height_m === points[0].height_m) ?? LISTS[0];
const oddOf = (given: ListGiven): Point =>
  given.points.find(({ point: name }) => name === listOf(given).odd) ?? given.points[0];
const right = (given: ListGiven) => {
  const { free_air_mgal, height_m } = oddOf(given);
  return {
    ...{ odd: listOf(given).odd, density: listOf(given).density },
    repaired_mgal: free_air_mgal - SLAB * 2670 * height_m,
  };
};
const highest = ({ points }: ListGiven): string =>
  points.reduce((best, one) => (one.height_m > best.height_m ? one : best)).point;

/** Exercise 09.5. */
export const twoDensities: Exercise = defineExercise({
  id: "09.5",
  objective: "Find the density behind a printed Bouguer anomaly, and repair a list with two densities",
  minutes: 9,
  points: 3,
  given: LISTS.map(({ given }) => given),
  // 0.0000419 in place of 2πG: 2 kg/m³ and 0.14 mGal. Rounding to 0.01 mGal: less than 1 kg/m³.
  reads: {
    odd: choice(NAMES),
    density: number("kg/m³", { tolerance: 10 }),
    repaired_mgal: number("mGal", { tolerance: 0.2 }),
  },
  check: ({ given }) => right(given),
  misconceptions: [
    instead(
      "highest",
      "odd",
      ({ given }) => highest(given),
      "This is the highest point. It has the largest slab, but that is no fault. Compute the density of each point, and look which one stands alone.",
    ),
    instead(
      "from-anomaly-alone",
      "density",
      ({ given }) => -oddOf(given).bouguer_mgal / oddOf(given).height_m / SLAB,
      "You divided the Bouguer anomaly by the height. The slab is free-air anomaly less Bouguer anomaly. Divide that.",
    ),
    instead(
      "the-others",
      "density",
      () => 2670,
      "This is the density of the other points. The question is about the point that differs.",
    ),
    instead(
      "in-grams",
      "density",
      ({ given }) => listOf(given).density / 1000,
      "This is the density in g/cm³. Give it in kg/m³.",
    ),
    instead(
      "repaired-upwards",
      "repaired_mgal",
      ({ given }) =>
        oddOf(given).bouguer_mgal + SLAB * (2670 - listOf(given).density) * oddOf(given).height_m,
      "You moved the anomaly upwards. The slab of 2670 kg/m³ is heavier than the one that was used. More must be subtracted, so the anomaly becomes smaller.",
    ),
    instead(
      "as-printed",
      "repaired_mgal",
      ({ given }) => oddOf(given).bouguer_mgal,
      "This is the printed value. Compute it anew: free-air anomaly less a slab of 2670 kg/m³.",
    ),
  ],
  hints: [
    "Two columns of the list differ by the slab only. What does the slab say about the density?",
    "Free-air anomaly less Bouguer anomaly is the slab. Divide it by the height and by 0.0000419: this is the density that was used. Do it for each point.",
    "Write: `for (const p of points) console.log(p.point, (p.free_air_mgal - p.bouguer_mgal) / p.height_m / 0.0000419);`. Then `const repaired_mgal = free_air - 0.0000419 * 2670 * ...;`",
  ],
  wrong: {
    highest: ({ given }) => ({ ...right(given), odd: given.points[0].height_m === 820 ? "K5" : "K6" }),
    "from-anomaly-alone": ({ given }) => ({
      ...right(given),
      density: Math.abs(oddOf(given).bouguer_mgal) / (TYPED * oddOf(given).height_m),
    }),
    "the-others": ({ given }) => ({ ...right(given), density: 2670 }),
    "in-grams": ({ given }) => {
      const { free_air_mgal, bouguer_mgal, height_m } = oddOf(given);
      return { ...right(given), density: (free_air_mgal - bouguer_mgal) / height_m / 0.0419 };
    },
    "repaired-upwards": ({ given }) => {
      const { free_air_mgal, bouguer_mgal, height_m } = oddOf(given);
      const repaired_mgal = 2 * bouguer_mgal - free_air_mgal + 0.11197 * height_m;
      return { ...right(given), repaired_mgal };
    },
    "as-printed": ({ given }) => ({ ...right(given), repaired_mgal: oddOf(given).bouguer_mgal }),
  },
});
