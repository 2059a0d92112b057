import { describe, expect, test } from "vitest";
import { gridNodes, makeGrid, regularAxis, resampleGrid } from "../../../lib/index.js";

const axis = regularAxis(0, 12, 1);
const sine = (x: number, y: number): number => Math.sin(x / 4) + Math.cos(y / 5);
const { x, y } = gridNodes({ x: axis, y: axis });
const grid = makeGrid({
  ...{ x: axis, y: axis, crs: "plane", name: "height_m", units: "m" },
  values: x.map((_, k) => sine(x[k], y[k])),
});

describe("resampleGrid", () => {
  test("on its own nodes a grid stays as it is", () => {
    expect(resampleGrid(grid, grid).values).toEqual(grid.values);
  });

  test("on finer nodes it follows a smooth surface, and keeps what it is", () => {
    const finer = { x: regularAxis(2, 10, 0.25), y: regularAxis(3, 9, 0.5) };
    const resampled = resampleGrid(grid, finer);
    const at = gridNodes(finer);
    const worst = Math.max(...resampled.values.map((value, k) => Math.abs(value - sine(at.x[k], at.y[k]))));
    expect(worst).toBeLessThan(0.002);
    expect(worst).toBeGreaterThan(0);
    expect([resampled.name, resampled.units, resampled.crs]).toEqual(["height_m", "m", "plane"]);
  });

  test("outside the grid there is nothing", () => {
    const beyond = resampleGrid(grid, { x: regularAxis(11, 14, 1), y: regularAxis(0, 1, 1) });
    expect([...beyond.values].map(Number.isNaN)).toEqual([
      false,
      false,
      true,
      true,
      false,
      false,
      true,
      true,
    ]);
  });

  test("an axis that is not regular is refused", () => {
    expect(() => resampleGrid(grid, { x: Float64Array.of(0, 1, 3), y: axis })).toThrow(/x/);
  });
});
