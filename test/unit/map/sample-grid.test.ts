import { describe, expect, it } from "vitest";
import { gridRegion } from "../../../lib/core/grid.js";
import { finerGrid, gridSampler, resampleGrid } from "../../../lib/map/sample-grid.js";
import { gridOf, syntheticField } from "./test-grids.js";

describe("gridSampler", () => {
  it("gives back every sample, holes included", () => {
    const grid = gridOf((x, y) => (x > 6 && y > 6 ? Number.NaN : x * x - 3 * y), [0, 10, 0, 10], [10, 10]);
    const sample = gridSampler(grid);
    grid.y.forEach((y, j) => {
      grid.x.forEach((x, i) => {
        const value = grid.values[j * grid.x.length + i];
        if (Number.isNaN(value)) expect(sample(x, y)).toBeNaN();
        else expect(sample(x, y)).toBeCloseTo(value, 12);
      });
    });
  });

  it.each(["gridline", "pixel"] as const)(
    "is exact on a plane over the whole region, rim and holes too (%s)",
    (registration) => {
      const plane = (x: number, y: number): number => 2 * x - y + 5;
      const holed = gridOf(
        (x, y) => (Math.hypot(x - 5, y - 5) < 1.2 ? Number.NaN : plane(x, y)),
        [0, 10, 0, 10],
        [10, 10],
        {
          registration,
        },
      );
      const sample = gridSampler(holed);
      let known = 0;
      for (let x = 0; x <= 10; x += 0.17) {
        for (let y = 0; y <= 10; y += 0.13) {
          const value = sample(x, y);
          if (Number.isNaN(value)) continue;
          known++;
          expect(value).toBeCloseTo(plane(x, y), 9);
        }
      }
      expect(known).toBeGreaterThan(4000);
      expect(sample(5, 5)).toBeNaN();
      expect(sample(-0.01, 5)).toBeNaN();
      expect(sample(5, 10.01)).toBeNaN();
    },
  );

  it("errs on a smooth field with the third power of the spacing (Keys 1981)", () => {
    const field = (x: number, y: number): number => Math.sin(x) * Math.cos(1.3 * y);
    const errorOf = (cells: number): number => {
      const sample = gridSampler(gridOf(field, [0, 6, 0, 6], [cells, cells]));
      let worst = 0;
      for (let x = 1.5; x < 4.5; x += 0.037) {
        for (let y = 1.5; y < 4.5; y += 0.041) worst = Math.max(worst, Math.abs(sample(x, y) - field(x, y)));
      }
      return worst;
    };
    expect(errorOf(24) / errorOf(48)).toBeGreaterThan(6);
  });
});

describe("resampleGrid", () => {
  it.each(["gridline", "pixel"] as const)(
    "has the sampler's values, holes and rim included (%s)",
    (registration) => {
      const field = syntheticField([0, 12, 0, 9], 4);
      const holed = (x: number, y: number): number =>
        Math.hypot(x - 7, y - 4) < 1.6 || (x > 10 && y > 7) ? Number.NaN : field(x, y);
      const grid = gridOf(holed, [0, 12, 0, 9], [24, 18], { registration });
      const sample = gridSampler(grid);
      const x = Float64Array.from({ length: 131 }, (_, i) => -0.3 + i * 0.0971);
      const y = Float64Array.from({ length: 117 }, (_, j) => 9.2 - j * 0.0813);
      const values = resampleGrid(grid, x, y);
      let holes = 0;
      values.forEach((value, k) => {
        const expected = sample(x[k % 131], y[Math.floor(k / 131)]);
        if (Number.isNaN(expected)) holes++;
        expect(value).toEqual(expected);
      });
      expect(holes).toBeGreaterThan(500);
      expect(holes).toBeLessThan(5000);
    },
  );
});

describe("finerGrid", () => {
  it("leaves a grid as it is that is fine enough", () => {
    const fine = gridOf((x, y) => x - y, [0, 60, 0, 30], [60, 30]);
    expect(finerGrid(fine, 50)).toBe(fine);
    const pixels = gridOf((x, y) => x - y, [0, 60, 0, 30], [60, 30], { registration: "pixel" });
    expect(finerGrid(pixels, 50).x.length).toBe(121);
    expect(finerGrid(pixels, 20)).toBe(pixels);
  });

  it.each(["gridline", "pixel"] as const)("keeps the region and the samples (%s)", (registration) => {
    const grid = gridOf(syntheticField([0, 8, 0, 4], 2), [0, 8, 0, 4], [16, 8], { registration });
    const finer = finerGrid(grid, 100);
    gridRegion(finer).forEach((edge, i) => {
      expect(edge).toBeCloseTo(gridRegion(grid)[i], 12);
    });
    expect(finer.registration).toBe("gridline");
    expect(finer.x.length).toBeGreaterThan(100);
    const atFirst = gridSampler(finer)(grid.x[3], grid.y[2]);
    expect(atFirst).toBeCloseTo(grid.values[2 * grid.x.length + 3], 9);
  });
});
