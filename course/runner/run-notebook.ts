import { existsSync, readFileSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ServerConnection } from "@jupyterlab/services";
import { ArgumentError } from "../../lib/index.js";
import { findPackageRoot } from "../environment/kernel/package-root.js";
import { type JupyterServer, removeServerLog, startJupyterServer } from "../environment/server.js";
import { connectionSettings, type RunningKernel, type ServerAddress, startKernel } from "./kernel.js";
import { type Cell, type Notebook, notebookText, readNotebook, writeWhole } from "./notebook-file.js";
import { collectOutputs, type OutputCollector } from "./outputs.js";
import { type CellReport, type NotebookReport, overallStatus, type RunEvent } from "./report.js";
import { runCells } from "./run-cells.js";
import { pathOnServer } from "./served-folder.js";
import { checkWritable } from "./writable-path.js";

/** How a notebook is run. */
export interface RunOptions {
  /** Where the executed copy goes. Default: `output/NAME.executed.ipynb` in the working folder. */
  readonly out?: string;
  /** Allows `out` to be the notebook itself. Default false. */
  readonly overwrite?: boolean;
  /** Time limit of a cell in seconds. Default 120. */
  readonly timeoutSeconds?: number;
  /** Runs the cells after a failed one too. Default false. */
  readonly keepGoing?: boolean;
  /** Name of the kernel. Default: what the notebook says, else `tslab`. */
  readonly kernel?: string;
  /** A Jupyter server that runs already. Default: one is started, and ended afterwards. */
  readonly server?: ServerAddress;
  readonly onProgress?: (event: RunEvent) => void;
  /** Stops the run: kernel and server are ended, and the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Runs a notebook in a fresh kernel, whose working folder is the notebook's, and saves the executed copy.
 *
 * A cell may fail in three ways, which the report tells apart: it throws (`error`), it does not end within its
 * time limit (`timeout`: it is interrupted, and the kernel is ended where that does not help), or the kernel's
 * process ends (`dead-kernel`). Then the rest is `skipped`, unless `keepGoing` is set and the kernel lives. A
 * cell with the tag `raises-exception` may throw.
 *
 * What this function started, it ends, also where it throws.
 *
 * @param file - path of the notebook
 * @returns the report; failed cells are told in it and are not thrown
 * @throws FormatError where the file is not a notebook; ArgumentError for a bad option; SetupError where no
 *   server starts; the signal's reason where it was aborted
 */
export async function runNotebook(file: string, options: RunOptions = {}): Promise<NotebookReport> {
  const notebook = readNotebook(file);
  const executed = executedPath(file, options);
  const timeoutSeconds = options.timeoutSeconds ?? 120;
  if (!(timeoutSeconds > 0)) {
    throw new ArgumentError({
      argument: "options.timeoutSeconds",
      value: timeoutSeconds,
      accepted: "a positive number",
    });
  }
  const started = options.server ? undefined : await startedServer(file, options);
  const address = options.server ?? (started as JupyterServer);
  let finished = false;
  try {
    const report = await runOn(address, started, { file, notebook, executed, timeoutSeconds }, options);
    finished = true;
    return report;
  } finally {
    await started?.stop();
    if (started && finished) removeServerLog(started);
  }
}

/** Where the executed copy goes by default. */
export function defaultExecutedPath(file: string): string {
  return path.join("output", `${path.basename(file, ".ipynb")}.executed.ipynb`);
}

interface Job {
  readonly file: string;
  readonly notebook: Notebook;
  readonly executed: string;
  readonly timeoutSeconds: number;
}

async function startedServer(file: string, { onProgress, signal }: RunOptions): Promise<JupyterServer> {
  const start = performance.now();
  const server = await startJupyterServer({
    directory: path.dirname(path.resolve(file)),
    signal,
    env: { IGDP_PROGRESS: process.env.IGDP_PROGRESS ?? passingProgress() },
  });
  onProgress?.({ kind: "server-ready", seconds: secondsSince(start) });
  return server;
}

/** A run is nobody's work: its checks must not stand in the progress of the person who runs it. */
function passingProgress(): string {
  return path.join(tmpdir(), `igdp-run-${process.pid}-${Date.now()}`, "progress.jsonl");
}

async function runOn(
  address: ServerAddress,
  started: JupyterServer | undefined,
  { file, notebook, executed, timeoutSeconds }: Job,
  options: RunOptions,
): Promise<NotebookReport> {
  const start = performance.now();
  const baseUrl = address.baseUrl.replace(/\/*$/, "/");
  const settings = connectionSettings({ baseUrl, token: address.token });
  const name = options.kernel ?? kernelName(notebook);
  const outputs = collectOutputs();
  const kernel = await startKernel({
    server: { baseUrl, token: address.token },
    name,
    path: started ? path.basename(file) : await pathOnServer(file, settings),
    onMessage: outputs.take,
    serverEnded: started?.ended,
    signal: options.signal,
  });
  options.onProgress?.({ kind: "kernel-ready", seconds: secondsSince(start) });
  try {
    const { keepGoing = false, onProgress } = options;
    const cells = await runCells(notebook.cells, kernel, outputs, { timeoutSeconds, keepGoing, onProgress });
    writeWhole(executed, notebookText(executedNotebook(notebook, outputs, cells, kernel)));
    return {
      notebook: file,
      executed,
      kernel: name,
      status: overallStatus(cells),
      seconds: round(cells.reduce((sum, { seconds }) => sum + seconds, 0)),
      cells,
      versions: await versions(kernel, settings),
    };
  } finally {
    await kernel.close();
  }
}

function executedPath(file: string, { out, overwrite }: RunOptions): string {
  const executed = out ?? defaultExecutedPath(file);
  if (!overwrite && existsSync(executed) && realpathSync(executed) === realpathSync(file)) {
    throw new ArgumentError({
      argument: "options.out",
      value: executed,
      accepted: "another file than the notebook itself",
    });
  }
  checkWritable("options.out", executed);
  return executed;
}

function kernelName(notebook: Notebook): string {
  const spec = notebook.metadata.kernelspec as { readonly name?: unknown } | undefined;
  return typeof spec?.name === "string" ? spec.name : "tslab";
}

/** The notebook with its new outputs; a cell that was not run has none. */
function executedNotebook(
  notebook: Notebook,
  outputs: OutputCollector,
  cells: readonly CellReport[],
  kernel: RunningKernel,
): Notebook {
  const ran = new Set(cells.filter(({ status }) => status !== "skipped").map(({ index }) => index));
  const executed = (cell: Cell, index: number): Cell => {
    if (cell.cell_type !== "code") return cell;
    if (!ran.has(index)) return { ...cell, outputs: [], execution_count: null };
    return { ...cell, outputs: outputs.outputs(index), execution_count: outputs.executionCount(index) };
  };
  return {
    ...notebook,
    metadata: { ...notebook.metadata, language_info: kernel.info.language_info },
    cells: notebook.cells.map(executed),
  };
}

async function versions(
  kernel: RunningKernel,
  settings: ServerConnection.ISettings,
): Promise<Readonly<Record<string, string>>> {
  const { info } = kernel;
  const answer = await ServerConnection.makeRequest(`${settings.baseUrl}api`, {}, settings).catch(
    () => undefined,
  );
  const server = answer?.ok ? ((await answer.json()) as { version: string }).version : "unknown";
  return {
    igdp: JSON.parse(readFileSync(path.join(findPackageRoot(), "package.json"), "utf8")).version,
    node: process.versions.node,
    jupyter_server: server,
    kernel: `${info.implementation} ${info.implementation_version}`,
    language: `${info.language_info.name} ${info.language_info.version}`,
  };
}

function secondsSince(start: number): number {
  return round((performance.now() - start) / 1000);
}

function round(seconds: number): number {
  return Math.round(1000 * seconds) / 1000;
}
