import type { Outcome, RunningKernel } from "./kernel.js";
import type { Cell } from "./notebook-file.js";
import type { OutputCollector } from "./outputs.js";
import type { CellReport, RunEvent } from "./report.js";

/** How the cells of a notebook are run. */
export interface CellRunOptions {
  /** Time limit of a cell in seconds. */
  readonly timeoutSeconds: number;
  /** Whether the cells after a failed one are run. */
  readonly keepGoing: boolean;
  readonly onProgress?: (event: RunEvent) => void;
}

/**
 * Runs the code cells of a notebook one after the other; outputs go to the collector.
 *
 * @returns a report of each code cell, in order
 */
export async function runCells(
  cells: readonly Cell[],
  kernel: RunningKernel,
  outputs: OutputCollector,
  options: CellRunOptions,
): Promise<readonly CellReport[]> {
  const reports: CellReport[] = [];
  let stopped = false;
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const id = cell.id ?? `cell-${index}`;
    const { source } = cell;
    if (stopped) {
      reports.push({ index, id, status: "skipped", seconds: 0 });
      continue;
    }
    options.onProgress?.({ kind: "cell-start", index, source });
    const { report, kernelLives } = await runCell(
      cell,
      { index, id },
      kernel,
      outputs,
      options.timeoutSeconds,
    );
    reports.push(report);
    options.onProgress?.({ kind: "cell-end", source, cell: report });
    stopped = !kernelLives || (report.status !== "ok" && !options.keepGoing);
  }
  return reports;
}

async function runCell(
  cell: Cell,
  { index, id }: { readonly index: number; readonly id: string },
  kernel: RunningKernel,
  outputs: OutputCollector,
  timeoutSeconds: number,
): Promise<{ report: CellReport; kernelLives: boolean }> {
  // Jupyter's front ends do not send an empty cell either.
  if (cell.source.trim() === "")
    return { report: { index, id, status: "ok", seconds: 0 }, kernelLives: true };
  const start = performance.now();
  const { request, outcome } = kernel.execute(cell.source, timeoutSeconds);
  outputs.begin(index, request);
  const end = await outcome;
  const seconds = Math.round(performance.now() - start) / 1000;
  const failure = failureOf(end, timeoutSeconds);
  // Nobody else says in the executed copy why a cell has no more output.
  if (failure && end.status !== "error") outputs.add(index, { output_type: "error", ...failure });
  const allowed = end.status === "error" && cell.metadata.tags?.includes("raises-exception");
  return {
    report: { index, id, status: allowed ? "ok" : end.status, seconds, ...failure },
    kernelLives: end.status !== "dead-kernel" && !(end.status === "timeout" && !end.answered),
  };
}

function failureOf(
  end: Outcome,
  timeoutSeconds: number,
): { ename: string; evalue: string; traceback: string[] } | undefined {
  switch (end.status) {
    case "ok":
      return undefined;
    case "error":
      return { ename: end.ename, evalue: end.evalue, traceback: [...end.traceback] };
    case "timeout": {
      const then = end.answered
        ? "It was interrupted."
        : "An interrupt did not stop it, so the kernel was ended.";
      const evalue = `The cell did not end within ${timeoutSeconds} s. ${then}`;
      return { ename: "CellTimeout", evalue, traceback: [`CellTimeout: ${evalue}`] };
    }
    case "dead-kernel": {
      const evalue = "The kernel ended while this cell ran.";
      return { ename: "DeadKernel", evalue, traceback: [`DeadKernel: ${evalue}`] };
    }
  }
}
