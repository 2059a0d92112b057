import { describe, expect, it } from "vitest";
import { ArgumentError } from "../../../lib/core/errors.js";
import { gridRegion } from "../../../lib/core/grid.js";
import { contourLevels, contourLines } from "../../../lib/map/contours.js";
import { gridOf, syntheticField } from "./test-grids.js";

const REGISTRATIONS = ["gridline", "pixel"] as const;

describe("contourLines", () => {
  it.each(REGISTRATIONS)(
    "puts every vertex of a plane's contours on the plane's own line (%s)",
    (registration) => {
      const plane = (x: number, y: number): number => 3 * x - 2 * y + 0.37;
      const grid = gridOf(plane, [100, 120, -7, 8], [20, 30], { registration });
      const lines = contourLines(grid, [300, 320, 340]);
      expect(lines.map((line) => line.level)).toEqual([300, 320, 340]);
      for (const line of lines) {
        // Linear interpolation is exact on a plane; half a cell of shift would be an error of 1.5.
        for (let i = 0; i < line.x.length; i++)
          expect(plane(line.x[i], line.y[i])).toBeCloseTo(line.level, 9);
      }
    },
  );

  it.each(REGISTRATIONS)("draws the circle of a paraboloid in its true place (%s)", (registration) => {
    const grid = gridOf((x, y) => (x - 5.3) ** 2 + (y - 4.1) ** 2, [0, 10, 0, 8], [80, 64], { registration });
    const [circle, ...others] = contourLines(grid, [9]);
    expect(others).toHaveLength(0);
    expect(circle.closed).toBe(true);
    expect([circle.x[0], circle.y[0]]).toEqual([circle.x.at(-1), circle.y.at(-1)]);
    // Linear interpolation over a cell h errs by at most h²/8 · f″ = h²/4 in value, and always upwards.
    const tolerance = 3 - Math.sqrt(9 - 0.125 ** 2 / 4) + 1e-12;
    for (let i = 0; i < circle.x.length; i++) {
      expect(Math.abs(Math.hypot(circle.x[i] - 5.3, circle.y[i] - 4.1) - 3)).toBeLessThan(tolerance);
    }
    const middle = (values: Float64Array): number => (Math.max(...values) + Math.min(...values)) / 2;
    expect(middle(circle.x)).toBeCloseTo(5.3, 2);
    expect(middle(circle.y)).toBeCloseTo(4.1, 2);
  });

  it("ends lines at the outer samples and never runs along the grid's edge", () => {
    const grid = gridOf((x, y) => 10 - (x - 5) ** 2 - (y - 2) ** 2, [0, 10, 0, 4], [40, 16]);
    const lines = contourLines(grid, [0]);
    // The circle of radius √10 leaves through the south and the north edge: two open arcs.
    expect(lines.map((line) => line.closed)).toEqual([false, false]);
    for (const line of lines) {
      const ends = [line.y[0], line.y[line.y.length - 1]].sort((a, b) => a - b);
      expect(ends[0]).toBeCloseTo(0, 12);
      expect(ends[1]).toBeCloseTo(4, 12);
      for (let i = 0; i < line.x.length; i++)
        expect(Math.hypot(line.x[i] - 5, line.y[i] - 2)).toBeCloseTo(Math.sqrt(10), 2);
    }
  });

  it("touches no cell that has a NaN corner, and leaves no line along a hole", () => {
    const field = syntheticField([0, 20, 0, 20], 5);
    const inHole = (x: number, y: number): boolean =>
      Math.hypot(x - 12, y - 9) < 4 || (x < 3 && y > 15) || (x === 7 && y === 7);
    const grid = gridOf((x, y) => (inHole(x, y) ? Number.NaN : field(x, y)), [0, 20, 0, 20], [40, 40]);
    const whole = contourLines(gridOf(field, [0, 20, 0, 20], [40, 40]), contourLevels(-150, -40, 5));
    const lines = contourLines(grid, contourLevels(-150, -40, 5));
    expect(lines.length).toBeGreaterThan(10);
    const key = (x: number, y: number): string => `${x.toFixed(9)} ${y.toFixed(9)}`;
    const trueVertices = new Set(whole.flatMap((line) => Array.from(line.x, (x, i) => key(x, line.y[i]))));
    for (const line of lines) {
      for (let i = 0; i + 1 < line.x.length; i++) {
        // Holes change nothing elsewhere: each vertex is one of the whole field's.
        expect(trueVertices).toContain(key(line.x[i], line.y[i]));
        const [column, row] = [
          (line.x[i] + line.x[i + 1]) / 2 / 0.5,
          (line.y[i] + line.y[i + 1]) / 2 / 0.5,
        ].map(Math.floor);
        const corners = [0, 1, 41, 42].map((step) => grid.values[row * 41 + column + step]);
        expect(corners.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it("draws on each side of a hole what the whole grid has there", () => {
    const plane = (x: number): number => x;
    const grid = gridOf((x, y) => (y === 5 ? Number.NaN : plane(x)), [0, 10, 0, 10], [10, 10]);
    const lines = contourLines(grid, [3.5]);
    const spans = lines.map((line) => [Math.min(...line.y), Math.max(...line.y)]).sort((a, b) => a[0] - b[0]);
    expect(spans).toEqual([
      [0, 4],
      [6, 10],
    ]);
    for (const line of lines) expect([...line.x].every((x) => x === 3.5)).toBe(true);
  });

  it("follows samples that have exactly the level, without doubled vertices", () => {
    const lines = contourLines(
      gridOf((x, y) => x + y, [0, 4, 0, 4], [4, 4]),
      [4],
    );
    expect(lines).toHaveLength(1);
    const [line] = lines;
    for (let i = 0; i < line.x.length; i++) expect(line.x[i] + line.y[i]).toBeCloseTo(4, 12);
    for (let i = 1; i < line.x.length; i++)
      expect([line.x[i], line.y[i]]).not.toEqual([line.x[i - 1], line.y[i - 1]]);
  });

  it("has nothing to draw on a constant grid, an all-NaN grid, or beyond the values", () => {
    expect(
      contourLines(
        gridOf(() => 3, [0, 4, 0, 4], [4, 4]),
        [3, 4],
      ),
    ).toHaveLength(0);
    expect(
      contourLines(
        gridOf(() => Number.NaN, [0, 4, 0, 4], [4, 4]),
        [0],
      ),
    ).toHaveLength(0);
    expect(
      contourLines(
        gridOf((x) => x, [0, 4, 0, 4], [4, 4]),
        [-1, 9],
      ),
    ).toHaveLength(0);
  });

  it("stays inside the samples' rectangle for any field", () => {
    const grid = gridOf(syntheticField([26, 30, -26, -24], 9), [26, 30, -26, -24], [33, 21], {
      registration: "pixel",
    });
    const [west, east, south, north] = gridRegion(grid);
    expect(west).toBeCloseTo(26);
    for (const { x, y } of contourLines(grid, contourLevels(-200, 0, 10))) {
      for (let i = 0; i < x.length; i++) {
        expect(x[i] >= grid.x[0] - 1e-12 && x[i] <= grid.x[grid.x.length - 1] + 1e-12 && x[i] <= east).toBe(
          true,
        );
        expect(
          y[i] >= grid.y[0] - 1e-12 &&
            y[i] <= grid.y[grid.y.length - 1] + 1e-12 &&
            y[i] <= north &&
            y[i] >= south,
        ).toBe(true);
      }
    }
  });
});

describe("contourLevels", () => {
  it("gives multiples of the interval, free of binary noise", () => {
    expect([...contourLevels(-0.25, 0.35, 0.1)]).toEqual([-0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  });

  it("chooses 1, 2 or 5 times a power of ten, and at most 24 intervals", () => {
    for (const span of [0.003, 0.7, 11, 24, 75, 143, 2600]) {
      const levels = contourLevels(-span / 3, (2 * span) / 3);
      const step = levels[1] - levels[0];
      const digit = Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6));
      expect([1, 2, 5]).toContain(digit);
      expect(levels.length).toBeGreaterThanOrEqual(8);
      expect(levels.length).toBeLessThanOrEqual(25);
    }
  });

  it("gives no level for a single value", () => {
    expect(contourLevels(7, 7)).toHaveLength(0);
  });

  it.each([0, -5, Number.NaN, 1e-9])("refuses %s as an interval, and proposes one", (interval) => {
    expect(() => contourLevels(0, 100, interval)).toThrow(ArgumentError);
    expect(() => contourLevels(0, 100, interval)).toThrow(/Try 5\./);
  });

  it("refuses limits that are no numbers", () => {
    expect(() => contourLevels(Number.NaN, 1)).toThrow(ArgumentError);
    expect(() => contourLevels(2, 1)).toThrow(ArgumentError);
  });
});
