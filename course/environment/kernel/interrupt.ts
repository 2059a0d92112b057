import { Session } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { isInterruptSeen, isProtected, type SharedState } from "./shared-state.js";
import type { ToMain } from "./thread-messages.js";

/** Time that the main thread has to notice an interrupt by itself, and between two attempts to stop it. */
const PATIENCE_MILLISECONDS = 100;

/** What an interrupt needs. */
export interface Interrupt {
  readonly ticket: number;
  readonly state: SharedState;
  readonly tellMain: (message: ToMain) => void;
}

/**
 * Interrupts the main thread from the connection thread.
 *
 * A main thread that waits for a promise handles the message by itself. One that is in a loop cannot: then V8
 * is told to stop what runs, through the inspector. This works in any thread of execution (the first lines of
 * a cell, after an `await`, in a timer) and on every system; a signal reaches only the first and only on POSIX.
 */
export async function stopMainThread({ ticket, state, tellMain }: Interrupt): Promise<void> {
  tellMain({ kind: "interrupt", ticket });
  for (;;) {
    await sleep(PATIENCE_MILLISECONDS);
    if (isInterruptSeen(state, ticket)) return;
    if (!isProtected(state)) await terminateExecution();
  }
}

function terminateExecution(): Promise<void> {
  const session = new Session();
  session.connectToMainThread();
  return new Promise((resolve) => {
    session.post("Runtime.terminateExecution", () => {
      session.disconnect();
      resolve();
    });
  });
}
