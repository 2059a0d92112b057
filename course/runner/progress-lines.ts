import type { CellReport, NotebookReport } from "./report.js";

/** How a cell's status reads in a terminal. */
const WORDS: Readonly<Record<CellReport["status"], string>> = {
  ok: "ok",
  error: "ERROR",
  timeout: "TIMEOUT",
  "dead-kernel": "DEAD KERNEL",
  skipped: "skipped",
};

/**
 * A cell's run in one line: its number (counted from 1 over all cells), what became of it, the seconds, its
 * first line of code; a second line names the error, with the spelling that it suggests.
 *
 * @example
 * cellLine({ index: 3, id: "a", status: "ok", seconds: 0.25 }, "const x = 1;");
 * // "  cell  4  ok            0.3 s  const x = 1;"
 */
export function cellLine(cell: CellReport, source: string): string {
  const number = String(cell.index + 1).padStart(2);
  const seconds = cell.seconds.toFixed(1).padStart(6);
  const first = source.split("\n").find((line) => line.trim() !== "") ?? "";
  const line =
    `  cell ${number}  ${WORDS[cell.status].padEnd(11)}${seconds} s  ${first.slice(0, 60)}`.trimEnd();
  if (cell.status === "ok" || cell.ename === undefined) return line;
  const [message, ...rest] = (cell.evalue ?? "").split("\n");
  const suggestion = /Did you mean [^?\n]*\?/.exec(rest.join("\n"));
  return [line, `           ${cell.ename}: ${message}`, suggestion && `           ${suggestion[0]}`]
    .filter(Boolean)
    .join("\n");
}

/** A notebook's run in one line. */
export function reportLine(report: NotebookReport): string {
  const ran = report.cells.filter(({ status }) => status === "ok").length;
  const total = `${ran} of ${report.cells.length} cells ran in ${report.seconds.toFixed(1)} s`;
  return `${report.status === "ok" ? "ok" : "FAILED"}: ${total} → ${report.executed}`;
}
