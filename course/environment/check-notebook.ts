import path from "node:path";
import { cellLine, reportLine } from "../runner/progress-lines.js";
import { defaultExecutedPath, runNotebook } from "../runner/run-notebook.js";
import { findPackageRoot } from "./kernel/package-root.js";
import type { JupyterServer } from "./server.js";

/**
 * What `npm start -- --check` does: asks JupyterLab for its page, then runs the notebook in a fresh kernel of
 * the same server, and prints a line for each cell.
 *
 * @returns the exit code: 0 where every cell ran
 */
export async function checkNotebook(
  notebook: string,
  server: JupyterServer,
  signal: AbortSignal,
): Promise<number> {
  const page = await fetch(`${server.baseUrl}lab`, { headers: { authorization: `token ${server.token}` } });
  if (!page.ok) {
    console.error(
      `igdp: JupyterLab's page answers ${page.status} ${page.statusText}. Its log is ${server.log}`,
    );
    return 1;
  }
  const report = await runNotebook(notebook, {
    out: path.join(findPackageRoot(), defaultExecutedPath(notebook)),
    server,
    signal,
    onProgress: (event) => {
      if (event.kind === "kernel-ready") console.log(`Running ${path.basename(notebook)}`);
      if (event.kind === "cell-end") console.log(cellLine(event.cell, event.source));
    },
  });
  console.log(reportLine({ ...report, executed: path.relative(process.cwd(), report.executed) }));
  return report.status === "ok" ? 0 : 1;
}
