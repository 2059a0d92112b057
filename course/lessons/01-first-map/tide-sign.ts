import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface TideGiven {
  /** The clock on the wall, and how many hours it is ahead of UTC. */
  readonly local_time: string;
  readonly clock_ahead_of_utc_h: number;
  readonly reading_mgal: number;
  /**
   * What Sun and Moon do there on that day, by Longman's formula: positive when they pull up. The second row is the
   * right one; the fourth is that of the wall clock; the sixth is that of the hours added.
   */
  readonly tide: readonly { readonly time_utc: string; readonly pull_up_mgal: number }[];
}

/** The pull at an hour of the day of UTC. */
function pullAt({ tide }: TideGiven, hour: number): number {
  const row = tide.find(({ time_utc }) => Number(time_utc.slice(0, 2)) === hour);
  if (row === undefined) throw new Error(`no tide at ${hour} h UTC`);
  return row.pull_up_mgal;
}

const localHour = ({ local_time }: TideGiven): number => Number(local_time.slice(0, 2));
const pull = (given: TideGiven): number => pullAt(given, localHour(given) - given.clock_ahead_of_utc_h);

/** Exercise 01.2. */
export const tideSign: Exercise = defineExercise({
  id: "01.2",
  objective: "Choose the tide of the right moment in UTC, and add it to a reading",
  minutes: 4,
  points: 1,
  given: [
    {
      local_time: "13:00",
      clock_ahead_of_utc_h: 7,
      reading_mgal: 2210.345,
      tide: [
        { time_utc: "03:00", pull_up_mgal: 0.005 },
        { time_utc: "06:00", pull_up_mgal: 0.076 },
        { time_utc: "09:00", pull_up_mgal: -0.03 },
        { time_utc: "13:00", pull_up_mgal: -0.049 },
        { time_utc: "16:00", pull_up_mgal: 0.125 },
        { time_utc: "20:00", pull_up_mgal: 0.112 },
      ],
    },
    {
      local_time: "11:00",
      clock_ahead_of_utc_h: 8,
      reading_mgal: 1874.06,
      tide: [
        { time_utc: "00:00", pull_up_mgal: -0.055 },
        { time_utc: "03:00", pull_up_mgal: 0.116 },
        { time_utc: "07:00", pull_up_mgal: 0.065 },
        { time_utc: "11:00", pull_up_mgal: -0.087 },
        { time_utc: "16:00", pull_up_mgal: 0.154 },
        { time_utc: "19:00", pull_up_mgal: 0.085 },
      ],
    },
  ] satisfies TideGiven[],
  reads: { corrected: number("mGal", { tolerance: 0.0005 }) },
  check: ({ given }) => ({ corrected: given.reading_mgal + pull(given) }),
  misconceptions: [
    instead(
      "tide-sign",
      "corrected",
      ({ given }) => given.reading_mgal - pull(given),
      "You subtracted the pull. When Sun and Moon pull up, the meter shows too little. So the pull is added to the reading.",
    ),
    instead(
      "local-time",
      "corrected",
      ({ given }) => given.reading_mgal + pullAt(given, localHour(given)),
      "You took the tide at the hour of the clock on the wall. The table is in UTC. The wall clock is ahead of UTC, so take its hours away first.",
    ),
    instead(
      "local-time-and-sign",
      "corrected",
      ({ given }) => given.reading_mgal - pullAt(given, localHour(given)),
      "Two things are wrong here. You took the tide at the hour of the clock on the wall, but the table is in UTC. And you subtracted the pull. When Sun and Moon pull up, the meter shows too little, so the pull is added.",
    ),
    instead(
      "hours-added",
      "corrected",
      ({ given }) => given.reading_mgal + pullAt(given, localHour(given) + given.clock_ahead_of_utc_h),
      "You went the wrong way from the wall clock to UTC. In our region the wall clock is ahead, so UTC is earlier. Subtract the hours.",
    ),
    instead(
      "not-corrected",
      "corrected",
      ({ given }) => given.reading_mgal,
      "This is the reading as it was written: the tide is still in it. Find the pull at this moment in the table, and add it.",
    ),
    instead(
      "tide-alone",
      "corrected",
      ({ given }) => pull(given),
      "This is the tide alone. The question is what the meter would show without it. Add it to the reading.",
    ),
  ],
  hints: [
    "There are two questions here. Which row of the table belongs to this moment? And is it added or subtracted?",
    "The wall clock is ahead of UTC, so UTC is the earlier of the two. When something pulls up, the meter shows too little.",
    "Take the hours of `clock_ahead_of_utc_h` away from `local_time`. Find the row with that time. Write: `reading_mgal + pull`, with the number of that row.",
  ],
  wrong: {
    "tide-sign": ({ given: { reading_mgal, tide } }) => ({ corrected: reading_mgal - tide[1].pull_up_mgal }),
    "local-time": ({ given: { reading_mgal, tide } }) => ({ corrected: reading_mgal + tide[3].pull_up_mgal }),
    "local-time-and-sign": ({ given: { reading_mgal, tide } }) => ({
      corrected: reading_mgal - tide[3].pull_up_mgal,
    }),
    "hours-added": ({ given: { reading_mgal, tide } }) => ({
      corrected: reading_mgal + tide[5].pull_up_mgal,
    }),
    "not-corrected": ({ given: { reading_mgal } }) => ({ corrected: reading_mgal }),
    "tide-alone": ({ given: { tide } }) => ({ corrected: tide[1].pull_up_mgal }),
  },
});
