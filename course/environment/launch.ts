import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openBrowser } from "./browser.js";
import { ensureEnvironment } from "./environment.js";
import { findPackageRoot } from "./kernel/package-root.js";
import { type LaunchArguments, launchArguments } from "./launch-arguments.js";
import { type Places, places, servedNotebook } from "./places.js";
import { type JupyterServer, startJupyterServer } from "./server.js";
import { withStopSignals } from "./stop-signals.js";
import { SetupError, type SetupTools } from "./tools.js";

/**
 * What `npm start` does once packages and build are there: makes the Python environment ready, then opens
 * JupyterLab on a notebook, or with `--check` runs the notebook and ends.
 *
 * @param changed - whether packages or build are new, so that the kernel must prove itself again
 * @returns the exit code
 * @throws SetupError with a sentence that says what to do
 */
export async function launch(argv: readonly string[], tools: SetupTools, changed: boolean): Promise<number> {
  const wanted = launchArguments(argv);
  if (typeof wanted === "number") return wanted;
  const place = places(findPackageRoot());
  const notebook = path.resolve(place.root, wanted.notebook);
  if (!existsSync(notebook)) {
    throw new SetupError(
      `The notebook ${notebook} does not exist. Give the path of another with --notebook.`,
    );
  }
  // Nobody's progress: a check of the installation answers no exercise.
  if (wanted.check) process.env.IGDP_PROGRESS = path.join(place.logs, "check-progress.jsonl");
  const installed = await ensureEnvironment(place.root, tools);
  const isNew = changed || installed || !kernelWorked(place);
  return withStopSignals((stop) => launchOn(place, notebook, { ...wanted, isNew }, tools, stop));
}

async function launchOn(
  place: Places,
  notebook: string,
  wanted: LaunchArguments & { readonly isNew: boolean },
  tools: SetupTools,
  stop: AbortSignal,
): Promise<number> {
  const served = servedNotebook(place.root, notebook);
  const server = await tools.step("Starting JupyterLab", () =>
    startJupyterServer({
      directory: served.directory,
      kind: "lab",
      port: wanted.port,
      log: path.join(place.logs, "jupyterlab.log"),
      args: [`--LabApp.default_url=/lab/tree/${encodePath(served.path)}`],
      signal: stop,
    }),
  );
  try {
    // Loaded where they are needed: the runner's libraries would slow every start.
    if (wanted.check) {
      const { checkNotebook } = await import("./check-notebook.js");
      return await checkNotebook(notebook, server, stop);
    }
    if (wanted.isNew) {
      const { checkKernel } = await import("./check-kernel.js");
      await tools.step("Starting a kernel", () => checkKernel(server, served.path, stop));
      rememberKernel(place);
    }
    return await serve(server, served.path, wanted.browser, stop);
  } finally {
    await server.stop();
  }
}

/** Says where JupyterLab is, opens the browser, and waits until the user or the server ends it. */
async function serve(
  server: JupyterServer,
  notebook: string,
  browser: boolean,
  stop: AbortSignal,
): Promise<number> {
  const url = `${server.baseUrl}lab/tree/${encodePath(notebook)}?token=${server.token}`;
  console.log(`\nJupyterLab is ready, on this computer only:\n\n  ${url}\n\nCtrl+C here ends it.`);
  if (browser) openBrowser(url);
  const stopped = new Promise<"stopped">((resolve) => {
    if (stop.aborted) resolve("stopped");
    stop.addEventListener("abort", () => resolve("stopped"), { once: true });
  });
  const end = await Promise.race([stopped, server.ended]);
  if (end === "stopped") {
    console.log("\nEnding JupyterLab and its kernels ...");
    return 0;
  }
  // The menu entry 'Shut Down' ends the server in order.
  if (end === 0) return 0;
  throw new SetupError(`JupyterLab ended by itself (exit code ${end}). Run the same command again.`, {
    log: server.log,
    output: readFileSync(server.log, "utf8"),
  });
}

/** The kernel is tried once for each Node, not at every start. */
function kernelWorked(place: Places): boolean {
  const file = kernelStamp(place);
  return existsSync(file) && readFileSync(file, "utf8") === process.version;
}

function rememberKernel(place: Places): void {
  writeFileSync(kernelStamp(place), process.version);
}

function kernelStamp(place: Places): string {
  return path.join(place.jupyter, "kernel-worked-with");
}

function encodePath(file: string): string {
  return file.split("/").map(encodeURIComponent).join("/");
}
