import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../../../lib/core/random.js";
import { longmanTide } from "../../../../lib/earth/tide-longman.js";
import { adjustNetwork } from "../../../../lib/survey/adjust/adjust-network.js";
import { driftByLoop } from "../../../../lib/survey/adjust/drift-by-loop.js";
import type { NetworkTare } from "../../../../lib/survey/adjust/network-options.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import type { Notice } from "../../../../lib/survey/clean/reading-finding.js";
import type { ReadingRuleName } from "../../../../lib/survey/clean/reading-rules.js";
import { columnsFrom, flagsIn, madeSurvey, simpleReadings, stopOf } from "./made-readings.js";

const numbers = (...values: number[]) => Float64Array.from(values);
const run = (readings: Columns, rule: ReadingRuleName, options = {}) =>
  cleanReadings(readings, { rules: [rule], ...options });
const noticesOf = ({ report }: ReturnType<typeof cleanReadings>) => report.figures.notices as Notice[];

describe("the spike rule", () => {
  it("flags what the Hampel identifier flags, computed by hand", () => {
    // Median 0.01, distances 0.01 0 0.01 0.29 0.02, their median 0.01: S = 0.014826, three of them 0.0445 mGal.
    const readings = simpleReadings(stopOf("A", 0, [0, 0.01, 0.02, 0.3, -0.01]));
    expect(flagsIn(run(readings, "spike", { smallestSpike_mgal: 0.01 }).result)).toEqual([
      "",
      "",
      "",
      "spike",
      "",
    ]);
    const { result } = run(readings, "spike");
    expect((result.flag_reason as string[])[3]).toBe(
      "0.290 mGal above the median of 5 readings (limit 0.050 mGal)",
    );
    expect(flagsIn(run(readings, "spike", { smallestSpike_mgal: 0.3 }).result).join("")).toBe("");
  });

  it("follows a slow change over a night at one station", () => {
    const values = Array.from({ length: 300 }, (_, i) => 0.15 * Math.sin(i / 60));
    values[150] += 0.2;
    const flags = flagsIn(run(simpleReadings(stopOf("A", 0, values)), "spike").result);
    expect(flags.flatMap((flag, i) => (flag === "" ? [] : [i]))).toEqual([150]);
  });

  it("says nothing of two readings, and does not mix setups that are apart in time", () => {
    const pair = simpleReadings(stopOf("A", 0, [0, 5]));
    expect(flagsIn(run(pair, "spike").result)).toEqual(["", ""]);
    const twice = simpleReadings([...stopOf("A", 0, [0, 0]), ...stopOf("A", 240, [0.4])]);
    expect(flagsIn(run(twice, "spike").result).join("")).toBe("");
  });

  it("finds more the larger a spike is: nothing of 0.02 mGal, all from 0.1 mGal on", () => {
    const sizes = [0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.2];
    const recall = sizes.map((size) => {
      const { readings } = madeSurvey({ seed: 7, days: 25 });
      const random = seededRandom(8);
      const planted = new Set<number>();
      readings.forEach((reading, row) => {
        const isSecond =
          row > 0 && readings[row - 1].stop === reading.stop && readings[row - 2]?.stop !== reading.stop;
        if (isSecond && random() < 0.1) {
          reading.reading_mgal += random() < 0.5 ? size : -size;
          planted.add(row);
        }
      });
      const flags = flagsIn(run(columnsFrom(readings), "spike").result);
      return [...planted].filter((row) => flags[row] !== "").length / planted.size;
    });
    console.log(
      `Spikes among noise of 0.006 mGal: ${sizes.map((size, i) => `${size} mGal ${(100 * recall[i]).toFixed(0)} %`).join(", ")}`,
    );
    expect(recall[0]).toBeLessThan(0.02);
    expect(recall[5]).toBeGreaterThan(0.97);
    expect(recall[6]).toBe(1);
    expect([...recall].sort((a, b) => a - b)).toEqual(recall);
  });
});

describe("the rule for unsettled readings", () => {
  const flagsOf = (values: number[], options = {}) =>
    flagsIn(run(simpleReadings(stopOf("A", 0, values)), "unsettled", options).result).map(
      (flag) => flag !== "",
    );

  it("flags the first readings that creep towards the others", () => {
    expect(flagsOf([0.2, 0.09, 0.004, 0, 0.002, -0.003])).toEqual([true, true, false, false, false, false]);
    expect(flagsOf([-0.12, 0, 0.004])).toEqual([true, false, false]);
  });

  it("leaves alone what is no settling: a growing difference, a jump, restless later readings", () => {
    expect(flagsOf([0.09, 0.2, 0, 0, 0, 0])).not.toContain(true);
    expect(flagsOf([8, 0, 0, 0])).not.toContain(true);
    expect(flagsOf([0.2, 0, 0.15])).not.toContain(true);
    expect(flagsOf([0.2, 0])).not.toContain(true);
  });
});

describe("the rule for repeats", () => {
  it("flags both of two readings that disagree, since nobody can tell which is right", () => {
    const readings = simpleReadings([...stopOf("A", 0, [0, 0.09]), ...stopOf("B", 20, [4, 4.01])]);
    const { result } = run(readings, "repeat");
    expect(flagsIn(result)).toEqual(["repeat", "repeat", "", ""]);
    expect((result.flag_reason as string[])[0]).toMatch(/differs by 0.090 mGal/);
  });

  it("does not look at a reading that an earlier rule has put aside", () => {
    const { result } = cleanReadings(simpleReadings(stopOf("A", 0, [0, 0.001, 0.4, 0.002])));
    expect(flagsIn(result)).toEqual(["", "", "spike", ""]);
  });
});

describe("the rules of the meter's own columns", () => {
  const readings = simpleReadings(stopOf("A", 0, [0, 0, 0, 0, 0]), {
    sample_sigma_mgal: numbers(0.02, 0.11, Number.NaN, 0.1, 0.03),
    tilt_x_arcsec: numbers(3, -25, 20, Number.NaN, 0),
    tilt_y_arcsec: numbers(0, 0, -21, 0, 0),
    sensor_temperature_mk: numbers(43.2, 43.3, 43.1, 12, Number.NaN),
    instrument_height_m: numbers(0.25, 0.26, 26, 0.27, Number.NaN),
  });

  it("flag beyond the limit, not at it, and never an empty cell", () => {
    expect(flagsIn(run(readings, "high_deviation").result)).toEqual(["", "high_deviation", "", "", ""]);
    expect(flagsIn(run(readings, "tilt").result)).toEqual(["", "tilt", "tilt", "", ""]);
    expect(flagsIn(run(readings, "temperature").result)).toEqual(["", "", "", "temperature", ""]);
    expect(flagsIn(run(readings, "instrument_height").result)).toEqual(["", "", "instrument_height", "", ""]);
  });

  it("join where several find the same reading, in the order of the rules", () => {
    const { result } = cleanReadings(readings);
    expect(flagsIn(result)[1]).toBe("high_deviation; tilt");
    expect((result.flag_reason as string[])[1]).toBe(
      "the samples' standard deviation is 0.110 mGal (limit 0.1 mGal); tilt X is -25.0 arc seconds (limit 20)",
    );
  });

  it("are skipped, with the reason, where there is no such column", () => {
    const { report } = cleanReadings(simpleReadings(stopOf("A", 0, [0, 0])));
    expect(report.figures.skipped_rules).toMatchObject({
      tilt: "there is no column tilt_x_arcsec or tilt_y_arcsec",
      station_name: "no coordinate list is given (options.stations)",
    });
    expect(report.figures.findings_by_rule).not.toHaveProperty("tilt");
  });
});

describe("the rule for duplicates", () => {
  it("flags the second of two equal readings, and tells of a page that stands there twice", () => {
    const page: [string, number, number][] = [...stopOf("A", 0, [1, 2]), ...stopOf("B", 10, [3, 4])];
    const readings = { ...simpleReadings([...page, ...page]), loop: Array<string>(8).fill("1") };
    const answer = run(readings, "duplicate");
    expect(flagsIn(answer.result)).toEqual(["", "", "", "", ...Array<string>(4).fill("duplicate")]);
    expect((answer.result.flag_reason as string[])[4]).toBe("the same reading stands in row 1");
    expect(noticesOf(answer)[0].says).toMatch(/^A page stands there twice: 4 readings of loop 1\./);
  });

  it("takes equal minutes in two loops for a page only if three readings agree", () => {
    const readings = {
      ...simpleReadings([
        ["A", 0, 1],
        ["B", 9, 2],
        ["A", 0, 1],
        ["B", 9, 2],
      ]),
      loop: ["1", "1", "2", "2"],
    };
    expect(flagsIn(run(readings, "duplicate").result).join("")).toBe("");
    expect(flagsIn(run(readings, "duplicate", { pageRows: 2 }).result)).toEqual([
      "",
      "",
      "duplicate",
      "duplicate",
    ]);
  });
});

describe("repeated visits", () => {
  /** A day of visits to one base every hour with drift 0.01 mGal/h and noise, and what `change` adds. */
  function day(change: (hour: number) => number): Columns {
    const random = seededRandom(3);
    const rows: [string, number, number][] = [];
    for (let hour = 0; hour <= 10; hour++) {
      for (let k = 0; k < 3; k++)
        rows.push(["B", 60 * hour + k, 0.01 * hour + 0.003 * normalRandom(random) + change(hour)]);
      rows.push([`P${hour}`, 60 * hour + 30, 7 * Math.sin(hour)]);
    }
    return { ...simpleReadings(rows), tide_correction_mgal: Float64Array.from(rows, () => 0.001) };
  }

  it("flag a visit that disagrees with those before and after it", () => {
    const { result } = run(
      day((hour) => (hour === 4 ? 0.3 : 0)),
      "wrong_visit",
    );
    const flagged = flagsIn(result).flatMap((flag, i) =>
      flag === "" ? [] : [(result.elapsed_minutes as Float64Array)[i]],
    );
    expect(flagged).toEqual([240, 241, 242]);
    expect((result.flag_reason as string[])[16]).toMatch(/reads 0.(299|30\d) mGal above the visits/);
  });

  it("tell a tare with its size and its minutes, and change and flag nothing", () => {
    const readings = day((hour) => (hour >= 6 ? -0.25 : 0));
    const answer = cleanReadings(readings);
    expect(flagsIn(answer.result).join("")).toBe("");
    expect(answer.result.reading_mgal).toBe(readings.reading_mgal);
    const [notice, ...others] = noticesOf(answer).filter(({ rule }) => rule === "tare");
    expect(others).toEqual([]);
    expect(notice.values.step_mgal).toBeCloseTo(-0.25, 2);
    expect(notice.values).toMatchObject({ is_tare: true, from_minutes: 301, to_minutes: 361 });
    expect(
      Math.min(...notice.rows.map((row) => (readings.elapsed_minutes as Float64Array)[row])),
    ).toBeGreaterThan(300);
    expect(answer.report.warnings[0]).toMatch(/may have jumped by −0.2\d+ mGal/);
    // the network takes the notice's tare as it is, and finds its size as an unknown
    const tare = notice.values.tare as NetworkTare;
    expect(tare.elapsed_minutes).toBe(331);
    const network = adjustNetwork(readings, { tares: [tare], driftBy: "loop" });
    const size = Number.parseFloat((network.drift.tares as string[])[0]);
    expect(Math.abs(size + 0.25)).toBeLessThan(0.03);
    expect(network.figures.proposed_tares).toEqual([]);
  });

  it("are judged coarsely where the tide cannot be taken out", () => {
    const { tide_correction_mgal: _, ...readings } = day((hour) => (hour >= 6 ? -0.25 : 0));
    expect(noticesOf(run(readings, "tare"))).toEqual([]);
    const { tide_correction_mgal: __, ...large } = day((hour) => (hour >= 6 ? -0.5 : 0));
    expect(noticesOf(run(large, "tare"))).toHaveLength(1);
  });
});

describe("the rule for clocks", () => {
  it("tells a loop whose tide is that of another hour, and asks the detector for the right one", () => {
    const { readings } = madeSurvey({ days: 5 });
    for (const reading of readings.filter(({ loop }) => loop === "D02")) {
      reading.tide_correction_mgal = longmanTide(
        reading.time - 7 * 3_600_000,
        reading.latitude_deg,
        reading.longitude_deg,
        reading.height_m,
      ).total;
    }
    const notices = noticesOf(
      run(columnsFrom(readings), "clock", {
        detectOffset: (rows: Columns) => ({
          offset_hours: 7,
          rms_ugal: new Set(rows.loop as string[]).size / 10,
        }),
      }),
    );
    expect(notices.map(({ values }) => values.loop)).toEqual(["D02 / CG-6 7"]);
    expect(notices[0].values.rms_ugal).toBe(0.1);
    expect(notices[0].says).toMatch(/It fits to 0.1 µGal if the times are 7 h too late\./);
  });

  it("tells a page in local time among pages in UTC, where no meter wrote a tide", () => {
    const { readings } = madeSurvey({ days: 6 });
    for (const reading of readings.filter(({ loop }) => loop === "D05")) reading.time += 7 * 3_600_000;
    const notices = noticesOf(run(columnsFrom(readings, ["tide_correction_mgal"]), "clock"));
    expect(notices.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^Loop D05 .* begins at 07:40, .* near 00:40 UTC: is its clock 7 h ahead/),
    ]);
  });
});

describe("the rule for open loops", () => {
  const readings = simpleReadings([
    ["B", 0, 0],
    ["P", 20, 3],
    ["Q", 40, 4],
  ]);
  const bases: Columns = { station: ["B"] };

  it("tells the stations that no base encloses, and flags none of them", () => {
    const answer = run(readings, "open_loop", { bases });
    expect(flagsIn(answer.result).join("")).toBe("");
    expect(noticesOf(answer)[0]).toMatchObject({
      says: "Loop 1 has no closing base after P, Q: the drift there is a guess.",
      rows: [1, 2],
    });
  });

  it("is content with a closed day, and without a base list with a station that comes twice", () => {
    const closed = simpleReadings([
      ["B", 0, 0],
      ["P", 20, 3],
      ["B", 40, 0],
    ]);
    expect(noticesOf(run(closed, "open_loop", { bases }))).toEqual([]);
    expect(noticesOf(run(closed, "open_loop"))).toEqual([]);
    expect(noticesOf(run(readings, "open_loop"))[0].says).toMatch(/ends at Q, which was not visited before/);
  });
});

describe("flags and the steps after", () => {
  it("leave a flagged reading out of the drift, and every row in the table", () => {
    const readings = simpleReadings([
      ...stopOf("B", 0, [0]),
      ...stopOf("P", 20, [3, 3.002, 3.9, 3.001]),
      ...stopOf("B", 40, [0]),
    ]);
    const bases: Columns = { station: ["B"], gravity_mgal: numbers(978000) };
    const { result, report } = cleanReadings(readings, { bases });
    expect(report.rows).toEqual({ readings: 6, flagged_before: 0, flagged: 1, unflagged: 5 });
    const gravity = driftByLoop(result, bases).result.gravity_mgal as Float64Array;
    expect(gravity[1]).toBeCloseTo(978003.001, 9);
  });

  it("refuse a threshold that is no positive number, and a rule that is not there", () => {
    const readings = simpleReadings(stopOf("A", 0, [0]));
    expect(() => cleanReadings(readings, { tilt_arcsec: -1 })).toThrow(
      /options.tilt_arcsec is -1.*leave it out of options.rules/,
    );
    expect(() => cleanReadings(readings, { rules: ["spikes" as "spike"] })).toThrow(
      /options.rules is 'spikes'.*duplicate, high_deviation/,
    );
    expect(() => cleanReadings({ reading_mgal: numbers(1) })).toThrow(/column station is 'missing'/);
  });

  it("say so where a threshold flags a large part of the survey", () => {
    const { readings } = madeSurvey({ days: 1 });
    const { report } = cleanReadings(columnsFrom(readings), { tilt_arcsec: 1 });
    expect(report.warnings.at(-1)).toMatch(
      /^The rule tilt flags \d+ of \d+ readings: does its threshold fit/,
    );
  });
});
