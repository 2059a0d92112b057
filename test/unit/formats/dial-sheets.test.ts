import { describe, expect, it } from "vitest";
import { readDialSheets } from "../../../lib/formats/instruments/dial-sheets.js";
import { readPoints } from "../../../lib/formats/points.js";

const sheet = (name: string, text: string) => ({ name, text, sha256: "" });
const HEAD = "station,longitude_deg,latitude_deg,time_utc,counter\n";

describe("dial sheets", () => {
  it("are loops by their names, or by their paths where two have one name", () => {
    const row = "A,101,16,2026-01-05T01:00:00Z,2000\n";
    const other = "A,101,16,2026-01-06T01:00:00Z,2000\n";
    const loops = (a: string, b: string) =>
      readDialSheets([sheet(a, HEAD + row), sheet(b, HEAD + other)]).result.loop;
    expect(loops("x/mon.csv", "x/tue.csv")).toEqual(["mon", "tue"]);
    expect(loops("mon/loop.csv", "tue/loop.csv")).toEqual(["mon/loop.csv", "tue/loop.csv"]);
  });

  it("have a reading that stands there twice flagged, with the place of the first", () => {
    const text = `${HEAD}A,101,16,2026-01-05T01:00:00Z,2000\nA,101,16,2026-01-05T01:00:00Z,2000\n`;
    const { result } = readDialSheets([sheet("a.csv", text)]);
    expect(result.flag).toEqual(["", "duplicate"]);
    expect((result.flag_reason as string[])[1]).toBe("the same reading stands in a.csv, line 2");
  });

  it("keep equal minutes of different days apart", () => {
    const text = "station,elapsed_minutes,counter\nB,0,2000\n";
    expect(readDialSheets([sheet("a.csv", text), sheet("b.csv", text)]).result.flag).toEqual(["", ""]);
  });

  it("say where the time runs backwards, and flag what is not on the globe", () => {
    const text = `${HEAD}A,101,16,2026-01-05T02:00:00Z,2000\nB,16,101,2026-01-05T01:00:00Z,2001\n`;
    const { result, report } = readDialSheets([sheet("a.csv", text)]);
    expect(report.warnings).toEqual(["a.csv, line 3: the time is earlier than that of the line above."]);
    expect(result.flag).toEqual(["", "bad_position"]);
  });

  it("refuse what cannot be meant, in words", () => {
    expect(() => readDialSheets([])).toThrow(/one sheet or more/);
    expect(() => readDialSheets(Promise.resolve([]) as never)).toThrow(/await/);
    expect(() => readDialSheets([sheet("a.csv", HEAD)], { heights: "ellipsoid" as never })).toThrow(
      /'ellipsoidal'/,
    );
    const local = `${HEAD}A,101,16,2026-01-05T08:00:00+07:00,2000\n`;
    expect(() => readDialSheets([sheet("a.csv", local)])).toThrow(/Take the offset off/);
    expect(() => readDialSheets([sheet("a.csv", "\nstation,Time,counter\nA,8:00,1\n")])).toThrow(
      /a\.csv, line 2, column time_utc: there is no column of times.*If Time is in UTC, call it time_utc/,
    );
  });
});

describe("points", () => {
  it("name file, line and column of a position that is not on the globe", () => {
    const text = "station,longitude_deg,latitude_deg\nA,16,101.7\n";
    expect(() => readPoints(sheet("p.csv", text))).toThrow(
      /p\.csv, line 2, column latitude_deg: 101\.7 is outside -90 to 90\. Are longitude and latitude swapped/,
    );
  });

  it("have numbers, without a value, in a column of a quantity that is empty throughout", () => {
    const { gravity_sigma_mgal, note } = readPoints(sheet("p.csv", "station,gravity_sigma_mgal,note\nA,,\n"));
    expect(gravity_sigma_mgal).toEqual(Float64Array.of(Number.NaN));
    expect(note).toEqual([""]);
  });
});
