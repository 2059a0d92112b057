import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { adjustNetwork } from "../../dist/lib/survey/adjust/adjust-network.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about =
  "adjust-network: gravity networks of 1,000 to 100,000 readings and three meters; small ones against dense numpy";
export const peers = { python: ["numpy"] };

/** The dense matrix of a network with more readings would not fit beside the others. */
const MOST_DENSE = 10_000;

/**
 * Options: `--readings 30000` for one size only (else 1,000, 3,000, 10,000, 30,000 and 100,000), `--rounds 3`,
 * `--seed 1`. Loops of about 12 occupations wander over a square of stations, with ten readings to a station; one
 * meter's scale factor is unknown. Small networks are then solved again with that factor known, beside numpy, which
 * forms and inverts the dense normal matrix of the same equations. CPU seconds count the threads of the garbage
 * collector; memory is the resident set after the last round.
 */
export async function run(args) {
  const sizes = args.includes("--readings")
    ? [option(args, "readings", 30_000)]
    : [1000, 3000, 10_000, 30_000, 100_000];
  const rounds = option(args, "rounds", 3);
  const rows = [["readings", "stations", "unknowns", "factor elements", "seconds", "CPU seconds", "MiB"]];
  const beside = [
    ["readings", "unknowns", "igdp, s", "dense numpy, s", "numpy / igdp", "difference in mGal"],
  ];
  for (const size of sizes) {
    const work = network(size, option(args, "seed", 1));
    const { readings, bases } = work;
    const cpu = [];
    const adjust = (meters) => {
      const before = process.cpuUsage();
      const answer = adjustNetwork(readings, { bases, meters });
      const { user, system } = process.cpuUsage(before);
      cpu.push((user + system) / 1e6);
      return answer;
    };
    const [ours] = await inTurn(
      [{ name: "igdp", run: () => adjust({ B: { scaleFactor: "unknown" } }) }],
      rounds,
    );
    const { figures, report } = ours.answer;
    rows.push([
      report.rows.readings,
      report.rows.stations,
      figures.unknowns,
      figures.factor_elements,
      inWords(spread(ours.seconds)),
      inWords(spread(cpu.slice(1))),
      Math.round(process.memoryUsage().rss / 2 ** 20),
    ]);
    if (size <= MOST_DENSE) beside.push(await besideNumpy(work, rounds));
  }
  printTable(rows);
  if (beside.length > 1) {
    console.log(`\nScale factor known, against ${peerPython(peers.python).versions.join(", ")}:`);
    printTable(beside);
  }
}

async function besideNumpy({ readings, bases }, rounds) {
  const { python } = peerPython(peers.python);
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const { names, ...dense } = denseWork(readings, bases);
    writeFileSync(join(folder, "work.json"), JSON.stringify(dense));
    const [ours, theirs] = await inTurn(
      [
        {
          name: "igdp",
          run: () =>
            adjustNetwork(readings, { bases, meters: { B: { scaleFactor: SCALE } }, sigmaFrom: "given" }),
        },
        { name: "numpy", run: () => runPeer(python, folder) },
      ],
      rounds,
    );
    const { result, figures } = ours.answer;
    let apart = 0;
    for (const [i, name] of result.station.entries()) {
      const k = names.indexOf(name);
      apart = Math.max(
        apart,
        Math.abs(result.gravity_mgal[i] - theirs.answer.x[k]),
        Math.abs(result.gravity_sigma_mgal[i] - theirs.answer.sigma[k]),
      );
    }
    return [
      readings.station.length,
      figures.unknowns,
      inWords(spread(ours.seconds), 3),
      inWords(spread(theirs.seconds), 3),
      inWords(ratio(ours, theirs)),
      apart.toExponential(1),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same equations as triplets: stations, then offset and rate of every loop. */
function denseWork(readings, bases) {
  const names = [...new Set(readings.station)];
  const station = new Map(names.map((name, i) => [name, i]));
  const loops = new Map([...new Set(readings.loop)].map((name, i) => [name, names.length + 2 * i]));
  const [rows, columns, values, observed, sigma] = [[], [], [], [], []];
  const put = (column, value) => {
    rows.push(observed.length);
    columns.push(column);
    values.push(value);
  };
  for (const [i, name] of readings.station.entries()) {
    put(station.get(name), readings.meter[i] === "B" ? 1 / SCALE : 1);
    put(loops.get(readings.loop[i]), 1);
    put(loops.get(readings.loop[i]) + 1, readings.elapsed_minutes[i] / 60);
    observed.push(readings.reading_mgal[i]);
    sigma.push(0.01);
  }
  for (const [i, name] of bases.station.entries()) {
    if (!station.has(name)) continue;
    put(station.get(name), 1);
    observed.push(bases.gravity_mgal[i]);
    sigma.push(bases.gravity_sigma_mgal[i]);
  }
  return { names, rows, columns, values, observed, sigma, unknowns: names.length + 2 * loops.size };
}

function runPeer(python, folder) {
  const script = fileURLToPath(new URL("adjust-network-numpy.py", import.meta.url));
  const [work, answer] = ["work.json", "answer.json"].map((file) => join(folder, file));
  const { status, stderr } = spawnSync(python, [script, work, answer], { encoding: "utf8" });
  if (status !== 0) throw new Error(`numpy: ${stderr}`);
  return JSON.parse(readFileSync(answer, "utf8"));
}

/** Gravity over reading of meter B. */
const SCALE = 1.001;

function network(count, seed) {
  const random = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const side = Math.ceil(Math.sqrt(count / 10));
  const gravity = Float64Array.from({ length: side * side }, () => random() * 200);
  const [station, loop, meter, minutes, reading] = [[], [], [], [], []];
  for (let l = 0; station.length < count; l++) {
    const home = Math.floor(random() * gravity.length);
    const route = [home];
    let [x, y] = [home % side, Math.floor(home / side)];
    for (let k = 0; k < 10; k++) {
      x = Math.max(0, Math.min(side - 1, x + Math.floor(random() * 3) - 1));
      y = Math.max(0, Math.min(side - 1, y + Math.floor(random() * 3) - 1));
      if (y * side + x !== route[route.length - 1]) route.push(y * side + x);
    }
    const rate = normal() * 0.02;
    if (route[route.length - 1] !== home) route.push(home); // twice in a row would be one occupation
    for (const [k, s] of route.entries()) {
      station.push(`S${s}`);
      loop.push(`L${l}`);
      meter.push("ABC"[l % 3]);
      minutes.push(20 * k);
      reading.push(2000 + gravity[s] / (l % 3 === 1 ? SCALE : 1) + (rate * k) / 3 + normal() * 0.01);
    }
  }
  const ties = Array.from({ length: 20 }, (_, k) => Math.floor((k * gravity.length) / 20));
  return {
    readings: {
      station,
      loop,
      meter,
      elapsed_minutes: Float64Array.from(minutes),
      reading_mgal: Float64Array.from(reading),
    },
    bases: {
      station: ties.map((s) => `S${s}`),
      gravity_mgal: Float64Array.from(ties, (s) => gravity[s] + normal() * 0.005),
      gravity_sigma_mgal: new Float64Array(20).fill(0.005),
    },
  };
}
