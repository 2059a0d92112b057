// The programs that we measure ourselves against. They are not part of the project: they install on request,
// Python packages into test/bench/.venv, programs through apt-get where that can be.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const venv = fileURLToPath(new URL(".venv", import.meta.url));
const inVenv = (program) => join(venv, process.platform === "win32" ? "Scripts" : "bin", program);

/** Programs: the command that tells the version, Debian's package, and where others get it. */
const PROGRAMS = {
  gmt: {
    command: ["gmt", "--version"],
    debian: "gmt",
    home: "https://www.generic-mapping-tools.org/download",
  },
  // GMT's coasts: a package of its own, which GMT only recommends.
  gshhg: {
    command: ["gmt", "pscoast", "-R98/99/8/9", "-Di", "-W", "-M", "--GMT_HISTORY=false"],
    debian: "gmt-gshhg-low",
    home: "https://www.soest.hawaii.edu/pwessel/gshhg",
  },
  ghostscript: {
    command: ["gs", "--version"],
    debian: "ghostscript",
    home: "https://ghostscript.com/releases/gsdnld.html",
  },
  gdal: { command: ["gdalinfo", "--version"], debian: "gdal-bin", home: "https://gdal.org/download.html" },
};

/** A program's version, or undefined where it is not installed. */
export function programVersion(name) {
  const [command, ...args] = PROGRAMS[name].command;
  // GMT leaves a file of what it did where it runs.
  const { status, stdout } = spawnSync(command, args, { encoding: "utf8", cwd: tmpdir() });
  return status === 0 ? stdout.trim().split("\n")[0] : undefined;
}

/** The Python of the peers' environment, or undefined where it or one of the packages is not installed. */
export function peerPython(packages) {
  const python = inVenv("python");
  if (!existsSync(python)) return undefined;
  const code =
    "import sys, importlib.metadata as m; print(*(p + ' ' + m.version(p) for p in sys.argv[1:]), sep='\\n')";
  const names = packages.map((wanted) => wanted.replace(/[<>=~!].*$/, "")); // "verde==1.8.1" is verde
  const { status, stdout } = spawnSync(python, ["-c", code, ...names], { encoding: "utf8" });
  return status === 0 ? { python, versions: stdout.trim().split(/\r?\n/) } : undefined;
}

/** A sentence on what is missing for a bench, or undefined. `peers` is `{ programs: [...], python: [...] }`. */
export function missingPeers(bench, peers) {
  const missing = (peers.programs ?? []).filter((name) => programVersion(name) === undefined);
  if (peers.python?.length > 0 && peerPython(peers.python) === undefined) missing.push(...peers.python);
  if (missing.length === 0) return undefined;
  return `This bench measures against ${missing.join(", ")}, not installed here. Run: npm run bench -- --install-peers ${bench}`;
}

/** Installs the peers of a bench. Returns sentences on what could not be installed. */
export function installPeers(peers) {
  const left = [];
  for (const name of peers.programs ?? []) {
    const version = programVersion(name);
    if (version !== undefined) {
      console.log(`${name} is there: ${version}`);
      continue;
    }
    const { debian, home } = PROGRAMS[name];
    const root = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
    if (root) {
      run("apt-get", ["update", "-qq"]);
      run("apt-get", ["install", "-y", "--no-install-recommends", debian]);
    }
    if (programVersion(name) === undefined) {
      left.push(`${name}: install it with "sudo apt-get install ${debian}", or from ${home}.`);
    }
  }
  if (peers.python?.length > 0) {
    if (!existsSync(inVenv("python")))
      run(process.platform === "win32" ? "py" : "python3", ["-m", "venv", venv]);
    run(inVenv("python"), ["-m", "pip", "install", "--disable-pip-version-check", ...peers.python]);
    if (peerPython(peers.python) === undefined)
      left.push(`${peers.python.join(", ")}: pip could not install them; see above.`);
  }
  return left;
}

function run(command, args) {
  console.log(`> ${command} ${args.join(" ")}`);
  spawnSync(command, args, { stdio: "inherit" });
}
