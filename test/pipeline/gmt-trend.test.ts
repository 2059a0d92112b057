import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitTrend } from "../../lib/grid/trend.js";
import { realData } from "./real-data.js";

const folder = realData("gmt-reference");

describe.skipIf(folder === undefined)("polynomial trends against GMT's trend2d", () => {
  it.each([
    ["N3", 1],
    ["N6", 2],
  ])("agree with model %s to all printed digits", (model, degree) => {
    const rows = readFileSync(`${folder}trend2d_${model}.txt`, "utf8").trim().split("\n");
    const table = rows.map((row) => row.trim().split(/\s+/).map(Number));
    const column = (k: number): Float64Array => Float64Array.from(table, (row) => row[k]);
    const points = { x: column(0), y: column(1), values: column(2) };
    const trend = fitTrend(points, { degree });
    expect(table).toHaveLength(52);
    for (const [k, value] of trend.predict(points).entries()) {
      expect(Math.abs(value - table[k][3])).toBeLessThan(1e-9 * 1000);
      expect(Math.abs(trend.residuals[k] - table[k][4])).toBeLessThan(1e-9 * 1000);
    }
  });
});
