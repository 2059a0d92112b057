import { defineExercise, type Exercise, instead, number, scale, sign } from "../../exercise/index.js";

/** A visit at the base of the loop: hours since the morning visit, and the mean reading there. */
interface BaseVisit {
  readonly hours: number;
  readonly reading_mgal: number;
}

interface DayGiven {
  readonly day: string;
  readonly morning: BaseVisit;
  readonly noon: BaseVisit;
  readonly evening: BaseVisit;
}

/** Change of the reading from one visit to another, µGal in an hour. */
const rateBetween = (from: BaseVisit, to: BaseVisit): number =>
  (1000 * (to.reading_mgal - from.reading_mgal)) / (to.hours - from.hours);

const rate = ({ morning, evening }: DayGiven): number => rateBetween(morning, evening);

/**
 * Noon's height above the line through morning and evening, by the difference of the two slopes: another formula than
 * the share of the time that the lesson takes.
 */
function misfit({ morning, noon, evening }: DayGiven): number {
  const before = noon.hours - morning.hours;
  const after = evening.hours - noon.hours;
  const bend = rateBetween(morning, noon) - rateBetween(noon, evening);
  return (bend * before * after) / (before + after);
}

const right = (given: DayGiven) => ({ rate: rate(given), misfit: misfit(given) });

/** Exercise 06.1. */
export const noonMisfit: Exercise = defineExercise({
  id: "06.1",
  objective: "Compute the drift of a loop, and how far a visit on the way lies off its line",
  minutes: 6,
  points: 2,
  given: [
    {
      day: "D16",
      morning: { hours: 0, reading_mgal: 2327.074 },
      noon: { hours: 2.43, reading_mgal: 2327.091 },
      evening: { hours: 6.02, reading_mgal: 2327.142 },
    },
    {
      day: "a rainy day",
      morning: { hours: 0, reading_mgal: 2354.612 },
      noon: { hours: 2.36, reading_mgal: 2354.649 },
      evening: { hours: 5.31, reading_mgal: 2354.658 },
    },
  ] satisfies DayGiven[],
  // The readings are given to 1 µGal: what rounding on the way costs is smaller than these.
  reads: { rate: number("µGal/h", { tolerance: 0.05 }), misfit: number("µGal", { tolerance: 0.3 }) },
  check: ({ given }) => right(given),
  misconceptions: [
    scale(
      "rate-in-milligal",
      "rate",
      0.001,
      "This is right in mGal for one hour. The question is in µGal: one mGal is 1000 µGal.",
    ),
    sign(
      "rate",
      "This is morning minus evening. A meter that reads more in the evening has a positive drift: evening minus morning.",
    ),
    instead(
      "whole-loop",
      "rate",
      ({ given }) => 1000 * (given.evening.reading_mgal - given.morning.reading_mgal),
      "This is the drift of the whole loop. The question is about one hour: divide by the hours of the loop.",
    ),
    instead(
      "morning-only",
      "rate",
      ({ given }) => rateBetween(given.morning, given.noon),
      "This is the rate from morning to noon. The line of this exercise goes through the morning and the evening visit.",
    ),
    instead(
      "misfit-sign",
      "misfit",
      ({ given }) => -misfit(given),
      "The rate is right. The misfit has the other sign: take the reading at noon minus the line. It is positive where the meter read more than the line says.",
      { whenRight: ["rate"] },
    ),
    instead(
      "half-way",
      "misfit",
      ({ given: { morning, noon, evening } }) =>
        1000 * (noon.reading_mgal - (morning.reading_mgal + evening.reading_mgal) / 2),
      "The rate is right. But you compared noon with the mean of morning and evening. That would be the line half way. The noon visit was not half way: use its hours.",
      { whenRight: ["rate"] },
    ),
    instead(
      "drift-left-in",
      "misfit",
      ({ given }) => 1000 * (given.noon.reading_mgal - given.morning.reading_mgal),
      "The rate is right. This is noon minus morning: the drift is still in it. Take away what the line has risen until noon.",
      { whenRight: ["rate"] },
    ),
    instead(
      "misfit-in-milligal",
      "misfit",
      ({ given }) => misfit(given) / 1000,
      "The rate is right, and the misfit is right in mGal. The question is in µGal: one mGal is 1000 µGal.",
      { whenRight: ["rate"] },
    ),
  ],
  hints: [
    "Draw three points: time to the right, reading upwards. Draw a straight line through the first and the last. Where is the second?",
    "The rate is the change from morning to evening, divided by the hours of the loop. At noon the line has risen by rate × hours of noon. The misfit is what noon reads more than the line.",
    "Write: `rate = 1000 * (evening.reading_mgal - morning.reading_mgal) / evening.hours;` and `misfit = 1000 * (noon.reading_mgal - morning.reading_mgal) - rate * ...;`",
  ],
  wrong: {
    "rate-in-milligal": ({ given }) => ({
      ...right(given),
      rate: (given.evening.reading_mgal - given.morning.reading_mgal) / given.evening.hours,
    }),
    sign: ({ given }) => ({
      ...right(given),
      rate: (1000 * (given.morning.reading_mgal - given.evening.reading_mgal)) / given.evening.hours,
    }),
    "whole-loop": ({ given }) => ({
      ...right(given),
      rate: Math.round(1e3 * given.evening.reading_mgal - 1e3 * given.morning.reading_mgal),
    }),
    "morning-only": ({ given }) => ({
      ...right(given),
      rate: (1000 * (given.noon.reading_mgal - given.morning.reading_mgal)) / given.noon.hours,
    }),
    "misfit-sign": ({ given: { morning, noon, evening } }) => {
      const slope = (1000 * (evening.reading_mgal - morning.reading_mgal)) / evening.hours;
      return { rate: slope, misfit: 1000 * (morning.reading_mgal - noon.reading_mgal) + slope * noon.hours };
    },
    "half-way": ({ given }) => ({
      ...right(given),
      misfit: 500 * (2 * given.noon.reading_mgal - given.morning.reading_mgal - given.evening.reading_mgal),
    }),
    "drift-left-in": ({ given }) => ({
      ...right(given),
      misfit: Math.round(1e3 * given.noon.reading_mgal - 1e3 * given.morning.reading_mgal),
    }),
    "misfit-in-milligal": ({ given: { morning, noon, evening } }) => {
      const slope = (evening.reading_mgal - morning.reading_mgal) / evening.hours;
      return { rate: 1000 * slope, misfit: noon.reading_mgal - morning.reading_mgal - slope * noon.hours };
    },
  },
});
