import { describe, expect, it } from "vitest";
import type { Columns } from "../../../lib/core/columns.js";
import { normalRandom, seededRandom } from "../../../lib/core/random.js";
import { bullardB } from "../../../lib/reduce/bullard-b.js";
import { densityFigure } from "../../../lib/reduce/density-figure.js";
import { estimateDensity } from "../../../lib/reduce/estimate-density.js";
import { bouguerSlab } from "../../../lib/reduce/slab.js";

/** Rough hills of midpoint displacement on a line of 1 + 2^levels points, metres. */
function hills(levels: number, roughness: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const size = 2 ** levels;
  const height = new Float64Array(size + 1);
  let step = size;
  for (let scale = 300; step > 1; step /= 2, scale *= roughness)
    for (let i = step / 2; i < size; i += step)
      height[i] = (height[i - step / 2] + height[i + step / 2]) / 2 + scale * normalRandom(random);
  const least = Math.min(...height);
  return height.map((value) => value - least + 10);
}

const terrain = (height: number): number => 1e-6 * height ** 2; // some correction that follows the height

function profile(density: number, seed: number, noise: number): Columns {
  const height = hills(7, 0.6, seed);
  const random = seededRandom(seed + 1000);
  const phase = 2 * Math.PI * random();
  const free = height.map((h, i) => {
    const regional = -40 + 0.02 * i + 6 * Math.sin((2 * Math.PI * i) / 300 + phase);
    const effect = bouguerSlab(h, density) + bullardB(h, density) - (terrain(h) * density) / 2670;
    return effect + regional * (noise > 0 ? 1 : 0) + noise * normalRandom(random);
  });
  return {
    easting_m: height.map((_, i) => 250 * i),
    northing_m: height.map(() => 1e6),
    height_m: height,
    free_air_anomaly_mgal: free,
    terrain_correction_mgal: height.map(terrain),
  };
}

describe.each(["parasnis", "nettleton"] as const)("the density by %s", (method) => {
  it("is the true one where there is nothing but topography", () => {
    const { density } = estimateDensity(profile(2350, 5, 0), { method }).result;
    expect(Math.abs(density - 2350)).toBeLessThan(1e-6);
  });

  it("lies within two of its sigmas of the truth in some 95 % of 200 surveys with a regional field and noise", () => {
    const errors = Array.from({ length: 200 }, (_, seed) => {
      const { density, sigma } = estimateDensity(profile(2600, seed, 0.3), { method, trendDegree: 2 }).result;
      return { error: density - 2600, sigma };
    });
    const share = errors.filter(({ error, sigma }) => Math.abs(error) < 2 * sigma).length / 200;
    const rms = Math.sqrt(errors.reduce((sum, { error }) => sum + error ** 2, 0) / 200);
    console.log(`${method}: rms error ${rms.toFixed(0)} kg/m³, ${(100 * share).toFixed(1)} % inside 2 sigma`);
    expect(share).toBeGreaterThan(0.92);
    expect(rms).toBeLessThan(40);
  }, 60_000);

  it("draws the curve that it chose by", () => {
    const { result } = estimateDensity(profile(2350, 5, 0.1), { method });
    const figure = densityFigure(result);
    expect(figure.data).toHaveLength(2);
    expect(JSON.stringify(figure)).not.toContain("null");
  });
});

describe("the estimate of a density", () => {
  it("uses land stations with all numbers, and says how many", () => {
    const stations = profile(2500, 3, 0);
    const height = (stations.height_m as Float64Array).slice();
    height[0] = -30;
    height[1] = Number.NaN;
    const { rows } = estimateDensity({ ...stations, height_m: height }).report;
    expect(rows).toEqual({ stations: 129, used: 127 });
  });

  it("warns where the country is flat and where there is no terrain correction", () => {
    const { terrain_correction_mgal: _, ...stations } = profile(2500, 3, 0.1);
    const flat = { ...stations, height_m: (stations.height_m as Float64Array).map((h) => 20 + h / 100) };
    const { warnings } = estimateDensity(flat).report;
    expect(warnings.join(" ")).toContain("too flat");
    expect(warnings.join(" ")).toContain("no terrain_correction_mgal");
  });

  it("names what it cannot take", () => {
    const stations = profile(2500, 3, 0);
    expect(() => estimateDensity({ height_m: new Float64Array(3) })).toThrow("Run reduceStations first");
    expect(() => estimateDensity(stations, { trendDegree: 7 })).toThrow("options.trendDegree is 7");
    expect(() => estimateDensity(stations, { blocks: 2 })).toThrow("options.blocks is 2");
    expect(() => estimateDensity(stations, { densities: [3000, 2000] })).toThrow("options.densities");
    expect(() => estimateDensity(stations, { blocks: 100 })).toThrow("at least 300");
  });
});
