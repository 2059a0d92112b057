import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crossValidate } from "../../dist/lib/grid/cross-validate.js";
import { fitEquivalentSources } from "../../dist/lib/grid/equivalent-sources.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about = "equivalent-sources: fitting equivalent sources, against harmonica's EquivalentSources";
export const peers = { python: ["harmonica"] };

const TARGETS = 2000;

/**
 * Options: `--points 10000`, `--rounds 1`, `--seed 1`, `--noise 0.1` (mGal), `--relief 500` (m), `--tune 2000` (points of a
 * corner of the survey in which both sides choose their damping by cross-validation in the same blocks), `--alone`
 * (without harmonica, for sizes that its matrix has no room for).
 *
 * The field is that of point masses below a survey with one station in a square kilometre. Times are those of one fit;
 * harmonica's leave out starting Python and compiling. Both take the depth of 4.5 mean spacings.
 */
export async function run(args) {
  const count = option(args, "points", 10_000);
  const rounds = option(args, "rounds", 1);
  const alone = args.includes("--alone");
  const survey = makeSurvey(
    count,
    option(args, "seed", 1),
    option(args, "noise", 0.1),
    option(args, "relief", 500),
  );
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const corner = cornerOf(survey.points, Math.min(count, option(args, "tune", 2000)));
    const ours = tuneOurs(corner);
    const theirs = alone ? undefined : tuneTheirs(folder, corner, ours.fold);
    const contenders = [
      {
        name: "igdp",
        run: () => {
          const [start, before] = [performance.now(), process.cpuUsage()];
          const model = fitEquivalentSources(survey.points, { damping: ours.damping });
          const seconds = (performance.now() - start) / 1000;
          const { user, system } = process.cpuUsage(before);
          const predicted = model.predict(survey.targets);
          const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
          return { seconds, cpu: (user + system) / 1e6, predicted, figures: model.report.figures, memory };
        },
      },
    ];
    if (theirs)
      contenders.push({
        name: peerPython(peers.python).versions.join(),
        run: () => harmonica(folder, survey, { fit: theirs.damping }),
      });
    const results = await inTurn(contenders, rounds);
    console.log(
      `${count} points, ${rounds} rounds in turn after a warm-up; times of one fit, median (least-greatest)`,
    );
    const rows = [
      [
        "",
        "seconds",
        "harmonica's time / this",
        "error against truth, mGal",
        "cross-validated, mGal",
        "damping",
      ],
    ];
    for (const [k, result] of results.entries()) {
      const tuned = [ours, theirs][k];
      rows.push([
        result.name,
        inWords(spread(result.seconds)),
        theirs ? inWords(ratio(result, results[1])) : "-",
        rmsApart(result.answer.predicted, survey.truth).toFixed(4),
        tuned.rmse.toFixed(4),
        tuned.damping,
      ]);
    }
    printTable(rows);
    const { figures, memory, cpu } = results[0].answer;
    console.log(
      `igdp: ${cpu.toFixed(1)} CPU seconds, ${figures.iterations} iterations to a residual of ${figures.residual.toExponential(1)}, ${memory} MiB resident`,
    );
    console.log(`cross-validated: in blocks of 5 km, over the same ${corner.values.length} points and folds`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Point masses below a square survey, of both signs, with its stations on hilly ground. */
function makeSurvey(count, seed, noise, relief) {
  const random = seeded(seed);
  const side = 1000 * Math.sqrt(count);
  const bodies = Array.from({ length: Math.min(3000, Math.ceil(count / 30)) }, () => ({
    ...{ x: side * random(), y: side * random(), depth: 3000 + 8000 * random() },
    mass: 6e8 * (random() - 0.5),
  }));
  const field = (x, y, z) => {
    let sum = 0;
    for (const b of bodies) {
      const up = z + b.depth;
      const square = (x - b.x) ** 2 + (y - b.y) ** 2 + up * up;
      sum += (b.mass * up) / (square * Math.sqrt(square));
    }
    return sum;
  };
  const ground = (x, y) => relief * (0.5 + 0.5 * Math.sin(x / 9000) * Math.cos(y / 7000));
  const scatter = (n) => {
    const [x, y, height] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    for (let k = 0; k < n; k++) {
      x[k] = side * random();
      y[k] = side * random();
      height[k] = ground(x[k], y[k]);
    }
    return { x, y, height };
  };
  const at = scatter(count);
  const values = at.x.map((x, k) => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return field(x, at.y[k], at.height[k]) + noise * normal;
  });
  const targets = scatter(TARGETS);
  const truth = targets.x.map((x, k) => field(x, targets.y[k], targets.height[k]));
  return { points: { ...at, values }, targets, truth };
}

/** The points of a square corner of the survey that holds about so many. */
function cornerOf({ x, y, height, values }, count) {
  const side = 1000 * Math.sqrt(count);
  const keep = Array.from(x.keys()).filter((k) => x[k] < side && y[k] < side);
  const pick = (column) => Float64Array.from(keep, (k) => column[k]);
  return { x: pick(x), y: pick(y), height: pick(height), values: pick(values) };
}

function tuneOurs(points) {
  const tried = [1e-5, 1e-4, 1e-3, 1e-2].map((damping) => {
    const { result } = crossValidate((part) => fitEquivalentSources(part, { damping }), points, {
      blockSize: 5000,
    });
    return { damping, rmse: result.rmse, fold: result.fold };
  });
  return tried.reduce((best, next) => (next.rmse < best.rmse ? next : best));
}

function tuneTheirs(folder, points, fold) {
  const dampings = [1e-4, 1e-3, 1e-2, 1e-1, 1];
  const { rmse } = harmonica(folder, { points, targets: undefined }, { dampings, fold });
  const tried = dampings.map((damping, k) => ({ damping, rmse: Object.values(rmse)[k] }));
  return tried.reduce((best, next) => (next.rmse < best.rmse ? next : best));
}

function harmonica(folder, { points, targets }, { fold, ...work }) {
  const { x, y, height, values } = points;
  const numbers = [];
  for (let k = 0; k < x.length; k++) numbers.push(x[k], y[k], height[k], values[k], fold?.[k] ?? 0);
  for (let k = 0; k < (targets?.x.length ?? 0); k++)
    numbers.push(targets.x[k], targets.y[k], targets.height[k]);
  const [input, answer] = ["work.json", "answer.json"].map((file) => join(folder, file));
  writeFileSync(join(folder, "points.bin"), Buffer.from(Float64Array.from(numbers).buffer));
  writeFileSync(input, JSON.stringify({ ...work, count: x.length, file: "points.bin" }));
  const script = fileURLToPath(new URL("equivalent-sources-harmonica.py", import.meta.url));
  const { status, stderr } = spawnSync(peerPython(peers.python).python, [script, input, answer], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`harmonica: ${stderr}`);
  return JSON.parse(readFileSync(answer, "utf8"));
}

function rmsApart(a, b) {
  return Math.sqrt(b.reduce((sum, value, k) => sum + (a[k] - value) ** 2, 0) / b.length);
}
