import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { peerPython } from "./peers.mjs";

export const about =
  "instrument-readers: a large CG-6 file, against pandas' C parser and a reader that goes line by line in Python";
export const peers = { python: ["pandas", "matplotlib"] };

const HEADER =
  "/\t\tCG-6 Survey\n/\t\tSurvey Name:\tBENCH\n/\t\tInstrument Serial Number:\t000000000000001\n/\n/Station\tDate\tTime\tCorrGrav\tLine\tStdDev\tStdErr\tRawGrav\tX\tY\tSensorTemp\tTideCorr\tTiltCorr\tTempCorr\tDriftCorr\tMeasurDur\tInstrHeight\tLatUser\tLonUser\tElevUser\tLatGPS\tLonGPS\tElevGPS\tCorrections[drift-temp-na-tide-tilt]\n";

/** Options: `--rows 1000000`, `--rounds 3`, `--seed 1`, `--quick` (without the reader that goes line by line). */
export async function run(args) {
  const rows = option(args, "rows", 1_000_000);
  const rounds = option(args, "rounds", 3);
  const folder = mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const path = join(folder, "field.dat");
    writeField(path, rows, option(args, "seed", 1));
    const { python, versions } = peerPython(peers.python);
    const script = (name) => fileURLToPath(new URL(name, import.meta.url));
    const igdp = (mode, file = path) =>
      child(process.execPath, [script("instrument-readers-igdp.mjs"), mode, file]);
    const peer = (mode) => child(python, [script("instrument-readers.py"), mode, path]);
    console.log(
      `${rows} rows of 24 columns, ${megabytes(path)} MB; ${rounds} rounds in turn after a warm-up; ${versions.join(", ")}`,
    );
    console.log("processor s: of all threads, which on a busy machine tells more than the time;");
    console.log(
      "times: median (least-greatest) in s, from opening the file to all its columns, start of the process not counted",
    );
    const timed = [
      { name: "igdp readInstrumentStream", run: () => igdp("times") },
      { name: `${versions[0]} read_csv, then to_datetime`, run: () => peer("times") },
      { name: "line by line in Python", run: () => peer("lines") },
    ];
    if (args.includes("--quick")) timed.pop();
    await compare("all columns, and UTC times made of date and time", timed, rounds);
    await compare(
      "all columns, date and time left as text",
      [
        { name: "igdp, the same lines without times, loops and flags", run: () => igdp("texts") },
        { name: `${versions[0]} read_csv`, run: () => peer("texts") },
      ],
      rounds,
    );
    printMemory(folder, rows, option(args, "seed", 1), (file) => igdp("times", file));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare(title, contenders, rounds) {
  const results = await inTurn(contenders, rounds);
  console.log(`\n${title}`);
  printTable([
    ["", "time", "its time / igdp's", "processor s (last round)", "peak MB", "rows", "sum of readings, mGal"],
    ...results.map((result) => [
      result.name,
      inWords(spread(result.seconds)),
      inWords(ratio(results[0], result)),
      result.answer.processor.toFixed(2),
      result.answer.memory.toFixed(0),
      result.answer.rows,
      result.answer.sum.toFixed(3),
    ]),
  ]);
}

/** How the memory grows with the file: what stands beside the columns of the result should not. */
function printMemory(folder, rows, seed, read) {
  console.log("\nmemory of igdp readInstrumentStream, MB");
  const sizes = [rows / 8, rows / 4, rows / 2, rows].map(Math.floor);
  const table = sizes.map((count) => {
    const path = join(folder, `rows-${count}.dat`);
    writeField(path, count, seed);
    const { memory, megabytes: columns } = read(path);
    return [count, megabytes(path), memory, columns, memory - columns].map((value) =>
      Number(value).toFixed(0),
    );
  });
  printTable([["rows", "file", "peak of the process", "columns of the result", "all the rest"], ...table]);
}

function megabytes(path) {
  return (statSync(path).size / 1e6).toFixed(0);
}

function child(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** A reading a minute, seven at a station, a GPS fix at two of three: values that vary in every digit, as real ones do. */
function writeField(path, rows, seed) {
  const random = seeded(seed);
  const file = openSync(path, "w");
  writeSync(file, HEADER);
  const start = Date.UTC(2024, 0, 1);
  const plus = (center, width, digits) => (center + width * (random() - 0.5)).toFixed(digits);
  let lines = [];
  for (let i = 0; i < rows; i++) {
    const iso = new Date(start + 60_000 * i).toISOString();
    const gps = i % 3 === 0 ? ["--", "--", "--"] : [plus(17, 1, 6), plus(105, 1, 6), plus(120, 50, 1)];
    const cells = [
      `ST${Math.floor(i / 7) % 5000}`, iso.slice(0, 10), iso.slice(11, 19), plus(2917, 300, 4), 1, plus(0.02, 0.02, 4),
      plus(0.002, 0.002, 4), plus(2909, 300, 4), plus(0, 20, 1), plus(0, 20, 1), plus(43, 1, 4), plus(0, 0.2, 4),
      plus(0.0005, 0.001, 4), plus(5.4, 0.2, 4), plus(2.3, 0.1, 4), 60, plus(0.25, 0.05, 3), plus(17, 1, 6),
      plus(105, 1, 6), plus(150, 90, 2), ...gps, 11011,
    ]; // biome-ignore format: one line for a few columns
    lines.push(cells.join("\t"));
    if (lines.length === 10_000 || i === rows - 1) {
      writeSync(file, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(file);
}
