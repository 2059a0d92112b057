import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeGrid } from "../../dist/lib/core/grid.js";
import { writeGrid } from "../../dist/lib/formats/grid-file.js";
import { inTurn, inWords, option, printTable, ratio, seeded, spread } from "./harness.mjs";
import { programVersion } from "./peers.mjs";

export const about =
  "map-sheet: a grid's file to a finished A3 PNG at 300 dpi, against GMT's grdimage, grdcontour, coast and psconvert";
export const peers = { programs: ["gmt", "gshhg", "ghostscript"] };

/** Part of South-East Asia with long coasts. */
const REGION = [95, 115, 2, 17];
const PNG = { width: 4961, height: 3508 };

/** Options: `--nodes 2048` a side, `--interval 10` mGal between contours, `--rounds 3`, `--seed 1`, `--keep FOLDER`. */
export async function run(args) {
  const [nodes, interval] = [option(args, "nodes", 2048), option(args, "interval", 10)];
  const [rounds, kept] = [option(args, "rounds", 3), option(args, "keep", "")];
  const folder = kept || mkdtempSync(join(tmpdir(), "igdp-bench-"));
  try {
    const grid = syntheticGrid(nodes, option(args, "seed", 1));
    for (const [name, bytes] of Object.entries(await writeGrid(grid, "grid.nc")))
      writeFileSync(join(folder, name), bytes);
    const contenders = [
      { name: "igdp map", run: () => timed(folder, igdpCommands(interval, []), "igdp.png") },
      {
        name: "igdp map, hillshade",
        run: () => timed(folder, igdpCommands(interval, ["--hillshade"]), "shaded.png"),
      },
      { name: `GMT ${programVersion("gmt")}`, run: () => timed(folder, gmtCommands(interval), "gmt.png") },
    ];
    const results = await inTurn(contenders, rounds);
    console.log(
      `${nodes} x ${nodes} nodes, contours every ${interval} mGal, coasts and borders, ${rounds} rounds in turn after a`,
    );
    console.log(
      "warm-up. Both start from the netCDF file as programs of their own. CPU: seconds of all threads.\n",
    );
    const peer = results[results.length - 1];
    printTable([
      ["", "wall clock, s", "GMT's time / this", "CPU, s", "PNG"],
      ...results.map((result) => [
        result.name,
        inWords(spread(result.seconds)),
        inWords(ratio(result, peer)),
        result.answer.cpu.toFixed(1),
        result.answer.picture,
      ]),
    ]);
  } finally {
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}

/** Waves of many lengths, the long ones the highest, as a gravity field has them. */
function syntheticGrid(nodes, seed) {
  const random = seeded(seed);
  const [west, east, south, north] = REGION;
  const axis = (start, end) =>
    Float64Array.from({ length: nodes }, (_, i) => start + ((end - start) * i) / (nodes - 1));
  const values = new Float64Array(nodes * nodes);
  for (let k = 0; k < 200; k++) {
    const [waves, direction, phase] = [0.5 * 60 ** random(), 2 * Math.PI * random(), 2 * Math.PI * random()];
    const turns = (part, start) =>
      Float64Array.from({ length: nodes }, (_, i) => start + (2 * Math.PI * waves * part * i) / (nodes - 1));
    const [along, across] = [turns(Math.cos(direction), phase), turns(Math.sin(direction), 0)];
    const [sinX, cosX] = [along.map(Math.sin), along.map(Math.cos)];
    for (let j = 0; j < nodes; j++) {
      const [a, b] = [(18 / waves) * Math.cos(across[j]), (18 / waves) * Math.sin(across[j])];
      for (let i = 0; i < nodes; i++) values[j * nodes + i] += a * sinX[i] + b * cosX[i];
    }
  }
  const facts = { crs: "EPSG:4326", name: "bouguer_anomaly_mgal", units: "mGal" };
  return makeGrid({ x: axis(west, east), y: axis(south, north), values, ...facts });
}

function igdpCommands(interval, more) {
  const cli = fileURLToPath(new URL("../../dist/lib/cli/main.js", import.meta.url));
  const words = ["map", "grid.nc", "--paper", "A3", "--dpi", "300", "--coast", "--title", "Bouguer anomaly"];
  const out = more.length > 0 ? "shaded.png" : "igdp.png";
  return [[process.execPath, cli, ...words, "--contour-interval", interval, ...more, "--out", out]];
}

/** The same map in GMT's classic mode, its letters and lines smoothed like ours. */
function gmtCommands(interval) {
  const common = ["-R95/115/2/17", "-JQ28c", "--PS_MEDIA=a3"];
  const first = [...common, "-K", ">", "map.ps"];
  const next = [...common, "-O", "-K", ">>", "map.ps"];
  return [
    ["gmt", "grd2cpt", "grid.nc", "-Cpolar", "-E64", "-Z", ">", "map.cpt"],
    ["gmt", "grdimage", "grid.nc", "-Cmap.cpt", "-Ba2f1", ...first],
    ["gmt", "grdcontour", "grid.nc", `-C${interval}`, `-A${5 * interval}`, ...next],
    ["gmt", "pscoast", "-Di", "-W0.5p", "-N1/0.4p,-", ...next],
    ["gmt", "psscale", "-Cmap.cpt", "-Dx5c/-1.5c+w20c/0.4c+h", "-Ba100", ...common, "-O", ">>", "map.ps"],
    ["gmt", "psconvert", "map.ps", "-Tg", "-E300", "-P", "-Qg4", "-Qt4", "-Fgmt"],
  ];
}

/** Runs commands in the shell; processor seconds from the last line of the shell's `times`, where it has that. */
function timed(folder, commands, picture) {
  const knowsTimes = process.platform !== "win32";
  const quoted = (word) => (/[ "]/.test(String(word)) ? JSON.stringify(word) : word);
  const lines = commands.map((words) => words.map(quoted).join(" "));
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync([...lines, ...(knowsTimes ? ["times"] : [])].join(" && "), {
    cwd: folder,
    shell: true,
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${lines[0]} … failed: ${stderr}`);
  const bytes = readFileSync(join(folder, picture));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  if (Math.abs(width - PNG.width) > 4 || Math.abs(height - PNG.height) > 4)
    throw new Error(`${picture} has ${width} x ${height} pixels, not ${PNG.width} x ${PNG.height}.`);
  const spent = knowsTimes
    ? [
        ...stdout
          .trim()
          .split("\n")
          .pop()
          .matchAll(/(\d+)m([\d.]+)s/g),
      ]
    : [];
  const cpu = spent.reduce((sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest), 0);
  return {
    seconds,
    cpu: knowsTimes ? cpu : Number.NaN,
    picture: `${width} x ${height}, ${(bytes.length / 1e6).toFixed(1)} MB`,
  };
}
