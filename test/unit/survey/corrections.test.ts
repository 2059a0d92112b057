import { describe, expect, it } from "vitest";
import { counterToMilligal, makeDialTable, milligalToCounter } from "../../../lib/core/dial-table.js";
import { calibrateDial } from "../../../lib/survey/correct/calibrate-dial.js";
import { correctTide } from "../../../lib/survey/correct/correct-tide.js";

const table = makeDialTable([2000, 2100, 2200], [2011.11, 2111.65, 2212.19], [1.0054, 1.00539, 1.00538]);

describe("the dial table", () => {
  it("gives its own values at its own lines, to the last", () => {
    expect([2000, 2100, 2200].map((counter) => counterToMilligal(counter, table))).toEqual([
      2011.11, 2111.65, 2212.19,
    ]);
  });

  it("gives nothing outside, rather than a guess", () => {
    for (const counter of [1999.99, 2200.01, Number.NaN]) expect(counterToMilligal(counter, table)).toBeNaN();
  });

  it("is undone by its inverse", () => {
    for (let counter = 2000; counter < 2200; counter += 7.3) {
      expect(milligalToCounter(counterToMilligal(counter, table), table)).toBeCloseTo(counter, 9);
    }
  });

  it("refuses a table with a typing error, and says which line", () => {
    expect(() => makeDialTable([0, 100], [0, 106.4], [1.0064, 1])).toThrow(
      /factor at counter 0 is 1.0064.*1.06400/,
    );
    expect(() => makeDialTable([0, 100, 90], [0, 100.5, 101], [1.005, 1.005, 1])).toThrow(/line 3/);
    expect(() => makeDialTable([0], [0], [1])).toThrow(/two lines or more/);
  });
});

describe("calibrating readings", () => {
  it("flags what it cannot convert, with the reason, and keeps earlier flags", () => {
    const { result, report } = calibrateDial(
      {
        counter: Float64Array.of(2050, 5000, Number.NaN, 1),
        flag: ["", "", "", "typo"],
        flag_reason: ["", "", "", "seen"],
      },
      table,
    );
    expect((result.reading_mgal as Float64Array)[0]).toBeCloseTo(2061.38, 9);
    expect(result.flag).toEqual(["", "counter_outside_table", "no_reading", "typo"]);
    expect((result.flag_reason as string[])[1]).toBe("counter 5000 is outside the dial table, 2000 to 2200");
    expect(report.rows.flagged).toBe(3);
  });
});

describe("the tide correction of a table", () => {
  const readings = {
    station: ["A", "A", "A"],
    time_utc: ["2015-04-23T00:00:00Z", "2015-04-23T06:00:00Z", ""],
    reading_mgal: Float64Array.of(100, 100, 100),
    latitude_deg: Float64Array.of(40.7914, 40.7914, 40.7914),
    longitude_deg: Float64Array.of(282.1414, 282.1414, 282.1414),
    height_m: Float64Array.of(370, 370, 370),
  };

  it("is added, kept in its column, and the same if it is done twice", () => {
    const once = correctTide(readings).result;
    const twice = correctTide(once).result;
    expect((once.reading_mgal as Float64Array)[0]).toBeCloseTo(100.0035347473, 9);
    expect((once.tide_correction_mgal as Float64Array)[0]).toBeCloseTo(0.0035347473, 9);
    for (let i = 0; i < 2; i++) {
      expect((twice.reading_mgal as Float64Array)[i]).toBeCloseTo((once.reading_mgal as Float64Array)[i], 12);
    }
  });

  it("is no number where the time is missing, and says how many", () => {
    const { result, report } = correctTide(readings);
    expect((result.reading_mgal as Float64Array)[2]).toBeNaN();
    expect(report.warnings[0]).toMatch(/1 readings have no time/);
    expect(report.figures.tide_largest_mgal).toBeCloseTo(0.0035347473, 9);
    expect(report.figures.tide_smallest_mgal).toBe((result.tide_correction_mgal as Float64Array)[1]);
  });

  it("keeps the meter's own where it is asked to, and computes what is empty or zero", () => {
    const mixed = {
      ...readings,
      time_utc: ["2015-04-23T00:00:00Z", "2015-04-23T00:00:00Z", "2015-04-23T00:00:00Z"],
      tide_correction_mgal: Float64Array.of(0.02, 0, Number.NaN),
    };
    const { result, report } = correctTide(mixed, { onlyMissing: true });
    const reading = result.reading_mgal as Float64Array;
    expect(reading[0]).toBe(100);
    expect(reading[1]).toBeCloseTo(100.0035347473, 9);
    expect(reading[2]).toBeCloseTo(100.0035347473, 9);
    expect([report.rows.kept, report.rows.corrected]).toEqual([1, 2]);
  });

  it("is refused for minutes without a date, with the reason", () => {
    const { time_utc: _, ...rest } = readings;
    expect(() => correctTide({ ...rest, elapsed_minutes: Float64Array.of(0, 1, 2) })).toThrow(
      /the hour and the date/,
    );
  });
});
