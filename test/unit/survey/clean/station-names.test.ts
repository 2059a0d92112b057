import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import type { Notice } from "../../../../lib/survey/clean/reading-finding.js";
import { stationNameDistance } from "../../../../lib/survey/clean/station-name-distance.js";
import { flagsIn, simpleReadings } from "./made-readings.js";

const names = fc.string({ maxLength: 8, unit: fc.constantFrom(..."AB0O1l25S8_- a") });

describe("the distance of two names", () => {
  it("counts mistakes, and half of one for what is easily mistaken", () => {
    const cases: [string, string, number][] = [
      ["S012", "S012", 0],
      ["S012", "S013", 1],
      ["S012", "S021", 1],
      ["S012", "S12", 0.5],
      ["S012", "SO12", 0.5],
      ["1001", "l001", 0.5],
      ["s012", "S012", 0.5],
      ["11023", "1023", 0.5],
      ["RMCL-1", "RMCL_1", 0.5],
      ["RMCL1", "RMCL_1", 0.5],
      ["BASE", "BSAE", 1],
      ["A", "", 1],
      ["kitten", "sitting", 3],
    ];
    for (const [a, b, distance] of cases) expect(stationNameDistance(a, b), `${a} ${b}`).toBe(distance);
  });

  it("is symmetric, zero for equal names alone, and never more than a new name would cost", () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const distance = stationNameDistance(a, b);
        expect(distance).toBe(stationNameDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });

  it("grows by at most one and a half with every edit, which may part a double letter", () => {
    fc.assert(
      fc.property(names, names, fc.nat(), fc.constantFrom("A", "0", "x"), (a, b, at, letter) => {
        const place = at % (b.length + 1);
        const longer = b.slice(0, place) + letter + b.slice(place);
        expect(stationNameDistance(a, longer)).toBeLessThanOrEqual(stationNameDistance(a, b) + 1.5);
      }),
    );
  });

  it("can hold numbers fast, so that only the spelling around them counts", () => {
    const fixed = (a: string, b: string) => stationNameDistance(a, b, Infinity);
    expect([
      fixed("S012", "SO12"),
      fixed("S012", "S12"),
      fixed("11023", "1023"),
      fixed("BASE1", "BSAE1"),
    ]).toEqual([0.5, 0.5, 0.5, 1]);
    expect([fixed("S012", "S013"), fixed("S012", "S021"), fixed("S012", "S0123")]).toEqual([
      Infinity,
      Infinity,
      Infinity,
    ]);
  });
});

describe("the rule for misspelt stations", () => {
  const list = { station: Array.from({ length: 40 }, (_, i) => `S${String(i + 1).padStart(3, "0")}`) };
  const flagged = (written: string[], stations: Parameters<typeof simpleReadings>[1] = list) => {
    const readings = simpleReadings(written.map((name, i) => [name, i, 0]));
    return cleanReadings(readings, { stations, rules: ["station_name"] });
  };
  const good = ["S001", "S002", "S003", "S004", "S005"];

  it("proposes the one name that is meant, and changes none", () => {
    const { result, report } = flagged([...good, "SO12", "s013", "S14"]);
    expect(flagsIn(result)).toEqual([...good.map(() => ""), "station_name", "station_name", "station_name"]);
    expect((result.flag_reason as string[])[5]).toBe(
      "there is no station SO12 in the list, but S012 is spelt nearly so",
    );
    expect((result.station as string[])[5]).toBe("SO12");
    expect((report.figures.notices as Notice[]).map(({ values }) => values.proposed)).toEqual([
      "S012",
      "S013",
      "S014",
    ]);
  });

  it("asks, and does not flag, where another number stands: it may be a new station", () => {
    const { result, report } = flagged([...good, "S041", "NEW BASE"]);
    expect(flagsIn(result).join("")).toBe("");
    const says = (report.figures.notices as Notice[]).map((notice) => notice.says);
    expect(says[0]).toMatch(/^Station S041 \(1 reading\) is not in the coordinate list. Is S0[04]1/);
    expect(says[1]).toMatch(/A new station\?/);
  });

  it("asks once where the list belongs to another survey", () => {
    const { result, report } = flagged(["SO01", "T1", "T2", "T3", "S001"]);
    expect(flagsIn(result).join("")).toBe("");
    expect((report.figures.notices as Notice[]).map((notice) => notice.says)).toEqual([
      "Most stations are not in the coordinate list (SO01, T1, T2, T3): is it the list of this survey? No name was flagged.",
    ]);
  });

  it("lets the position decide where it is known", () => {
    const stations = {
      station: ["S001", "S002", "S012", "S021"],
      longitude_deg: Float64Array.of(101, 101.1, 101.2, 101.3),
      latitude_deg: Float64Array.of(16, 16, 16, 16),
    };
    const place = (longitude: number) =>
      cleanReadings(
        simpleReadings(
          [
            ["S001", 0, 0],
            ["S011", 9, 0],
            ["S002", 20, 0],
          ],
          {
            longitude_deg: Float64Array.of(101, longitude, 101.1),
            latitude_deg: Float64Array.of(16, 16, 16),
          },
        ),
        { stations, rules: ["station_name"] },
      ).result;
    expect((place(101.2002).flag_reason as string[])[1]).toBe(
      "there is no station S011 in the list, but S012, 21 m away",
    );
    expect(flagsIn(place(101.5)).join("")).toBe("");
  });
});
