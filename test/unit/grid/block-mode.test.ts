import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { blockMedian } from "../../../lib/grid/block-median.js";
import { blockMode } from "../../../lib/grid/block-mode.js";

const REFERENCE = new URL("../../../../shared/realdata/gmt-reference/Table_5_11.txt", import.meta.url);
const missing = existsSync(REFERENCE) ? false : "skipped: ../shared/realdata/gmt-reference is not there";
if (missing) console.warn(missing);

/** What GMT 6.4 gives: `gmt blockmode Table_5_11.txt -R-0.05/6.95/-0.05/6.95 -I3.5 -r`, and with `-Q -E`. */
const MODES = [
  [1.75, 0.6, 872.5],
  [6, 2.8, 866],
  [2.9, 4.6, 750.5],
  [4.2, 4.6, 805],
];
const AT_MEANS = [
  [1.66428571429, 1.28571428571, 872.5, 25.9455],
  [5.32307692308, 1.85384615385, 866, 35.5824],
  [2.02857142857, 4.97142857143, 750.5, 46.7019],
  [4.7, 5.02727272727, 805, 37.065],
];

const block = { region: [0, 1, 0, 1], spacing: 1 } as const;
const at = (values: readonly number[], sigma?: readonly number[]) => ({
  x: Float64Array.from(values, (_, k) => k / 100),
  y: new Float64Array(values.length),
  values: Float64Array.from(values),
  ...(sigma && { sigma: Float64Array.from(sigma) }),
});

describe("block mode", () => {
  it.skipIf(missing)("agrees with GMT's blockmode on Davis's Table 5.11 to the printed digits", () => {
    const rows = readFileSync(REFERENCE, "utf8").trim().split("\n");
    const table = rows.map((row) => row.split(/\s+/).map(Number));
    const column = (k: number): Float64Array => Float64Array.from(table, (row) => row[k]);
    const points = { x: column(0), y: column(1), values: column(2) };
    const options = { region: [-0.05, 6.95, -0.05, 6.95], spacing: 3.5, registration: "pixel" } as const;
    const printed = (v: number): number => Number(v.toPrecision(12));
    const modes = blockMode(points, options).result;
    expect(Array.from(modes.x, (x, k) => [x, modes.y[k], modes.values[k]].map(printed))).toEqual(MODES);
    const means = blockMode(points, { ...options, position: "mean" }).result;
    const rowsOfMeans = Array.from(means.x, (x, k) => [x, means.y[k], means.values[k], means.scatter[k]]);
    expect(rowsOfMeans.map((row) => row.map(printed))).toEqual(AT_MEANS);
    expect(Array.from(modes.count)).toEqual([14, 13, 14, 11]);
  });

  it("keeps the kind of value that is most frequent, where the median has left it", () => {
    const mixed = at([10, 10.1, 10.2, 10.15, 10.05, 40, 52, 61, 77, 83, 95]);
    expect(blockMode(mixed, block).result.values[0]).toBeGreaterThan(9.9);
    expect(blockMode(mixed, block).result.values[0]).toBeLessThan(26);
    const half = at([10, 10.1, 10.2, 10.15, 10.05, 10.12, 52, 61, 77, 83, 95]);
    expect(blockMode(half, block).result.values[0]).toBeCloseTo(10.125, 9); // as GMT's
    expect(
      blockMedian(at([10, 10.1, 10.2, 10.15, 10.05, 52, 61, 77, 83, 95]), block).result.values[0],
    ).toBeGreaterThan(30);
  });

  it("takes a value that repeats, one that has half of the weight, and the mean of two", () => {
    expect(blockMode(at([3, 7, 7, 7, 9, 30]), block).result.values[0]).toBe(7);
    expect(blockMode(at([3, 8, 30], [1, 0.1, 1]), block).result.values[0]).toBe(8);
    expect(blockMode(at([3, 8]), block).result.values[0]).toBe(5.5);
    expect(blockMode(at([3, 8], [2, 1]), block).result.values[0]).toBe(8);
  });

  it("has sigma about right: modes of normal errors scatter as it says", () => {
    const random = seededRandom(9);
    for (const n of [5, 12, 40]) {
      const modes = Array.from({ length: 1500 }, () => {
        const values = Array.from({ length: n }, () => normalRandom(random));
        return blockMode(
          at(
            values,
            values.map(() => 1),
          ),
          block,
        ).result;
      });
      const scatter = Math.sqrt(modes.reduce((sum, m) => sum + m.values[0] ** 2, 0) / modes.length);
      expect(scatter / (modes[0].sigma?.[0] ?? 0)).toBeGreaterThan(0.87);
      expect(scatter / (modes[0].sigma?.[0] ?? 0)).toBeLessThan(1.07);
    }
  });

  it("passes over NaN and points outside, and refuses a grid without a point", () => {
    const gaps = {
      x: Float64Array.of(0, 0.2, 5),
      y: new Float64Array(3),
      values: Float64Array.of(4, Number.NaN, 9),
    };
    const { result, report } = blockMode(gaps, block);
    expect([...result.values]).toEqual([4]);
    expect(result.scatter[0]).toBeNaN();
    expect(report.rows).toEqual({ in: 3, out: 1, not_finite: 1, outside_region: 1 });
    const none = { ...gaps, values: gaps.values.map(() => Number.NaN) };
    expect(blockMode(none, block).result.values).toHaveLength(0);
    expect(() => blockMode(none, { spacing: 1 })).toThrow(/at least one has a position/);
  });
});
