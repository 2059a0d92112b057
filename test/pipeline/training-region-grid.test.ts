import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Columns } from "../../lib/core/columns.js";
import { type Grid, gridRegion } from "../../lib/core/grid.js";
import { convertHeights } from "../../lib/earth/geoid.js";
import { joinCoordinates } from "../../lib/formats/join-coordinates.js";
import { readGridNetcdf } from "../../lib/formats/netcdf.js";
import { chooseGridder, type GridderCandidate } from "../../lib/grid/choose-gridder.js";
import { pointsOf } from "../../lib/grid/grid-points-values.js";
import { maskByDistance } from "../../lib/grid/mask.js";
import { maskByHull } from "../../lib/grid/mask-hull.js";
import type { Points } from "../../lib/grid/points.js";
import { dataset } from "../../lib/node/dataset.js";
import { reduceStations } from "../../lib/reduce/reduce-stations.js";
import { terrainCorrection } from "../../lib/reduce/terrain/terrain-correction.js";
import { adjustNetwork } from "../../lib/survey/adjust/adjust-network.js";
import { cleanPoints } from "../../lib/survey/clean/points-clean.js";
import { campaignSettings, campaignTables } from "./training-region-network.js";

const { folder } = dataset("training-region");
const gridOf = (name: string) => readGridNetcdf(new Uint8Array(readFileSync(join(folder, name))), name);
const [fine, coarse, patch] = ["dem-30s.nc", "dem-2min.nc", "dem-3s.nc"].map(gridOf);
const truth = gridOf("truth-complete-bouguer-disturbance.nc");
const COLUMN = "complete_bouguer_disturbance_mgal";

/** Six weeks of three meters, from their files to complete Bouguer disturbances; with or without what cleans. */
async function disturbances(cleaning: boolean): Promise<Columns> {
  const { readings, bases, stations } = campaignTables(6, { cleaning });
  const { station, gravity_mgal, gravity_sigma_mgal } = adjustNetwork(readings, {
    bases,
    ...campaignSettings(readings),
  }).result;
  const placed = joinCoordinates({ station, gravity_mgal, gravity_sigma_mgal }, stations).result;
  const heights = convertHeights(placed, gridOf("geoid.nc"), "orthometric").result;
  const models = [fine, coarse, patch];
  const corrected = await terrainCorrection(heights, models, { seaDensity: 1030 });
  const reduced = reduceStations(corrected.result, { bullardB: "closed-form" }).result;
  const anomaly = reduced.complete_bouguer_anomaly_mgal as Float64Array;
  const above = reduced.gravity_disturbance_mgal as Float64Array;
  const free = reduced.free_air_anomaly_mgal as Float64Array;
  const table = {
    ...reduced,
    [COLUMN]: anomaly.map((value, k) => value + above[k] - free[k]), // normal gravity at the ellipsoidal height
    [`${COLUMN.replace("_mgal", "")}_sigma_mgal`]: reduced.complete_bouguer_anomaly_sigma_mgal,
  };
  if (cleaning) return cleanPoints(table, { terrain: fine, neighbours: { column: COLUMN } }).result;
  const { flag: _, flag_reason: __, ...unflagged } = table as Columns;
  return unflagged;
}

/** Difference from the truth at nodes inside the stations' hull that are not farther from one than stations are apart. */
function againstTruth(grid: Grid, points: Points) {
  const near = maskByDistance(grid, points, { distance: 2500, unitLengths: [106_000, 110_700] });
  const { values, sigma } = maskByHull(near, points);
  const nodes = Array.from(values.keys()).filter((k) => Number.isFinite(values[k] - truth.values[k]));
  const inside = (times: number) =>
    nodes.filter((k) => Math.abs(values[k] - truth.values[k]) < times * (sigma as Float64Array)[k]).length;
  return {
    nodes: nodes.length,
    rms: Math.sqrt(nodes.reduce((sum, k) => sum + (values[k] - truth.values[k]) ** 2, 0) / nodes.length),
    ...{ one: inside(1) / nodes.length, two: inside(2) / nodes.length },
  };
}

/** The map by the method that the errors at held-out stations speak for, of all methods if none are named. */
async function mapOf(table: Columns, methods?: readonly GridderCandidate[]) {
  const points = pointsOf(table, { column: COLUMN });
  const [region, spacing] = [gridRegion(truth), 1 / 60];
  const { result } = await chooseGridder(points, {
    ...{ crs: points.crs, name: COLUMN, region, spacing, methods },
  });
  const found = againstTruth(result.surface.grid({ region, spacing }), points);
  console.log(
    `${points.x.length} stations, ${result.method}: ${found.nodes} nodes, ${found.rms.toFixed(3)} mGal rms, ` +
      `${(100 * found.one).toFixed(1)} % inside 1 sigma, ${(100 * found.two).toFixed(1)} % inside 2`,
  );
  return {
    ...found,
    coverage: result.coverage,
    chosen: [{ method: result.method, parameters: result.parameters }],
  };
}

describe("the training region from meter files to a grid", { timeout: 400_000 }, () => {
  it("is within 0.5 mGal of the truth with the library's defaults and knows how wrong it is, but not without cleaning", async () => {
    const { rms, one, nodes, coverage, chosen } = await mapOf(await disturbances(true));
    expect(nodes).toBeGreaterThan(3500);
    expect(rms).toBeLessThan(0.5);
    expect(Math.abs(one - 0.6827)).toBeLessThan(0.05);
    expect(Math.abs(coverage[0].insideOneSigma - 0.6827)).toBeLessThan(0.05);
    const uncleaned = await mapOf(await disturbances(false), chosen);
    expect(uncleaned.rms).toBeGreaterThan(5);
  });
});
