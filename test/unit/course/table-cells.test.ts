import { describe, expect, it } from "vitest";
import { columnCells } from "../../../course/notebook/table-cells.js";

const cells = (name: string, ...values: unknown[]) => columnCells(name, values).cells;

describe("the cells of a column", () => {
  it("keep the decimals of numbers that came from a file", () => {
    expect(cells("height_m", 1587.99, 1602.5, 1610)).toEqual(["1587.99", "1602.50", "1610.00"]);
    expect(cells("reading_mgal", 3021.417, -12.08)).toEqual(["3021.417", "-12.080"]);
  });

  it("write integers as integers, also negative ones and large ones", () => {
    expect(cells("readings", 1, -20, 300_000)).toEqual(["1", "-20", "300000"]);
    expect(cells("count", 12n, 7n)).toEqual(["12", "7"]);
  });

  it("give computed values 3 decimals in mGal, else 2, or 2 significant digits where the column is small", () => {
    expect(cells("gravity_mgal", 978567.4123456, 978601.0987654)).toEqual(["978567.412", "978601.099"]);
    expect(cells("sigma_mgal", 0.0123456, 0.0098765, 0.0301234)).toEqual(["0.012", "0.010", "0.030"]);
    expect(cells("residual", 0.1 + 0.2)).toEqual(["0.30"]);
  });

  it("give computed degrees 5 decimals, which is a metre on the ground", () => {
    expect(cells("longitude_deg", 27.123456789, -0.5)).toEqual(["27.12346", "-0.50000"]);
    expect(cells("scale_factor", 0.99987012345, 1.00027600001)).toEqual(["0.999870", "1.000276"]);
  });

  it("use the exponent form for very small and very large columns", () => {
    expect(cells("mass_kg", 5.9722e24, 7.35e22)).toEqual(["5.972e+24", "7.350e+22"]);
    expect(cells("tidal_gradient", 1.23456e-7, 0)).toEqual(["1.235e-7", "0.000e+0"]);
  });

  it("write NaN, null and undefined as a dash and infinities as such, without touching the other digits", () => {
    expect(cells("gravity_mgal", 1.25, Number.NaN, null, undefined, -Infinity)).toEqual([
      "1.25",
      "–",
      "–",
      "–",
      "-∞",
    ]);
    expect(cells("empty", null, Number.NaN)).toEqual(["–", "–"]);
  });

  it("write dates in ISO form, and without the clock if all are midnights", () => {
    const noon = new Date(Date.UTC(2026, 4, 4, 12));
    const midnight = new Date(Date.UTC(2026, 4, 5));
    expect(cells("time_utc", noon, midnight)).toEqual(["2026-05-04T12:00:00Z", "2026-05-05T00:00:00Z"]);
    expect(cells("date", midnight, null)).toEqual(["2026-05-05", "–"]);
    expect(cells("time_utc", new Date(Number.NaN), noon)).toEqual(["–", "2026-05-04T12:00:00Z"]);
  });

  it("set numbers flush right and everything else flush left", () => {
    expect(columnCells("height_m", [1, Number.NaN]).align).toBe("right");
    expect(columnCells("station", ["B1"]).align).toBe("left");
    expect(columnCells("mixed", [1, "a"])).toEqual({ cells: ["1", "a"], align: "left" });
  });

  it("write lists and objects as short JSON, and survive what JSON cannot hold", () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(cells("list", [1, 2], Float64Array.of(0.5), { a: 1 }, true)).toEqual([
      "[1,2]",
      "[0.5]",
      '{"a":1}',
      "true",
    ]);
    expect(cells("circle", circle)).toEqual(["[object Object]"]);
    expect(cells("text", "x".repeat(500))[0]).toHaveLength(200);
  });
});
