import { parentPort, workerData } from "node:worker_threads";
import type { Kernel } from "../core/executor.js";
import type { RasterHandle, RasterSource } from "../core/raster-source.js";

// What a thread of the pool runs: it looks its kernel up by name, prepares it once, and does the tasks that come.

/** Loaded where a kernel asks for it: reading rasters takes longer to load than all kernels. */
async function openRaster(handle: RasterHandle): Promise<RasterSource> {
  const { openHandle } = await import("./open-raster.js");
  return openHandle(handle);
}

type AnyKernel = Kernel<unknown, unknown, unknown>;

/** The kernels that threads know, by their names. A thread loads one: loading all takes longer than a small task. */
const KERNELS: Readonly<Record<string, () => Promise<object>>> = {
  terrain: async () => (await import("../reduce/terrain/terrain-kernel.js")).terrainKernel,
  "terrain-overview": async () => (await import("../reduce/terrain/overview-kernel.js")).overviewKernel,
  "minimum-curvature": async () => (await import("../grid/curvature-threads.js")).curvatureKernel,
  "held-out": async () => (await import("../grid/held-out.js")).heldOutKernel,
  kriging: async () => (await import("../grid/kriging-kernel.js")).krigingKernel,
};

const { name, shared } = workerData as { readonly name: string; readonly shared: unknown };
if (!Object.hasOwn(KERNELS, name)) throw new TypeError(`threads know no kernel '${name}'`);
const kernel = (await KERNELS[name]()) as AnyKernel;
const work = kernel.prepare(shared, {
  openRaster,
  tell: (done, total) => parentPort?.postMessage({ told: [done, total] }),
});

parentPort?.on("message", async ({ index, task }: { readonly index: number; readonly task: unknown }) => {
  try {
    parentPort?.postMessage({ index, answer: await work(task) });
  } catch (error) {
    // An error loses its kind on the way: its facts go beside it.
    const facts = error instanceof Error ? { ...error } : {};
    parentPort?.postMessage({ index, error, facts });
  }
});
