import { parentPort, workerData } from "node:worker_threads";
import type { Kernel } from "../core/executor.js";
import { curvatureKernel } from "../grid/curvature-threads.js";
import { heldOutKernel } from "../grid/held-out.js";
import { overviewKernel } from "../reduce/terrain/overview-kernel.js";
import { terrainKernel } from "../reduce/terrain/terrain-kernel.js";
import { openHandle } from "./open-raster.js";

// What a thread of the pool runs: it looks its kernel up by name, prepares it once, and does the tasks that come.

type AnyKernel = Kernel<unknown, unknown, unknown>;

/** The kernels that threads know. */
const KERNELS: readonly AnyKernel[] = [
  terrainKernel as AnyKernel,
  overviewKernel as AnyKernel,
  curvatureKernel as AnyKernel,
  heldOutKernel as AnyKernel,
];

const { name, shared } = workerData as { readonly name: string; readonly shared: unknown };
const kernel = KERNELS.find((known) => known.name === name);
if (kernel === undefined) throw new TypeError(`threads know no kernel '${name}'`);
const work = kernel.prepare(shared, { openRaster: (handle) => openHandle(handle) });

parentPort?.on("message", async ({ index, task }: { readonly index: number; readonly task: unknown }) => {
  try {
    parentPort?.postMessage({ index, answer: await work(task) });
  } catch (error) {
    // An error loses its kind on the way: its facts go beside it.
    const facts = error instanceof Error ? { ...error } : {};
    parentPort?.postMessage({ index, error, facts });
  }
});
