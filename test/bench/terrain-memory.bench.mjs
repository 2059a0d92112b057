import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tableOf, terrainCorrection } from "../../dist/lib/index.js";
import { openRaster, threadPool } from "../../dist/lib/node/index.js";
import { option, seeded } from "./harness.mjs";
import { writeTiledTiff } from "./tiled-tiff.mjs";

export const about =
  "terrain-memory: peak memory and time of corrections against a GeoTIFF of 20,000 x 20,000 cells (no peer)";
export const peers = {};

/**
 * Options: `--cells 20000`, `--stations 1000`, `--seed 1`, `--file PATH` (one that is there already),
 * `--near-zone flat` (default sloping, which takes more). Writes a GeoTIFF of 1" cells, deflated, runs the whole
 * correction on all cores, and prints the largest resident memory of the process, its threads included.
 */
export async function run(args) {
  const random = seeded(option(args, "seed", 1));
  const [cells, count] = [option(args, "cells", 20_000), option(args, "stations", 1000)];
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  const shape = { columns: cells, rows: cells, west: 100, north: 20, cell: 1 / 3600, isDegrees: true };
  const given = option(args, "file", "");
  const path = given || join(folder, "dem.tif");
  const height = heightsOf(cells);
  try {
    if (!given) writeTiledTiff(path, shape, height);
    console.log(
      `${(statSync(path).size / 1e6).toFixed(0)} MB on disk, ${(2e-6 * cells * cells).toFixed(0)} MB of heights`,
    );
    const places = Array.from({ length: count }, () => [
      Math.floor(cells * random()),
      Math.floor(cells * random()),
    ]);
    const stations = tableOf({
      longitude_deg: Float64Array.from(places, ([i]) => shape.west + (i + 0.5) * shape.cell),
      latitude_deg: Float64Array.from(places, ([, j]) => shape.north - (j + 0.5) * shape.cell),
      height_m: Float64Array.from(places, ([i, j]) => Math.max(0, height(i, j))),
    });
    const nearZone = option(args, "near-zone", "sloping");
    const start = performance.now();
    const { report } = await terrainCorrection(stations, await openRaster(path), {
      nearZone,
      executor: threadPool(),
    });
    const seconds = (performance.now() - start) / 1000;
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(
      `${nearZone}: ${seconds.toFixed(0)} s, largest resident memory ${peak.toFixed(0)} MiB, largest bound ${report.figures.largest_bound_mgal.toFixed(4)} mGal`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ranges from tables of sines, so that 400 million cells are written soon. */
function heightsOf(cells) {
  const wave = (length, phase, size) =>
    Float32Array.from({ length: cells }, (_, k) => size * Math.sin(k / length + phase));
  const [a, b, c, d] = [wave(900, 0, 1), wave(1100, 1, 600), wave(83, 2, 1), wave(71, 3, 120)];
  const [e, f] = [wave(17, 0, 1), wave(13, 1, 25)];
  return (i, j) => Math.round(500 + a[i] * b[j] + c[i] * d[j] + e[i] * f[j]);
}
