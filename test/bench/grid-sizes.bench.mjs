import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { figureSvg } from "../../dist/lib/map/figure-svg.js";
import { makeSurvey } from "./gravity-survey.mjs";
import { CONTENDERS, costFigure, costTable } from "./grid-sizes-figure.mjs";
import { option, seeded } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about =
  "grid-sizes: what gridding costs from 1,000 to 1,000,000 points, beside GMT, scipy, verde, harmonica and PyKrige";
export const peers = {
  programs: ["gmt"],
  python: ["scipy", "verde==1.9.0", "harmonica==0.7.0", "pykrige==1.7.3"],
};

/** Nodes for each point: half the mean distance of points apart. */
const NODES_A_POINT = 4;
const ASKED = 2000;
const RESULTS = fileURLToPath(new URL("grid-sizes.json", import.meta.url));
const PLOT = fileURLToPath(new URL("../../lib/grid/figures/cost.svg", import.meta.url));

/**
 * Options: `--sizes 1e3,1e4,1e5,1e6`, `--methods NAME,NAME` (of the contenders in grid-sizes-figure.mjs; default all, each up to
 * the size that it bears), `--seed 1`, `--noise 0.1` (mGal), `--results FILE` (earlier results are kept there and new ones
 * added), `--plot FILE` (SVG).
 *
 * The survey has a station in a square kilometre above point masses. Each contender makes its grid in a process of its own,
 * after a warm-up on 300 points. Seconds are of all its threads; memory is the most that its process held, Node or Python
 * included. Kriging has its sigma in it, as PyKrige's has; the others are values alone. Error: rms against the true field at 2,000 nodes a tenth of the side or more from the edge.
 */
export async function run(args) {
  const sizes = String(option(args, "sizes", "1e3,1e4,1e5,1e6"))
    .split(",")
    .map(Number);
  const wanted = String(option(args, "methods", ""))
    .split(",")
    .filter(Boolean);
  const unknown = wanted.find((name) => CONTENDERS.every((one) => one.name !== name));
  if (unknown)
    throw new Error(`There is no '${unknown}'. There are: ${CONTENDERS.map(({ name }) => name).join(", ")}.`);
  const [file, plot] = [option(args, "results", RESULTS), option(args, "plot", PLOT)];
  const results = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const save = () => writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  for (const points of sizes) {
    const survey = makeSurvey(points, { seed: option(args, "seed", 1), noise: option(args, "noise", 0.1) });
    for (const { name, most } of CONTENDERS) {
      if (wanted.length > 0 ? !wanted.includes(name) : points > most) continue;
      const row = { contender: name, points, ...measured(survey, name) };
      const at = results.findIndex((one) => one.contender === name && one.points === points);
      results.splice(at < 0 ? results.length : at, at < 0 ? 0 : 1, row);
      console.log(
        `${points} ${name}: ${row.cpu} s of processors, ${row.clock} s, ${row.mib} MiB, ${row.error ?? "-"} mGal`,
      );
      save();
    }
  }
  console.log(costTable(results));
  writeFileSync(plot, figureSvg(costFigure(results), { width: 900, height: 600 }));
  console.log(`The plot is in ${plot}, all results are in ${file}.`);
}

function measured({ points, field, side }, name) {
  const { x, y, values } = points;
  // GMT relaxes on coarser grids first, as far as the number of steps can be halved.
  const nodes = 8 * Math.round(Math.sqrt(NODES_A_POINT * x.length) / 8) + 1;
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    writeFileSync(join(folder, "work.json"), JSON.stringify({ count: x.length, side, nodes }));
    writeFileSync(
      join(folder, "points.bin"),
      Buffer.concat([x, y, values].map((c) => Buffer.from(c.buffer))),
    );
    const [program, script] = name.startsWith("igdp")
      ? [process.execPath, "grid-sizes-igdp.mjs"]
      : [peerPython(peers.python).python, "grid-sizes-peers.py"];
    const path = fileURLToPath(new URL(script, import.meta.url));
    const { status } = spawnSync(program, [path, folder, name], { stdio: ["ignore", "ignore", "inherit"] });
    if (status !== 0) throw new Error(`${name} failed for ${x.length} points; see above`);
    const { clock, cpu, mib } = JSON.parse(readFileSync(join(folder, "answer.json"), "utf8"));
    const { buffer, byteLength } = new Uint8Array(readFileSync(join(folder, "grid.bin")));
    const error = byteLength > 0 ? errorOf(new Float64Array(buffer), field, side, nodes) : undefined;
    const short = (value, digits) => Number(value.toPrecision(digits));
    return {
      ...{ cpu: short(cpu, 3), clock: short(clock, 3), mib: Math.round(mib) },
      ...(error !== undefined && { error: short(error, 3) }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rms against the field at some nodes; a node without a value counts as none. */
function errorOf(values, field, side, nodes) {
  const random = seeded(7);
  const index = () => Math.round((0.1 + 0.8 * random()) * (nodes - 1));
  const squares = Array.from({ length: ASKED }, () => {
    const [i, j] = [index(), index()];
    const step = side / (nodes - 1);
    return (values[j * nodes + i] - field(i * step, j * step)) ** 2;
  }).filter(Number.isFinite);
  return Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length);
}
