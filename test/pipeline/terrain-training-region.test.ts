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

/** Errors of the corrections against the truth, mGal. */
async function errorsOf(options: TerrainCorrectionOptions = {}) {
  const { result, report } = await terrainCorrection(truth, models, { seaDensity: 1030, ...options });
  const correction = result.terrain_correction_mgal as Float64Array;
  return { error: correction.map((value, k) => value + terrain[k]), result, report };
}

const rms = (values: Float64Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
const median = (values: Float64Array) => values.map(Math.abs).sort()[values.length >> 1];

// The models are what a trainee gets: trees, holes, holes that somebody filled, whole metres, means of 0.8 km².
describe("terrain corrections of the training region's 1,518 stations", { timeout: 240_000 }, () => {
  it("meet the true topography, held by the stations' own heights", async () => {
    const { error, result, report } = await errorsOf({ demSigma_m: 8, demCorrelation_m: 900 });
    console.log(`rms ${rms(error).toFixed(3)} mGal, median ${median(error).toFixed(3)} mGal`);
    expect(error.length).toBe(1518);
    expect(rms(error)).toBeLessThan(0.32);
    expect(median(error)).toBeLessThan(0.01);
    const coast = error.filter((_, k) => height[k] < 50);
    expect(coast.length).toBeGreaterThan(600);
    expect(rms(coast)).toBeLessThan(0.035);
    const sigma = result.terrain_correction_sigma_mgal as Float64Array;
    const within = error.filter((value, k) => Math.abs(value) < 2 * sigma[k]).length / error.length;
    expect(within).toBeGreaterThan(0.94);
    expect(report.figures.void_cells).toBeGreaterThan(100);
    expect(report.warnings.join(" ")).toContain("cells without data were filled");
  });

  it("are worse with every shortcut: no bending, flat cells, a plane, a short radius", async () => {
    const best = rms((await errorsOf()).error);
    const shortcuts: readonly [TerrainCorrectionOptions, number][] = [
      [{ reconcile: false }, 5],
      [{ nearZone: "flat" }, 1.4],
      [{ earth: "planar" }, 1.5],
      [{ radius_m: 60_000 }, 1.5],
    ];
    for (const [options, times] of shortcuts)
      expect(rms((await errorsOf(options)).error), JSON.stringify(options)).toBeGreaterThan(times * best);
  });
});
