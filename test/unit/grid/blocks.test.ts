import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { blockMean } from "../../../lib/grid/block-mean.js";
import { blockMedian } from "../../../lib/grid/block-median.js";
import type { Points } from "../../../lib/grid/points.js";
import { seeded } from "./surfaces.js";

const REFERENCE = new URL("../../../../shared/realdata/gmt-reference/", import.meta.url);
const missing = existsSync(REFERENCE) ? false : "skipped: ../shared/realdata/gmt-reference is not there";
if (missing) console.warn(missing);

function table(name: string): number[][] {
  const lines = readFileSync(new URL(name, REFERENCE), "utf8").trim().split("\n");
  return lines.map((line) => line.split(/\s+/).map(Number));
}

function columns(rows: number[][]): Points {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  return { x: column(0), y: column(1), values: column(2) };
}

/** Rows in one order, as GMT prints them: 12 digits. */
function printed(rows: number[][]): string[] {
  return rows.map((row) => row.map((v) => String(Number(v.toPrecision(12)))).join(" ")).sort();
}

describe("blocks against GMT 6.4", () => {
  for (const [name, reduce] of [
    ["blockmean", blockMean],
    ["blockmedian", blockMedian],
  ] as const) {
    it.skipIf(missing)(`agree with ${name} -I1 on Davis's Table 5.11 to the printed digits`, () => {
      const { result, report } = reduce(columns(table("Table_5_11.txt")), {
        region: [0, 7, 0, 7],
        spacing: 1,
      });
      const ours = Array.from(result.x, (x, k) => [x, result.y[k], result.values[k]]);
      expect(printed(ours)).toEqual(printed(table(`${name}_I1.txt`)));
      expect(report.rows).toEqual({ in: 52, out: 40, not_finite: 0, outside_region: 0 });
    });
  }
});

describe("block reduction", () => {
  it("agrees with sorting every block by hand, for random points of random weight", () => {
    const random = seeded(21);
    const n = 400;
    const points = {
      x: Float64Array.from({ length: n }, () => 100 + 30 * random()),
      y: Float64Array.from({ length: n }, () => -5 + 10 * random()),
      values: Float64Array.from({ length: n }, () => 50 * random()),
    };
    const { result } = blockMedian(points, {
      region: [100, 130, -5, 5],
      spacing: [3, 2.5],
      registration: "pixel",
    });
    let block = 0;
    for (let j = 0; j < 4; j++) {
      for (let i = 0; i < 10; i++) {
        const inside = [...points.x.keys()].filter(
          (k) => Math.floor((points.x[k] - 100) / 3) === i && Math.floor((points.y[k] + 5) / 2.5) === j,
        );
        if (inside.length === 0) continue;
        for (const field of ["x", "y", "values"] as const) {
          const sorted = inside.map((k) => points[field][k]).sort((a, b) => a - b);
          const low = sorted[Math.floor((sorted.length - 1) / 2)];
          const high = sorted[Math.ceil((sorted.length - 1) / 2)];
          expect(result[field][block]).toBeCloseTo((low + high) / 2, 12);
        }
        expect(result.count[block]).toBe(inside.length);
        block++;
      }
    }
    expect(block).toBe(result.count.length);
  });

  it("carries sigma along: the mean of n like points has a sigma of 1/√n", () => {
    const four = {
      x: new Float64Array(4),
      y: new Float64Array(4),
      values: Float64Array.of(1, 2, 3, 10),
      sigma: new Float64Array(4).fill(0.6),
    };
    const mean = blockMean(four, { region: [0, 1, 0, 1], spacing: 1 }).result;
    expect([mean.values[0], mean.sigma?.[0]]).toEqual([4, expect.closeTo(0.3, 12)]);
    const median = blockMedian(four, { region: [0, 1, 0, 1], spacing: 1 }).result;
    expect([median.values[0], median.sigma?.[0]]).toEqual([
      2.5,
      expect.closeTo(0.3 * Math.sqrt(Math.PI / 2), 12),
    ]);
  });

  it("has the median's sigma about right: medians of normal errors scatter as it says", () => {
    const random = seeded(33);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const n = 15;
    const medians = Array.from({ length: 4000 }, () => {
      const points = {
        x: new Float64Array(n),
        y: new Float64Array(n),
        values: Float64Array.from({ length: n }, normal),
        sigma: new Float64Array(n).fill(1),
      };
      return blockMedian(points, { region: [0, 1, 0, 1], spacing: 1 }).result;
    });
    const scatter = Math.sqrt(medians.reduce((sum, m) => sum + m.values[0] ** 2, 0) / medians.length);
    expect(scatter / (medians[0].sigma?.[0] ?? 0)).toBeGreaterThan(0.93);
    expect(scatter / (medians[0].sigma?.[0] ?? 0)).toBeLessThan(1.02);
  });

  it("lets the surer points win: a weighted mean and a weighted median follow the small sigma", () => {
    const points = {
      x: new Float64Array(3),
      y: new Float64Array(3),
      values: Float64Array.of(1, 5, 9),
      sigma: Float64Array.of(0.1, 1, 1),
    };
    expect(blockMean(points, { region: [0, 1, 0, 1], spacing: 1 }).result.values[0]).toBeCloseTo(
      (100 + 5 + 9) / 102,
      12,
    );
    expect(blockMedian(points, { region: [0, 1, 0, 1], spacing: 1 }).result.values[0]).toBe(1);
  });

  it("keeps the station itself when asked for the point of the median", () => {
    const points = {
      x: Float64Array.of(0, 0.1, 0.4),
      y: Float64Array.of(0, 0.2, 0.1),
      values: Float64Array.of(1, 9, 4),
    };
    const { result } = blockMedian(points, { region: [0, 1, 0, 1], spacing: 1, position: "point" });
    expect([result.x[0], result.y[0], result.values[0]]).toEqual([0.4, 0.1, 4]);
  });

  it("passes over NaN and points outside, and counts them", () => {
    const points = {
      x: Float64Array.of(0, 1, Number.NaN, 40),
      y: Float64Array.of(0, 1, 0, 0),
      values: Float64Array.of(1, Number.NaN, 3, 4),
    };
    const { result, report } = blockMean(points, { region: [0, 2, 0, 2], spacing: 1 });
    expect([...result.values]).toEqual([1]);
    expect(report.rows).toEqual({ in: 4, out: 1, not_finite: 2, outside_region: 1 });
    expect(report.warnings).toEqual(["1 of 4 points lie outside the region and were left out."]);
  });

  it("chooses a region around the points by itself, and leaves none out", () => {
    const points = {
      x: Float64Array.of(0.3, 7.9),
      y: Float64Array.of(-2.2, 4),
      values: Float64Array.of(1, 2),
    };
    const { report } = blockMedian(points, { spacing: 0.5 });
    expect(report.parameters.region).toEqual([0, 8, -2.5, 4]);
    expect(report.rows.out).toBe(2);
  });

  it("refuses a spacing that is not a positive number, and a sigma of zero", () => {
    const one = { x: Float64Array.of(1), y: Float64Array.of(1), values: Float64Array.of(1) };
    expect(() => blockMean(one, { spacing: 0 })).toThrow(/spacing is 0, but must be a positive number/);
    expect(() => blockMean({ ...one, sigma: Float64Array.of(0) }, { spacing: 1 })).toThrow(
      /points.sigma\[0\] is 0/,
    );
    expect(() => blockMean({ ...one, x: Float64Array.of(Number.NaN) }, { spacing: 1 })).toThrow(
      /at least one has a position/,
    );
  });
});
