import { defineExercise, type Exercise, instead, names, number, type World } from "../../exercise/index.js";
import { csvRows } from "../csv-rows.js";

interface WeekGiven {
  readonly week: number;
}

interface Page {
  readonly loop: string;
  /** Times of its first and last reading, as typed, milliseconds. */
  readonly first: number;
  readonly last: number;
  readonly readings: number;
}

const HOUR = 3_600_000;
const sheetOf = ({ week }: WeekGiven): string => `dial-week-${week}.csv`;

/** The pages of the week's dial sheet, by its text: apart from igdp's readers. */
async function pagesOf({ given, read }: World<WeekGiven>): Promise<Page[]> {
  const rows = csvRows((await read("training-region", sheetOf(given))).text);
  const loops = [...new Set(rows.map(({ loop }) => loop))];
  return loops.map((loop) => {
    const times = rows.filter((row) => row.loop === loop).map(({ time_utc }) => Date.parse(time_utc));
    return { loop, first: Math.min(...times), last: Math.max(...times), readings: times.length };
  });
}

/** The page that was planted with local time, and by how many hours. */
async function planted(world: World<WeekGiven>): Promise<{ page: Page; hours: number; at: number }> {
  const faults = csvRows((await world.read("training-region", "answers-faults.csv")).text);
  const sheet = sheetOf(world.given);
  const fault = faults.find(({ kind, file }) => kind === "wrong time zone" && file === sheet);
  if (fault === undefined) throw new Error(`answers-faults.csv has no wrong time zone in ${sheet}`);
  const line = (await world.read("training-region", sheet)).text.split("\n")[Number(fault.line) - 1];
  const pages = await pagesOf(world);
  const at = pages.findIndex(({ loop }) => loop === line.split(",")[0]);
  return { page: pages[at], hours: Number(fault.written), at };
}

/** Hours and parts of hours since midnight. */
const hourOfDay = (time: number): number => (time / HOUR) % 24;

/** Exercise 02.5. */
export const pageInLocalTime: Exercise = defineExercise({
  id: "02.5",
  objective: "Put the readings of three meters into one table, and find a page with a wrong clock",
  minutes: 8,
  points: 3,
  given: [{ week: 3 }, { week: 5 }] satisfies WeekGiven[],
  reads: {
    page: names({ known: /^(D\d\d|SYNTHETIC_(D\d\d|WEEK_\d) [\d-]+)$/i }),
    hours_ahead: number("hours", { tolerance: 0.01 }),
  },
  check: async (world) => {
    const { page, hours } = await planted(world);
    return { page: page.loop, hours_ahead: hours };
  },
  misconceptions: [
    instead(
      "same-day-other-meter",
      "page",
      async (world) => {
        const { page } = await planted(world);
        return `SYNTHETIC_${page.loop} ${new Date(page.first).toISOString().slice(0, 10)}`;
      },
      "The day is right, but this loop is the CG-5's, and it begins in the morning like all others. Look at the other meters on that day.",
    ),
    instead(
      "day-before",
      "page",
      async (world) => {
        const { at } = await planted(world);
        return (await pagesOf(world))[at - 1].loop;
      },
      "This page begins at the usual hour. Look at the pages near it: one begins in what would be the afternoon.",
    ),
    instead(
      "most-readings",
      "page",
      async (world) => (await pagesOf(world)).sort((a, b) => b.readings - a.readings)[0].loop,
      "This page has the most readings, but its clock is right. The number of readings says nothing about the clock. Compare the hours at which the pages begin.",
    ),
    instead(
      "hour-of-the-start",
      "hours_ahead",
      async (world) => hourOfDay((await planted(world)).page.first),
      "This is the hour at which the page begins. The other days do not begin at midnight. Count from their usual hour, and remember that a time zone is a whole number of hours here.",
    ),
    instead(
      "minutes-of-the-crew",
      "hours_ahead",
      async (world) => {
        const { page, at } = await planted(world);
        return hourOfDay(page.first) - hourOfDay((await pagesOf(world))[at - 1].first);
      },
      "You subtracted the start of the day before. But a crew does not start at the same minute each day. What kind of mistake shifts all times of a page? It shifts them by a whole number of hours.",
    ),
    instead(
      "hours-sign",
      "hours_ahead",
      async (world) => -(await planted(world)).hours,
      "The size is right, the sign is not. The page's times are later than UTC. So they are ahead: a positive number.",
    ),
    instead(
      "local-evening",
      "hours_ahead",
      async (world) => Math.round(hourOfDay((await planted(world)).page.last)),
      "This is the hour at which the page ends. The shift is the difference between this page and the others, not an hour of the day.",
    ),
  ],
  hints: [
    "At what hour does a field day begin? Look at the first reading of each loop.",
    "All crews begin near the same hour of the morning. The page with local time begins later than all others, by the hours that the wall clock is ahead of UTC. That is a whole number.",
    'Group by `meter` and `loop`, and roll up `aq.op.min("time_utc")`. Look at the hour in that column, and write: `const page = "D..";`',
  ],
  wrong: {
    "same-day-other-meter": ({ given }) => ({
      page: given.week === 3 ? "SYNTHETIC_D17 2026-01-30" : "SYNTHETIC_D26 2026-02-10",
      hours_ahead: 7,
    }),
    "day-before": ({ given }) => ({ page: given.week === 3 ? "D16" : "D25", hours_ahead: 7 }),
    "most-readings": ({ given }) => ({ page: given.week === 3 ? "D13" : "D30", hours_ahead: 7 }),
    "hour-of-the-start": ({ given }) =>
      given.week === 3
        ? { page: "D17", hours_ahead: 7 + 39 / 60 }
        : { page: "D26", hours_ahead: 7 + 46 / 60 },
    "minutes-of-the-crew": ({ given }) =>
      given.week === 3
        ? { page: "D17", hours_ahead: 7 + (39 - 25) / 60 }
        : { page: "D26", hours_ahead: 7 + (46 - 36) / 60 },
    "hours-sign": ({ given }) => ({ page: given.week === 3 ? "D17" : "D26", hours_ahead: -7 }),
    "local-evening": ({ given }) =>
      given.week === 3 ? { page: "D17", hours_ahead: 13 } : { page: "D26", hours_ahead: 14 },
  },
});
