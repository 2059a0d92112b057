import type { RasterHandle, RasterSource } from "./raster-source.js";

/** What a kernel may ask of the place that it runs in. */
export interface KernelTools {
  /** Opens a raster that came as a handle. */
  readonly openRaster: (handle: RasterHandle) => Promise<RasterSource>;
  /** Tells how much of a long task is done; heard by `told` of the map's options. */
  readonly tell?: (done: number, total: number) => void;
}

/**
 * Work that can run in another thread: it has a name by which a worker finds it, is prepared once with what all tasks
 * share, and then does one task after another. Shared data, tasks and answers are plain data.
 */
export interface Kernel<Shared, Task, Answer> {
  readonly name: string;
  prepare(shared: Shared, tools: KernelTools): (task: Task) => Answer | Promise<Answer>;
}

/** Options of a map over tasks. */
export interface TaskOptions {
  /** Stops the work when it is aborted: the map then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /**
   * Told how many tasks are done. A promise that it returns is waited for: work in one thread hears of a button only
   * where it is given a pause.
   */
  readonly progress?: (done: number, total: number) => void | Promise<void>;
  /** Told what a kernel tells of a task while it works on it. */
  readonly told?: (done: number, total: number) => void;
}

/** Who does the work: one thread, or several. */
export interface Executor {
  /** How many tasks run at a time. */
  readonly threads: number;
  /** Whether tasks run in threads of their own, so that rasters must come as handles. */
  readonly isSeparate: boolean;
  /** Answers of all tasks, in their order. */
  map<Shared, Task, Answer>(
    kernel: Kernel<Shared, Task, Answer>,
    shared: Shared,
    tasks: readonly Task[],
    options?: TaskOptions,
  ): Promise<Answer[]>;
}

/**
 * Does tasks one after another in this thread.
 *
 * @example
 * const double = { name: "double", prepare: (factor: number) => (task: number) => factor * task };
 * await serialExecutor.map(double, 2, [1, 2, 3]); // => [2, 4, 6]
 */
export const serialExecutor: Executor = Object.freeze({
  threads: 1,
  isSeparate: false,
  async map<Shared, Task, Answer>(
    kernel: Kernel<Shared, Task, Answer>,
    shared: Shared,
    tasks: readonly Task[],
    { signal, progress, told }: TaskOptions = {},
  ): Promise<Answer[]> {
    const work = kernel.prepare(shared, { openRaster: refuseHandle, tell: told });
    const answers: Answer[] = [];
    for (const task of tasks) {
      signal?.throwIfAborted();
      answers.push(await work(task));
      await progress?.(answers.length, tasks.length);
    }
    signal?.throwIfAborted();
    return answers;
  },
});

function refuseHandle({ path }: RasterHandle): Promise<RasterSource> {
  return Promise.reject(new TypeError(`${path} came as a handle, which only a worker can open`));
}
