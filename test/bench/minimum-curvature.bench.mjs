import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sampleGrid } from "../../dist/lib/core/grid-sample.js";
import { minimumCurvature } from "../../dist/lib/grid/minimum-curvature.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { programVersion } from "./peers.mjs";

export const about =
  "minimum-curvature: gridding by minimum curvature with tension, against GMT's surface -Qr";
export const peers = { programs: ["gmt"] };

/**
 * Options: `--nodes 513` a side, `--points` (default 2.4 % of the nodes), `--tension 0.25`, `--rounds 3`,
 * `--seed 1`, `--convergence 1e-3` (ours); `--full` is 2,049 nodes a side and 100,000 points.
 */
export async function run(args) {
  const full = args.includes("--full");
  const nodes = option(args, "nodes", full ? 2049 : 513);
  const count = option(args, "points", full ? 100_000 : Math.round(0.0238 * nodes * nodes));
  const tension = option(args, "tension", 0.25);
  const convergence = option(args, "convergence", 1e-3);
  const rounds = option(args, "rounds", 3);
  const points = syntheticPoints(nodes, count, option(args, "seed", 1));
  const options = { region: [0, nodes - 1, 0, nodes - 1], spacing: 1, tension };
  const held = nodesWithData(points, nodes);
  const judged = (values) => judge(values, points, held, options, nodes);

  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    writeFileSync(join(folder, "points.bin"), interleaved(points));
    const gmt = () => surface(folder, nodes, tension);
    const ours = (limit) => () => minimumCurvature(points, { ...options, convergence: limit }).result.values;

    // The loosest setting of ours whose residual is no larger than GMT's, rms and maximum.
    const target = judged(gmt());
    const limits = [0.3, 0.1, 0.03, 0.01, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5];
    const equal = limits.find((limit) => {
      const { rms, most } = judged(ours(limit)());
      return rms <= target.rms && most <= target.most;
    });
    const truth = ours(1e-9)();
    const contenders = [
      { name: `igdp, convergence ${convergence}`, run: ours(convergence) },
      { name: `igdp, convergence ${equal}`, run: ours(equal ?? 1e-5) },
      { name: `GMT ${programVersion("gmt")} surface`, run: gmt },
    ];
    const results = await inTurn(contenders, rounds);
    const peer = results[2];
    console.log(
      `${count} points to ${nodes} x ${nodes} nodes at tension ${tension}, ${rounds} rounds in turn after a warm-up`,
    );
    console.log("times: median (least-greatest) in s; GMT's include starting, reading and writing its files");
    const head = [
      "",
      "time",
      "GMT's time / this",
      "residual rms",
      "residual max",
      "misfit rms",
      "misfit max",
      "to converged rms",
      "max",
    ];
    const rows = results.map((result) => {
      const { rms, most, misfitRms, misfitMost } = judged(result.answer);
      const away = distance(result.answer, truth);
      const numbers = [rms, most, misfitRms, misfitMost, away.rms, away.most].map((v) => v.toExponential(1));
      return [result.name, inWords(spread(result.seconds)), inWords(ratio(result, peer)), ...numbers];
    });
    printTable([head, ...rows]);
    console.log(
      "residual: move of a free node that would satisfy its equation; to converged: distance to our surface at convergence 1e-9; data units, data range 60 to 100",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A sum of 60 smooth anomalies at random points: one point a node at most, none within 6 % of a spacing of a
 * node and none half-way between nodes, since there GMT moves or drops points, and the problems would differ.
 * Coordinates and values are exact in 32 bits, which is what GMT keeps.
 */
function syntheticPoints(nodes, count, seed) {
  const random = seeded(seed);
  const bumps = Array.from({ length: 60 }, () => [
    random(),
    random(),
    0.02 + 0.15 * random(),
    60 * (random() - 0.5),
  ]);
  const [x, y, values] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const taken = new Uint8Array(nodes * nodes);
  const clear = (p) => {
    const off = Math.abs(p - Math.round(p));
    return off > 0.06 && off < 0.499;
  };
  for (let k = 0; k < count; ) {
    const [px, py] = [Math.fround(random() * (nodes - 1)), Math.fround(random() * (nodes - 1))];
    const node = Math.round(py) * nodes + Math.round(px);
    if (taken[node] === 1 || !clear(px) || !clear(py)) continue;
    taken[node] = 1;
    let sum = 0;
    for (const [a, b, w, h] of bumps) {
      const r2 = ((px / (nodes - 1) - a) ** 2 + (py / (nodes - 1) - b) ** 2) / (w * w);
      sum += h / (1 + r2) ** 1.5;
    }
    x[k] = px;
    y[k] = py;
    values[k++] = Math.fround(sum);
  }
  return { x, y, values };
}

function nodesWithData({ x, y }, nodes) {
  const held = new Uint8Array(nodes * nodes);
  for (let k = 0; k < x.length; k++) held[Math.round(y[k]) * nodes + Math.round(x[k])] = 1;
  return held;
}

function interleaved({ x, y, values }) {
  const rows = new Float64Array(3 * x.length);
  for (let k = 0; k < x.length; k++) rows.set([x[k], y[k], values[k]], 3 * k);
  return Buffer.from(rows.buffer);
}

/** GMT's answer, south row first. */
function surface(folder, nodes, tension) {
  const region = `-R0/${nodes - 1}/0/${nodes - 1}`;
  gmt(folder, ["surface", "points.bin", "-bi3d", region, "-I1", `-T${tension}`, "-Qr", "-Ggrid.nc"]);
  gmt(folder, ["grd2xyz", "grid.nc", "-ZBLd"], join(folder, "grid.bin"));
  const bytes = readFileSync(join(folder, "grid.bin"));
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

function gmt(folder, args, out) {
  const { status, stdout, stderr } = spawnSync("gmt", args, { cwd: folder, maxBuffer: 2 ** 31 - 1 });
  if (status !== 0) throw new Error(`gmt ${args[0]} failed: ${stderr}`);
  if (out) writeFileSync(out, stdout);
}

/** Residual of Smith & Wessel's equation at free nodes two or more from the edge, and the misfit at data. */
function judge(u, points, held, options, n) {
  const T = options.tension;
  const L = 1 - T;
  const middle = 20 * L + 4 * T;
  let [squares, count, most] = [0, 0, 0];
  for (let j = 2; j < n - 2; j++) {
    for (let k = j * n + 2; k < j * n + n - 2; k++) {
      if (held[k] === 1) continue;
      const beside = u[k - 1] + u[k + 1] + u[k - n] + u[k + n];
      const corners = u[k - n - 1] + u[k - n + 1] + u[k + n - 1] + u[k + n + 1];
      const two = u[k - 2] + u[k + 2] + u[k - 2 * n] + u[k + 2 * n];
      const r = u[k] - ((8 * L + T) * beside - 2 * L * corners - L * two) / middle;
      squares += r * r;
      count++;
      most = Math.max(most, Math.abs(r));
    }
  }
  const axis = Float64Array.from({ length: n }, (_, i) => i);
  const grid = { x: axis, y: axis, registration: "gridline", values: u, crs: "plane", name: "z", units: "" };
  const misfit = distance(sampleGrid(grid, points), points.values);
  return { rms: Math.sqrt(squares / count), most, misfitRms: misfit.rms, misfitMost: misfit.most };
}

function distance(a, b) {
  let [squares, most] = [0, 0];
  for (let k = 0; k < a.length; k++) {
    const d = a[k] - b[k];
    squares += d * d;
    most = Math.max(most, Math.abs(d));
  }
  return { rms: Math.sqrt(squares / a.length), most };
}
