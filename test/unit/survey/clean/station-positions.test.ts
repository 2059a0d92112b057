import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../lib/core/columns.js";
import { cleanReadings } from "../../../../lib/survey/clean/clean-readings.js";
import type { Notice } from "../../../../lib/survey/clean/reading-finding.js";
import type { ReadingRuleName } from "../../../../lib/survey/clean/reading-rules.js";
import { flagsIn, simpleReadings, stopOf } from "./made-readings.js";

const numbers = (...values: number[]) => Float64Array.from(values);
const run = (readings: Columns, rule: ReadingRuleName, options = {}) =>
  cleanReadings(readings, { rules: [rule], ...options });
const noticesOf = ({ report }: ReturnType<typeof cleanReadings>) => report.figures.notices as Notice[];

describe("the rule for positions", () => {
  const stations: Columns = {
    station: ["A", "B"],
    longitude_deg: numbers(101, 101.5),
    latitude_deg: numbers(16, 16.2),
    height_m: numbers(200, 300),
  };
  const at = (longitude: number, latitude: number, extra: Columns = {}) =>
    simpleReadings(stopOf("A", 0, [0]), {
      longitude_deg: numbers(longitude),
      latitude_deg: numbers(latitude),
      ...extra,
    });
  const reason = (readings: Columns, options = {}) =>
    (run(readings, "position", { stations, ...options }).result.flag_reason as string[])[0];

  it("names the usual mistakes", () => {
    expect(reason(at(101.0003, 16.0003))).toBe("");
    expect(reason(at(101, -16))).toMatch(/3558 km .* the latitude has the wrong sign$/);
    expect(reason(at(16, 101))).toMatch(/longitude and latitude are exchanged$/);
    expect(reason(at(101.5, 16.2))).toMatch(/at the place of B, are two names exchanged\?$/);
    const gpsAtA = { gps_longitude_deg: numbers(101), gps_latitude_deg: numbers(16) };
    expect(reason(at(101.5, 16.2, gpsAtA))).toMatch(
      /from the place of A in the list, where the GPS is: is the position an old one, of B\?$/,
    );
    expect(reason(at(101.002, 16))).toBe("214 m from the place of A in the list");
    expect(reason(at(Number.NaN, 16))).toBe("");
  });

  it("compares with the GPS, and takes over what it says to readings without a fix", () => {
    const readings = simpleReadings(stopOf("X", 0, [0, 0]), {
      longitude_deg: numbers(101, 101),
      latitude_deg: numbers(-16, -16),
      gps_longitude_deg: numbers(101, Number.NaN),
      gps_latitude_deg: numbers(16, Number.NaN),
    });
    const { result } = run(readings, "position");
    expect(flagsIn(result)).toEqual(["position", "position"]);
    expect((result.flag_reason as string[])[1]).toMatch(
      /from the position of the GPS, the latitude has the wrong sign/,
    );
  });

  it("forgives a position from the header of a file, which several stations share, unless it is another country's", () => {
    const shared = (latitude: number) =>
      simpleReadings([...stopOf("A", 0, [0]), ...stopOf("B", 9, [0]), ...stopOf("C", 20, [0])], {
        longitude_deg: numbers(101.2, 101.2, 101.2),
        latitude_deg: numbers(latitude, latitude, latitude),
      });
    const header = (latitude: number) =>
      simpleReadings(stopOf("A", 0, [0]), {
        survey_longitude_deg: numbers(101.2),
        survey_latitude_deg: numbers(latitude),
      });
    expect(flagsIn(run(shared(16.1), "position", { stations }).result)).toEqual(["", "", ""]);
    expect(flagsIn(run(shared(-16.1), "position", { stations }).result)).toEqual([
      "position",
      "position",
      "position",
    ]);
    expect(reason(header(16.1))).toBe("");
    expect(reason(header(-16.1))).toMatch(
      /^the position in the header is 3569 km from A, the nearest of its stations, the latitude has the wrong sign$/,
    );
  });

  it("flags a copy of the position of the stop before, and not the list's mistakes where the GPS confirms the user", () => {
    const gps = (longitude: number, latitude: number) => ({
      gps_longitude_deg: numbers(longitude),
      gps_latitude_deg: numbers(latitude),
    });
    expect(reason(at(101.5, 16.2, gps(101, 16)))).toMatch(/is the position an old one, of B\?$/);
    expect(reason(at(101.5, 16.2, gps(101.5, 16.2)))).toMatch(/at the place of B/);
    const answer = run(at(101.3, 16.1, gps(101.3, 16.1)), "position", { stations });
    expect(flagsIn(answer.result)).toEqual([""]);
    expect(noticesOf(answer)[0].says).toMatch(
      /^Station A: the user's position and the GPS agree, 34 km from .* Is the list wrong/,
    );
  });
});

describe("one name at several places", () => {
  const rows = simpleReadings(
    [...stopOf("A", 0, [0, 0]), ...stopOf("A", 30, [50, 50]), ...stopOf("A", 60, [0, 0])],
    {
      longitude_deg: numbers(101, 101, 101.2, 101.2, 101, 101),
      latitude_deg: numbers(16, 16, 16, 16, 16, 16),
    },
  );

  it("is told, and not taken for a visit that disagrees", () => {
    const answer = cleanReadings(rows);
    expect(flagsIn(answer.result).join("")).toBe("");
    expect(noticesOf(answer).map(({ says }) => says)).toEqual([
      expect.stringMatching(/^The name A stands at 2 places more than 100 m apart: was no new name typed\?/),
    ]);
    const { longitude_deg: _, latitude_deg: __, ...without } = rows;
    expect(flagsIn(cleanReadings(without).result)).toEqual(["", "", "wrong_visit", "wrong_visit", "", ""]);
  });
});

describe("the rule for heights", () => {
  const heights = (own: number[], list: Columns) =>
    noticesOf(
      run(
        simpleReadings(
          own.map((_, i) => [`P${i}`, 9 * i, 0]),
          { height_m: Float64Array.from(own) },
        ),
        "height",
        { stations: { station: own.map((_, i) => `P${i}`), ...list } },
      ),
    ).map(({ says }) => says);

  it("tells stations whose heights contradict the list, and flags none", () => {
    expect(heights([540, 894, 120], { height_m: numbers(894, 540, 131) })).toEqual([
      "Station P0: its readings say 540 m, the list 894 m. Is a height wrong, or the name? Nothing was flagged.",
      "Station P1: its readings say 894 m, the list 540 m. Is a height wrong, or the name? Nothing was flagged.",
    ]);
  });

  it("takes the geoid off where the list has heights above the ellipsoid", () => {
    const own = [100, 200, 300, 400, 500];
    expect(heights(own, { ellipsoidal_height_m: numbers(65, 166, 264, 465, 464) })).toEqual([
      expect.stringMatching(/^Station P3: its readings say 400 m, the list 500 m \(its ellipsoidal height/),
    ]);
  });
});
