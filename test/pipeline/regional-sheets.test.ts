import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { run as map } from "../../lib/cli/map.js";
import { type Grid, makeGrid } from "../../lib/core/grid.js";
import { normalGravity } from "../../lib/earth/normal-gravity.js";
import { writeGrid } from "../../lib/formats/grid-file.js";
import { readGridFile } from "../../lib/node/read-grid-file.js";
import { bouguerSlab, coverSlab } from "../../lib/reduce/slab.js";
import { sheetProblems } from "../unit/map/sheet-geometry.js";
import { measuredTexts, pathsOf } from "../unit/map/svg-texts.js";
import { gridOf, syntheticField } from "../unit/map/test-grids.js";
import { realData } from "./real-data.js";

const earth = realData("earth-10arcmin");
const africa = realData("southern-africa-gravity");
const folder = mkdtempSync(join(tmpdir(), "igdp sheets "));
afterAll(() => rmSync(folder, { recursive: true }));

/** The sheet that `igdp map` draws of a grid. */
async function sheetOf(grid: Grid, ...options: string[]): Promise<string> {
  for (const [name, bytes] of Object.entries(await writeGrid(grid, "grid.nc")))
    writeFileSync(join(folder, name), bytes);
  vi.spyOn(console, "log").mockImplementation(() => {});
  expect(await map([join(folder, "grid.nc"), ...options, "--coast", "--out", join(folder, "map.svg")])).toBe(
    0,
  );
  vi.restoreAllMocks();
  return readFileSync(join(folder, "map.svg"), "utf8");
}

/** Part of a grid of the world at 10′. */
function part({ x, y, values, ...rest }: Grid, [west, east, south, north]: readonly number[]): Grid {
  const within = (axis: Float64Array, low: number, high: number): number[] =>
    [...axis.keys()].filter((i) => axis[i] > low - 0.01 && axis[i] < high + 0.01);
  const [columns, rows] = [within(x, west, east), within(y, south, north)];
  return makeGrid({
    ...rest,
    x: Float64Array.from(columns, (i) => Math.round(6 * x[i]) / 6),
    y: Float64Array.from(rows, (j) => Math.round(6 * y[j]) / 6),
    values: Float64Array.from(rows.flatMap((j) => columns.map((i) => values[j * x.length + i]))),
  });
}

describe.skipIf(earth === undefined)("a sheet of the whole CCOP region", () => {
  const CCOP = [90, 155, -15, 55];
  const load = async (name: string): Promise<Grid> => {
    const { grid } = await readGridFile(`${earth}earth-${name}-10arcmin.nc`, { variable: name });
    return part(grid, CCOP);
  };

  it("balances high land and deep sea, and has no fault on A2", async () => {
    const [gravity, relief] = [await load("gravity"), await load("topography")];
    const columns = gravity.x.length;
    const disturbance = gravity.values.map(
      (value, k) => value - normalGravity(gravity.y[Math.floor(k / columns)], 10_000),
    );
    const bouguer = disturbance.map((value, k) => {
      const height = relief.values[k];
      return value - bouguerSlab(Math.max(0, height)) - (height < 0 ? coverSlab(-height, 1027) : 0);
    });
    const mean = (values: Float64Array, isThere: (k: number) => boolean): number => {
      const some = values.filter((_, k) => isThere(k));
      return some.reduce((sum, value) => sum + value, 0) / some.length;
    };
    // Isostasy: Tibet stands on a root, the deep sea on a thin crust; without slabs both nearly balance.
    const isHigh = (k: number): boolean => relief.values[k] > 4500;
    const isDeep = (k: number): boolean => relief.values[k] < -4500;
    expect(Math.abs(mean(disturbance, isHigh))).toBeLessThan(60);
    expect(Math.abs(mean(disturbance, isDeep))).toBeLessThan(60);
    expect(mean(bouguer, isHigh)).toBeLessThan(-400);
    expect(mean(bouguer, isDeep)).toBeGreaterThan(250);
    const grid = makeGrid({ ...gravity, name: "bouguer_disturbance_mgal", units: "mGal", values: bouguer });
    const words = ["--title", "CCOP ภูมิภาค", "--paper", "A2", "--contour-interval", "200"];
    const svg = await sheetOf(grid, ...words, "--hillshade");
    expect(sheetProblems(svg, grid)).toEqual([]);
    expect(pathsOf(svg, "land").length).toBeGreaterThan(5);
    expect(svg).toContain('class="hillshade"');
    const labels = measuredTexts(svg).filter((text) => text.class === "contour-label");
    expect(labels.length).toBeGreaterThan(10);
  }, 120_000);
});

describe.skipIf(africa === undefined)("a sheet of Southern Africa", () => {
  it("has no fault on A3", async () => {
    const { grid } = await readGridFile(`${africa}south-africa-topography.nc`, { variable: "topography" });
    const svg = await sheetOf(grid, "--paper", "A3", "--contour-interval", "500", "--hillshade");
    expect(sheetProblems(svg, grid)).toEqual([]);
  }, 60_000);
});

describe("a sheet across 180°", () => {
  const REGION = [176, 183, -20, -15] as const;

  it("has no fault, counts its degrees on to the west, and draws no line round the Earth", async () => {
    const grid = gridOf(syntheticField(REGION, 6), REGION, [70, 50], { crs: "EPSG:4326" });
    const svg = await sheetOf(grid, "--paper", "A4");
    expect(sheetProblems(svg, grid)).toEqual([]);
    const ticks = measuredTexts(svg).filter((text) => text.class === "tick");
    expect(ticks.map(({ text }) => text)).toEqual(expect.arrayContaining(["179°E", "180°", "179°W"]));
    const coasts = pathsOf(svg, "coast");
    expect(coasts.length).toBeGreaterThan(10);
    for (const line of coasts)
      for (let i = 1; i < line.length; i++) expect(Math.abs(line[i][0] - line[i - 1][0])).toBeLessThan(100);
  }, 60_000);
});
