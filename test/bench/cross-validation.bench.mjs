import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseGridder } from "../../dist/lib/grid/choose-gridder.js";
import { GRID_METHODS } from "../../dist/lib/grid/methods.js";
import { threadPool } from "../../dist/lib/node/thread-pool.js";
import { reduceStations } from "../../dist/lib/reduce/reduce-stations.js";
import { option, printTable } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about =
  "cross-validation: errors of every gridding method on 14,359 stations of Southern Africa, next to verde, harmonica and PyKrige in the same folds";
export const peers = { python: ["verde==1.9.0", "harmonica==0.7.0", "pykrige==1.7.3"] };

const DATA = new URL(
  "../../../shared/realdata/southern-africa-gravity/southern-africa-gravity.csv.xz",
  import.meta.url,
);

/**
 * What peers choose from, in the first fold. Wider lists were tried on every fourth station: what was far behind there is left
 * out. Verde's spline is better with less damping, as long as its equations can be factored.
 */
const PEERS = [
  { program: "verde", name: "KNeighbors", parameters: [{ k: 1 }, { k: 3 }, { k: 5 }, { k: 10 }] },
  { program: "verde", name: "Linear", parameters: [{}] },
  { program: "verde", name: "Cubic", parameters: [{}] },
  {
    program: "pykrige",
    name: "OrdinaryKriging",
    parameters: [
      variogram("exponential", 12, 64),
      variogram("exponential", 60, 32),
      variogram("spherical", 12, 64),
    ],
  },
  {
    program: "harmonica",
    name: "EquivalentSources",
    parameters: [
      { depth: "default", damping: 0.1 },
      { depth: 20_000, damping: 0.1 },
      { depth: 30_000, damping: 0.3 },
    ],
  },
  { program: "verde", name: "Spline", parameters: [{ damping: 1e-8 }, { damping: 1e-7 }, { damping: 1e-6 }] },
];

/** Weighting near pairs more than far ones was better with each model. */
function variogram(variogram_model, nlags, n_closest_points) {
  return { variogram_model, nlags, weight: true, n_closest_points };
}

/**
 * Options: `--file F` (xz, columns longitude, latitude, height_sea_level_m, gravity_mgal), `--every 1` (every how many stations),
 * `--block 0.5` degrees, `--folds 5`, `--programs verde,harmonica,pykrige`, `--methods NAME,NAME`
 * (ours; default all), `--seed 1`. Errors do not depend on what else is in the run, nor on the machine's load.
 */
export async function run(args) {
  const folds = option(args, "folds", 5);
  const block = option(args, "block", 0.5);
  const points = stations(option(args, "file", fileURLToPath(DATA)), option(args, "every", 1));
  const methods = String(option(args, "methods", GRID_METHODS.join(","))).split(",");
  const settings = { crs: "EPSG:4326", blockSize: block, folds, seed: option(args, "seed", 1), methods };
  const executor = threadPool();
  const { result: all } = await chooseGridder(points, { ...settings, thorough: true, executor });
  const { result: quick } = await chooseGridder(points, { ...settings, executor });
  const programs = option(args, "programs", "verde,harmonica,pykrige").split(",");
  const theirs = await inPython(
    points,
    all.fold,
    folds,
    PEERS.filter(({ program }) => programs.includes(program)),
  );

  const ours = all.table.map((row) => ({
    name: `igdp ${row.method}`,
    parameters: row.parameters,
    ...{ rmse: row.rmse, seconds: row.seconds, without: row.unpredicted },
  }));
  const rows = [...ours, ...theirs].sort((a, b) => a.rmse - b.rmse);
  const least = Math.min(...theirs.map(({ rmse }) => rmse));
  console.log(
    `${points.x.length} stations, Bouguer anomaly in mGal, ${folds} folds of blocks of ${block} degrees`,
  );
  console.log(
    "rmse: where a method has no answer, the nearest point's value counts; time: fits and predictions",
  );
  printTable([
    ["", "parameters", "rmse", "/ best peer", "no answer", "time, s"],
    ...rows.map((row) => [
      row.name,
      Object.entries(row.parameters)
        .map(([key, value]) => `${key} ${value}`)
        .join(", "),
      row.rmse.toFixed(3),
      (row.rmse / least).toFixed(3),
      row.without,
      row.seconds.toFixed(0),
    ]),
  ]);
  const best = all.table[0];
  const auto = all.table.find(
    (row) =>
      row.method === quick.method && JSON.stringify(row.parameters) === JSON.stringify(quick.parameters),
  );
  console.log(
    `auto takes ${quick.method} ${JSON.stringify(quick.parameters)}: ${(auto.rmse / best.rmse).toFixed(4)} of the best`,
  );
  console.log("its calibrated sigma at held-out stations:");
  printTable([
    ["part", "stations", "inside 1 sigma", "inside 2 sigma"],
    ...quick.coverage.map((row) => [
      row.part,
      row.points,
      row.insideOneSigma.toFixed(3),
      row.insideTwoSigma.toFixed(3),
    ]),
  ]);
}

function stations(file, every) {
  const text = execFileSync("xz", ["--decompress", "--stdout", file], { encoding: "utf8", maxBuffer: 1e8 });
  const rows = text
    .trim()
    .split("\n")
    .slice(1)
    .filter((_, k) => k % every === 0);
  const cells = rows.map((row) => row.split(",").map(Number));
  const column = (k) => Float64Array.from(cells, (row) => row[k]);
  const table = {
    longitude_deg: column(0),
    latitude_deg: column(1),
    height_m: column(2),
    gravity_mgal: column(3),
  };
  const { result } = reduceStations(table, {});
  const { longitude_deg: x, latitude_deg: y, height_m: height, bouguer_anomaly_mgal: values } = result;
  return { x, y, values, height };
}

/** Peers work on Mercator's plane, whose scale is true at the middle latitude, as their documentation does. */
async function inPython({ x, y, height, values }, fold, folds, wanted) {
  if (wanted.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const radians = Math.PI / 180;
    const [south, north] = [y.reduce((a, b) => Math.min(a, b)), y.reduce((a, b) => Math.max(a, b))];
    const scale = 6371000 * Math.cos(((south + north) / 2) * radians);
    const columns = [
      x.map((v) => scale * v * radians),
      y.map((v) => scale * Math.asinh(Math.tan(v * radians))),
      ...[height, values, Float64Array.from(fold)],
    ];
    writeFileSync(
      join(folder, "points.bin"),
      Buffer.concat(columns.map((c) => Buffer.from(c.buffer, c.byteOffset, c.byteLength))),
    );
    writeFileSync(
      join(folder, "work.json"),
      JSON.stringify({ count: x.length, folds, file: "points.bin", peers: wanted }),
    );
    const script = fileURLToPath(new URL("cross-validation-peers.py", import.meta.url));
    const { python, versions } = peerPython(peers.python);
    const files = ["work.json", "answer.json"].map((name) => join(folder, name));
    const { status } = spawnSync(python, [script, ...files], { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error("the peers failed; see above");
    const nearest = nearestValues({ x, y, values }, fold, folds);
    return JSON.parse(readFileSync(files[1], "utf8")).map((answer) => {
      const squares = answer.errors.map((error, k) => (error ?? nearest[k] - values[k]) ** 2);
      return {
        name: `${versions.find((version) => version.toLowerCase().startsWith(answer.program))} ${answer.name}`,
        ...{ parameters: answer.parameters, seconds: answer.seconds },
        rmse: Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length),
        without: answer.errors.filter((error) => error === null).length,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The value of the nearest point of another fold, by looking at all. */
function nearestValues({ x, y, values }, fold) {
  const shrink = Math.cos((y.reduce((a, b) => a + b) / y.length) * (Math.PI / 180));
  return x.map((px, k) => {
    let [best, least] = [0, Infinity];
    for (let i = 0; i < x.length; i++) {
      if (fold[i] === fold[k]) continue;
      const square = ((x[i] - px) * shrink) ** 2 + (y[i] - y[k]) ** 2;
      if (square < least) [best, least] = [values[i], square];
    }
    return best;
  });
}
