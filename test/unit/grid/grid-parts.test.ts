import { describe, expect, it } from "vitest";
import { makeGrid } from "../../../lib/core/grid.js";
import { sampleGrid } from "../../../lib/core/grid-sample.js";
import { bandAdd, bandFactor, bandMatrix, bandSolve } from "../../../lib/grid/band-solve.js";
import { gridAxes, gridSize, regionOfPoints } from "../../../lib/grid/grid-spec.js";
import { maskByDistance } from "../../../lib/grid/mask.js";
import { leastSquaresPlane, planeAt } from "../../../lib/grid/plane.js";
import { largest, seeded } from "./surfaces.js";

describe("a grid specification", () => {
  it("has one sample more along an axis on grid lines than in pixels, and the same region", () => {
    const lines = { region: [-2, 2, 5, 7], spacing: [1, 0.5] } as const;
    expect(gridSize(lines)).toEqual([5, 5]);
    expect(gridSize({ ...lines, registration: "pixel" })).toEqual([4, 4]);
    expect(gridAxes(lines).x.length).toBe(5);
    expect(gridAxes({ ...lines, registration: "pixel" }).y).toEqual(Float64Array.of(5.25, 5.75, 6.25, 6.75));
  });

  it("rounds a region around points outward, and leaves a border that is a multiple where it is", () => {
    const points = { x: Float64Array.of(0.3, 1.2, Number.NaN), y: Float64Array.of(-0.15, 0.6, 3) };
    expect(regionOfPoints(points, 0.1).map((v) => Number(v.toFixed(9)))).toEqual([0.3, 1.2, -0.2, 3]);
    expect(regionOfPoints({ x: Float64Array.of(2), y: Float64Array.of(4) }, 2)).toEqual([2, 4, 4, 6]);
  });

  it("refuses a region that is not in order and a spacing that does not divide it", () => {
    expect(() => gridAxes({ region: [1, 0, 0, 1], spacing: 0.5 })).toThrow(/west < east/);
    expect(() => gridAxes({ region: [0, 1, 0, 1], spacing: 0.3 })).toThrow(/divides the distance/);
    expect(() => gridAxes({ region: [0, Number.NaN, 0, 1], spacing: 0.5 })).toThrow(/region/);
  });
});

describe("a plane of least squares", () => {
  it("is the plane on which the points lie, far from the origin too", () => {
    const random = seeded(2);
    const x = Float64Array.from({ length: 20 }, () => 5e5 + 1e4 * random());
    const y = Float64Array.from({ length: 20 }, () => 7e6 + 1e4 * random());
    const plane = leastSquaresPlane({ x, y, values: x.map((v, k) => 3 + 1e-3 * v - 2e-3 * y[k]) });
    expect(planeAt(plane, 5e5, 7e6)).toBeCloseTo(3 + 500 - 14000, 6);
    expect(plane.dimensions).toBe(2);
  });

  it("leaves what is not on it without slope and mean", () => {
    const random = seeded(3);
    const column = () => Float64Array.from({ length: 30 }, () => random());
    const points = { x: column(), y: column(), values: column() };
    const plane = leastSquaresPlane(points);
    const rest = points.values.map((v, k) => v - planeAt(plane, points.x[k], points.y[k]));
    for (const weight of [points.x, points.y, rest.map(() => 1)]) {
      expect(rest.reduce((sum, v, k) => sum + v * weight[k], 0)).toBeCloseTo(0, 10);
    }
  });

  it("knows points on a slanted line and points at one place", () => {
    const line = Float64Array.of(5e5, 5e5 + 100, 5e5 + 250);
    expect(leastSquaresPlane({ x: line, y: line.map((v) => 3 * v), values: line }).dimensions).toBe(1);
    expect(leastSquaresPlane({ x: line.fill(7), y: line, values: line }).dimensions).toBe(0);
  });
});

describe("sampling a grid", () => {
  const nx = 7;
  const axis = Float64Array.from({ length: nx }, (_, i) => 10 + 2 * i);
  const field = (f: (x: number, y: number) => number) =>
    makeGrid({
      x: axis,
      y: axis,
      values: Float64Array.from({ length: nx * nx }, (_, k) => f(axis[k % nx], axis[Math.floor(k / nx)])),
      crs: "plane",
      name: "z",
      units: "m",
    });

  it("goes through the samples, and is exact for planes everywhere", () => {
    const grid = field((x, y) => 3 * x - y);
    const x = Float64Array.of(10, 10.7, 15, 21.9, 22);
    const y = Float64Array.of(22, 21.3, 11.1, 10.2, 10);
    expect(largest(sampleGrid(grid, { x, y }).map((v, k) => v - (3 * x[k] - y[k])))).toBeLessThan(1e-12);
  });

  it("is exact for quadratic surfaces one cell away from the edges", () => {
    const f = (x: number, y: number) => x * x - 0.5 * x * y + 2 * y * y;
    const at = { x: Float64Array.of(13.1, 16, 19.9), y: Float64Array.of(12.4, 17.7, 18) };
    expect(largest(sampleGrid(field(f), at).map((v, k) => v - f(at.x[k], at.y[k])))).toBeLessThan(1e-10);
  });

  it("is NaN outside, beside a missing sample and for a missing position", () => {
    const grid = field((x) => (x === 16 ? Number.NaN : 1));
    expect([
      ...sampleGrid(grid, {
        x: Float64Array.of(9.9, 15, 11, Number.NaN),
        y: Float64Array.of(12, 12, 12, 12),
      }),
    ]).toEqual([Number.NaN, Number.NaN, 1, Number.NaN]);
  });
});

describe("a mask by distance", () => {
  it("keeps the samples within the distance of any point, as looking at every pair does", () => {
    const random = seeded(9);
    const [nx, ny] = [40, 30];
    const x = Float64Array.from({ length: nx }, (_, i) => 100 + 0.1 * i);
    const y = Float64Array.from({ length: ny }, (_, j) => 10 + 0.1 * j);
    const values = Float64Array.from({ length: nx * ny }, (_, k) => k);
    const grid = makeGrid({ x, y, values, sigma: values, crs: "EPSG:4326", name: "z", units: "m" });
    const points = {
      x: Float64Array.from({ length: 12 }, () => 99 + 6 * random()),
      y: Float64Array.from({ length: 12 }, () => 9 + 5 * random()),
    };
    const unitLengths = [109_000, 110_600] as const;
    const masked = maskByDistance(grid, points, { distance: 45_000, unitLengths });
    let kept = 0;
    for (let k = 0; k < values.length; k++) {
      const near = points.x.some(
        (px, p) =>
          Math.hypot((px - x[k % nx]) * 109_000, (points.y[p] - y[Math.floor(k / nx)]) * 110_600) <= 45_000,
      );
      expect(masked.values[k]).toBe(near ? k : Number.NaN);
      expect(masked.sigma?.[k]).toBe(near ? k : Number.NaN);
      kept += near ? 1 : 0;
    }
    expect(kept).toBeGreaterThan(100);
    expect(kept).toBeLessThan(nx * ny - 100);
    expect(grid.values).toEqual(values);
  });

  it("refuses a distance that is not positive, and masks all where no point has a position", () => {
    const grid = makeGrid({
      x: Float64Array.of(0, 1),
      y: Float64Array.of(0, 1),
      values: new Float64Array(4),
      crs: "plane",
      name: "z",
      units: "m",
    });
    const nowhere = { x: Float64Array.of(Number.NaN), y: Float64Array.of(0) };
    expect(() => maskByDistance(grid, nowhere, { distance: 0 })).toThrow(/options.distance is 0/);
    expect(maskByDistance(grid, nowhere, { distance: 1 }).values.every(Number.isNaN)).toBe(true);
  });
});

describe("a band matrix", () => {
  it("is solved, also where rows must be exchanged", () => {
    const random = seeded(6);
    const [size, half] = [40, 5];
    const matrix = bandMatrix(size, half);
    const truth = Float64Array.from({ length: size }, () => random());
    const side = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      for (let j = Math.max(0, i - half); j <= Math.min(size - 1, i + half); j++) {
        const value = i === j ? 0 : random() - 0.5; // a zero diagonal forces the exchange
        bandAdd(matrix, i, j, value);
        side[i] += value * truth[j];
      }
    }
    bandFactor(matrix);
    bandSolve(matrix, side);
    expect(largest(side.map((v, k) => v - truth[k]))).toBeLessThan(1e-9);
  });
});
