/**
 * What became of one code cell. `timeout`: it ran longer than its time limit. `dead-kernel`: the kernel's
 * process ended while it ran. `skipped`: it was not run, because of an earlier cell.
 */
export type CellStatus = "ok" | "error" | "timeout" | "dead-kernel" | "skipped";

/** The run of one code cell. */
export interface CellReport {
  /** Position among all cells of the notebook, counted from 0. */
  readonly index: number;
  /** The cell's id; `cell-N` where an old notebook has none. */
  readonly id: string;
  readonly status: CellStatus;
  /** Wall time in seconds. */
  readonly seconds: number;
  /** Name of the error, for example `TypeError`. */
  readonly ename?: string;
  /** Message of the error. */
  readonly evalue?: string;
  /** Lines of the stack, as the kernel sent them. */
  readonly traceback?: readonly string[];
}

/** The run of a notebook: plain JSON. */
export interface NotebookReport {
  /** Path of the notebook. */
  readonly notebook: string;
  /** Path of the executed copy. */
  readonly executed: string;
  /** Name of the kernel. */
  readonly kernel: string;
  /** `ok`, or the status of the first cell that was not. */
  readonly status: Exclude<CellStatus, "skipped">;
  /** Wall time of all cells, in seconds; without the start of server and kernel. */
  readonly seconds: number;
  readonly cells: readonly CellReport[];
  /** Versions of igdp, Node, the Jupyter server, and the kernel's implementation and language. */
  readonly versions: Readonly<Record<string, string>>;
}

/** What happens during a run, as it happens. */
export type RunEvent =
  | { readonly kind: "server-ready"; readonly seconds: number }
  | { readonly kind: "kernel-ready"; readonly seconds: number }
  | { readonly kind: "cell-start"; readonly index: number; readonly source: string }
  | { readonly kind: "cell-end"; readonly source: string; readonly cell: CellReport };

/** The status of a run: that of the first cell that is not `ok`. */
export function overallStatus(cells: readonly CellReport[]): NotebookReport["status"] {
  const bad = cells.find(({ status }) => status !== "ok" && status !== "skipped");
  return (bad?.status as NotebookReport["status"] | undefined) ?? "ok";
}
