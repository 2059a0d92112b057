import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crossValidate } from "../../dist/lib/grid/cross-validate.js";
import { fitEquivalentSources } from "../../dist/lib/grid/equivalent-sources.js";
import { makeSurvey } from "./gravity-survey.mjs";
import { inTurn, inWords, option, printTable, ratio, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about = "equivalent-sources: fitting equivalent sources, against harmonica's EquivalentSources";
export const peers = { python: ["harmonica"] };

/**
 * Options: `--points 10000`, `--rounds 1`, `--seed 1`, `--noise 0.1` (mGal), `--relief 500` (m), `--tune 2000` (points of a
 * corner of the survey in which the depths and dampings are compared by cross-validation in the same blocks). Or
 * `--sizes 1000,10000,100000`: our cost against size, in ascending order, and harmonica's at sizes up to `--most 10000`.
 *
 * The field is that of point masses below a survey with one station in a square kilometre. Times are those of one fit;
 * harmonica's leave out starting Python and compiling. `igdp, depth by rule` takes the depth that harmonica takes, 4.5 mean
 * spacings, and both their best damping; `igdp, defaults` finds depth and damping within its time.
 */
export async function run(args) {
  const sizes = String(option(args, "sizes", ""))
    .split(",")
    .filter(Boolean)
    .map(Number);
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    if (sizes.length > 0) await costAgainstSize(folder, sizes, args);
    else await besideHarmonica(folder, args);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function surveyOf(count, args) {
  const [noise, relief] = [option(args, "noise", 0.1), option(args, "relief", 500)];
  return makeSurvey(count, { seed: option(args, "seed", 1), noise, relief });
}

async function besideHarmonica(folder, args) {
  const [count, rounds] = [option(args, "points", 10_000), option(args, "rounds", 1)];
  const survey = surveyOf(count, args);
  const corner = cornerOf(survey.points, Math.min(count, option(args, "tune", 2000)));
  const rule = tuneOurs(corner);
  const defaults = validated(corner, {});
  const theirs = tuneTheirs(folder, corner, rule.fold);
  const results = await inTurn(
    [
      { name: "igdp, depth by rule", run: () => fitOurs(survey, rule.options) },
      { name: "igdp, defaults", run: () => fitOurs(survey, {}) },
      {
        name: peerPython(peers.python).versions.join(),
        run: () => harmonica(folder, survey, { fit: theirs.damping }),
      },
    ],
    rounds,
  );
  console.log(
    `${count} points, ${rounds} rounds in turn after a warm-up; times of one fit, median (least-greatest)`,
  );
  const head = [
    "seconds",
    "CPU seconds",
    "harmonica's time / this",
    "in CPU",
    "error, mGal",
    "cross-validated",
  ];
  const rows = [["", ...head]];
  for (const [k, result] of results.entries()) {
    const { cpu, predicted } = result.answer;
    rows.push([
      result.name,
      inWords(spread(result.seconds)),
      cpu.toFixed(2),
      inWords(ratio(result, results[2])),
      (results[2].answer.cpu / cpu).toFixed(1),
      rmsApart(predicted, survey.truth).toFixed(4),
      [rule, defaults, theirs][k].rmse.toFixed(4),
    ]);
  }
  printTable(rows);
  console.log(`damping by cross-validation: ${rule.options.damping} and ${theirs.damping}, harmonica's`);
  for (const { name, answer } of results.slice(0, 2)) console.log(name, JSON.stringify(answer.figures));
  console.log("error: against truth at 2000 other places on the ground");
  console.log(`cross-validated: in blocks of 5 km, over the same ${corner.values.length} points and folds`);
}

async function costAgainstSize(folder, sizes, args) {
  const rows = [["points", "seconds", "CPU seconds", "harmonica's CPU", "MiB", "iterations", "error, mGal"]];
  for (const count of sizes) {
    const survey = surveyOf(count, args);
    if (count === sizes[0]) fitOurs(survey, {}); // warms the compiler
    const ours = fitOurs(survey, {});
    const theirs = count <= option(args, "most", 10_000) && harmonica(folder, survey, { fit: 1e-3 });
    rows.push([
      count,
      ours.seconds.toFixed(1),
      ours.cpu.toFixed(1),
      theirs ? theirs.cpu.toFixed(1) : "-",
      Math.round(process.resourceUsage().maxRSS / 1024),
      ours.figures.iterations,
      rmsApart(ours.predicted, survey.truth).toFixed(4),
    ]);
    printTable(rows);
  }
}

function fitOurs(survey, options) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const model = fitEquivalentSources(survey.points, options);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const predicted = model.predict(survey.targets);
  return { seconds, cpu: (user + system) / 1e6, predicted, figures: model.report.figures };
}

/** The points of a square corner of the survey that holds about so many. */
function cornerOf({ x, y, height, values }, count) {
  const side = 1000 * Math.sqrt(count);
  const keep = Array.from(x.keys()).filter((k) => x[k] < side && y[k] < side);
  const pick = (column) => Float64Array.from(keep, (k) => column[k]);
  return { x: pick(x), y: pick(y), height: pick(height), values: pick(values) };
}

function validated(points, options) {
  const { result } = crossValidate((part) => fitEquivalentSources(part, options), points, {
    blockSize: 5000,
  });
  return { options, rmse: result.rmse, fold: result.fold };
}

function tuneOurs(points) {
  const tried = [1e-5, 1e-4, 1e-3, 1e-2].map((damping) => validated(points, { depth: "spacing", damping }));
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
