import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { writeFigureExtension } from "../notebook/figure-extension.js";
import { writeKernelspec } from "./kernel/kernelspec.js";
import { type Places, places } from "./places.js";
import { askPython, cleanPythonEnvironment, findPython } from "./python.js";
import { SetupError, type SetupTools } from "./tools.js";

/**
 * Makes the project's Python environment ready: `.venv` with the pinned packages, and the project's kernel in
 * it. Does nothing where a stamp says that this was done for the same list of packages; the stamp is written
 * last, so an interrupted installation is done again.
 *
 * Where `IGDP_JUPYTER` names a Jupyter that is already there, no environment is made.
 *
 * @param root - absolute path of the project's folder
 * @returns whether something was installed
 * @throws SetupError with a sentence that says what to do
 */
export async function ensureEnvironment(
  root: string,
  tools: SetupTools,
  env: NodeJS.ProcessEnv = process.env,
): Promise<boolean> {
  const place = places(root);
  if (env.IGDP_JUPYTER) {
    writeJupyterParts(path.join(place.jupyter, "data"));
    return false;
  }
  const wanted = requirementsStamp(readFileSync(place.requirements, "utf8"));
  const ready = existsSync(place.python) && readStamp(place) === wanted;
  if (!ready) await install(place, wanted, tools, env);
  writeJupyterParts(place.venvData);
  return !ready;
}

/** What igdp brings to a JupyterLab: the kernel, and the extension that draws figures. */
function writeJupyterParts(data: string): void {
  writeKernelspec(data);
  writeFigureExtension(data);
}

/**
 * The stamp of a list of packages: it changes when a line that pip reads changes, and not with a comment or
 * with the line ends that Git on Windows writes.
 */
export function requirementsStamp(text: string): string {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  return createHash("sha256").update(lines.join("\n")).digest("hex");
}

async function install(
  place: Places,
  wanted: string,
  tools: SetupTools,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const python = findPython(env);
  const version = python.version.slice(0, 2).join(".");
  // A folder whose Python is gone, has another version or was left half filled is emptied first.
  const there = existsSync(place.python) ? askPython([place.python]) : undefined;
  const keep = there?.version.slice(0, 2).join(".") === version && !existsSync(unfinishedMark(place));
  const run = async (title: string, command: string, args: readonly string[], log: string): Promise<void> => {
    const file = path.join(place.logs, log);
    await tools.step(title, async () => {
      const options = { cwd: place.root, log: file, env: cleanPythonEnvironment(env) };
      const { code, output } = await tools.runLogged(command, args, options);
      if (code !== 0) throw new SetupError(tools.explainFailure("pip", output), { log: file, output });
    });
  };
  const clear = keep ? [] : ["--clear"];
  await run(
    `Making a Python ${version} environment`,
    python.executable,
    ["-m", "venv", ...clear, place.venv],
    "venv.log",
  );
  mkdirSync(place.venv, { recursive: true });
  writeFileSync(unfinishedMark(place), "");
  await run("Installing JupyterLab", place.python, [...PIP_INSTALL, "-r", place.requirements], "pip.log");
  // JupyterLab runs a script of CommonJS with Node, which would take the project's package.json for its own.
  writeFileSync(path.join(place.venv, "package.json"), '{ "private": true, "type": "commonjs" }\n');
  writeFileSync(stampFile(place), `${wanted}\n`);
  rmSync(unfinishedMark(place));
}

// Ready-built wheels only: a trainee's laptop has no compiler. The list is complete, and leaves out on purpose
// what pip would add (see requirements.in).
const PIP_INSTALL = [
  "-m",
  "pip",
  "install",
  "--require-hashes",
  "--no-deps",
  "--only-binary=:all:",
  "--no-input",
  "--disable-pip-version-check",
  "--progress-bar=off",
];

function stampFile(place: Places): string {
  return path.join(place.venv, ".igdp-stamp");
}

/** Stands while pip works: pip takes a package whose files are half there for installed. */
function unfinishedMark(place: Places): string {
  return path.join(place.venv, ".igdp-unfinished");
}

function readStamp(place: Places): string | undefined {
  try {
    return readFileSync(stampFile(place), "utf8").trim();
  } catch {
    return undefined;
  }
}
