import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Kernel } from "../../../lib/core/executor.js";
import { makeGrid, regularAxis } from "../../../lib/core/grid.js";
import { fitMinimumCurvature, fitMinimumCurvatureAsync } from "../../../lib/grid/minimum-curvature.js";
import { openRaster } from "../../../lib/node/open-raster.js";
import { packageRoot } from "../../../lib/node/package-root.js";
import { threadPool } from "../../../lib/node/thread-pool.js";
import { terrainCorrection } from "../../../lib/reduce/terrain/terrain-correction.js";
import { writeTiledTiff } from "../../bench/tiled-tiff.mjs";

const folder = mkdtempSync(join(tmpdir(), "igdp threads "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hills = (x: number, y: number): number => Math.round(400 + 300 * Math.sin(x / 9) * Math.cos(y / 7));
const axis = regularAxis(50, 19_950, 100);
const dem = makeGrid({
  ...{ x: axis, y: axis, registration: "pixel", crs: "plane", name: "height_m", units: "m" },
  values: Float64Array.from({ length: 200 * 200 }, (_, k) => hills(k % 200, Math.floor(k / 200))),
});
const places = Float64Array.from({ length: 150 }, (_, k) => 2000 + 100 * k + 13);
const stations = {
  easting_m: places,
  northing_m: places.map((x) => 19_000 - 0.9 * x),
  height_m: places.map(() => 500),
};
const options = { earth: "planar", radius_m: 9000 } as const;
const pool = threadPool({ threads: 2 });

/** A program that makes twelve grids, and prints the memory it holds after the first and the last, in MB. */
const GRIDS = `
  import { fitMinimumCurvatureAsync } from "./dist/lib/grid/minimum-curvature.js";
  import { threadPool } from "./dist/lib/node/thread-pool.js";
  const x = Float64Array.from({ length: 3000 }, (_, k) => (k * 7919) % 900);
  const y = x.map((_, k) => (k * 3571) % 900);
  const points = { x, y, values: x.map((v, k) => Math.sin(v / 90) + Math.cos(y[k] / 70)) };
  const options = { region: [0, 900, 0, 900], spacing: 1, executor: threadPool({ threads: 2 }) };
  const held = [];
  for (let k = 0; k < 12; k++) {
    await fitMinimumCurvatureAsync(points, options);
    held.push(process.memoryUsage().rss / 1e6);
  }
  console.log(JSON.stringify({ first: held[0], last: held.at(-1) }));
`;

describe("a pool of threads", { timeout: 120_000 }, () => {
  it("gives what one thread gives, to the last digit, and tells how far it is", async () => {
    const alone = await terrainCorrection(stations, dem, options);
    const told: number[] = [];
    const progress = (done: number) => {
      told.push(done);
    };
    const both = await terrainCorrection(stations, dem, { ...options, executor: pool, progress });
    expect(both.result.terrain_correction_mgal).toEqual(alone.result.terrain_correction_mgal);
    expect(both.report.warnings).toEqual(alone.report.warnings);
    expect(told.at(-1)).toBe(150);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  it("opens a file in each thread where it is too large for memory", async () => {
    const path = join(folder, "dem.tif");
    const shape = { columns: 700, rows: 600, west: 0, north: 60_000, cell: 100, isDegrees: false };
    writeTiledTiff(path, shape, (column, row) => hills(column, 599 - row));
    const raster = await openRaster(path);
    const tiled = { ...options, nearZone: "flat", mostCells: 1000 } as const;
    const alone = await terrainCorrection(stations, raster, tiled);
    const both = await terrainCorrection(stations, raster, { ...tiled, executor: pool });
    expect(both.result.terrain_correction_mgal).toEqual(alone.result.terrain_correction_mgal);
    const whole = await terrainCorrection(stations, raster, { ...options, nearZone: "flat" });
    const [one, other] = [both, whole].map((found) => found.result.terrain_correction_mgal as Float64Array);
    one.forEach((value, k) => {
      expect(Math.abs(value - other[k])).toBeLessThan(0.004);
    });
  });

  it("stops in the middle of its work, with the signal's reason", async () => {
    const stop = new AbortController();
    const progress = () => stop.abort(new Error("pressed"));
    const work = terrainCorrection(stations, dem, {
      ...options,
      executor: pool,
      signal: stop.signal,
      progress,
    });
    await expect(work).rejects.toThrow("pressed");
  });

  it("passes on what goes wrong in a thread", async () => {
    const unknown: Kernel<number, number, number> = { name: "unknown", prepare: () => (task) => task };
    await expect(pool.map(unknown, 1, [1, 2])).rejects.toThrow("threads know no kernel 'unknown'");
    expect(() => threadPool({ threads: 0 })).toThrow("a whole number from 1 on");
  });

  it("takes its threads again, also after work that was stopped or failed, and gives two works threads of their own", async () => {
    const alone = await terrainCorrection(stations, dem, options);
    const truth = alone.result.terrain_correction_mgal;
    const stop = new AbortController();
    const progress = () => stop.abort(new Error("pressed"));
    const stopped = terrainCorrection(stations, dem, {
      ...options,
      executor: pool,
      signal: stop.signal,
      progress,
    });
    await expect(stopped).rejects.toThrow("pressed");
    const unknown: Kernel<number, number, number> = { name: "unknown", prepare: () => (task) => task };
    await expect(pool.map(unknown, 1, [1, 2])).rejects.toThrow("threads know no kernel");
    for (let round = 0; round < 2; round++) {
      const works = [1, 2].map(() => terrainCorrection(stations, dem, { ...options, executor: pool }));
      for (const { result } of await Promise.all(works))
        expect(result.terrain_correction_mgal).toEqual(truth);
    }
    const [x, y] = [
      [0, 50, 50, 0, 20],
      [0, 0, 50, 50, 30],
    ].map((list) => Float64Array.from(list));
    const spec = { region: [0, 400, 0, 400], spacing: 1 } as const; // another kernel, in the same threads
    const points = { x, y, values: x.map((v, k) => v * y[k]) };
    const surface = await fitMinimumCurvatureAsync(points, { ...spec, executor: pool });
    expect(surface.grid().values).toEqual(fitMinimumCurvature(points, spec).grid().values);
  });

  it("lets a program end at once, and holds no memory of work that is done", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", GRIDS], {
      ...{ cwd: packageRoot(), encoding: "utf8", timeout: 100_000 },
    });
    expect([status, stderr]).toEqual([0, ""]);
    // Each grid shares some 100 MB with its threads. The program ends with threads that wait.
    const { first, last } = JSON.parse(stdout);
    expect(first).toBeGreaterThan(100);
    expect(last - first).toBeLessThan(500);
  });

  it("has nothing to do for no tasks", async () => {
    const unknown: Kernel<number, number, number> = { name: "unknown", prepare: () => (task) => task };
    expect(await pool.map(unknown, 1, [])).toEqual([]);
  });
});
