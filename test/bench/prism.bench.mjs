import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gravityOfPrisms } from "../../dist/lib/kernels/prism-columns.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about = "prism: vertical attraction of many prisms at many points, against choclo on one core";
export const peers = { python: ["choclo", "numba"] };

/**
 * Options: `--prisms 10000`, `--points 300`, `--rounds 7`, `--seed 1`. Two kinds of work: prisms scattered through
 * the crust under scattered points, and a digital elevation model of columns with the points on its surface, where
 * some prisms are near. Both sides get the same numbers, and choclo compiles before its clock starts.
 */
export async function run(args) {
  const random = seeded(option(args, "seed", 1));
  const [prisms, points] = [option(args, "prisms", 10_000), option(args, "points", 300)];
  const rounds = option(args, "rounds", 7);
  const { python, versions } = peerPython(peers.python);
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  console.log(
    `${points} points times ${prisms} prisms, ${rounds} rounds in turn after a warm-up; one core each`,
  );
  console.log("times: median (least-greatest); a time is one prism at one point, in ns");
  try {
    const rows = [
      ["work", "", "ns an evaluation", "million a second", "choclo's time / this", "difference in mGal"],
    ];
    for (const [name, make] of Object.entries({ scattered, terrain })) {
      const work = make(prisms, points, random);
      writeWork(folder, work);
      const results = await inTurn(
        [
          { name: "igdp", run: () => ({ gravity: gravityOfPrisms(work.points, work.prisms) }) },
          { name: versions.join(", "), run: () => runPeer(python, folder) },
        ],
        rounds,
      );
      const [ours, theirs] = results;
      const evaluations = work.points.easting.length * work.prisms.density.length;
      for (const side of results) {
        const each = spread(side.seconds.map((seconds) => (seconds / evaluations) * 1e9));
        const apart = mostApart(ours.answer.gravity, theirs.answer.gravity).toExponential(1);
        rows.push([
          name,
          side.name,
          inWords(each, 0),
          (1e3 / each.median).toFixed(1),
          inWords(ratio(side, theirs)),
          side === ours ? apart : "",
        ]);
      }
    }
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prisms of 50 to 2,000 m within 60 km and 10 km of depth, points up to 2 km above. */
function scattered(count, stations, random) {
  const column = (length, low, high) => Float64Array.from({ length }, () => low + random() * (high - low));
  const grown = (from) => from.map((value) => value + 50 + 1950 * random());
  const [west, south, bottom] = [column(count, 0, 6e4), column(count, 0, 6e4), column(count, -1e4, -3000)];
  return {
    points: {
      easting: column(stations, 0, 6e4),
      northing: column(stations, 0, 6e4),
      upward: column(stations, 0, 2000),
    },
    prisms: {
      west,
      east: grown(west),
      south,
      north: grown(south),
      bottom,
      top: grown(bottom),
      density: column(count, -500, 500),
    },
  };
}

/** Square columns of 90 m from the zero level to a rough surface, and points on top of some of them. */
function terrain(count, stations, random) {
  const side = Math.round(Math.sqrt(count));
  const place = (of) => Float64Array.from({ length: side * side }, (_, k) => 90 * of(k));
  const west = place((k) => k % side);
  const south = place((k) => Math.floor(k / side));
  const top = west.map((w, k) => 400 + 300 * Math.sin(w / 900) * Math.cos(south[k] / 1300) + 40 * random());
  const on = Array.from({ length: stations }, () => Math.floor(random() * side * side));
  return {
    points: {
      easting: Float64Array.from(on, (k) => west[k] + 90 * random()),
      northing: Float64Array.from(on, (k) => south[k] + 90 * random()),
      upward: Float64Array.from(on, (k) => top[k]),
    },
    prisms: {
      west,
      east: west.map((w) => w + 90),
      south,
      north: south.map((s) => s + 90),
      bottom: new Float64Array(side * side),
      top,
      density: new Float64Array(side * side).fill(2670),
    },
  };
}

function writeWork(folder, { points, prisms }) {
  const work = {
    points: [points.easting, points.northing, points.upward].map((column) => [...column]),
    prisms: ["west", "east", "south", "north", "bottom", "top"].map((key) => [...prisms[key]]),
    density: [...prisms.density],
  };
  writeFileSync(join(folder, "work.json"), JSON.stringify(work));
}

/** The peer's answer, with its own clock: starting, reading and compiling do not count. */
function runPeer(python, folder) {
  const script = fileURLToPath(new URL("prism-choclo.py", import.meta.url));
  const args = [script, join(folder, "work.json"), join(folder, "answer.json")];
  const { status, stderr } = spawnSync(python, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`choclo failed: ${stderr}`);
  return JSON.parse(readFileSync(join(folder, "answer.json"), "utf8"));
}

/** The largest difference, mGal; choclo's gravity is positive up and has its own G. */
function mostApart(ours, theirs) {
  return ours.reduce((most, value, k) => Math.max(most, Math.abs(value + theirs[k]) * 1e5), 0);
}
