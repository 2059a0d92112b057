import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../../lib/core/errors.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import { applyReadingRepairs, proposedReadingRepairs } from "../../../../lib/survey/clean/reading-repairs.js";
import { columnsFrom, madeSurvey, simpleReadings } from "./made-readings.js";

const STEP = 0.25;

/** A survey with a station misspelt on one visit, and a meter knocked on the fourth day. */
function spoilt(seed: number) {
  const { readings, stations, bases } = madeSurvey({ seed });
  const good = columnsFrom(readings);
  const day = readings.filter(({ loop }) => loop === "D04");
  const from = day[Math.floor(day.length / 2)].stop;
  for (const reading of day) if (reading.stop >= from) reading.reading_mgal += STEP;
  const [first] = readings.filter(({ station, loop }) => station === "1020" && loop === "D02");
  for (const reading of readings) if (reading.stop === first.stop) reading.station = "l020";
  return { good, bad: columnsFrom(readings), stations, bases };
}

const numbers = (column: unknown) => column as Float64Array;

describe("repairs that the cleaning proposes", () => {
  it("give the survey back as it was before its faults", () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { good, bad, stations, bases } = spoilt(seed);
      const cleaned = cleanReadings(bad, { stations, bases });
      const proposed = proposedReadingRepairs(cleaned.report);
      expect(proposed.names).toEqual({ l020: "1020" });
      expect(proposed.tares).toHaveLength(1);
      const [{ sigma_mgal = 0, step_mgal }] = proposed.tares;
      expect(Math.abs(step_mgal - STEP)).toBeLessThan(4 * sigma_mgal);
      const { result, report } = applyReadingRepairs(cleaned.result, proposed);
      expect(result.station).toEqual(good.station);
      expect(result.source_station).toEqual(bad.station);
      const side = result.flag as readonly string[];
      const isKnown = (i: number) => !side[i].includes("tare_side");
      const off = numbers(result.reading_mgal).map((value, i) =>
        Math.abs(value - numbers(good.reading_mgal)[i]),
      );
      // What is left is what the step's size is wrong by, and the rows on neither side.
      expect(Math.max(...off.filter((_, i) => isKnown(i)))).toBeCloseTo(Math.abs(step_mgal - STEP), 9);
      expect(report.rows.on_neither_side).toBe(side.filter((_, i) => !isKnown(i)).length);
      expect(report.rows.renamed).toBe((bad.station as string[]).filter((name) => name === "l020").length);
      expect(side.some((flag) => flag.includes("station_name"))).toBe(false);
      const again = cleanReadings(result, { stations, bases });
      expect(proposedReadingRepairs(again.report)).toEqual({ names: {}, tares: [] });
    }
  });

  it("can be undone from the columns that they leave", () => {
    const { bad, stations, bases } = spoilt(3);
    const { report } = cleanReadings(bad, { stations, bases });
    const { result } = applyReadingRepairs(bad, proposedReadingRepairs(report));
    const undone = numbers(result.reading_mgal).map(
      (value, i) => value - numbers(result.tare_correction_mgal)[i],
    );
    expect(
      Math.max(...undone.map((value, i) => Math.abs(value - numbers(bad.reading_mgal)[i]))),
    ).toBeLessThan(1e-9);
    expect(result.source_station).toEqual(bad.station);
  });

  it("are none where the report is another step's", () => {
    const { report } = applyReadingRepairs(simpleReadings([["A", 0, 1]]), {});
    expect(() => proposedReadingRepairs(report)).toThrow(
      /report is 'applyReadingRepairs', but must be the report of/,
    );
  });
});

describe("repairs that a person confirms", () => {
  const readings = simpleReadings(
    [
      ["A", 0, 10],
      ["B", 30, 11],
      ["l1", 60, 12.3],
      ["A", 90, 10.3],
    ],
    { sigma_mgal: Float64Array.of(0.03, 0.03, 0.03, Number.NaN) },
  );
  const tare = { loop: "1", from_minutes: 20, to_minutes: 60, step_mgal: 0.3, sigma_mgal: 0.04 };

  it("are the only ones that are done", () => {
    const { result } = applyReadingRepairs(readings, { names: { l1: "11" } });
    expect(result.station).toEqual(["A", "B", "11", "A"]);
    expect(result.repair).toEqual(["", "", "station_name", ""]);
    expect(result.reading_mgal).toEqual(readings.reading_mgal);
    expect(result.tare_correction_mgal).toBeUndefined();
    const nothing = applyReadingRepairs(readings, {});
    expect(nothing.result).toEqual({
      ...readings,
      repair: ["", "", "", ""],
      flag: ["", "", "", ""],
      flag_reason: ["", "", "", ""],
    });
  });

  it("take a step off from its later end, and flag what may lie on either side", () => {
    const { result, report } = applyReadingRepairs(readings, { tares: [tare] });
    expect([...numbers(result.reading_mgal)].map((value) => Number(value.toFixed(9)))).toEqual([
      10, 11, 12, 10,
    ]);
    expect(result.tare_correction_mgal).toEqual(Float64Array.of(0, 0, -0.3, -0.3));
    expect(result.flag).toEqual(["", "tare_side", "", ""]);
    expect([...numbers(result.sigma_mgal)]).toEqual([0.03, 0.03, Math.hypot(0.03, 0.04), Number.NaN]);
    expect(report.rows).toEqual({ readings: 4, renamed: 0, stepped: 2, on_neither_side: 1 });
    const twice = applyReadingRepairs(result, {
      tares: [{ ...tare, from_minutes: 80, to_minutes: 80, step_mgal: 0.1 }],
    });
    expect(numbers(twice.result.tare_correction_mgal)[3]).toBeCloseTo(-0.4, 12);
  });

  it("keep the first name where a station is renamed twice, and warn of what is not there", () => {
    const once = applyReadingRepairs(readings, { names: { l1: "11" } });
    const { result, report } = applyReadingRepairs(once.result, {
      names: { "11": "12", Z9: "Z" },
      tares: [{ ...tare, loop: "D7" }],
    });
    expect(result.station).toEqual(["A", "B", "12", "A"]);
    expect(result.source_station).toEqual(["A", "B", "l1", "A"]);
    expect(report.warnings).toEqual([
      "There is no reading at station Z9; nothing was renamed there.",
      "Loop D7 has no reading from minute 60 on; no step was taken off there.",
    ]);
  });

  it("exchange two names that were exchanged", () => {
    const { result } = applyReadingRepairs(readings, { names: { A: "B", B: "A" } });
    expect(result.station).toEqual(["B", "A", "l1", "B"]);
  });

  it("are refused where they are not whole, with the way to write them", () => {
    const apply = (repairs: unknown) => () => applyReadingRepairs(readings, repairs as object);
    for (const names of [["a"], "a", { A: 1 }, { A: "" }])
      expect(apply({ names })).toThrow(/repairs.names is .*must be an object of the name/);
    for (const tares of [
      tare,
      [{ ...tare, loop: 7 }],
      [{ ...tare, to_minutes: 1 }],
      [{ ...tare, step_mgal: "1" }],
      [null],
    ])
      expect(apply({ tares })).toThrow(ArgumentError);
    const { reading_mgal, ...without } = readings;
    expect(() => applyReadingRepairs(without, { tares: [tare] })).toThrow(/reading_mgal is 'missing'/);
  });
});
