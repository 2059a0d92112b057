import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { numberColumn, rowCount, stackRows, takeRows, textColumn } from "../../../lib/core/columns.js";
import { columnsOf, tableOf } from "../../../lib/core/columns-table.js";
import { ArgumentError, FormatError } from "../../../lib/core/errors.js";
import { gridRegion, makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { parseLength } from "../../../lib/core/length.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { parseUtc } from "../../../lib/core/time.js";

describe("columns", () => {
  it("go to an arquero table and back unchanged", () => {
    const columns = { station: ["A", "", "C"], z: Float64Array.of(1, Number.NaN, 3) };
    expect(columnsOf(tableOf(columns))).toEqual(columns);
  });

  it("keep the filter and the order of an arquero table", () => {
    const table = tableOf({ z: Float64Array.of(3, 1, 2) })
      .filter("d => d.z > 1")
      .orderby("z");
    expect(columnsOf(table)).toEqual({ z: Float64Array.of(2, 3) });
  });

  it("are stacked without losing a row or a column", () => {
    const stacked = stackRows([
      { a: Float64Array.of(1), b: ["x"] },
      { a: Float64Array.of(2), c: Float64Array.of(9) },
    ]);
    expect(stacked).toEqual({ a: Float64Array.of(1, 2), b: ["x", ""], c: Float64Array.of(Number.NaN, 9) });
    expect(takeRows(stacked, [1])).toEqual({ a: Float64Array.of(2), b: [""], c: Float64Array.of(9) });
  });

  it("treat station 31 and station '31' as one", () => {
    expect(textColumn({ station: Float64Array.of(31) }, "station")).toEqual(["31"]);
  });

  it("say which columns there are when one is missing or of the wrong kind", () => {
    expect(() => numberColumn({ a: ["x"] }, "a")).toThrow(
      /column a is 'text', but must be a column of numbers/,
    );
    expect(() => numberColumn({ a: ["x"] }, "z")).toThrow(/The table has: a\./);
    const list = { a: [1, 2] } as unknown as Record<string, string[]>;
    expect(() => numberColumn(list, "a")).toThrow("Write a: Float64Array.from(list).");
    expect(() => rowCount({ a: ["x"], b: [] })).toThrow(/length of column b is 0, but must be 1/);
    expect(() => columnsOf([] as never)).toThrow(/must be an arquero table/);
  });
});

describe("a grid", () => {
  const parts = { crs: "plane", name: "z", units: "m" };
  const axis = Float64Array.of(0, 1, 2);

  it("is frozen, and knows its region by its registration", () => {
    const grid = makeGrid({ ...parts, x: axis, y: axis, values: new Float64Array(9), registration: "pixel" });
    expect(Object.isFrozen(grid)).toBe(true);
    expect(gridRegion(grid)).toEqual([-0.5, 2.5, -0.5, 2.5]);
  });

  it("refuses axes that are uneven, descending or too short, and values of the wrong number", () => {
    const make = (x: Float64Array, n: number) => () =>
      makeGrid({ ...parts, x, y: axis, values: new Float64Array(n) });
    expect(make(Float64Array.of(0, 1, 3), 9)).toThrow(ArgumentError);
    expect(make(Float64Array.of(2, 1, 0), 9)).toThrow(/ascending and evenly spaced/);
    expect(make(Float64Array.of(1), 3)).toThrow(/at least 2 samples/);
    expect(make(axis, 8)).toThrow(/values.length is 8, but must be 3 rows × 3 columns = 9/);
    expect(() => regularAxis(0, 1, 0.3)).toThrow(/divides the distance/);
  });
});

describe("small things", () => {
  it("reads UTC and nothing else as a time", () => {
    expect(parseUtc("2026-01-31T08:15:00Z")).toBe(Date.UTC(2026, 0, 31, 8, 15));
    expect(parseUtc("2026-01-31 08:15")).toBe(Date.UTC(2026, 0, 31, 8, 15));
    for (const text of [
      "2026-02-30T00:00:00Z",
      "2026-01-31T25:00:00Z",
      "2026-01-31T08:15:00+07:00",
      "31/01/2026 08:15",
      "",
    ]) {
      expect(parseUtc(text), text).toBeNaN();
    }
  });

  it("reads lengths with units and refuses the rest", () => {
    expect(parseLength("30arcsec")).toEqual({ degrees: 30 / 3600 });
    for (const value of ["", "km", "-2km", "2 miles", 0, Number.NaN])
      expect(() => parseLength(value)).toThrow(ArgumentError);
  });

  it("draws normal numbers with mean 0 and variance 1, the same for the same seed", () => {
    const random = seededRandom(1);
    const values = Array.from({ length: 20000 }, () => normalRandom(random));
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + v * v, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(seededRandom(42)()).toBe(seededRandom(42)());
    expect(seededRandom(42)()).not.toBe(seededRandom(43)());
  });

  it("shows the value in an error without printing a page", () => {
    const error = new ArgumentError({
      argument: "x",
      value: new Float64Array(1000),
      accepted: "short",
      advice: "Cut it.",
    });
    expect(error.message).toBe("x is an array of 1000 values, but must be short. Cut it.");
    expect(new FormatError({ file: "a.csv", problem: "it is odd" }).message).toBe("a.csv: it is odd.");
  });

  it("has the version of package.json", async () => {
    const { VERSION } = await import("../../../lib/core/report.js");
    expect(JSON.parse(readFileSync("package.json", "utf8")).version).toBe(VERSION);
  });
});
