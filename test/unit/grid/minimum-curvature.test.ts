import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { gridRegion } from "../../../lib/core/grid.js";
import type { MinimumCurvatureOptions } from "../../../lib/grid/curvature-settings.js";
import { fitMinimumCurvature, minimumCurvature } from "../../../lib/grid/minimum-curvature.js";
import { leastSquaresPlane, planeAt } from "../../../lib/grid/plane.js";
import type { Points } from "../../../lib/grid/points.js";
import { bumpyPoints, difference, freeEquation, largest, rms, seeded } from "./surfaces.js";

const TIGHT = { convergence: 1e-10 };

function nodesOf(nx: number, ny: number, value: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: nx * ny }, (_, k) => value(k % nx, Math.floor(k / nx)));
}

describe("minimum curvature", () => {
  it("reproduces a plane exactly at every tension", () => {
    const points = bumpyPoints(1, 40, 20);
    const plane = (x: number, y: number) => 5 - 0.3 * x + 0.7 * y;
    const values = points.x.map((x, k) => plane(x, points.y[k]));
    for (const tension of [0, 0.25, 1]) {
      const { result } = minimumCurvature(
        { ...points, values },
        { region: [0, 20, 0, 20], spacing: 1, tension },
      );
      expect(largest(difference(result.values, nodesOf(21, 21, plane)))).toBeLessThan(1e-10);
    }
  });

  it("meets data that stand on nodes exactly", () => {
    const random = seeded(4);
    const points = {
      x: Float64Array.from({ length: 30 }, () => Math.floor(random() * 25)),
      y: Float64Array.from({ length: 30 }, (_, k) => k),
      values: Float64Array.from({ length: 30 }, () => 100 * random()),
    };
    const { result, report } = minimumCurvature(points, {
      region: [0, 24, 0, 29],
      spacing: 1,
      tension: 0.25,
      ...TIGHT,
    });
    for (let k = 0; k < 30; k++)
      expect(result.values[points.y[k] * 25 + points.x[k]]).toBeCloseTo(points.values[k], 6);
    expect(report.figures.misfit_maximum).toBeLessThan(1e-6);
  });

  for (const [tension, edgeTension] of [
    [0, 0],
    [0.25, 0.25],
    [0.75, 0.2],
  ]) {
    it(`satisfies the discrete equation, computed anew, at every free node (T ${tension}, edge ${edgeTension})`, () => {
      const [nx, ny] = [45, 38];
      const points = bumpyPoints(2, 60, nx - 1, ny - 1);
      const { result } = minimumCurvature(points, {
        region: [0, nx - 1, 0, ny - 1],
        spacing: 1,
        tension,
        edgeTension,
        ...TIGHT,
      });
      const plane = leastSquaresPlane(points);
      const values = difference(
        result.values,
        nodesOf(nx, ny, (i, j) => planeAt(plane, i, j)),
      );
      const left = freeEquation({ nx, ny, values }, 1, tension, edgeTension);
      for (let k = 0; k < points.x.length; k++)
        left[Math.round(points.y[k]) * nx + Math.round(points.x[k])] = 0;
      expect(largest(values)).toBeGreaterThan(10);
      expect(largest(left)).toBeLessThan(1e-6);
    });
  }

  it("turns with its data: mirrored, transposed and rotated input gives the same grid mirrored, transposed and rotated", () => {
    const n = 21;
    const at = bumpyPoints(3, 50, 20);
    // Quarter spacings put data exactly half-way between nodes too.
    const points = {
      ...at,
      x: at.x.map((v) => Math.round(4 * v) / 4),
      y: at.y.map((v) => Math.round(4 * v) / 4),
    };
    const options = { region: [0, 20, 0, 20], spacing: 1, tension: 0.25, ...TIGHT } as const;
    const grid = minimumCurvature(points, options).result.values;
    const turned = (x: Float64Array, y: Float64Array) =>
      minimumCurvature({ ...points, x, y }, options).result.values;
    const flip = (v: Float64Array) => v.map((p) => 20 - p);
    const mirror = turned(flip(points.x), points.y);
    const transposed = turned(points.y, points.x);
    const rotated = turned(flip(points.y), points.x);
    expect(
      largest(
        difference(
          mirror,
          nodesOf(n, n, (i, j) => grid[j * n + 20 - i]),
        ),
      ),
    ).toBeLessThan(1e-6);
    expect(
      largest(
        difference(
          transposed,
          nodesOf(n, n, (i, j) => grid[i * n + j]),
        ),
      ),
    ).toBeLessThan(1e-6);
    expect(
      largest(
        difference(
          rotated,
          nodesOf(n, n, (i, j) => grid[(20 - i) * n + j]),
        ),
      ),
    ).toBeLessThan(1e-6);
  });

  it("scales and shifts with its data and with its coordinates", () => {
    const points = bumpyPoints(6, 40, 16);
    const options = { region: [0, 16, 0, 16], spacing: 1, tension: 0.4, ...TIGHT } as const;
    const grid = minimumCurvature(points, options).result.values;
    const scaled = minimumCurvature({ ...points, values: points.values.map((v) => 1e4 - 3 * v) }, options)
      .result.values;
    expect(
      largest(
        difference(
          scaled,
          grid.map((v) => 1e4 - 3 * v),
        ),
      ),
    ).toBeLessThan(1e-5);
    const moved = minimumCurvature(
      { ...points, x: points.x.map((x) => 500_000 + 250 * x), y: points.y.map((y) => 7_000_000 + 250 * y) },
      { ...options, region: [500_000, 504_000, 7_000_000, 7_004_000], spacing: 250 },
    ).result.values;
    expect(largest(difference(moved, grid))).toBeLessThan(1e-5);
  });

  it("sees only lengths: unequal spacings with the fitting aspect ratio give the same grid", () => {
    const points = bumpyPoints(7, 40, 16);
    const options = { region: [0, 16, 0, 16], spacing: 1, tension: 0.25, ...TIGHT } as const;
    const grid = minimumCurvature(points, options).result.values;
    const degrees = minimumCurvature(
      { ...points, x: points.x.map((x) => 2 * x) },
      { ...options, region: [0, 32, 0, 16], spacing: [2, 1], aspectRatio: 0.5 },
    ).result.values;
    expect(largest(difference(degrees, grid))).toBeLessThan(1e-7);
  });

  it("comes close to the square grid's surface when the spacing in y is halved", () => {
    const points = bumpyPoints(7, 120, 16);
    const options = { region: [0, 16, 0, 16], tension: 0, ...TIGHT } as const;
    const square = fitMinimumCurvature(points, { ...options, spacing: 0.25 });
    const flat = fitMinimumCurvature(points, { ...options, spacing: [0.25, 0.125] });
    const middle = { region: [3, 13, 3, 13], spacing: 0.5 } as const;
    const away = rms(difference(square.grid(middle).values, flat.grid(middle).values));
    expect(away).toBeLessThan(0.01 * rms(square.grid(middle).values));
  });

  it("comes nearer to the true field as data come closer", () => {
    const misses = [50, 200, 800].map((count) => {
      const all = bumpyPoints(11, 1000, 40);
      const points = {
        x: all.x.slice(0, count),
        y: all.y.slice(0, count),
        values: all.values.slice(0, count),
      };
      const rest = { x: all.x.slice(800), y: all.y.slice(800) };
      const surface = fitMinimumCurvature(points, { region: [0, 40, 0, 40], spacing: 0.5, tension: 0.1 });
      return rms(difference(surface.predict(rest), all.values.slice(800)));
    });
    expect(misses[1]).toBeLessThan(0.5 * misses[0]);
    expect(misses[2]).toBeLessThan(0.5 * misses[1]);
  });

  it("needs no more cycles on a fine grid than on a coarse one", () => {
    const cycles = [65, 129, 257].map((n) => {
      const points = bumpyPoints(5, Math.round(n * n * 0.02), n - 1);
      const { report } = minimumCurvature(points, {
        region: [0, n - 1, 0, n - 1],
        spacing: 1,
        convergence: 1e-6,
      });
      expect(report.figures.converged).toBe(true);
      return report.figures.cycles as number;
    });
    expect(Math.max(...cycles)).toBeLessThanOrEqual(Math.min(...cycles) + 4);
  });

  it("covers pixels: samples stand in their middle, and prediction reaches the region's border", () => {
    const points = bumpyPoints(9, 80, 10);
    const surface = fitMinimumCurvature(points, {
      region: [0, 10, 0, 10],
      spacing: 1,
      registration: "pixel",
    });
    expect(surface.grid().x[0]).toBe(0.5);
    expect(gridRegion(surface.grid())).toEqual([0, 10, 0, 10]);
    const [edge, outside] = surface.predict({ x: Float64Array.of(0, -0.01), y: Float64Array.of(10, 5) });
    expect(edge).not.toBeNaN();
    expect(outside).toBeNaN();
  });

  it("answers at any specification, with NaN outside what it was solved for", () => {
    const points = bumpyPoints(9, 80, 10);
    const surface = fitMinimumCurvature(points, { region: [0, 10, 0, 10], spacing: 0.5 });
    const wide = surface.grid({ region: [-1, 11, 0, 10], spacing: 1 });
    expect(wide.values[0]).toBeNaN();
    expect(wide.values[1]).toBeCloseTo(surface.grid().values[0], 12);
  });

  it("tells its progress, and stops when it is told to", () => {
    const points = bumpyPoints(10, 200, 64);
    const options = { region: [0, 64, 0, 64], spacing: 1, convergence: 1e-8 } as const;
    const told: number[] = [];
    minimumCurvature(points, { ...options, progress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(100);
    const control = new AbortController();
    const stopped = {
      ...options,
      signal: control.signal,
      progress: () => control.abort(new Error("enough")),
    };
    expect(() => minimumCurvature(points, stopped)).toThrow("enough");
  });

  it("says so when it did not converge", () => {
    const points = bumpyPoints(10, 200, 64);
    const { report } = minimumCurvature(points, {
      region: [0, 64, 0, 64],
      spacing: 1,
      convergence: 1e-9,
      maximumCycles: 1,
    });
    expect(report.figures.converged).toBe(false);
    expect(report.warnings.join()).toContain("did not converge in 1 cycles");
  });

  it("does not change with the run, and reports plain JSON", () => {
    const points = bumpyPoints(12, 100, 32);
    const run = () => minimumCurvature(points, { region: [0, 32, 0, 32], spacing: 1 });
    expect(run()).toEqual(run());
    expect(JSON.parse(JSON.stringify(run().report))).toEqual(run().report);
  });
});

describe("minimum curvature of awkward data", () => {
  const region = { region: [0, 8, 0, 8], spacing: 1 } as const;
  const grid = (x: number[], y: number[], values: number[], options: Partial<MinimumCurvatureOptions> = {}) =>
    minimumCurvature(columns(x, y, values), { ...region, ...options });

  it("is level through one point", () => {
    const { result, report } = grid([3.3], [4.1], [7]);
    expect(new Set(result.values)).toEqual(new Set([7]));
    expect(report.warnings).toEqual(["All points lie at one place: the grid is level."]);
  });

  it("slopes along two points and not across them", () => {
    const { result, report } = grid([0, 8], [4, 4], [0, 16]);
    expect(result.values[2]).toBeCloseTo(4, 9);
    expect(result.values[8 * 9 + 2]).toBeCloseTo(4, 9);
    expect(report.warnings[0]).toContain("on one line");
  });

  it("has no slope across a line of points, along an axis or not", () => {
    for (const tension of [0, 0.25]) {
      const level = grid([1, 3, 5, 7], [4, 4, 4, 4], [0, 5, 1, 6], { tension, ...TIGHT });
      expect(level.report.figures.converged).toBe(true);
      const { values } = level.result;
      for (let i = 0; i < 9; i++) expect(values[i]).toBeCloseTo(values[8 * 9 + i], 3);
      const slanted = grid([1, 2.5, 5, 7], [1, 2.5, 5, 7], [0, 5, 1, 6], { tension, ...TIGHT }).result.values;
      for (let i = 0; i < 9; i++) expect(slanted[i]).toBeCloseTo(slanted[i * 9], 3);
      expect(largest(slanted)).toBeLessThan(100);
    }
  });

  it("takes coincident points together", () => {
    const twice = grid([2, 6, 4, 4], [2, 3, 6, 6], [1, 2, 8, 12]).result.values;
    const once = grid([2, 6, 4], [2, 3, 6], [1, 2, 10]).result.values;
    expect(twice[6 * 9 + 4]).toBeCloseTo(10, 9);
    expect(once[6 * 9 + 4]).toBeCloseTo(10, 9);
  });

  it("weighs coincident points by their sigma", () => {
    const points = {
      ...columns([2, 6, 1, 4, 4], [2, 3, 7, 6, 6], [1, 2, 3, 8, 12]),
      sigma: Float64Array.of(1, 1, 1, 1, 3),
    };
    expect(minimumCurvature(points, { ...region, ...TIGHT }).result.values[6 * 9 + 4]).toBeCloseTo(
      (9 * 8 + 12) / 10,
      6,
    );
  });

  it("leaves out and counts points with NaN and points outside the region", () => {
    const { result, report } = grid(
      [2, 6, 4, Number.NaN, 5, 20, 8.4],
      [2, 3, 6, 1, 5, 4, 8],
      [1, 2, 4, 1, Number.NaN, 9, 3],
    );
    expect(report.rows).toEqual({ in: 7, used: 4, not_finite: 2, outside_region: 1 });
    expect(report.warnings.length).toBe(2);
    expect(result.values.every(Number.isFinite)).toBe(true);
  });

  it("refuses input without a single usable point, and says why", () => {
    expect(() => grid([1, 2], [1, 2], [Number.NaN, Number.NaN])).toThrow(/2 have a number missing/);
    expect(() => grid([100], [100], [1])).toThrow(/1 lie outside/);
    expect(() => grid([], [], [])).toThrow(ArgumentError);
  });

  it("refuses a grid that would need more memory than sensible, before making it", () => {
    expect(() => grid([1], [1], [1], { region: [0, 1e6, 0, 1e6], spacing: 1 })).toThrow(
      /110\S* GB of memory/,
    );
    expect(() => grid([1], [1], [1], { region: [0, 1e6, 0, 1e6], spacing: 1 })).toThrow(/larger spacing/);
  });

  it("refuses options out of range by name", () => {
    const bad: [Partial<MinimumCurvatureOptions>, RegExp][] = [
      [{ tension: 1.5 }, /options.tension is 1.5/],
      [{ tension: Number.NaN }, /options.tension/],
      [{ edgeTension: -1 }, /options.edgeTension/],
      [{ tension: 1, edgeTension: 0 }, /options.edgeTension is 0, but must be above 0 where tension is 1/],
      [{ aspectRatio: 0 }, /options.aspectRatio/],
      [{ convergence: 0 }, /options.convergence/],
      [{ maximumCycles: 0.5 }, /options.maximumCycles/],
      [{ spacing: 3 }, /spacing/],
      [{ spacing: 4 }, /at least 4 nodes/],
      [{ spacing: -1 }, /spacing/],
      [{ region: [8, 0, 0, 8] }, /region/],
    ];
    for (const [options, message] of bad)
      expect(() => grid([1, 2], [1, 3], [1, 2], options)).toThrow(message);
    expect(() => minimumCurvature({ ...columns([1, 2], [1, 2], [1]) }, region)).toThrow(
      /points.values.length is 1/,
    );
  });
});

function columns(x: number[], y: number[], values: number[]): Points {
  return { x: Float64Array.from(x), y: Float64Array.from(y), values: Float64Array.from(values) };
}
