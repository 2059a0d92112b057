import type { SharedState } from "./shared-state.js";
import type { StreamName } from "./stream-batch.js";

/**
 * What the two threads of the kernel tell each other.
 *
 * The main thread runs cells, and may be busy for minutes. The connection thread owns the sockets: it answers
 * the heartbeat, interrupts and shutdowns and sends outputs at any time.
 */

/** The fields of a Jupyter connection file that the kernel uses. */
export interface ConnectionFile {
  readonly transport: string;
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
}

/** What the connection thread is started with. */
export interface ConnectionStart {
  readonly connection: ConnectionFile;
  readonly packageRoot: string;
  readonly state: SharedState;
}

/** A request that the main thread has to answer. */
export interface Request {
  /** Number by which the main thread names it in its answers. */
  readonly id: number;
  readonly type: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** From the connection thread to the main thread. */
export type ToMain =
  | { readonly kind: "request"; readonly request: Request }
  | { readonly kind: "interrupt"; readonly ticket: number }
  /** Every request that had arrived when `drain` was asked has been passed on. */
  | { readonly kind: "drained" }
  | { readonly kind: "end" };

/** From the main thread to the connection thread. Contents travel as JSON text: cheap, and of known size. */
export type ToConnection =
  /** Work on the request begins: status `busy`. */
  | { readonly kind: "busy"; readonly id: number }
  /** From now on, outputs belong to this request's cell. */
  | { readonly kind: "cell"; readonly id: number }
  | { readonly kind: "stream"; readonly name: StreamName; readonly text: string }
  | { readonly kind: "output"; readonly type: string; readonly content: string }
  /** The answer, and status `idle`. No answer for a message that wants none. */
  | { readonly kind: "finish"; readonly id: number; readonly type?: string; readonly content?: string }
  | { readonly kind: "drain" }
  /** The process ends: send what is left and tell when it is done. */
  | { readonly kind: "close" };
