import { setTimeout as sleep } from "node:timers/promises";
import type { Socket } from "./zeromq.js";

/** After this long without room, a subscriber that reads nothing is no longer waited for. */
const STALLED_MILLISECONDS = 10_000;

/** Sends messages of one socket, one after the other, in the order of the calls. */
export interface SendQueue {
  /** Queues a message; `sent` is called once zeromq has taken it. */
  send(frames: readonly (Uint8Array | string)[], sent?: () => void): void;
  /** Resolves when everything queued so far has been taken by zeromq. */
  drained(): Promise<void>;
}

/**
 * A queue in front of a zeromq socket.
 *
 * zeromq allows one unfinished `send` a socket and fails any other with `EBUSY`: without a queue, a burst of
 * messages loses some of them. A publisher with `noDrop` fails with `EAGAIN` while a subscriber is behind:
 * then the queue waits, and if nothing moves for 10 s, it lets that subscriber miss messages.
 */
export function makeSendQueue(
  socket: Pick<Socket, "send" | "noDrop">,
  log: (line: string) => void,
): SendQueue {
  const waiting: { frames: readonly (Uint8Array | string)[]; sent?: () => void }[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    // An index instead of shift(): shift() copies the array when the queue is long.
    for (let next = 0; next < waiting.length; next++) {
      const { frames, sent } = waiting[next];
      await sendOne(frames);
      sent?.();
      if (next === 1023) {
        waiting.splice(0, 1024);
        next = -1;
      }
    }
    waiting.length = 0;
    running = undefined;
  }

  async function sendOne(frames: readonly (Uint8Array | string)[]): Promise<void> {
    const start = performance.now();
    for (;;) {
      try {
        return await socket.send(frames);
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code;
        if (code !== "EAGAIN") {
          log(`a message could not be sent: ${String(error)}`);
          return;
        }
        if (performance.now() - start > STALLED_MILLISECONDS) {
          log("a client has read nothing for 10 s; from now on it may miss outputs");
          socket.noDrop = false;
        } else {
          await sleep(2);
        }
      }
    }
  }

  return {
    send(frames, sent) {
      waiting.push({ frames, sent });
      running ??= run();
    },
    async drained() {
      while (running) await running;
    },
  };
}
