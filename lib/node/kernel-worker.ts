import { parentPort, workerData } from "node:worker_threads";
import type { Kernel } from "../core/executor.js";
import type { RasterHandle, RasterSource } from "../core/raster-source.js";
import { curvatureKernel } from "../grid/curvature-threads.js";
import { heldOutKernel } from "../grid/held-out.js";
import { krigingKernel } from "../grid/kriging-kernel.js";
import { overviewKernel } from "../reduce/terrain/overview-kernel.js";
import { terrainKernel } from "../reduce/terrain/terrain-kernel.js";

// What a thread of the pool runs: it looks its kernel up by name, prepares it once, and does the tasks that come.

/** Loaded where a kernel asks for it: reading rasters takes longer to load than all kernels. */
async function openRaster(handle: RasterHandle): Promise<RasterSource> {
  const { openHandle } = await import("./open-raster.js");
  return openHandle(handle);
}

type AnyKernel = Kernel<unknown, unknown, unknown>;

/** The kernels that threads know. */
const KERNELS: readonly AnyKernel[] = [
  terrainKernel as AnyKernel,
  overviewKernel as AnyKernel,
  curvatureKernel as AnyKernel,
  heldOutKernel as AnyKernel,
  krigingKernel as AnyKernel,
];

const { name, shared } = workerData as { readonly name: string; readonly shared: unknown };
const kernel = KERNELS.find((known) => known.name === name);
if (kernel === undefined) throw new TypeError(`threads know no kernel '${name}'`);
const work = kernel.prepare(shared, { openRaster });

parentPort?.on("message", async ({ index, task }: { readonly index: number; readonly task: unknown }) => {
  try {
    parentPort?.postMessage({ index, answer: await work(task) });
  } catch (error) {
    // An error loses its kind on the way: its facts go beside it.
    const facts = error instanceof Error ? { ...error } : {};
    parentPort?.postMessage({ index, error, facts });
  }
});
