import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fitKriging } from "../../dist/lib/grid/kriging.js";
import { threadPool } from "../../dist/lib/node/thread-pool.js";
import { option, printTable, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about = "kriging: values and variances of a grid from the nearest points, against PyKrige";
export const peers = { python: ["pykrige==1.7.3"] };

/** PyKrige keeps a matrix of all pairs of points, and copies of it: beyond so many points it does not fit here. */
const PYKRIGE_MOST = 20_000;

/**
 * Options: `--cases 2000:150:16,2000:150:32` (points : nodes a side : neighbours; 0 neighbours are all points),
 * `--rounds 3`, `--backend C` (PyKrige's compiled loop; with all points also `vectorized`), `--seed 1`.
 * Processor seconds count all threads; on a busy machine they tell more than the clock.
 */
export async function run(args) {
  const cases = option(args, "cases", "2000:150:16,2000:150:32,2000:150:64");
  const [rounds, backend] = [option(args, "rounds", 3), option(args, "backend", "C")];
  const threads = threadPool().threads;
  const head = ["points", "nodes", "neighbours", "igdp", `${threads} threads`, "PyKrige", "ratio"];
  console.log(
    `${peerPython(peers.python).versions[0]}, backend ${backend}; ${rounds} rounds in turn, medians.`,
  );
  console.log(
    "Processor seconds (by the clock). PyKrige's without its start and files. Ratios: of processor seconds,",
  );
  console.log(
    "of the clock with one thread, with all threads; then the greatest difference of values and variances.",
  );
  const rows = [[...head, "by the clock", "all threads", "values", "variances"]];
  for (const text of cases.split(",")) {
    const [count, nodes, neighbours] = text.split(":").map(Number);
    rows.push(await measured(fieldOf(count, nodes, neighbours, option(args, "seed", 1)), rounds, backend));
    console.log(rows.at(-1).join(" | "));
  }
  printTable(rows);
}

function fieldOf(count, nodes, neighbours, seed) {
  const random = seeded(seed);
  const x = Float64Array.from({ length: count }, () => 100 * random());
  const y = Float64Array.from({ length: count }, () => 100 * random());
  const values = x.map((east, k) => 20 * Math.sin(east / 9) * Math.cos(y[k] / 7) + random());
  const model = { kind: "exponential", sill: 100, range: 60, nugget: 0.5 };
  return { points: { x, y, values }, model, nodes, neighbours };
}

async function measured({ points, model, nodes, neighbours }, rounds, backend) {
  const count = points.x.length;
  const step = 100 / (nodes - 1);
  const spec = { region: [0, 100, 0, 100], spacing: step };
  const surface = () => fitKriging(points, { model, neighbours: neighbours || "all" });
  surface().grid({ ...spec, spacing: 5 }); // the engine compiles what it will need
  const axis = Array.from({ length: nodes }, (_, k) => k * step);
  const work = { x: [...points.x], y: [...points.y], values: [...points.values] };
  const seconds = { serial: [], threads: [], pykrige: [] };
  let [ours, theirs] = [];
  for (let round = 0; round < rounds; round++) {
    ours = await timed(seconds.serial, () => surface().grid(spec));
    await timed(seconds.threads, () => surface().gridWith(spec, threadPool()));
    if (count > PYKRIGE_MOST) continue;
    theirs = byPython({ ...work, axis, model, neighbours, backend });
    seconds.pykrige.push(theirs);
  }
  const median = (list, name) => spread(list.map((one) => one[name])).median;
  const words = (list) =>
    list.length === 0 ? "-" : `${median(list, "cpu").toFixed(2)} (${median(list, "clock").toFixed(2)})`;
  const times = (list, name) =>
    theirs ? (median(seconds.pykrige, name) / median(list, name)).toFixed(1) : "-";
  const { serial, threads, pykrige } = seconds;
  return [
    ...[count, `${nodes}²`, neighbours || "all", words(serial), words(threads), words(pykrige)],
    ...[times(serial, "cpu"), times(serial, "clock"), times(threads, "clock")],
    ...[
      most(theirs?.values, ours.values),
      most(
        theirs?.variances,
        ours.sigma.map((s) => s * s),
      ),
    ],
  ];
}

async function timed(list, work) {
  const [clock, cpu] = [performance.now(), process.cpuUsage()];
  const answer = await work();
  const { user, system } = process.cpuUsage(cpu);
  list.push({ clock: (performance.now() - clock) / 1000, cpu: (user + system) / 1e6 });
  return answer;
}

function byPython(work) {
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const script = fileURLToPath(new URL("kriging-pykrige.py", import.meta.url));
    const files = ["work.json", "answer.bin"].map((name) => join(folder, name));
    writeFileSync(files[0], JSON.stringify(work));
    const { python } = peerPython(peers.python);
    const { status, stderr } = spawnSync(python, [script, ...files], { encoding: "utf8" });
    if (status !== 0) throw new Error(`PyKrige failed: ${stderr}`);
    const { buffer } = new Uint8Array(readFileSync(files[1]));
    const numbers = new Float64Array(buffer);
    const [clock, cpu] = numbers;
    const answer = numbers.subarray(2);
    const half = answer.length / 2;
    return { clock, cpu, values: answer.subarray(0, half), variances: answer.subarray(half) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The greatest difference. */
function most(a, b) {
  if (!a) return "-";
  let found = 0;
  for (let k = 0; k < b.length; k++) found = Math.max(found, Math.abs(a[k] - b[k]));
  return found.toExponential(0);
}
