import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { makeGrid, regularAxis } from "../../lib/core/grid.js";
import { terrainCorrection } from "../../lib/reduce/terrain/terrain-correction.js";
import { ROUGH, roughHeights } from "../published/rough-terrain.mjs";

const peer = JSON.parse(readFileSync(new URL("../published/terrain-choclo.json", import.meta.url), "utf8"));
const heights = roughHeights();
const end = ROUGH.cell * (ROUGH.columns - 1) + ROUGH.cell / 2;
const dem = makeGrid({
  x: regularAxis(ROUGH.cell / 2, end, ROUGH.cell),
  y: regularAxis(ROUGH.cell / 2, end, ROUGH.cell),
  ...{ values: heights, registration: "pixel", crs: "plane", name: "height_m", units: "m" },
});
const stations = {
  easting_m: Float64Array.from(peer.easting_m),
  northing_m: Float64Array.from(peer.northing_m),
  height_m: Float64Array.from(peer.height_m),
};
const exact: number[] = peer.terrain_correction_mgal;

describe("terrain corrections on a rough model of 1,201 × 1,201 cells", { timeout: 240_000 }, () => {
  it("stand on the same surface as choclo's sum over all prisms", () => {
    expect(heights.reduce((sum, z) => sum + z, 0)).toBeCloseTo(peer.check.sum, 0);
    expect(heights.reduce((most, z) => Math.max(most, z))).toBe(peer.check.highest);
    expect(heights.reduce((most, z) => Math.min(most, z))).toBe(peer.check.lowest);
    expect(peer.check.highest).toBeGreaterThan(2000);
    expect(peer.check.lowest).toBeLessThan(-300);
    expect(exact.length).toBe(200);
  });

  for (const tolerance_mgal of [0.02, 0.002])
    it(`differ from it by less than ${tolerance_mgal} mGal at 200 summits, valleys, slopes and shores`, async () => {
      const { result, report } = await terrainCorrection(stations, dem, {
        ...{ nearZone: "flat", earth: "planar", reconcile: false, tolerance_mgal },
      });
      const found = result.terrain_correction_mgal as Float64Array;
      const worst = found.reduce((most, value, k) => Math.max(most, Math.abs(value - exact[k])), 0);
      console.log(
        `tolerance ${tolerance_mgal}: largest difference ${worst.toExponential(1)} mGal, largest bound ${report.figures.largest_bound_mgal} mGal`,
      );
      expect(worst).toBeLessThan(tolerance_mgal);
      expect(report.figures.largest_bound_mgal).toBeLessThanOrEqual(tolerance_mgal);
    });
});
