import { describe, expect, it } from "vitest";
import { factorCholesky, solveCholesky } from "../../../lib/core/cholesky.js";
import { addFlag, countFlags, flagsOf, hasFlag } from "../../../lib/core/flags.js";
import { nearestPoints } from "../../../lib/core/nearest-points.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { biweight, median, robustScale } from "../../../lib/core/robust-statistics.js";
import { type Observation, solveRobust } from "../../../lib/core/sparse-least-squares.js";

describe("a Cholesky factor", () => {
  it("solves a system that it was made from", () => {
    const random = seededRandom(1);
    const n = 9;
    const half = Float64Array.from({ length: n * n }, () => normalRandom(random));
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        for (let k = 0; k < n; k++) matrix[i * n + j] += half[i * n + k] * half[j * n + k];
    const x = Float64Array.from({ length: n }, (_, i) => i - 3);
    const right = x.map((_, i) => x.reduce((sum, value, j) => sum + matrix[i * n + j] * value, 0));
    expect(factorCholesky(matrix, n)).toBe(-1);
    const solved = solveCholesky(matrix, n, right);
    for (let i = 0; i < n; i++) expect(solved[i]).toBeCloseTo(x[i], 6);
  });

  it("says which row depends on those before it", () => {
    expect(factorCholesky(Float64Array.of(1, 1, 1, 1), 2)).toBe(1);
    expect(factorCholesky(Float64Array.of(Number.NaN), 1)).toBe(0);
  });
});

describe("robust statistics", () => {
  it("give the median and a scale that wild values do not move", () => {
    const random = seededRandom(2);
    const values = Float64Array.from({ length: 5001 }, () => 7 + 2 * normalRandom(random));
    expect(median(values)).toBeCloseTo(7, 0);
    expect(robustScale(values)).toBeCloseTo(2, 0);
    const sorted = values.slice().sort();
    expect(median(values)).toBe(sorted[2500]);
    values.fill(1e9, 0, 500);
    expect(Math.abs(robustScale(values) - 2)).toBeLessThan(0.4);
    expect(robustScale([])).toBeNaN();
    expect(biweight(Number.NaN)).toBe(0);
  });
});

describe("robust least squares", () => {
  const line = (noise: number, wild: readonly number[]): Observation[] => {
    const random = seededRandom(3);
    return Array.from({ length: 600 }, (_, i) => ({
      unknowns: [0, 1],
      coefficients: [1, i],
      value: 5 + 0.3 * i + noise * normalRandom(random) + (wild.includes(i) ? 40 : 0),
      sigma: 1,
    }));
  };

  it("finds a line through points of which some are wild, and its own uncertainty", () => {
    const solution = solveRobust(line(0.1, [3, 17, 40, 41, 59]), 2);
    if (typeof solution === "number") throw new Error("not determined");
    expect(solution.unknowns[1]).toBeCloseTo(0.3, 2);
    expect(solution.weights[17]).toBe(0);
    expect(Math.abs(solution.scale / 0.1 - 1)).toBeLessThan(0.15);
    // Textbook: sigma of the slope = noise / sqrt(sum (i - mean)^2).
    const textbook =
      0.1 / Math.sqrt(Array.from({ length: 600 }, (_, i) => (i - 299.5) ** 2).reduce((a, b) => a + b));
    expect(solution.sigmas[1] / textbook).toBeGreaterThan(0.85);
    expect(solution.sigmas[1] / textbook).toBeLessThan(1.2);
  });

  it("holds conditions, and says which unknown nothing determines", () => {
    const condition = { unknowns: [0], coefficients: [1], value: 6, sigma: 1e-6, isCondition: true };
    const solution = solveRobust([...line(0.1, []), condition], 2);
    if (typeof solution === "number") throw new Error("not determined");
    expect(solution.unknowns[0]).toBeCloseTo(6, 4);
    expect(solveRobust(line(0.1, []), 3)).toBe(2);
  });
});

describe("neighbours of points", () => {
  it("are those that a search through all finds", () => {
    const random = seededRandom(4);
    const n = 700;
    // Half of them in one corner, as surveys are.
    const x = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? random() : random() / 50));
    const y = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? random() : random() / 50));
    x[10] = Number.NaN;
    const index = nearestPoints(x, y);
    for (const [px, py] of [
      [0.5, 0.5],
      [0, 0],
      [5, -3],
      [0.01, 0.01],
    ]) {
      const far = (i: number) => (x[i] - px) ** 2 + (y[i] - py) ** 2;
      const all = Array.from(x.keys())
        .filter((i) => i !== 10)
        .sort((a, b) => far(a) - far(b));
      expect(index.nearest(px, py, 12)).toEqual(all.slice(0, 12));
      const even = all.filter((i) => i % 2 === 0).slice(0, 5);
      expect(index.nearest(px, py, 5, (i) => i % 2 === 0)).toEqual(even);
    }
    expect(index.nearest(0, 0, 1e4)).toHaveLength(n - 1);
    expect(index.nearest(Number.NaN, 0, 3)).toEqual([]);
  });

  it("are none where there are no points, and all where they coincide", () => {
    const none = new Float64Array(0);
    expect(nearestPoints(none, none).nearest(0, 0, 3)).toEqual([]);
    const same = new Float64Array(40).fill(2);
    expect(nearestPoints(same, same).nearest(2, 2, 3)).toEqual([0, 1, 2]);
  });
});

describe("flags", () => {
  it("add up in a row, once each, and are counted", () => {
    const flags = flagsOf({ station: ["A", "B"] });
    addFlag(flags, 1, "far", "900 km");
    addFlag(flags, 1, "neighbours", "12 mGal");
    addFlag(flags, 1, "far", "again");
    expect(flags).toEqual({ flag: ["", "far; neighbours"], flag_reason: ["", "900 km; 12 mGal"] });
    expect(hasFlag(flags.flag[1], "neigh")).toBe(false);
    expect(countFlags(["far; neighbours", "far", ""])).toEqual({ far: 2, neighbours: 1 });
  });
});
