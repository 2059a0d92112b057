import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parentPort } from "node:worker_threads";
import type { Kernel } from "../core/executor.js";
import type { RasterHandle, RasterSource } from "../core/raster-source.js";

// What a thread of the pool runs: for each piece of work it looks the kernel up by name, prepares it once, and does the tasks that
// come.

/** Loaded where a kernel asks for it: reading rasters takes longer to load than all kernels. */
async function openRaster(handle: RasterHandle): Promise<RasterSource> {
  const { openHandle } = await import("./open-raster.js");
  return openHandle(handle);
}

/** The start of a piece of work. */
interface Beginning {
  readonly kind: "begin";
  readonly name: string;
  readonly shared: unknown;
}

/** What a thread is sent. */
export type ToThread =
  | Beginning
  | { readonly kind: "task"; readonly index: number; readonly task: unknown }
  | { readonly kind: "end" };

type AnyKernel = Kernel<unknown, unknown, unknown>;

/** The kernels that threads know, by their names. A thread loads one: loading all takes longer than a small task. */
const KERNELS: Readonly<Record<string, () => Promise<object>>> = {
  terrain: async () => (await import("../reduce/terrain/terrain-kernel.js")).terrainKernel,
  "terrain-overview": async () => (await import("../reduce/terrain/overview-kernel.js")).overviewKernel,
  "minimum-curvature": async () => (await import("../grid/curvature-threads.js")).curvatureKernel,
  "held-out": async () => (await import("../grid/held-out.js")).heldOutKernel,
  kriging: async () => (await import("../grid/kriging-kernel.js")).krigingKernel,
};

/** V8's collector, which an idle thread does not run of itself: memory that it shared with others would stay. */
setFlagsFromString("--expose-gc"); // of the whole process: taking it back would race with the other threads
const collectGarbage = runInNewContext("gc") as () => void;

type Work = ReturnType<AnyKernel["prepare"]>;

/** The piece of work at hand; none between two pieces, so that its memory can go. */
let work: Promise<Work> | undefined;

async function prepared({ name, shared }: Beginning): Promise<Work> {
  if (!Object.hasOwn(KERNELS, name)) throw new TypeError(`threads know no kernel '${name}'`);
  const kernel = (await KERNELS[name]()) as AnyKernel;
  return kernel.prepare(shared, {
    openRaster,
    tell: (done, total) => parentPort?.postMessage({ told: [done, total] }),
  });
}

parentPort?.on("message", async (message: ToThread) => {
  if (message.kind === "begin") {
    work = prepared(message);
    work.catch(() => {}); // the first task tells
    return;
  }
  if (message.kind === "end") {
    work = undefined;
    collectGarbage();
    return;
  }
  const { index, task } = message;
  try {
    parentPort?.postMessage({ index, answer: await (await work)?.(task) });
  } catch (error) {
    // An error loses its kind on the way: its facts go beside it.
    const facts = error instanceof Error ? { ...error } : {};
    parentPort?.postMessage({ index, error, facts });
  }
});
