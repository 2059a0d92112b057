import { spawnSync } from "node:child_process";
import { SetupError } from "./tools.js";

/** Python versions for which every pinned package has a ready-built wheel. */
const OLDEST_MINOR = 10;
const NEWEST_MINOR = 14;
const WANTED = `Python 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR}`;

/** A way to start Python: a program and its first arguments. */
export type PythonCommand = readonly [command: string, ...args: string[]];

/** What a Python says of itself. */
export interface PythonFacts {
  /** For example `[3, 11, 7]`. */
  readonly version: readonly [major: number, minor: number, micro: number];
  /** Path of the program. */
  readonly executable: string;
  /** 32 or 64. */
  readonly bits: number;
  /** Whether it can make a virtual environment: the modules `venv` and `ensurepip` are there. */
  readonly canMakeEnvironment: boolean;
}

/**
 * The ways to start Python that are tried, in this order. `IGDP_PYTHON` is used alone where it is set. The
 * plain names come first, the numbered ones help where the plain name is too old or too new.
 */
export function pythonCommands(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): readonly PythonCommand[] {
  if (env.IGDP_PYTHON) return [[env.IGDP_PYTHON]];
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, i) => NEWEST_MINOR - i);
  if (platform === "win32") {
    return [
      ["py", "-3"],
      ["python"],
      ...minors.map((minor): PythonCommand => ["py", `-3.${minor}`]),
      ["python3"],
    ];
  }
  return [["python3"], ["python"], ...minors.map((minor): PythonCommand => [`python3.${minor}`])];
}

/**
 * Why a Python cannot be used, as a sentence that says what to do; `undefined` where it can.
 *
 * @param platform - decides how the way out reads
 */
export function pythonProblem(
  facts: PythonFacts,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const [major, minor] = facts.version;
  const name = `Python ${facts.version.join(".")} (${facts.executable})`;
  if (major < 3 || (major === 3 && minor < OLDEST_MINOR)) {
    return `${name} is too old: ${WANTED} is needed. ${howToInstall(platform)}`;
  }
  if (major > 3 || minor > NEWEST_MINOR) {
    return `${name} is newer than the pinned packages: ${WANTED} is needed. ${howToInstall(platform)}`;
  }
  if (facts.bits !== 64) {
    return `${name} is a 32-bit program: a 64-bit ${WANTED} is needed. ${howToInstall(platform)}`;
  }
  if (!facts.canMakeEnvironment) {
    const way =
      platform === "linux"
        ? `Run 'sudo apt install python3-venv' (or 'sudo apt install python${major}.${minor}-venv')`
        : "Install Python from python.org";
    return `${name} has no venv module, which keeps JupyterLab inside this project. ${way}, then run the same command again.`;
  }
  return undefined;
}

/**
 * Finds a Python that can hold the project's environment.
 *
 * @param ask - asks a Python about itself; `undefined` where it does not start
 * @throws SetupError with a sentence that says what to do, where none is good
 */
export function findPython(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  ask: (command: PythonCommand) => PythonFacts | undefined = askPython,
): PythonFacts {
  const problems: string[] = [];
  for (const command of pythonCommands(env, platform)) {
    const facts = ask(command);
    if (facts === undefined) continue;
    const problem = pythonProblem(facts, platform);
    if (problem === undefined) return facts;
    problems.push(problem);
  }
  if (problems.length > 0) throw new SetupError(problems[0]);
  if (env.IGDP_PYTHON) {
    throw new SetupError(
      `IGDP_PYTHON is '${env.IGDP_PYTHON}', but no Python starts there. Set it to the path of a Python program, or remove it.`,
    );
  }
  throw new SetupError(`Python was not found: ${WANTED} is needed for JupyterLab. ${howToInstall(platform)}`);
}

const QUESTION = `
import importlib.util, json, struct, sys
print(json.dumps({
    "version": list(sys.version_info[:3]),
    "executable": sys.executable,
    "bits": 8 * struct.calcsize("P"),
    "canMakeEnvironment": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")),
}))`;

/** Starts a Python and asks it about itself; `undefined` where it does not start or is no Python 3. */
export function askPython([command, ...args]: PythonCommand): PythonFacts | undefined {
  const answer = spawnSync(command, [...args, "-c", QUESTION], {
    encoding: "utf8",
    timeout: 30_000,
    windowsHide: true,
    env: cleanPythonEnvironment(process.env),
  });
  if (answer.status !== 0) return undefined;
  try {
    return JSON.parse(answer.stdout) as PythonFacts;
  } catch {
    return undefined;
  }
}

/** Environment variables without those that make Python load modules from outside its own folder. */
export function cleanPythonEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PYTHONHOME: _home, PYTHONPATH: _path, ...others } = env;
  return { ...others, PYTHONNOUSERSITE: "1", PYTHONUTF8: "1" };
}

function howToInstall(platform: NodeJS.Platform): string {
  const way =
    platform === "linux"
      ? "On Debian or Ubuntu run 'sudo apt install python3 python3-venv'"
      : `Install Python 3.${NEWEST_MINOR} from python.org`;
  return `${way}, or set IGDP_PYTHON to the path of such a Python, then run the same command again.`;
}
