import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../lib/core/columns.js";
import { EARTH_RADIUS, MILLIGAL_PER_SI } from "../../../../lib/core/constants.js";
import { type Grid, makeGrid, regularAxis } from "../../../../lib/core/grid.js";
import { gridPart } from "../../../../lib/core/grid-part.js";
import { tesseroidGravity } from "../../../../lib/kernels/tesseroid.js";
import { bullardB } from "../../../../lib/reduce/bullard-b.js";
import { bouguerSlab } from "../../../../lib/reduce/slab.js";
import { terrainCorrection } from "../../../../lib/reduce/terrain/terrain-correction.js";
import type { TerrainCorrectionOptions } from "../../../../lib/reduce/terrain/terrain-options.js";

const [WEST, EAST, SOUTH, NORTH] = [100, 104, 15, 19];
const [DENSITY, SEA] = [2670, 1027];
const HEIGHT = 10_000;

/** Mountains and a deep sea within 1.2° of a place, and flat land at sea level all around. */
function relief(cell: number, region: readonly number[] = [WEST, EAST, SOUTH, NORTH]): Grid {
  const [x, y] = [regularAxis(region[0], region[1], cell), regularAxis(region[2], region[3], cell)];
  const height = (east: number, north: number): number => {
    const distance = Math.hypot(east - 102, north - 17);
    return distance > 1.2 ? 0 : Math.round(3000 * Math.sin(4 * east) * Math.cos(5 * north) - 800);
  };
  const values = Float64Array.from({ length: x.length * y.length }, (_, k) =>
    height(x[k % x.length], y[Math.floor(k / x.length)]),
  );
  return makeGrid({ x, y, values, crs: "EPSG:4326", name: "height_m", units: "m" });
}

const stations: Columns = {
  longitude_deg: Float64Array.of(102, 102.3, 101.5),
  latitude_deg: Float64Array.of(17, 16.6, 17.2),
  height_m: new Float64Array(3).fill(HEIGHT),
};

async function corrected(dem: Grid, options: TerrainCorrectionOptions = {}) {
  const { result, report } = await terrainCorrection(stations, dem, {
    ...{ nearZone: "flat", airborne: true, tolerance_mgal: 0.001 },
    ...options,
  });
  return { result, report, correction: result.terrain_correction_mgal as Float64Array };
}

describe("a terrain correction of stations in the air", () => {
  it("leaves of cap less correction what tesseroids make of the same cells", async () => {
    const cell = 0.1;
    const dem = relief(cell);
    const { correction } = await corrected(dem);
    const cap = bouguerSlab(HEIGHT, DENSITY) + bullardB(HEIGHT, DENSITY, "closed-form");
    correction.forEach((found, k) => {
      let topography = 0;
      dem.values.forEach((height, node) => {
        if (height === 0) return;
        const [x, y] = [dem.x[node % dem.x.length], dem.y[Math.floor(node / dem.x.length)]];
        const body = {
          ...{ west: x - cell / 2, east: x + cell / 2, south: y - cell / 2, north: y + cell / 2 },
          bottom: EARTH_RADIUS + Math.min(0, height),
          top: EARTH_RADIUS + Math.max(0, height),
          density: height > 0 ? DENSITY : SEA - DENSITY,
        };
        const [east, north] = [stations.longitude_deg[k] as number, stations.latitude_deg[k] as number];
        topography += MILLIGAL_PER_SI * tesseroidGravity(east, north, EARTH_RADIUS + HEIGHT, body);
      });
      // The correction takes the sphere's surface as a parabola: some 0.1 % of the topography's own effect.
      expect(Math.abs(topography)).toBeGreaterThan(5);
      expect(Math.abs(cap - found - topography)).toBeLessThan(0.3);
    });
  });

  it("has no flag, no warning and no sigma for standing above the ground, which a station on it has", async () => {
    const dem = relief(0.1);
    const { result, report } = await corrected(dem);
    expect(result.flag).toEqual(["", "", ""]);
    expect(report.warnings.filter((text) => text.includes("above"))).toEqual([]);
    const sigma = result.terrain_correction_sigma_mgal as Float64Array;
    for (const value of sigma) expect(value).toBeLessThan(30);
    const ground = await corrected(dem, { airborne: false, reconcile: false });
    expect(ground.result.flag).toEqual(Array(3).fill("above_terrain"));
    expect(Math.min(...(ground.result.terrain_correction_sigma_mgal as Float64Array))).toBeGreaterThan(800);
    expect(ground.correction).toEqual((await corrected(dem)).correction);
  });

  it("is that of the region alone where the model covers the whole Earth", async () => {
    const earth = relief(0.5, [-180, 180, -90, 90]);
    const { correction } = await corrected(earth);
    const { correction: near } = await corrected(gridPart(earth, [98, 106, 13, 21]));
    correction.forEach((value, k) => {
      expect(value).toBeGreaterThan(900);
      expect(Math.abs(value - near[k])).toBeLessThan(0.002);
    });
  });
});
