const METHODS = ["debug", "warn"] as const;

let muted = 0;
const originals: Partial<Pick<Console, (typeof METHODS)[number]>> = {};

/**
 * Silences `console.debug` and `console.warn`, to which `@jupyterlab/services` writes a line for each
 * connection, each change of a kernel's status and each lost connection. Node prints those among a program's
 * own output, and the runner tells what matters of them in its report.
 *
 * @returns a function that ends the silence; the last caller's gives the voices back
 */
export function muteConsole(): () => void {
  if (muted++ === 0) {
    for (const method of METHODS) {
      originals[method] = console[method];
      console[method] = () => undefined;
    }
  }
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    if (--muted === 0) Object.assign(console, originals);
  };
}
