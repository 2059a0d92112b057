import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { jupyterSettings, WATCH_PARENT } from "./jupyter-settings.js";
import { findPackageRoot } from "./kernel/package-root.js";
import { places } from "./places.js";
import { cleanPythonEnvironment } from "./python.js";
import { SetupError } from "./tools.js";

/** A Jupyter server that this program started. */
export interface JupyterServer {
  /** Its address on this computer, ending in `/`. */
  readonly baseUrl: string;
  readonly token: string;
  /** The file with everything that it says. */
  readonly log: string;
  /** Resolves when the server has ended, with its exit code. */
  readonly ended: Promise<number>;
  /** Ends the server and its kernels: politely first, then by force. */
  readonly stop: () => Promise<void>;
}

/** How a Jupyter server is started. */
export interface JupyterServerOptions {
  /** The folder that it serves; absolute. */
  readonly directory: string;
  /** `lab` for JupyterLab with its pages, `server` for what a program needs. Default `server`. */
  readonly kind?: "lab" | "server";
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** Further Jupyter options, for example `--LabApp.default_url=/lab`. */
  readonly args?: readonly string[];
  /** Where its output goes. Default: a file in `.igdp/logs`. */
  readonly log?: string;
  /** Seconds to wait until it answers. Default 120: antivirus programs slow the first start. */
  readonly patienceSeconds?: number;
  /** What the server's environment has beside this program's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * Starts a Jupyter server on the loopback address with a random token, from the project's environment or from
 * the Jupyter that `IGDP_JUPYTER` names, and waits until it answers.
 *
 * @throws SetupError where there is no environment, the port is taken, or the server does not start
 */
export async function startJupyterServer(options: JupyterServerOptions): Promise<JupyterServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnPort(await usablePort(options.port), options);
    } catch (error) {
      // Another program can take a free port between our look and Jupyter's start.
      const taken =
        error instanceof SetupError && /address already in use|port .* in use/i.test(error.output ?? "");
      if (!taken || options.port !== undefined || attempt === 3) throw error;
    }
  }
}

async function startOnPort(port: number, options: JupyterServerOptions): Promise<JupyterServer> {
  options.signal?.throwIfAborted();
  const place = places(findPackageRoot());
  const token = randomBytes(24).toString("hex");
  const log = options.log ?? path.join(place.logs, `jupyter-${port}.log`);
  const [command, ...args] = jupyterCommand(options.kind ?? "server", place.python);
  if (!process.env.IGDP_JUPYTER && !existsSync(place.python)) {
    throw new SetupError(
      "JupyterLab is not installed here. Run 'npm start' in the project's folder once, or set IGDP_JUPYTER to the 'jupyter' program of a JupyterLab.",
    );
  }
  mkdirSync(path.dirname(log), { recursive: true });
  const file = openSync(log, "w");
  const child = spawn(
    command,
    [
      ...args,
      "--no-browser",
      `--ServerApp.port=${port}`,
      "--ServerApp.port_retries=0",
      `--ServerApp.root_dir=${options.directory}`,
      ...(options.kind === "lab" ? [] : FOR_PROGRAMS),
      ...(options.args ?? []),
    ],
    {
      cwd: options.directory,
      // The token goes by the environment: every user of a computer can read command lines.
      env: {
        ...(process.env.IGDP_JUPYTER ? process.env : cleanPythonEnvironment(process.env)),
        ...jupyterSettings(place.jupyter),
        ...options.env,
        JUPYTER_TOKEN: token,
        [WATCH_PARENT]: "1",
      },
      stdio: ["pipe", file, file],
      // Its own process group: Ctrl+C in the terminal reaches this program alone, which then ends the server
      // in order. On Windows that would open a second console window; there Jupyter hears Ctrl+C as well.
      detached: process.platform !== "win32",
      windowsHide: true,
    },
  );
  closeSync(file);
  const ended = new Promise<number>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", (code) => resolve(code ?? 1));
  });
  const baseUrl = `http://127.0.0.1:${port}/`;
  const server = { baseUrl, token, log, ended, stop: () => stopServer(child, ended, baseUrl, token) };
  try {
    await answering(server, ended, options);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/**
 * What a program's server does without: pages, terminals, language servers, and a new kernel in the place of one
 * that ended.
 */
const FOR_PROGRAMS = [
  "--ServerApp.jpserver_extensions={'jupyterlab': False, 'notebook_shim': False, 'jupyter_lsp': False, 'jupyter_server_terminals': False}",
  "--KernelRestarter.restart_limit=0",
];

/** Removes the log of a server that did its work; after a failure it is left for the user. */
export function removeServerLog(server: JupyterServer): void {
  rmSync(server.log, { force: true });
}

/**
 * Program and first arguments that start Jupyter. Python's `-m` is used, and not the programs in the
 * environment's folder, which hold its absolute path and break when the project is moved.
 */
export function jupyterCommand(
  kind: "lab" | "server",
  python: string,
  env: NodeJS.ProcessEnv = process.env,
): readonly [string, ...string[]] {
  if (env.IGDP_JUPYTER) return [env.IGDP_JUPYTER, kind];
  return [python, "-m", kind === "lab" ? "jupyterlab" : "jupyter_server"];
}

async function usablePort(wanted: number | undefined): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once("error", () => {
      reject(
        new SetupError(
          `Port ${wanted} is taken or not allowed. Give another one with --port, or leave --port out: a free one is chosen then.`,
        ),
      );
    });
    probe.listen(wanted ?? 0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function answering(
  server: { baseUrl: string; token: string; log: string },
  ended: Promise<number>,
  { patienceSeconds = 120, signal }: JupyterServerOptions,
): Promise<void> {
  let exited = false;
  void ended.then(() => {
    exited = true;
  });
  const deadline = Date.now() + 1000 * patienceSeconds;
  const headers = { authorization: `token ${server.token}` };
  while (!exited && Date.now() < deadline) {
    signal?.throwIfAborted();
    const answer = await fetch(`${server.baseUrl}api/status`, { headers }).catch(() => undefined);
    if (answer?.ok) return;
    await delay(100);
  }
  const output = readFileSync(server.log, "utf8");
  const what = exited ? "ended before it answered" : `did not answer within ${patienceSeconds} s`;
  const way = process.env.IGDP_JUPYTER
    ? "Check that IGDP_JUPYTER names the 'jupyter' program of JupyterLab 4, or remove it"
    : "Run 'npm start -- --check' to make the environment ready; if that does not help, delete the folder .venv and run it again";
  throw new SetupError(`The Jupyter server ${what}. ${way}.`, { log: server.log, output });
}

async function stopServer(
  child: ChildProcess,
  ended: Promise<number>,
  baseUrl: string,
  token: string,
): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const headers = { authorization: `token ${token}` };
  const signal = AbortSignal.timeout(10_000);
  const asked = await fetch(`${baseUrl}api/shutdown`, { method: "POST", headers, signal }).then(
    (answer) => answer.ok,
    // Jupyter may end before its answer is sent, or may never have listened.
    () => false,
  );
  if (await settlesWithin(asked ? 5 : 0.5, ended)) return;
  child.kill("SIGTERM");
  if (await settlesWithin(5, ended)) return;
  child.kill("SIGKILL");
  await ended;
}

async function settlesWithin(seconds: number, promise: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(1000 * seconds, false, { signal: timer.signal }).catch(() => false);
  const settled = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return settled;
}
