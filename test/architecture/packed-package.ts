import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "./project-files.js";

/** What `npm pack` says of the package that it made. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** The package, installed into a folder that was empty. */
export interface Installed {
  readonly packed: Packed;
  readonly folder: string;
  /** Seconds that `npm install` took. */
  readonly seconds: number;
}

/** What a program said and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The registry cannot be reached. */
export class OfflineError extends Error {}

const isWindows = process.platform === "win32";
const workFolder = mkdtempSync(join(tmpdir(), "igdp-pack-"));

/** Removes everything that was made. */
export function removeInstalled(): void {
  rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 });
}

/** Runs a program in a folder, without what an outer `npm test` tells its children about its own package. */
export function run(program: string, args: readonly string[], folder: string): Ran {
  const ours = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|npm_config_workspace|INIT_CWD$)/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env,
    timeout: 300_000,
    maxBuffer: 1 << 26,
    // npm and npx are batch files on Windows.
    shell: isWindows && program !== process.execPath,
  });
  if (error) throw error;
  return { status, stdout, stderr };
}

let packed: Packed | undefined;
let installed: Installed | Error | undefined;

/** Packs the project, once. */
export function pack(): Packed {
  if (packed) return packed;
  const destination = isWindows ? `"${workFolder}"` : workFolder;
  const { status, stdout, stderr } = run(
    "npm",
    ["pack", "--json", "--pack-destination", destination],
    projectFolder,
  );
  if (status !== 0) throw new Error(`npm pack failed: ${stderr}`);
  packed = (JSON.parse(stdout) as [Packed])[0];
  return packed;
}

/** Installs the packed project into an empty folder, once; the folder has a space in its name, as many have. */
export function install(): Installed {
  if (!installed) {
    try {
      installed = installAfresh(pack());
    } catch (error) {
      installed = error as Error;
    }
  }
  if (installed instanceof Error) throw installed;
  return installed;
}

function installAfresh(made: Packed): Installed {
  const folder = join(workFolder, "an empty folder");
  mkdirSync(folder);
  copyFileSync(join(workFolder, made.filename), join(folder, made.filename));
  const started = Date.now();
  const options = ["--prefix", ".", "--no-audit", "--no-fund", "--prefer-offline", "--fetch-retries=1"];
  const { status, stderr } = run("npm", ["install", `./${made.filename}`, ...options], folder);
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH/.test(stderr) &&
    status !== 0
  )
    throw new OfflineError("the package registry cannot be reached");
  if (status !== 0) throw new Error(`npm install of the packed igdp failed: ${stderr}`);
  return { packed: made, folder, seconds: (Date.now() - started) / 1000 };
}

/** Writes a script into the folder of the installed package and runs it in Node. */
export function runScript(folder: string, name: string, text: string): Ran {
  writeFileSync(join(folder, name), text);
  return run(process.execPath, [name], folder);
}
