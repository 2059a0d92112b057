import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fitKriging } from "../../dist/lib/grid/kriging.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about = "kriging: values and variances of a grid from the nearest points, against PyKrige";
export const peers = { python: ["pykrige==1.7.3"] };

/**
 * Options: `--points 2000`, `--nodes 200` a side, `--neighbours 16`, `--rounds 3`,
 * `--backends C,loop`, `--seed 1`. PyKrige's compiled backend is C; loop is plain Python.
 */
export async function run(args) {
  const [count, nodes] = [option(args, "points", 2000), option(args, "nodes", 200)];
  const [neighbours, rounds] = [option(args, "neighbours", 16), option(args, "rounds", 3)];
  const random = seeded(option(args, "seed", 1));
  const x = Float64Array.from({ length: count }, () => 100 * random());
  const y = Float64Array.from({ length: count }, () => 100 * random());
  const values = x.map((east, k) => 20 * Math.sin(east / 9) * Math.cos(y[k] / 7) + random());
  const model = { kind: "exponential", sill: 100, range: 60, nugget: 0.5 };
  const step = 100 / (nodes - 1);
  const spec = { region: [0, 100, 0, 100], spacing: step };

  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const axis = Array.from({ length: nodes }, (_, k) => k * step);
    const work = { ...{ x: [...x], y: [...y], values: [...values] }, axis, model, neighbours };
    const pykrige = (backend) => () => {
      writeFileSync(join(folder, "work.json"), JSON.stringify({ ...work, backend }));
      return byPython(folder);
    };
    const ours = () => {
      const start = performance.now();
      const grid = fitKriging({ x, y, values }, { model, neighbours }).grid(spec);
      const seconds = (performance.now() - start) / 1000;
      return { seconds, values: grid.values, variances: grid.sigma.map((s) => s * s) };
    };
    const [version] = peerPython(peers.python).versions;
    const results = await inTurn(
      [
        { name: "igdp", run: ours },
        ...option(args, "backends", "C,loop")
          .split(",")
          .map((backend) => ({ name: `${version}, backend ${backend}`, run: pykrige(backend) })),
      ],
      rounds,
    );
    console.log(
      `${count} points to ${nodes} x ${nodes} nodes, values and variances, ${neighbours} nearest points, ${rounds} rounds in turn`,
    );
    console.log("times: median (least-greatest) in s, one core; PyKrige's without its start and files");
    const rows = results.map((result) => [
      result.name,
      inWords(spread(result.seconds), 4),
      inWords(spread(result.seconds.map((s) => (s / nodes ** 2) * 1e6)), 1),
      inWords(ratio(results[0], result), 1),
      most(result.answer.values, results[0].answer.values).toExponential(1),
      most(result.answer.variances, results[0].answer.variances).toExponential(1),
    ]);
    const head = [
      "",
      "time",
      "microseconds a node",
      "time / igdp's",
      "values differ by",
      "variances differ by",
    ];
    printTable([head, ...rows]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function byPython(folder) {
  const script = fileURLToPath(new URL("kriging-pykrige.py", import.meta.url));
  const { python } = peerPython(peers.python);
  const files = ["work.json", "answer.json"].map((name) => join(folder, name));
  const { status, stderr } = spawnSync(python, [script, ...files], { encoding: "utf8" });
  if (status !== 0) throw new Error(`PyKrige failed: ${stderr}`);
  return JSON.parse(readFileSync(files[1], "utf8"));
}

/** The greatest difference. */
function most(a, b) {
  let found = 0;
  for (let k = 0; k < b.length; k++) found = Math.max(found, Math.abs(a[k] - b[k]));
  return found;
}
