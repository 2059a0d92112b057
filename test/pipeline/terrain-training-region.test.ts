import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readGridNetcdf } from "../../lib/formats/netcdf.js";
import { readPoints } from "../../lib/formats/points.js";
import { dataset } from "../../lib/node/dataset.js";
import { terrainCorrection } from "../../lib/reduce/terrain/terrain-correction.js";
import type { TerrainCorrectionOptions } from "../../lib/reduce/terrain/terrain-options.js";

const { folder } = dataset("training-region");
const gridOf = (name: string) => readGridNetcdf(new Uint8Array(readFileSync(join(folder, name))), name);
const models = ["dem-30s.nc", "dem-2min.nc", "dem-3s.nc"].map(gridOf);
const name = "truth-stations.csv";
const truth = readPoints({ name, text: readFileSync(join(folder, name), "utf8"), sha256: "" });
/** What the true topography leaves of slab and cap: the correction with the other sign. */
const terrain = truth.terrain_mgal as Float64Array;
const height = truth.height_m as Float64Array;
const longitude = truth.longitude_deg as Float64Array;
const latitude = truth.latitude_deg as Float64Array;

/** Errors of the corrections against the truth, mGal. */
async function errorsOf(options: TerrainCorrectionOptions = {}, dem = models) {
  const { result, report } = await terrainCorrection(truth, dem, { seaDensity: 1030, ...options });
  const correction = result.terrain_correction_mgal as Float64Array;
  const sigma = result.terrain_correction_sigma_mgal as Float64Array;
  return { error: correction.map((value, k) => value + terrain[k]), sigma, report };
}

/** With everything as it is by default. */
const best = errorsOf();

const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
/** The value that a share of the sizes does not exceed. */
const quantile = (values: Float64Array, share: number) => {
  const sizes = values.map(Math.abs).sort();
  return sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))];
};
const median = (values: Float64Array) => quantile(values, 0.5);

/** Whether a station stands outside the patch of 3″, and no farther from it than a cell of 30″. */
function isBesidePatch(k: number): boolean {
  const { x, y } = models[2];
  const [east, north] = [longitude[k], latitude[k]];
  const [dx, dy] = [
    Math.max(x[0] - east, east - x[x.length - 1]),
    Math.max(y[0] - north, north - y[y.length - 1]),
  ];
  return Math.max(dx, dy) > 0.5 / 1200 && Math.max(dx, dy) < 1 / 120;
}

// The models are what a trainee gets: trees, holes, holes that somebody filled, whole metres, means of 0.8 km².
describe("terrain corrections of the training region's 1,518 stations", { timeout: 240_000 }, () => {
  it("meet the true topography, held by the stations' own heights", async () => {
    const { error, report } = await errorsOf({ demSigma_m: 8, demCorrelation_m: 900 });
    console.log(`rms ${rms(error).toFixed(3)} mGal, median ${median(error).toFixed(3)} mGal`);
    expect(error.length).toBe(1518);
    expect(rms(error)).toBeLessThan(0.18);
    expect(median(error)).toBeLessThan(0.01);
    const coast = error.filter((_, k) => height[k] < 50);
    expect(coast.length).toBeGreaterThan(600);
    expect(rms(coast)).toBeLessThan(0.025);
    expect(report.figures.void_cells).toBeGreaterThan(100);
    expect(report.warnings.join(" ")).toContain("cells without data were filled");
  });

  it("have beside the border of the finest model the errors that they have elsewhere", async () => {
    const { error } = await best;
    const beside = error.filter((_, k) => isBesidePatch(k));
    console.log(`${beside.length} stations beside the patch: rms ${rms(beside).toFixed(3)} mGal`);
    expect(beside.length).toBeGreaterThan(5);
    expect(rms(beside)).toBeLessThan(0.3);
  });

  it("have errors within their sigmas as often as the README says, also where bending changes nothing", async () => {
    const { error, sigma } = await best;
    const coarse = await errorsOf({}, models.slice(1, 2));
    const shares = (among: typeof coarse, isMeant: (k: number) => boolean) => {
      const rows = [...error.keys()].filter(isMeant);
      const within = [1, 2].map(
        (times) => rows.filter((k) => Math.abs(among.error[k]) < times * among.sigma[k]).length / rows.length,
      );
      return [String(rows.length), ...within.map((share) => `${Math.round(100 * share)} %`)];
    };
    const fine = await best;
    const rows = [
      ["all", ...shares(fine, () => true)],
      ["above 200 m", ...shares(fine, (k) => height[k] > 200)],
      ["all, with 2′ cells alone", ...shares(coarse, () => true)],
    ];
    expect(readmeRows(rows)).toEqual(rows);
    // Bending changes 0.03 mGal there, and the cells of 900 m hide 0.6 mGal.
    const steep = (truth.station as string[]).indexOf("1308");
    expect(Math.abs(error[steep])).toBeGreaterThan(0.5);
    expect(Math.abs(error[steep])).toBeLessThan(3 * sigma[steep]);
  });

  it("have errors as the README's tables say, choice by choice", { timeout: 600_000 }, async () => {
    const rows: string[][] = [];
    for (const [row, options] of CHOICES) {
      const { error } = options === undefined ? await best : await errorsOf(options);
      rows.push([row, ...[rms(error), median(error), quantile(error, 0.95)].map(asWritten)]);
    }
    for (const [radius, options] of RADII) {
      const { error } = await errorsOf(options);
      const whole = (await best).error;
      const change = error.map((value, k) => value - whole[k]);
      rows.push([radius, asWritten(rms(change)), asWritten(quantile(change, 1))]);
    }
    expect(readmeRows(rows)).toEqual(rows);
  });
});

/** The rows of the README's tables that begin as the given ones do. */
function readmeRows(rows: readonly string[][]): string[][] {
  const readme = readFileSync(new URL("../../lib/reduce/README.md", import.meta.url), "utf8");
  const names = rows.map(([row]) => row);
  const cells = (line: string) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
  return readme
    .split("\n")
    .map(cells)
    .filter(([row]) => names.includes(row));
}

const CHOICES: readonly [string, TerrainCorrectionOptions | undefined][] = [
  ["default", undefined],
  ['`nearZone: "flat"`', { nearZone: "flat" }],
  ['`earth: "planar"` with Bullard B', { earth: "planar" }],
  ["`radius_m: 60_000`", { radius_m: 60_000 }],
  ["`reconcile: false`", { reconcile: false }],
  ['`nearZone: "flat"`, `reconcile: false`', { nearZone: "flat", reconcile: false }],
];

const RADII: readonly [string, TerrainCorrectionOptions][] = [
  ["20 km", { radius_m: 20_000 }],
  ["54 km", { radius_m: 54_000 }],
  ["100 km", { radius_m: 100_000 }],
];

/** Two digits behind the point, three where the first would be a nought. */
function asWritten(value: number): string {
  return value.toFixed(value < 0.1 ? 3 : 2);
}
