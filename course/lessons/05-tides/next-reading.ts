import { defineExercise, type Exercise, instead, number } from "../../exercise/index.js";

interface NextReadingGiven {
  readonly then_utc: string;
  readonly reading_mgal: number;
  readonly pull_up_then_mgal: number;
  readonly later_utc: string;
  readonly pull_up_later_mgal: number;
  /** What the dial meter of the training region showed there: with its drift and its noise. */
  readonly really_shown_mgal: number;
}

/** Exercise 05.2: readings of dial-week-0.csv at bases 9001 and 9002, after the dial table. */
export const nextReading: Exercise = defineExercise({
  id: "05.2",
  objective: "Say before a reading which way the tide will move it",
  minutes: 6,
  points: 1,
  given: [
    {
      then_utc: "2026-01-05T00:27:00Z",
      reading_mgal: 1987.208,
      pull_up_then_mgal: -0.095,
      later_utc: "2026-01-05T04:46:00Z",
      pull_up_later_mgal: 0.049,
      really_shown_mgal: 1987.077,
    },
    {
      then_utc: "2026-01-06T00:29:00Z",
      reading_mgal: 2265.808,
      pull_up_then_mgal: -0.077,
      later_utc: "2026-01-06T06:26:00Z",
      pull_up_later_mgal: 0.08,
      really_shown_mgal: 2265.689,
    },
  ] satisfies NextReadingGiven[],
  reads: { later: number("mGal", { tolerance: 0.0015 }) },
  check: ({ given }) => ({
    later: given.reading_mgal - (given.pull_up_later_mgal - given.pull_up_then_mgal),
  }),
  misconceptions: [
    instead(
      "wrong-way",
      "later",
      ({ given }) => given.reading_mgal + given.pull_up_later_mgal - given.pull_up_then_mgal,
      "You let the reading grow with the pull. But it is a pull up: it carries a part of the weight in the meter. The more it pulls, the less the meter shows.",
    ),
    instead(
      "later-only",
      "later",
      ({ given }) => given.reading_mgal - given.pull_up_later_mgal,
      "You took away the later pull, which is right. But the first reading had a pull in it as well. Undo that one first: add it to the first reading.",
    ),
    instead(
      "first-only",
      "later",
      ({ given }) => given.reading_mgal + given.pull_up_then_mgal,
      "This is the first reading with its tide corrected. The later reading is not corrected: the meter shows it with the pull of its own time in it. Take that one away.",
    ),
    instead(
      "corrected-twice",
      "later",
      ({ given }) => given.reading_mgal + given.pull_up_then_mgal + given.pull_up_later_mgal,
      "You added both pulls. To add the first one is right: it undoes the tide in the first reading. The second one is still to come, and makes the meter show less.",
    ),
    instead(
      "copied",
      "later",
      ({ given }) => given.really_shown_mgal,
      "That is what the meter really showed. It also drifted on the way. The question is what the tide alone would do.",
    ),
    instead(
      "no-change",
      "later",
      ({ given }) => given.reading_mgal,
      "Without drift the meter is the same at both times, and gravity of the base is too. But the pull of Moon and Sun has changed, and the meter feels it.",
    ),
  ],
  hints: [
    "Does the pull up grow or fall between the two times? Does the meter then show more, or less?",
    "Reading plus pull up is the gravity of the base. It is the same at both times.",
    "Write: `const later = reading_mgal + pull_up_then_mgal - ...;`",
  ],
  wrong: {
    "wrong-way": ({ given }) => ({
      later: given.reading_mgal - given.pull_up_then_mgal + given.pull_up_later_mgal,
    }),
    "later-only": ({ given }) => ({ later: given.reading_mgal - given.pull_up_later_mgal }),
    "first-only": ({ given }) => ({ later: given.reading_mgal + given.pull_up_then_mgal }),
    "corrected-twice": ({ given }) => ({
      later: given.reading_mgal + (given.pull_up_then_mgal + given.pull_up_later_mgal),
    }),
    copied: ({ given }) => ({ later: given.really_shown_mgal }),
    "no-change": ({ given }) => ({ later: given.reading_mgal }),
  },
});
