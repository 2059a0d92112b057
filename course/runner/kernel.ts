import { setTimeout as delay } from "node:timers/promises";
import {
  KernelAPI,
  KernelConnection,
  type KernelMessage,
  KernelSpecAPI,
  ServerConnection,
} from "@jupyterlab/services";
import { muteConsole } from "./mute-console.js";
import type { OutputMessage } from "./outputs.js";

/** Where a Jupyter server answers. */
export interface ServerAddress {
  /** For example `http://127.0.0.1:8888/`. */
  readonly baseUrl: string;
  readonly token: string;
}

/** How the run of one piece of code ended. */
export type Outcome =
  | { readonly status: "ok" }
  | {
      readonly status: "error";
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: readonly string[];
    }
  /** `answered`: an interrupt stopped the code, and the kernel can go on. */
  | { readonly status: "timeout"; readonly answered: boolean }
  | { readonly status: "dead-kernel" };

/** A kernel that this program started. */
export interface RunningKernel {
  readonly info: KernelMessage.IInfoReply;
  /** Sends code; `request` is the id that the kernel's messages about it carry. */
  readonly execute: (
    code: string,
    timeoutSeconds: number,
  ) => { readonly request: string; readonly outcome: Promise<Outcome> };
  /** Ends the kernel. */
  readonly close: () => Promise<void>;
}

/** How a kernel is started. */
export interface KernelOptions {
  readonly server: ServerAddress;
  /** Name of the kernel, for example `tslab`. */
  readonly name: string;
  /** Notebook or folder on the server, which decides the kernel's working folder. */
  readonly path: string;
  /** Gets every message of the kernel's iopub channel. */
  readonly onMessage: (message: OutputMessage) => void;
  /** Settles when the server has ended. */
  readonly serverEnded?: Promise<unknown>;
  /** Seconds to wait for the kernel's first answer. */
  readonly patienceSeconds?: number;
  readonly signal?: AbortSignal;
}

/** Seconds that interrupted code gets to stop by itself. */
const INTERRUPT_SECONDS = 5;

/** Settings of `@jupyterlab/services` for a server. */
export function connectionSettings({ baseUrl, token }: ServerAddress): ServerConnection.ISettings {
  return ServerConnection.makeSettings({ baseUrl, token, appendToken: true });
}

/**
 * Starts a kernel and waits until it answers.
 *
 * @throws Error where the server has no such kernel, or the kernel ends or stays silent at its start
 */
export async function startKernel(options: KernelOptions): Promise<RunningKernel> {
  const settings = connectionSettings(options.server);
  await checkKernelName(options.name, settings);
  const unmute = muteConsole();
  // The server takes a path too, which the declared type does not know.
  const request: { name: string; path: string } = { name: options.name, path: options.path };
  const model = await KernelAPI.startNew(request, settings).catch((error) => {
    unmute();
    throw error;
  });
  const connection = new SteadyConnection({ model, serverSettings: settings, handleComms: false });
  const died = kernelDeath(connection, options.serverEnded);
  connection.iopubMessage.connect((_, message) => options.onMessage(message as unknown as OutputMessage));
  const close = async (): Promise<void> => {
    await shutDown(model.id, settings);
    connection.dispose();
    unmute();
  };
  try {
    const info = await firstAnswer(connection, died, options);
    return {
      info,
      close,
      execute: (code, timeoutSeconds) => execute(connection, died, code, timeoutSeconds, options.signal),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A connection that does not look for the new kernel which a server starts in the place of one that ended. */
class SteadyConnection extends KernelConnection {
  override async reconnect(): Promise<void> {}
}

/** Ends a kernel. A server that is just starting it anew refuses for a while. */
async function shutDown(id: string, settings: ServerConnection.ISettings): Promise<void> {
  for (let tries = 0; tries < 40; tries++) {
    try {
      await KernelAPI.shutdownKernel(id, settings);
      return;
    } catch (error) {
      // Without an answer the server has ended, and the kernel with it.
      if (error instanceof ServerConnection.NetworkError) return;
      await delay(250);
    }
  }
}

async function checkKernelName(name: string, settings: ServerConnection.ISettings): Promise<void> {
  const { kernelspecs } = await KernelSpecAPI.getSpecs(settings);
  if (kernelspecs[name] !== undefined) return;
  const names = Object.keys(kernelspecs).sort().join(", ") || "none";
  throw new Error(
    `The Jupyter server has no kernel named '${name}'. It has: ${names}. Choose one with --kernel.`,
  );
}

/** Settles when the kernel's process has ended, whether the server starts it anew or not. */
function kernelDeath(
  connection: KernelConnection,
  serverEnded: Promise<unknown> | undefined,
): Promise<"dead"> {
  return new Promise((resolve) => {
    connection.statusChanged.connect((_, status) => {
      if (status === "restarting" || status === "autorestarting" || status === "dead") resolve("dead");
    });
    void serverEnded?.then(() => resolve("dead"));
  });
}

async function firstAnswer(
  connection: KernelConnection,
  died: Promise<"dead">,
  { name, patienceSeconds = 60, signal }: KernelOptions,
): Promise<KernelMessage.IInfoReply> {
  const timer = timeLimit(patienceSeconds, signal);
  const info = await Promise.race([connection.info, died, timer.over]).finally(timer.clear);
  if (info === "dead")
    throw new Error(`The kernel '${name}' ended at its start. Run 'npm start -- --check'.`);
  if (info === "over") throw new Error(`The kernel '${name}' did not answer within ${patienceSeconds} s.`);
  return info;
}

function execute(
  connection: KernelConnection,
  died: Promise<"dead">,
  code: string,
  timeoutSeconds: number,
  signal: AbortSignal | undefined,
): { request: string; outcome: Promise<Outcome> } {
  if (connection.isDisposed || connection.status === "dead") {
    return { request: "", outcome: Promise.resolve({ status: "dead-kernel" }) };
  }
  // An error must not make the kernel refuse the next request.
  const content = { code, stop_on_error: false, allow_stdin: false, store_history: true };
  const future = connection.requestExecute(content);
  // A future that is disposed with its connection rejects; the kernel's death is told by `died`.
  const done = future.done.catch(() => "dead" as const);
  return {
    request: future.msg.header.msg_id,
    outcome: outcome(connection, done, died, timeoutSeconds, signal),
  };
}

async function outcome(
  connection: KernelConnection,
  done: Promise<KernelMessage.IExecuteReplyMsg | "dead">,
  died: Promise<"dead">,
  timeoutSeconds: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> {
  const timer = timeLimit(timeoutSeconds, signal);
  const first = await Promise.race([done, died, timer.over]).finally(timer.clear);
  if (first === "dead") return { status: "dead-kernel" };
  if (first !== "over") return replyOutcome(first);
  await KernelAPI.interruptKernel(connection.id, connection.serverSettings).catch(() => undefined);
  const grace = timeLimit(INTERRUPT_SECONDS, signal);
  const second = await Promise.race([done, died, grace.over]).finally(grace.clear);
  return { status: "timeout", answered: typeof second === "object" };
}

function replyOutcome({ content }: KernelMessage.IExecuteReplyMsg): Outcome {
  if (content.status === "ok") return { status: "ok" };
  const { ename, evalue, traceback } = content as Partial<KernelMessage.IReplyErrorContent>;
  if (content.status === "error") {
    return { status: "error", ename: ename ?? "Error", evalue: evalue ?? "", traceback: traceback ?? [] };
  }
  return { status: "error", ename: "Aborted", evalue: "The kernel refused to run this cell.", traceback: [] };
}

/** A promise that resolves with `over` after some seconds, or rejects when the signal is aborted. */
function timeLimit(
  seconds: number,
  signal: AbortSignal | undefined,
): { readonly over: Promise<"over">; readonly clear: () => void } {
  let clear = (): void => undefined;
  const over = new Promise<"over">((resolve, reject) => {
    const timer = setTimeout(() => resolve("over"), 1000 * seconds);
    const abort = (): void => reject(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    clear = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  });
  return { over, clear };
}
