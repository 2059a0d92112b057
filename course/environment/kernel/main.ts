/**
 * The kernel's program: `node … main.js --config-path CONNECTION_FILE`, started by Jupyter.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { makeCellLines } from "./cell-lines.js";
import { reportError } from "./error-report.js";
import { kernelLog } from "./kernel-log.js";
import { addModuleFallback } from "./module-fallback.js";
import { type DisplayOutput, makeOutputSink, redirectProcessStreams } from "./output-sink.js";
import { findModulesFolder, findPackageRoot } from "./package-root.js";
import { makeRequestQueue } from "./requests.js";
import { startSession } from "./session.js";
import {
  makeSharedState,
  type SharedState,
  seeInterrupt,
  waitAllSent,
  withoutInterrupts,
} from "./shared-state.js";
import type { ConnectionFile, ConnectionStart, ToConnection, ToMain } from "./thread-messages.js";
import { loadTslab } from "./tslab.js";

/** How long the end of the process may wait for its last outputs. */
const LAST_OUTPUT_MILLISECONDS = 2_000;

function startKernel(configPath: string): void {
  const packageRoot = findPackageRoot();
  const connection = JSON.parse(readFileSync(configPath, "utf8")) as ConnectionFile;
  const state = makeSharedState();
  const workerData: ConnectionStart = { connection, packageRoot, state };
  const thread = new Worker(new URL("./connection-thread.js", import.meta.url), { workerData });
  const tellConnection = (message: ToConnection): void => thread.postMessage(message);
  endTogether(thread, () => {
    tellConnection({ kind: "close" });
    waitAllSent(state, LAST_OUTPUT_MILLISECONDS);
  });

  withoutInterrupts(state, () => startMainThread({ packageRoot, state, thread, tellConnection }));
}

/** What the main thread is started with. */
interface MainStart {
  readonly packageRoot: string;
  readonly state: SharedState;
  readonly thread: Worker;
  readonly tellConnection: (message: ToConnection) => void;
}

function startMainThread({ packageRoot, state, thread, tellConnection }: MainStart): void {
  const sink = makeOutputSink(tellConnection, state);
  const lines = makeCellLines();
  const reading = { packageRoot, rewrite: lines.rewrite };
  const tslab = loadTslab(packageRoot, (system) =>
    addModuleFallback(system, {
      workingFolder: process.cwd(),
      modulesFolder: findModulesFolder(packageRoot),
      packageRoot,
      platform: process.platform,
    }),
  );
  const session = startSession(process.cwd(), { tslab, lines, reading, state, sink });
  const requests = makeRequestQueue({ packageRoot, session, sink, tellConnection });

  redirectProcessStreams(sink);
  (globalThis as Record<symbol, unknown>)[Symbol.for("igdp.display")] = (output: DisplayOutput) =>
    sink.display(output);
  tslab.jupyter.lastWriteDisplayData = (content, update) =>
    sink.output(update ? "update_display_data" : "display_data", content);

  // What goes wrong outside a cell's own run (a forgotten await, a timer) is told, and the kernel lives on.
  process.on("uncaughtException", (error) => sink.warn(reportError(error, reading)));
  process.on("unhandledRejection", (reason) => sink.warn(reportError(reason, reading)));
  const interrupt = (): void => session.interrupt();
  process.on("SIGINT", interrupt);

  thread.on("message", (message: ToMain) => {
    if (message.kind === "request") requests.receive(message.request);
    else if (message.kind === "drained") requests.drained();
    else if (message.kind === "end") process.exit(0);
    else {
      seeInterrupt(state, message.ticket);
      interrupt();
      // Node takes the listeners away while a cell's script runs, and a script that was stopped in the middle
      // does not put them back: the next Ctrl+C would end the kernel.
      if (!process.listeners("SIGINT").includes(interrupt)) process.on("SIGINT", interrupt);
    }
  });
}

/** The two threads live and die together. */
function endTogether(thread: Worker, beforeEnd: () => void): void {
  let broken = false;
  thread.on("error", (error) => {
    broken = true;
    kernelLog(`the connection to Jupyter broke: ${error.stack ?? error}`);
    process.exit(1);
  });
  process.on("exit", () => {
    if (!broken) beforeEnd();
  });
}

const { values } = parseArgs({ options: { "config-path": { type: "string" } } });
if (values["config-path"] === undefined) {
  kernelLog("usage: node main.js --config-path CONNECTION_FILE (Jupyter starts the kernel in this way)");
  process.exitCode = 2;
} else {
  startKernel(values["config-path"]);
}
