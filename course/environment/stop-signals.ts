import { SetupError } from "./tools.js";

/** Signals that ask a program to stop: Ctrl+C, `kill`, and a terminal window that closes. */
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs work that is stopped in order when the user stops the program: the work gets an `AbortSignal`, ends what
 * it started, and rejects.
 *
 * @returns what the work gives
 */
export async function withStopSignals<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new SetupError("Stopped."));
  for (const name of STOP_SIGNALS) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, stop);
  }
}
