import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

/** A reading after the tide correction, with its time on one clock. */
interface TimedReading {
  readonly time: string;
  readonly reading_mgal: number;
}

interface DriftGiven {
  readonly base_gravity_mgal: number;
  readonly base_morning: TimedReading;
  readonly base_evening: TimedReading;
  readonly station: TimedReading;
}

/** Hours since midnight: 11:10 is 11 + 10/60. */
function hoursOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return hours + minutes / 60;
}

/** What the meter drifted between the two visits to the base, mGal. */
const wholeDrift = ({ base_morning, base_evening }: DriftGiven): number =>
  base_evening.reading_mgal - base_morning.reading_mgal;

/** The share of the time between the two visits that has gone by at the station, from 0 to 1. */
function shareOf({ base_morning, base_evening, station }: DriftGiven, hours = hoursOf): number {
  const start = hours(base_morning.time);
  return (hours(station.time) - start) / (hours(base_evening.time) - start);
}

/** 11:10 taken for 11.10 hours, as a trainee may do. */
const decimalHours = (time: string): number => Number(time.replace(":", "."));

/** Both answers from a reading without drift: the tie is done rightly. */
const tied = (given: DriftGiven, corrected: number): { corrected: number; gravity: number } => ({
  corrected,
  gravity: given.base_gravity_mgal + (corrected - given.base_morning.reading_mgal),
});

/** Exercise 01.3. */
export const driftAndTie: Exercise = defineExercise({
  id: "01.3",
  objective: "Take a straight-line drift off a reading, and tie it to a base",
  minutes: 5,
  points: 2,
  given: [
    {
      base_gravity_mgal: 978356.638,
      base_morning: { time: "07:52", reading_mgal: 2206.634 },
      station: { time: "11:10", reading_mgal: 2199.851 },
      base_evening: { time: "16:22", reading_mgal: 2206.974 },
    },
    {
      base_gravity_mgal: 978332.577,
      base_morning: { time: "08:50", reading_mgal: 2182.41 },
      station: { time: "12:05", reading_mgal: 2186.935 },
      base_evening: { time: "16:20", reading_mgal: 2182.14 },
    },
  ] satisfies DriftGiven[],
  reads: {
    corrected: number("mGal", { tolerance: 0.0006 }),
    gravity: number("mGal", { tolerance: 0.0006 }),
  },
  check: ({ given }) => tied(given, given.station.reading_mgal - shareOf(given) * wholeDrift(given)),
  misconceptions: [
    instead(
      "drift-sign",
      "corrected",
      ({ given }) => given.station.reading_mgal + shareOf(given) * wholeDrift(given),
      "You added the drift. The reading at the station contains the drift already. To take it away, subtract it.",
    ),
    instead(
      "whole-drift",
      "corrected",
      ({ given }) => given.station.reading_mgal - wholeDrift(given),
      "You took away the drift of the whole day. When the meter stood at the station, only a part of the day had gone by. Take that part of the drift.",
    ),
    instead(
      "drift-twice",
      "corrected",
      ({ given }) => given.station.reading_mgal - 2 * shareOf(given) * wholeDrift(given),
      "You took the drift away twice. Once is enough: the reading contains it once.",
    ),
    instead(
      "minutes-as-decimals",
      "corrected",
      ({ given }) => given.station.reading_mgal - shareOf(given, decimalHours) * wholeDrift(given),
      "You took the minutes for decimals of an hour. A quarter past eight is 8.25 hours, not 8.15. Divide the minutes by 60.",
    ),
    instead(
      "from-the-evening",
      "corrected",
      ({ given }) => given.station.reading_mgal - (1 - shareOf(given)) * wholeDrift(given),
      "You counted the time from the station to the evening. The drift starts at zero in the morning. Count the time from the morning visit to the station.",
    ),
    instead(
      "no-drift",
      "corrected",
      ({ given }) => given.station.reading_mgal,
      "This is the reading as it was: the drift is still in it. Find how much the meter had drifted since the morning visit, and subtract it.",
    ),
    instead(
      "drift-alone",
      "corrected",
      ({ given }) => shareOf(given) * wholeDrift(given),
      "This is the drift at the station, and it is right. But the question is the reading without it: subtract the drift from the reading.",
    ),
    instead(
      "tie-sign",
      "gravity",
      ({ given }, right) => given.base_gravity_mgal - (right.corrected - given.base_morning.reading_mgal),
      "The corrected reading is right. But the tie has the wrong sign. Where the meter shows less than at the base, gravity is smaller than at the base. Take station minus base.",
      { whenRight: ["corrected"] },
    ),
    instead(
      "tie-to-the-evening",
      "gravity",
      ({ given }, right) => given.base_gravity_mgal + (right.corrected - given.base_evening.reading_mgal),
      "The corrected reading is right. But you tied it to the evening reading at the base, which contains the drift of the day. The drift was counted from the morning, so use the morning reading.",
      { whenRight: ["corrected"] },
    ),
    instead(
      "reading-added",
      "gravity",
      ({ given }, right) => given.base_gravity_mgal + right.corrected,
      "You added the whole reading to gravity at the base. The meter counts from a zero of its own, so only a difference of two readings means something. Add the difference: station minus base.",
    ),
    instead(
      "gravity-of-the-base",
      "gravity",
      ({ given }) => given.base_gravity_mgal,
      "This is gravity at the base. At the station the meter shows another reading, so gravity is different there. Add the difference of the two readings: station minus base.",
    ),
  ],
  hints: [
    "How much did the meter drift between the two visits to the base? How much of that time had gone by at the station?",
    "The drift grows along a straight line, from zero in the morning. So the station has this share of it: (hours from morning to station) / (hours from morning to evening). For the tie: gravity at the station differs from gravity at the base as the readings differ.",
    "Write: `share = (station - morning) / (evening - morning)`, all in hours. Then `corrected = reading - share * drift`, and `gravity = base_gravity_mgal + (corrected - morning reading)`.",
  ],
  wrong: {
    "drift-sign": ({ given }) => tied(given, given.station.reading_mgal + straightLine(given)),
    "whole-drift": ({ given }) =>
      tied(
        given,
        given.station.reading_mgal - (given.base_evening.reading_mgal - given.base_morning.reading_mgal),
      ),
    "drift-twice": ({ given }) =>
      tied(given, given.station.reading_mgal - straightLine(given) - straightLine(given)),
    "minutes-as-decimals": ({ given }) => {
      const [start, now, end] = [given.base_morning, given.station, given.base_evening].map(({ time }) =>
        Number.parseFloat(time.replace(":", ".")),
      );
      const drift = given.base_evening.reading_mgal - given.base_morning.reading_mgal;
      return tied(given, given.station.reading_mgal - (drift * (now - start)) / (end - start));
    },
    "from-the-evening": ({ given }) => {
      const drift = given.base_evening.reading_mgal - given.base_morning.reading_mgal;
      return tied(given, given.station.reading_mgal - (drift - straightLine(given)));
    },
    "no-drift": ({ given }) => tied(given, given.station.reading_mgal),
    "drift-alone": ({ given }) => ({
      corrected: straightLine(given),
      gravity: tied(given, given.station.reading_mgal - straightLine(given)).gravity,
    }),
    "tie-sign": ({ given }) => {
      const corrected = given.station.reading_mgal - straightLine(given);
      return { corrected, gravity: given.base_gravity_mgal + given.base_morning.reading_mgal - corrected };
    },
    "tie-to-the-evening": ({ given }) => {
      const corrected = given.station.reading_mgal - straightLine(given);
      return { corrected, gravity: given.base_gravity_mgal + corrected - given.base_evening.reading_mgal };
    },
    "reading-added": ({ given }) => {
      const corrected = given.station.reading_mgal - straightLine(given);
      return { corrected, gravity: given.base_gravity_mgal + corrected };
    },
    "gravity-of-the-base": ({ given }) => ({
      corrected: given.station.reading_mgal - straightLine(given),
      gravity: given.base_gravity_mgal,
    }),
  },
});

/** The drift at the station as a trainee computes it: so many mGal an hour, times the hours. */
function straightLine({ base_morning, base_evening, station }: DriftGiven): number {
  const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const rate =
    (base_evening.reading_mgal - base_morning.reading_mgal) /
    ((minutes(base_evening.time) - minutes(base_morning.time)) / 60);
  return rate * ((minutes(station.time) - minutes(base_morning.time)) / 60);
}
