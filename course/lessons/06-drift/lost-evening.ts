import { defineExercise, type Exercise, instead, number, scale, type World } from "../../exercise/index.js";

interface LostGiven {
  readonly week: number;
  /** The day whose evening visit at the base is missing, or is taken away for this exercise. */
  readonly date: string;
  readonly base: string;
  /** The last station of the day was read so many hours after the morning visit at the base. */
  readonly hours: number;
}

interface Visit {
  readonly date: string;
  readonly station: string;
  readonly hours: number;
  readonly reading_mgal: number;
}

const GRADIENT_MGAL_PER_M = 0.3086;

/** The lines of a CG-6 file by its own column names, at the mark: apart from igdp's readers. */
async function linesOf({ given, read }: World<LostGiven>): Promise<Visit[]> {
  const { text } = await read("training-region", `cg6-week-${given.week}.dat`);
  const lines = text.split(/\r?\n/);
  const names = (lines.find((line) => /^\/?\s*Station\b/.test(line)) ?? "")
    .replace("/", "")
    .trim()
    .split(/\s+/);
  return lines
    .filter((line) => /^\d/.test(line))
    .map((line) => {
      const fields = line.trim().split(/\s+/);
      const at = (name: string): string => fields[names.indexOf(name)];
      return {
        date: at("Date"),
        station: at("Station"),
        hours: Date.parse(`${at("Date")}T${at("Time")}Z`) / 3_600_000,
        reading_mgal: Number(at("CorrGrav")) + GRADIENT_MGAL_PER_M * Number(at("InstrHeight")),
      };
    });
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Drift of one day from its first and its last stop at the base where it began, µGal/h. */
function rateOfDay(day: readonly Visit[]): number {
  const base = day.filter(({ station }) => station === day[0].station);
  const middle = (day[0].hours + day[day.length - 1].hours) / 2;
  const [morning, evening] = [base.filter((v) => v.hours < middle), base.filter((v) => v.hours > middle)];
  const change = mean(evening.map((v) => v.reading_mgal)) - mean(morning.map((v) => v.reading_mgal));
  return (1000 * change) / (mean(evening.map((v) => v.hours)) - mean(morning.map((v) => v.hours)));
}

async function otherRates(world: World<LostGiven>): Promise<number[]> {
  const lines = await linesOf(world);
  const dates = [...new Set(lines.map(({ date }) => date))].filter((date) => date !== world.given.date);
  return dates.map((date) => rateOfDay(lines.filter((line) => line.date === date)));
}

/** Of the day before the one that lost its evening. */
async function rateOfTheDayBefore(world: World<LostGiven>): Promise<number> {
  const lines = await linesOf(world);
  const before = new Date(Date.parse(world.given.date) - 86_400_000).toISOString().slice(0, 10);
  return rateOfDay(lines.filter((line) => line.date === before));
}

const right = async (world: World<LostGiven>) => {
  const mean_rate = mean(await otherRates(world));
  return { mean_rate, correction: -mean_rate * world.given.hours };
};

/** Exercise 06.3. */
export const lostEvening: Exercise = defineExercise({
  id: "06.3",
  objective: "Correct a loop without a last base visit by what the meter did on other days",
  minutes: 7,
  points: 3,
  given: [
    { week: 4, date: "2026-02-03", base: "9002", hours: 5 },
    { week: 2, date: "2026-01-23", base: "9021", hours: 3.2 },
  ] satisfies LostGiven[],
  // A day's rate is known to 1 µGal/h: a rounding of the printed rates in the second digit is no mistake.
  reads: { mean_rate: number("µGal/h", { tolerance: 0.05 }), correction: number("µGal", { tolerance: 0.3 }) },
  check: right,
  misconceptions: [
    scale(
      "rate-in-milligal",
      "mean_rate",
      0.001,
      "This is right in mGal for one hour, as the table shows it. The question is in µGal: one mGal is 1000 µGal.",
    ),
    instead(
      "zero-counted",
      "mean_rate",
      async (world) => {
        const rates = await otherRates(world);
        return (mean(rates) * rates.length) / (rates.length + 1);
      },
      "You divided by all days of the week. The day without an evening visit has no rate. No rate is not a rate of zero: leave the day out of the sum and of the number.",
    ),
    instead(
      "no-drift",
      "mean_rate",
      () => 0,
      "Zero is what `driftByLoop` takes where it knows nothing. You know more: the same meter drifted downwards on the other days. Take their mean.",
    ),
    instead(
      "size-only",
      "mean_rate",
      async (world) => -(await right(world)).mean_rate,
      "The size is right, the sign is lost. This meter reads less and less during the day: its drift is negative.",
    ),
    instead(
      "day-before",
      "mean_rate",
      rateOfTheDayBefore,
      "This is the rate of the day before alone. One day's rate is known to about 1 µGal/h only. Take the mean of all days that have one.",
    ),
    instead(
      "correction-sign",
      "correction",
      (_, answers) => -1 * answers.correction,
      "The rate is right. The correction has the wrong sign. The meter read too little by its drift. A correction is added, so it must bring the reading back up.",
      { whenRight: ["mean_rate"] },
    ),
    instead(
      "hours-forgotten",
      "correction",
      (_, answers) => -answers.mean_rate,
      "The rate is right. This is the correction after one hour. The station was read later: multiply by the hours.",
      { whenRight: ["mean_rate"] },
    ),
    instead(
      "correction-in-milligal",
      "correction",
      (_, answers) => answers.correction / 1000,
      "The rate is right, and the correction is right in mGal. The question is in µGal.",
      { whenRight: ["mean_rate"] },
    ),
  ],
  hints: [
    "Which days of the week have a rate in the table? What would you guess for the day that has none?",
    "The best guess is the mean rate of the other days. The drift of the station is rate × hours. A correction takes the drift away, so it has the other sign.",
    "Write: `const mean_rate = 1000 * (... + ... ) / 5;` with the five rates of the table, and `const correction = -mean_rate * lost.hours;`",
  ],
  wrong: {
    "zero-counted": async (world) => {
      const { mean_rate } = await right(world);
      return { mean_rate: (5 * mean_rate) / 6, correction: ((-5 * mean_rate) / 6) * world.given.hours };
    },
    "no-drift": () => ({ mean_rate: 0, correction: 0 }),
    "rate-in-milligal": async (world) => {
      const { mean_rate, correction } = await right(world);
      return { mean_rate: mean_rate * 0.001, correction };
    },
    "size-only": async (world) => {
      const { mean_rate, correction } = await right(world);
      return { mean_rate: Math.abs(mean_rate), correction };
    },
    "day-before": ({ given }) => {
      // As the table prints them.
      const printed = given.week === 4 ? -2.35 : -1.07;
      return { mean_rate: printed, correction: -printed * given.hours };
    },
    "correction-sign": async (world) => {
      const { mean_rate } = await right(world);
      return { mean_rate, correction: mean_rate * world.given.hours };
    },
    "hours-forgotten": async (world) => {
      const { mean_rate } = await right(world);
      return { mean_rate, correction: Math.abs(mean_rate) };
    },
    "correction-in-milligal": async (world) => {
      const { mean_rate } = await right(world);
      return { mean_rate, correction: (-mean_rate * world.given.hours) / 1000 };
    },
  },
});
