import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runLogged } from "./child.mjs";
import { explainFailure, setupError } from "./failures.mjs";
import { step } from "./progress.mjs";

/**
 * Installs the npm packages that package-lock.json names, if they are not there yet.
 *
 * A stamp in node_modules, written last, says for which lock file and which machine the packages were
 * installed; npm empties node_modules first, so an interrupted installation has no stamp and is done again.
 *
 * @param {string} root the project's folder
 * @returns {Promise<boolean>} whether something was installed
 */
export async function installPackages(root) {
  const wanted = wantedStamp(root);
  if (packagesAreInstalled(root, wanted)) {
    writeStamp(root, wanted);
    return false;
  }
  const log = path.join(root, ".igdp", "logs", "npm-ci.log");
  await step("Installing npm packages", async () => {
    const [command, ...args] = npmCommand();
    const { code, output } = await runLogged(command, [...args, ...NPM_CI], { cwd: root, log });
    // On a full disk npm only warns that it could not unpack, and ends as if all were well.
    const incomplete = /TAR_ENTRY_ERROR/.test(output) || !packagesAreInstalled(root, wanted);
    if (code === 0 && !incomplete) return;
    // Its list may name packages that are half there.
    rmSync(path.join(root, HIDDEN_LOCK), { force: true });
    throw setupError(explainFailure("npm", output), { log, output });
  });
  writeStamp(root, wanted);
  return true;
}

// The build needs the development packages, whatever NODE_ENV or the user's settings say. A network that is down is told
// after seconds, not minutes.
const NPM_CI = [
  "ci",
  "--include=dev",
  "--no-audit",
  "--no-fund",
  "--loglevel=warn",
  "--fetch-retry-mintimeout=2000",
  "--fetch-retry-maxtimeout=10000",
];

/**
 * How npm is started: by its script where that is known, since Windows has only a batch file, which Node starts
 * through a shell alone.
 *
 * @returns {string[]} command and first arguments
 */
export function npmCommand(
  env = process.env,
  platform = process.platform,
  node = process.execPath,
  exists = existsSync,
) {
  const { join, dirname, basename } = platform === "win32" ? path.win32 : path.posix;
  const running = env.npm_execpath;
  if (running && basename(running) === "npm-cli.js") return [node, running];
  const beside = join(dirname(node), "node_modules", "npm", "bin", "npm-cli.js");
  if (platform === "win32") return exists(beside) ? [node, beside] : ["cmd.exe", "/d", "/s", "/c", "npm"];
  return ["npm"];
}

/** What the stamp must say: the lock file's hash, and the machine that compiled packages are for. */
function wantedStamp(root) {
  const lock = createHash("sha256")
    .update(readFileSync(path.join(root, "package-lock.json")))
    .digest("hex");
  return { lock, machine: `${process.platform}-${process.arch}-abi${process.versions.modules}` };
}

function packagesAreInstalled(root, wanted) {
  const packages = lockedPackages(path.join(root, "package-lock.json"));
  const found = readJson(path.join(root, "node_modules", STAMP));
  if (found && found.machine !== wanted.machine) return false;
  // A developer's own 'npm install' leaves no stamp of ours, but npm's list of what it installed.
  if (found?.lock !== wanted.lock && !agrees(packages, installedPackages(root))) return false;
  return packages.every(([place]) => existsSync(path.join(root, place, "package.json")));
}

/** Whether every locked package is there in the locked version. */
function agrees(locked, installed) {
  return locked.every(([place, { version }]) => installed.has(place) && installed.get(place) === version);
}

/** Places and entries of the packages that every machine must have; optional ones depend on the machine. */
function lockedPackages(file) {
  const entries = Object.entries(readJson(file)?.packages ?? {});
  return entries.filter(([place, entry]) => place !== "" && !entry.optional && !entry.devOptional);
}

function installedPackages(root) {
  return new Map(
    lockedPackages(path.join(root, HIDDEN_LOCK)).map(([place, { version }]) => [place, version]),
  );
}

const STAMP = ".igdp-stamp";
/** npm's own list of what it installed. */
const HIDDEN_LOCK = path.join("node_modules", ".package-lock.json");

function writeStamp(root, stamp) {
  writeFileSync(path.join(root, "node_modules", STAMP), `${JSON.stringify(stamp)}\n`);
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
