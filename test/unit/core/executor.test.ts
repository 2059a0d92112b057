import { describe, expect, it } from "vitest";
import { type Kernel, serialExecutor } from "../../../lib/core/executor.js";
import { makeGrid } from "../../../lib/core/grid.js";
import { gridRaster } from "../../../lib/core/raster-source.js";

const double: Kernel<number, number, number> = {
  name: "double",
  prepare: (factor) => async (task) => factor * task,
};

describe("the serial executor", () => {
  it("answers in the order of the tasks, and tells how many are done", async () => {
    const told: string[] = [];
    const progress = (done: number, total: number) => {
      told.push(`${done}/${total}`);
    };
    expect(await serialExecutor.map(double, 2, [1, 2, 3], { progress })).toEqual([2, 4, 6]);
    expect(told).toEqual(["1/3", "2/3", "3/3"]);
  });

  it("stops where progress pauses, with the signal's reason", async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const progress = async (count: number) => {
      done.push(count);
      if (count === 2) stop.abort(new Error("enough"));
    };
    const work = serialExecutor.map(double, 2, [1, 2, 3, 4], { signal: stop.signal, progress });
    await expect(work).rejects.toThrow("enough");
    expect(done).toEqual([1, 2]);
  });
});

describe("a grid as a raster", () => {
  const grid = makeGrid({
    x: Float64Array.of(0, 10, 20),
    y: Float64Array.of(100, 105),
    values: Float64Array.of(1, 2, 3, 4, 5, Number.NaN),
    ...{ crs: "plane", name: "height_m", units: "m" },
  });

  it("covers half a cell beyond its samples", () => {
    const { west, south, columns, rows, cellWidth, cellHeight } = gridRaster(grid);
    expect([west, south, columns, rows, cellWidth, cellHeight]).toEqual([-5, 97.5, 3, 2, 10, 5]);
  });

  it("gives windows, south row first", async () => {
    const window = { column: 1, row: 0, columns: 2, rows: 2 };
    expect([...(await gridRaster(grid).readWindow(window))]).toEqual([2, 3, 5, Number.NaN]);
  });
});
