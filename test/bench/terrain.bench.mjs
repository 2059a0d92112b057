import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeGrid, prismGravity, regularAxis, tableOf, terrainCorrection } from "../../dist/lib/index.js";
import { threadPool } from "../../dist/lib/node/index.js";
import { ROUGH, roughHeights } from "../published/rough-terrain.mjs";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about =
  "terrain: corrections on a model of 1,201 x 1,201 cells, against harmonica's prism layer, all cores";
export const peers = { python: ["harmonica", "numba"] };

const [LAND, SEA] = [2670, 1027];

/**
 * Options: `--stations 10000`, `--peer-stations 60`, `--rounds 2`, `--seed 1`. Both sides see the same flat surface on a
 * plane. harmonica does the first of the stations, and its time is multiplied up: it grows with their number, and all
 * would take an hour. Our time is of all stations, with building the blocks and starting the threads.
 */
export async function run(args) {
  const random = seeded(option(args, "seed", 1));
  const [count, few] = [option(args, "stations", 10_000), option(args, "peer-stations", 60)];
  const heights = roughHeights();
  const work = workOf(heights, count, random);
  const dem = demOf(heights);
  const { python, versions } = peerPython(peers.python);
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  console.log(
    `${count} stations, ${heights.length} cells, ${availableParallelism()} threads each; harmonica: ${few} stations, times ${count / few}`,
  );
  try {
    writeFileSync(join(folder, "heights.bin"), Buffer.from(heights.buffer));
    writeFileSync(
      join(folder, "work.json"),
      JSON.stringify({ ...work, cells: ROUGH.columns, cell: ROUGH.cell, land: LAND, sea: SEA }),
    );
    const flat = { nearZone: "flat", earth: "planar", reconcile: false };
    const ours = Object.entries({
      "igdp, 0.02 mGal": { ...flat },
      "igdp, 0.002 mGal": { ...flat, tolerance_mgal: 0.002 },
      "igdp, sloping, on the sphere, bent to the stations": {},
    }).map(([name, options]) => ({ name, run: () => correct(work, dem, options) }));
    const peer = { name: versions.join(", "), run: () => runPeer(python, folder, few, count) };
    const results = await inTurn([...ours, peer], option(args, "rounds", 2));
    printTable(rowsOf(results, work, few));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function workOf(heights, count, random) {
  const n = ROUGH.columns;
  const cells = Array.from({ length: count }, () => [Math.floor(n * random()), Math.floor(n * random())]);
  return {
    easting: cells.map(([i]) => ROUGH.cell * (i + 0.2 + 0.6 * random())),
    northing: cells.map(([, j]) => ROUGH.cell * (j + 0.2 + 0.6 * random())),
    height: cells.map(([i, j]) => Math.max(0, heights[j * n + i])),
  };
}

function demOf(values) {
  const axis = regularAxis(ROUGH.cell / 2, ROUGH.cell * (ROUGH.columns - 0.5), ROUGH.cell);
  return makeGrid({
    ...{ x: axis, y: axis, values, registration: "pixel", crs: "plane", name: "height_m", units: "m" },
  });
}

async function correct({ easting, northing, height }, dem, options) {
  const stations = tableOf({
    easting_m: Float64Array.from(easting),
    northing_m: Float64Array.from(northing),
    height_m: Float64Array.from(height),
  });
  const { result } = await terrainCorrection(stations, dem, { ...options, executor: threadPool() });
  return { correction: result.array("terrain_correction_mgal") };
}

/** harmonica's time for all stations, from the few that it did. */
function runPeer(python, folder, few, count) {
  const script = fileURLToPath(new URL("terrain-harmonica.py", import.meta.url));
  const { status, stderr } = spawnSync(python, [script, folder, String(few)], { encoding: "utf8" });
  if (status !== 0) throw new Error(`harmonica failed: ${stderr}`);
  const { seconds, gravity } = JSON.parse(readFileSync(join(folder, "answer.json"), "utf8"));
  return { seconds: (seconds * count) / few, gravity };
}

/** The correction is the plate up to the station less the layer. */
function apart({ easting, northing, height }, correction, layer) {
  const side = ROUGH.cell * ROUGH.columns;
  let most = 0;
  layer.forEach((gravity, k) => {
    const plate = { west: 0, east: side, south: 0, north: side, bottom: 0, top: height[k], density: LAND };
    const exact = prismGravity(easting[k], northing[k], height[k], plate) * 1e5 - gravity;
    most = Math.max(most, Math.abs(correction[k] - exact));
  });
  return most;
}

function rowsOf(results, work, few) {
  const peer = results[results.length - 1];
  const head = [
    "",
    "seconds for all stations",
    "harmonica's time / this",
    `largest difference at ${few}, mGal`,
  ];
  return [
    head,
    ...results.map((side) => {
      const same = side !== peer && !side.name.includes("sphere");
      const difference = same
        ? apart(work, side.answer.correction, peer.answer.gravity).toExponential(1)
        : "";
      return [side.name, inWords(spread(side.seconds), 1), inWords(ratio(side, peer), 0), difference];
    }),
  ];
}
