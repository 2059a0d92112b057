import { defineExercise, type Exercise, instead, number, truth } from "../../exercise/index.js";

interface SurveyGiven {
  readonly area_km2: number;
  readonly stations: number;
  /** Depth of the middle of a ball, km. */
  readonly depth_km: number;
}

const distance = ({ area_km2, stations }: SurveyGiven): number => Math.sqrt(area_km2 / stations);
/** Where `(1 + r²/z²)^(−3/2)` is one half, on both sides. */
const width = ({ depth_km }: SurveyGiven): number => 2 * depth_km * Math.sqrt(2 ** (2 / 3) - 1);
const answerOf = (given: SurveyGiven) => ({
  station_distance_km: distance(given),
  width_km: width(given),
  seen: distance(given) <= width(given) / 2,
});

/** Exercise 13.2. */
export const widthOfABody: Exercise = defineExercise({
  id: "13.2",
  objective: "Say whether a survey can see a body, from its depth and the distance of stations",
  minutes: 6,
  points: 2,
  given: [
    { area_km2: 6000, stations: 1500, depth_km: 3 },
    { area_km2: 5400, stations: 600, depth_km: 2.5 },
    { area_km2: 4000, stations: 160, depth_km: 8 },
  ] satisfies SurveyGiven[],
  reads: {
    station_distance_km: number("km", { tolerance: 0.05 }),
    // The lesson says 1.53 and 0.77: twice 0.77 times 8 km is 0.06 km more than the exact value.
    width_km: number("km", { tolerance: 0.1 }),
    seen: truth(),
  },
  check: ({ given }) => answerOf(given),
  misconceptions: [
    instead(
      "no-root",
      "station_distance_km",
      ({ given }) => given.area_km2 / given.stations,
      "This is the area that belongs to one station, in km². The distance is the side of that square: take the root.",
    ),
    instead(
      "stations-over-area",
      "station_distance_km",
      ({ given }) => Math.sqrt(given.stations / given.area_km2),
      "You divided the number of stations by the area. This is how many stations stand on one kilometre. Turn it round.",
    ),
    instead(
      "half-width",
      "width_km",
      ({ given }) => width(given) / 2,
      "This is the distance from the middle of the field to where it is one half. The width goes to both sides.",
    ),
    instead(
      "depth",
      "width_km",
      ({ given }) => given.depth_km,
      "This is the depth itself. The field is wider than the body is deep.",
    ),
    instead(
      "seen-reversed",
      "seen",
      ({ given }) => !answerOf(given).seen,
      "Both lengths are right. Now compare: two stations must stand within the width. So the distance of stations must not be larger than half the width.",
      { whenRight: ["station_distance_km", "width_km"] },
    ),
  ],
  hints: [
    "Think of one square for each station. How large is it, and how long is its side?",
    "Distance of stations = √(area / number). Width of the field = 1.53 × depth. Two stations must stand within the width.",
    "Write: `Math.sqrt(area_km2 / ...)`, `1.53 * ...`, and `const seen = station_distance_km <= width_km / ...;`",
  ],
  wrong: {
    "no-root": ({ given }) => ({ ...answerOf(given), station_distance_km: distance(given) ** 2 }),
    "stations-over-area": ({ given }) => ({ ...answerOf(given), station_distance_km: 1 / distance(given) }),
    "half-width": ({ given }) => ({ ...answerOf(given), width_km: 0.766 * given.depth_km }),
    depth: ({ given }) => ({ ...answerOf(given), width_km: given.depth_km }),
    "seen-reversed": ({ given }) => ({ ...answerOf(given), seen: !answerOf(given).seen }),
  },
});
