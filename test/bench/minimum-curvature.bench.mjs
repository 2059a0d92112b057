import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { sampleGrid } from "../../dist/lib/core/grid-sample.js";
import { fitMinimumCurvature, fitMinimumCurvatureAsync } from "../../dist/lib/grid/minimum-curvature.js";
import { threadPool } from "../../dist/lib/node/thread-pool.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { programVersion } from "./peers.mjs";

export const about =
  "minimum-curvature: gridding by minimum curvature with tension, against GMT's surface -Qr";
export const peers = { programs: ["gmt"] };

/** Points for each node of the grid: 100,000 for 2,049 a side. */
const DENSITY = 100_000 / 2049 ** 2;

/**
 * Options: `--nodes 513` a side (`--full`: 2,049, for 100,000 points), `--tension 0.25` (or `0,0.25,0.75`),
 * `--rounds 3`, `--noise 0` (data units, beside anomalies of 60), `--convergence 1e-3` (ours), `--seed 1`;
 * `--peer-convergence 1e-4`: GMT once more with this limit (`-C`, data units; its own is 1e-4 of the data's rms, about
 * 1e-3 here), by which it comes about as near to the converged surface as ours;
 * `--sizes` (or `--sizes 1e3,1e4,1e5,1e6`): numbers of points, each on a grid of 42 times as many nodes.
 */
export async function run(args) {
  const listed = option(args, "sizes", "");
  const sizes = listed === true ? "1e3,1e4,1e5,1e6" : listed;
  const nodes = sizes
    ? sizes.split(",").map((count) => Math.round(Math.sqrt(Number(count) / DENSITY)))
    : [option(args, "nodes", args.includes("--full") ? 2049 : 513)];
  const tensions = String(option(args, "tension", "0.25"))
    .split(",")
    .map(Number);
  const settings = {
    convergence: option(args, "convergence", 1e-3),
    rounds: option(args, "rounds", 3),
    noise: option(args, "noise", 0),
    seed: option(args, "seed", 1),
    peerConvergence: option(args, "peer-convergence", undefined),
  };
  console.log(
    "time: wall clock, median (least-greatest), in s; CPU: seconds of all threads; GMT's include starting, reading and",
    "writing its files. Residual: move of a free node that would satisfy its equation. Misfit: surface less data.",
    "To converged: distance to our surface at convergence 1e-9. Data units; the data range over 60 to 100.",
  );
  for (const side of nodes) for (const tension of tensions) await compare(side, tension, settings);
}

async function compare(nodes, tension, { convergence, rounds, noise, seed, peerConvergence }) {
  const points = syntheticPoints(nodes, Math.round(DENSITY * nodes * nodes), seed, noise);
  const options = { region: [0, nodes - 1, 0, nodes - 1], spacing: 1, tension, convergence };
  const held = nodesWithData(points, nodes);
  const executor = threadPool();
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    writeFileSync(join(folder, "points.bin"), interleaved(points));
    const threads = availableParallelism();
    const contenders = [
      {
        name: `igdp, ${threads} threads`,
        run: () => measured(() => fitMinimumCurvatureAsync(points, { ...options, executor })),
      },
      { name: "igdp, 1 thread", run: () => measured(() => fitMinimumCurvature(points, options)) },
      { name: `GMT ${programVersion("gmt")} surface`, run: () => surface(folder, nodes, tension) },
    ];
    const limit = peerConvergence && `-C${peerConvergence}`;
    if (limit) {
      contenders.push({
        name: `GMT, ${limit}`,
        run: () => surface(folder, nodes, tension, limit),
      });
    }
    const results = await inTurn(contenders, rounds);
    const truth = fitMinimumCurvature(points, { ...options, convergence: 1e-9 }).grid().values;
    console.log(
      `\n${points.x.length} points to ${nodes} x ${nodes} nodes, tension ${tension}, convergence ${convergence}, noise ${noise}, ${rounds} rounds in turn after a warm-up`,
    );
    const ofLimit = limit ? [`GMT's ${limit} / this`] : [];
    const head = [
      "",
      "time",
      "GMT's time / this",
      ...ofLimit,
      "CPU",
      "residual rms",
      "max",
      "misfit rms",
      "max",
    ];
    const rows = results.map((result) => {
      const { rms, most, misfitRms, misfitMost } = judge(result.answer.values, points, held, tension, nodes);
      const away = distance(result.answer.values, truth);
      const numbers = [rms, most, misfitRms, misfitMost, away.rms, away.most].map((v) => v.toExponential(1));
      const time = inWords(spread(result.seconds));
      return [
        result.name,
        time,
        inWords(ratio(result, results[2])),
        ...(limit ? [inWords(ratio(result, results[3]))] : []),
        result.answer.cpu.toFixed(2),
        ...numbers,
      ];
    });
    printTable([[...head, "to converged rms", "max"], ...rows]);
    sayLevels(results[1].answer.report.figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(work) {
  const before = process.cpuUsage();
  const surface = await work();
  const { user, system } = process.cpuUsage(before);
  return { values: surface.grid().values, report: surface.report, cpu: (user + system) / 1e6 };
}

function sayLevels({ cycles, levels }) {
  const each = levels.map(({ columns, rows, sweeps }) => `${columns} x ${rows}: ${sweeps}`);
  console.log(`ours: ${cycles} cycles on the finest grid; relaxations by level: ${each.join(", ")}`);
}

/**
 * A sum of 60 smooth anomalies at random points: one point a node at most, none within 6 % of a spacing of a
 * node and none half-way between nodes, since there GMT moves or drops points, and the problems would differ.
 * Coordinates and values are exact in 32 bits, which is what GMT keeps.
 */
function syntheticPoints(nodes, count, seed, noise) {
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
    let sum =
      noise === 0 ? 0 : noise * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
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

/** GMT's answer, south row first, and its processor time where the shell can tell it (else NaN). */
function surface(folder, nodes, tension, ...more) {
  const region = `-R0/${nodes - 1}/0/${nodes - 1}`;
  const start = performance.now();
  const cpu = gmt(folder, [
    "surface",
    "points.bin",
    "-bi3d",
    region,
    "-I1",
    `-T${tension}`,
    "-Qr",
    ...more,
    "-Ggrid.nc",
  ]);
  const seconds = (performance.now() - start) / 1000;
  gmt(folder, ["grd2xyz", "grid.nc", "-ZBLd", ">", "grid.bin"]);
  const bytes = readFileSync(join(folder, "grid.bin"));
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { values, seconds, cpu };
}

/** Runs GMT by the shell; returns its processor seconds, from the last line of the shell's `times`. */
function gmt(folder, args) {
  const knowsTimes = process.platform !== "win32";
  const command = ["gmt", ...args, ...(knowsTimes ? ["&& times"] : [])].join(" ");
  const { status, stdout, stderr } = spawnSync(command, { cwd: folder, shell: true, encoding: "utf8" });
  if (status !== 0) throw new Error(`gmt ${args[0]} failed: ${stderr}`);
  if (!knowsTimes) return Number.NaN;
  const spent = stdout
    .trim()
    .split("\n")
    .pop()
    .matchAll(/(\d+)m([\d.]+)s/g);
  return [...spent].reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

/** Residual of Smith & Wessel's equation at free nodes two or more from the edge, and the misfit at data. */
function judge(u, points, held, T, n) {
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
