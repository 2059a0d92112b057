// From raw files to a release, by the commands of lib/release/README.md, each in a process of its own, as a person types
// them; then the release is verified. CPU seconds count the children's threads too.

import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { option, printTable } from "./harness.mjs";

export const about =
  "igdp release: Southern Africa, or with --chain ccop the CCOP region, from raw files to a verified release (no peer does this: seconds alone).";
export const peers = [];

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const REAL = join(ROOT, "..", "shared", "realdata");
const CHAINS = {
  "southern-africa": {
    data: join(REAL, "southern-africa-gravity"),
    heading: "## Southern Africa",
    prepare: southernAfrica,
  },
  ccop: { data: join(REAL, "earth-10arcmin"), heading: "## The CCOP region", prepare: ccop },
};

/** The commands under a heading of the document, so that what is measured is what is told. */
function commands(heading) {
  return readFileSync(join(ROOT, "lib", "release", "README.md"), "utf8")
    .split(heading)[1]
    .split("\n## ")[0]
    .split("\n")
    .filter((line) => line.startsWith("    igdp "))
    .map((line) =>
      [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain).slice(1),
    );
}

export async function run(args) {
  const name = option(args, "chain", "southern-africa");
  const chain = CHAINS[name];
  if (chain === undefined) throw new Error(`--chain ${name}: there are ${Object.keys(CHAINS).join(" and ")}`);
  if (!existsSync(chain.data)) {
    console.log("skipped: the raw files are not beside this project");
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "igdp release "));
  try {
    mkdirSync(join(folder, "raw"));
    chain.prepare(chain.data, join(folder, "raw"));
    const rows = [["command", "seconds", "CPU seconds"]];
    let [all, allCpu] = [0, 0];
    for (const words of commands(chain.heading)) {
      const before = childSeconds();
      const start = performance.now();
      const done = spawnSync(process.execPath, [join(ROOT, "dist", "lib", "cli", "main.js"), ...words], {
        cwd: folder,
        encoding: "utf8",
      });
      if (done.status !== 0) throw new Error(`igdp ${words[0]}: ${done.stderr}${done.stdout}`);
      const [seconds, cpu] = [(performance.now() - start) / 1000, childSeconds() - before];
      rows.push([words.slice(0, 2).join(" ").slice(0, 40), seconds.toFixed(1), cpu.toFixed(1)]);
      if (words[1] !== "verify") [all, allCpu] = [all + seconds, allCpu + cpu];
      else console.log(done.stdout.trim());
    }
    rows.push(["raw files to release", all.toFixed(1), allCpu.toFixed(1)]);
    printTable(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function southernAfrica(data, raw) {
  const list = execFileSync("xz", ["--decompress", "--stdout", join(data, "south-africa-gravity.ast.xz")], {
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const rows = list
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).join(","));
  const head = "latitude_deg,longitude_deg,height_m,gravity_mgal";
  writeFileSync(join(raw, "south-africa-gravity.csv"), `${[head, ...rows].join("\n")}\n`);
  copyFileSync(join(data, "south-africa-topography.nc"), join(raw, "south-africa-topography.nc"));
}

function ccop(data, raw) {
  for (const name of ["gravity", "geoid", "topography"])
    copyFileSync(join(data, `earth-${name}-10arcmin.nc`), join(raw, `earth-${name}-10arcmin.nc`));
}

/** CPU seconds of all children that have ended, where the system tells them (Linux); else not a number. */
function childSeconds() {
  try {
    const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ");
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return Number.NaN;
  }
}
