import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Column, Columns } from "../../../../lib/core/columns.js";
import { seededRandom } from "../../../../lib/core/random.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import { qualityReport } from "../../../../lib/survey/clean/quality-report.js";
import { READING_RULE_NAMES } from "../../../../lib/survey/clean/reading-rules.js";
import { columnsFrom, flagsIn, madeSurvey } from "./made-readings.js";

const NUMBERS = [
  "elapsed_minutes",
  "reading_mgal",
  "counter",
  "sample_sigma_mgal",
  "sigma_mgal",
  "tilt_x_arcsec",
  "tilt_y_arcsec",
  "sensor_temperature_mk",
  "instrument_height_m",
  "tide_correction_mgal",
  "longitude_deg",
  "latitude_deg",
  "height_m",
  "gps_longitude_deg",
  "gps_latitude_deg",
  "line",
];
const TEXTS: Record<string, string[]> = {
  loop: ["", "1", "2"],
  meter: ["", "G-1", "CG-6 2"],
  time_utc: ["", "2026-01-12T01:00:00Z", "2026-01-12T01:01:00Z", "2026-01-13T09:00:00Z", "no time"],
  file: ["", "a.csv"],
  flag: ["", "", "no_reading", "spike", "tilt; repeat", "mine", "tare"],
  flag_reason: ["", "by hand", "0.3 mGal off; seen"],
};
const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.double({ min: -200, max: 200, noNaN: true }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, 0, Infinity, -Infinity, 1e300) },
);

/** Tables with any columns, gaps, odd numbers, earlier flags, empty columns that came as texts. */
const tables: fc.Arbitrary<Columns> = fc.integer({ min: 0, max: 25 }).chain((rows) => {
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: rows, maxLength: rows });
  const columns: Record<string, fc.Arbitrary<Column>> = {};
  for (const name of NUMBERS) {
    columns[name] = fc.oneof(
      { weight: 6, arbitrary: list(anyNumber).map((values) => Float64Array.from(values)) },
      { weight: 1, arbitrary: fc.constant(Array<string>(rows).fill("")) },
    );
  }
  for (const [name, values] of Object.entries(TEXTS)) columns[name] = list(fc.constantFrom(...values));
  return fc.record(
    { ...columns, station: list(fc.constantFrom("", "A", "A", "B", "S0I2", "S012", "<b>")) },
    { requiredKeys: ["station"] },
  ) as fc.Arbitrary<Columns>;
});
const lists = fc.option(
  fc.constant<Columns>({
    station: ["A", "S012", "A", ""],
    longitude_deg: Float64Array.of(3, Number.NaN, 4, 5),
    latitude_deg: Float64Array.of(2, 2, 2, 2),
  }),
  { nil: undefined },
);

describe("any table of readings", () => {
  it("is cleaned without an error; no row and no value is dropped, moved or changed, and earlier flags stay", () => {
    fc.assert(
      fc.property(tables, lists, (readings, stations) => {
        const { result } = cleanReadings(readings, { stations, bases: stations });
        for (const [name, column] of Object.entries(readings))
          if (!name.startsWith("flag")) expect(result[name]).toBe(column);
        const before = (readings.flag as string[] | undefined) ?? [];
        const after = flagsIn(result);
        for (const [row, flag] of before.entries()) expect(after[row].startsWith(flag)).toBe(true);
        expect(after).toHaveLength((readings.station as string[]).length);
        expect(result.flag_reason).toHaveLength(after.length);
        for (const [row, flag] of after.entries())
          if (flag !== (before[row] ?? "")) expect((result.flag_reason as string[])[row]).not.toBe("");
      }),
      { numRuns: 700, seed: 5 },
    );
  });

  it("is the same after a second run", () => {
    fc.assert(
      fc.property(
        tables,
        lists,
        fc.subarray([...READING_RULE_NAMES], { minLength: 1 }),
        (readings, stations, rules) => {
          const once = cleanReadings(readings, { stations, rules });
          const twice = cleanReadings(once.result, { stations, rules });
          expect(twice.result.flag).toEqual(once.result.flag);
          expect(twice.result.flag_reason).toEqual(once.result.flag_reason);
          expect(twice.report.figures.notices).toEqual(once.report.figures.notices);
        },
      ),
      { numRuns: 600, seed: 6 },
    );
  });

  it("gets a quality report of one page, with figures that are plain JSON", () => {
    fc.assert(
      fc.property(tables, (readings) => {
        const { result, report } = cleanReadings(readings);
        const { text, figures, rows } = qualityReport(result, { reports: [report] });
        const lines = text.split("\n");
        expect(lines.length).toBeLessThanOrEqual(55);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(88);
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(rows.flagged + rows.unflagged).toBe(rows.readings);
        expect(JSON.parse(JSON.stringify(figures))).toEqual(figures);
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe("the flags of a survey", () => {
  const spoilt = () => {
    const survey = madeSurvey({ seed: 4, days: 4 });
    const random = seededRandom(5);
    for (const reading of survey.readings) {
      if (random() < 0.05) reading.reading_mgal += 0.4;
      if (random() < 0.03) reading.tilt_x_arcsec += 40;
      if (random() < 0.02) reading.latitude_deg *= -1;
      if (random() < 0.02) reading.station = reading.station.replace("1", "l");
    }
    return survey;
  };
  const { stations, bases } = spoilt();

  it("do not depend on the order of the rows", () => {
    const { readings } = spoilt();
    const random = seededRandom(9);
    const order = readings
      .map((_, i) => [random(), i])
      .sort(([a], [b]) => a - b)
      .map(([, i]) => i);
    const straight = cleanReadings(columnsFrom(readings), { stations, bases });
    const shuffled = cleanReadings(columnsFrom(order.map((i) => readings[i])), { stations, bases });
    expect(straight.report.rows.flagged).toBeGreaterThan(20);
    for (const name of ["flag", "flag_reason"])
      expect(shuffled.result[name]).toEqual(order.map((i) => (straight.result[name] as string[])[i]));
    const says = ({ report }: typeof straight) => [...report.warnings].sort();
    expect(says(shuffled)).toEqual(says(straight));
  });

  it("do not depend on the meter's zero, on the sign of its readings, or on the unit, if the thresholds change with it", () => {
    const { readings } = spoilt();
    const columns = columnsFrom(readings, ["tide_correction_mgal", "longitude_deg", "latitude_deg"]);
    const rules = ["high_deviation", "unsettled", "spike", "repeat"] as const;
    const flags = (change: (value: number) => number, factor = 1) =>
      flagsIn(
        cleanReadings(
          {
            ...columns,
            reading_mgal: (columns.reading_mgal as Float64Array).map(change),
            sample_sigma_mgal: (columns.sample_sigma_mgal as Float64Array).map((value) => value * factor),
          },
          {
            rules,
            smallestSpike_mgal: 0.05 * factor,
            largestSettling_mgal: 0.5 * factor,
            repeat_mgal: 0.05 * factor,
            sampleSigma_mgal: 0.1 * factor,
          },
        ).result,
      );
    const usual = flags((value) => value);
    expect(usual.filter(Boolean).length).toBeGreaterThan(10);
    expect(flags((value) => value + 976150)).toEqual(usual);
    expect(flags((value) => -value)).toEqual(usual);
    expect(flags((value) => 1000 * value, 1000)).toEqual(usual);
  });
});
