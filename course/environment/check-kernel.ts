import { startKernel } from "../runner/kernel.js";
import { KERNEL_NAME } from "./kernel/kernelspec.js";
import type { JupyterServer } from "./server.js";
import { SetupError } from "./tools.js";

/**
 * Starts the project's kernel on a server, runs one line of TypeScript in it, and ends it.
 *
 * @param path - a notebook or folder on the server, which decides the kernel's working folder
 * @throws SetupError where the kernel does not start or does not run the line
 */
export async function checkKernel(server: JupyterServer, path: string, signal: AbortSignal): Promise<void> {
  const kernel = await startKernel({
    server,
    name: KERNEL_NAME,
    path,
    onMessage: () => undefined,
    serverEnded: server.ended,
    signal,
  }).catch((error: Error) => {
    signal.throwIfAborted();
    throw new SetupError(`The TypeScript kernel does not start: ${error.message}`, { log: server.log });
  });
  try {
    const { outcome } = kernel.execute("const one: number = 1;", 60);
    const { status } = await outcome;
    if (status !== "ok") {
      throw new SetupError(
        `The TypeScript kernel starts, but does not run a line of code (${status}). Delete the folder node_modules and run the same command again.`,
        { log: server.log },
      );
    }
  } finally {
    await kernel.close();
  }
}
