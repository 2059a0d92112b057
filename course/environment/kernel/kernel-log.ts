import { writeSync } from "node:fs";

/**
 * Writes a line to the process's real standard error, where the Jupyter server's terminal shows it.
 * `console.error` would go into the notebook.
 */
export function kernelLog(line: string): void {
  try {
    writeSync(2, `[igdp kernel] ${line}\n`);
  } catch {
    // The terminal is gone: nobody is left to tell.
  }
}
