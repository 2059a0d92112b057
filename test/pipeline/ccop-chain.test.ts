import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { run as convert } from "../../lib/cli/convert.js";
import { run as grid } from "../../lib/cli/grid.js";
import { run as map } from "../../lib/cli/map.js";
import { run as reduce } from "../../lib/cli/reduce.js";
import { run as web } from "../../lib/cli/web.js";
import type { Grid } from "../../lib/core/grid.js";
import { normalGravity } from "../../lib/earth/normal-gravity.js";
import { readGridFile } from "../../lib/node/read-grid-file.js";
import { bouguerSlab, coverSlab } from "../../lib/reduce/slab.js";
import { sheetProblems } from "../unit/map/sheet-geometry.js";
import { realData } from "./real-data.js";

const earth = realData("earth-10arcmin");
const folder = mkdtempSync(join(tmpdir(), "igdp ccop "));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

// The chain of lib/release/README.md, on Sumatra, its trench and its volcanoes in place of the whole region.
const [REGION, AROUND] = ["98/103/-5/0", "96/105/-7/2"];

async function chain(): Promise<void> {
  const raw = (name: string): string => `${earth}earth-${name}-10arcmin.nc`;
  const steps: [(words: string[]) => Promise<number>, string[]][] = [
    // The global files would do as they are; their parts are read faster.
    ...["geoid", "topography"].map((name): (typeof steps)[number] => [
      convert,
      [raw(name), at(`${name}.nc`), "--region", AROUND],
    ]),
    [convert, [raw("gravity"), at("gravity.csv"), "--name", "gravity_mgal", "--region", REGION]],
    [
      reduce,
      [
        ...[
          at("gravity.csv"),
          "--ellipsoidal-height",
          "10000",
          "--geoid",
          raw("geoid"),
          "--dem",
          raw("topography"),
        ],
        ...["--airborne", "--near-zone", "flat", "--bullard-b", "closed-form", "--out", at("anomalies.csv")],
        ...["--report", at("reduce.json")],
      ],
    ],
    ...["gravity_disturbance", "complete_bouguer_anomaly"].map((name): (typeof steps)[number] => [
      grid,
      [
        ...[at("anomalies.csv"), "--column", `${name}_mgal`, "--spacing", "10arcmin", "--method", "nearest"],
        ...["--out", at(`${name}.nc`)],
      ],
    ]),
    [
      map,
      [
        ...[at("complete_bouguer_anomaly.nc"), "--paper", "A2", "--coast", "--hillshade"],
        ...["--title", "Bouguer anomaly of Sumatra", "--out", at("bouguer.svg")],
      ],
    ],
    [
      web,
      [
        at("complete_bouguer_anomaly.nc"),
        at("gravity_disturbance.nc"),
        "--title",
        "S",
        "--out",
        at("map.html"),
      ],
    ],
  ];
  vi.spyOn(console, "log").mockImplementation(() => {});
  const warned = vi.spyOn(console, "error").mockImplementation(() => {});
  for (const [run, words] of steps) expect(await run(words), words.join(" ")).toBe(0);
  expect(warned.mock.calls).toEqual([]);
  vi.restoreAllMocks();
}

const value = ({ x, y, values }: Grid, east: number, north: number): number => {
  const nearest = (axis: Float64Array, at: number): number =>
    axis.reduce((best, place, k) => (Math.abs(place - at) < Math.abs(axis[best] - at) ? k : best), 0);
  return values[nearest(y, north) * x.length + nearest(x, east)];
};

describe.skipIf(earth === undefined)("the chain from a global field to a map of the region", () => {
  it("gives disturbance and Bouguer anomaly at every node, a sheet without fault and a page, by commands alone", async () => {
    await chain();
    const { grid: disturbance } = await readGridFile(at("gravity_disturbance.nc"));
    const { grid: bouguer } = await readGridFile(at("complete_bouguer_anomaly.nc"));
    const { grid: gravity } = await readGridFile(`${earth}earth-gravity-10arcmin.nc`);
    const { grid: relief } = await readGridFile(at("topography.nc"));
    expect([disturbance.x.length, disturbance.y.length]).toEqual([31, 31]);
    let [largest, squares] = [0, 0];
    bouguer.values.forEach((found, k) => {
      const [east, north] = [bouguer.x[k % 31], bouguer.y[Math.floor(k / 31)]];
      const expected = value(gravity, east, north) - normalGravity(north, 10_000);
      largest = Math.max(largest, Math.abs(disturbance.values[k] - expected));
      // Slabs know no shape: on this relief they differ from the terrain itself by 22 mGal, and by no trend.
      const height = value(relief, east, north);
      const slabs = bouguerSlab(Math.max(0, height)) + (height < 0 ? coverSlab(-height, 1027) : 0);
      squares += (found - (expected - slabs)) ** 2;
    });
    expect(largest).toBeLessThan(1e-6);
    expect(Math.sqrt(squares / bouguer.values.length)).toBeLessThan(30);
    // The deep ocean stands far above the land, as its thin crust has it.
    expect(value(bouguer, 98, -5)).toBeGreaterThan(250);
    expect(Math.abs(value(bouguer, 103, -1))).toBeLessThan(100);

    const { steps } = JSON.parse(readFileSync(at("reduce.json"), "utf8"));
    const [terrain, reduction] = steps;
    expect([terrain.parameters.airborne, reduction.parameters.ellipsoidalHeight_m]).toEqual([true, 10_000]);
    expect(terrain.figures.largest_bound_mgal).toBeLessThan(0.02);
    expect(sheetProblems(readFileSync(at("bouguer.svg"), "utf8"), bouguer)).toEqual([]);
    expect(readFileSync(at("map.html"), "utf8")).toContain("Gravity disturbance");
  }, 300_000);
});
