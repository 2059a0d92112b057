import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import {
  ArgumentError,
  type ArgumentErrorFacts,
  FormatError,
  type FormatErrorFacts,
} from "../core/errors.js";
import { type Executor, type Kernel, serialExecutor, type TaskOptions } from "../core/executor.js";
import type { ToThread } from "./kernel-worker.js";
import { packageRoot } from "./package-root.js";

/** Options of {@link threadPool}. */
export interface ThreadPoolOptions {
  /** How many threads; default: one for each core of the machine. */
  readonly threads?: number;
}

/**
 * An executor that takes all cores. Threads start with the work. When it is done they wait two seconds for more, with their code
 * compiled; they do not keep a program from ending. An abort ends them at once, in the middle of a task.
 *
 * @param options - see {@link ThreadPoolOptions}
 * @throws ArgumentError if `threads` is no positive whole number
 *
 * @example
 * threadPool({ threads: 2 }).threads; // => 2
 */
export function threadPool({ threads = availableParallelism() }: ThreadPoolOptions = {}): Executor {
  if (!Number.isInteger(threads) || threads < 1) {
    throw new ArgumentError({
      argument: "options.threads",
      value: threads,
      accepted: "a whole number from 1 on",
    });
  }
  return Object.freeze({
    threads,
    isSeparate: true,
    map<Shared, Task, Answer>(
      kernel: Kernel<Shared, Task, Answer>,
      shared: Shared,
      tasks: readonly Task[],
      options: TaskOptions = {},
    ): Promise<Answer[]> {
      if (tasks.length === 0) return serialExecutor.map(kernel, shared, tasks, options);
      const start = () => {
        const thread = takeThread();
        send(thread, { kind: "begin", name: kernel.name, shared });
        return thread;
      };
      return new PoolRun<Task, Answer>(start, Math.min(threads, tasks.length), tasks, options).answers;
    },
  });
}

/** How long a thread waits for more work, milliseconds: it has its code compiled, and starting takes some 0.1 s. */
const IDLE = 2000;

/** Threads that wait for more work, and what will end them. They do not keep the process alive. */
const idle = new Map<Worker, NodeJS.Timeout>();

function takeThread(): Worker {
  const [waiting] = idle;
  // What the program was started with, such as `--input-type`, is not for its threads. A library there asks for some data.
  if (waiting === undefined) return new Worker(workerEntry(), { execArgv: [], workerData: {} });
  const [thread, ending] = waiting;
  idle.delete(thread);
  clearTimeout(ending);
  forgetWork(thread);
  thread.ref();
  return thread;
}

function keepThread(thread: Worker): void {
  const leave = () => idle.delete(thread);
  forgetWork(thread);
  thread.on("error", leave).on("exit", leave);
  send(thread, { kind: "end" });
  thread.unref();
  idle.set(thread, setTimeout(() => leave() && void thread.terminate(), IDLE).unref());
}

/** Takes off what listened for the work before; a worker has listeners of its own beside these. */
function forgetWork(thread: Worker): void {
  for (const event of ["message", "error", "exit"]) thread.removeAllListeners(event);
}

function send(thread: Worker, message: ToThread): void {
  thread.postMessage(message);
}

/** The worker's entry beside this file; where the sources themselves run (in tests), the built one. */
function workerEntry(): URL {
  const beside = new URL("./kernel-worker.js", import.meta.url);
  if (existsSync(fileURLToPath(beside))) return beside;
  return pathToFileURL(join(packageRoot(), "dist", "lib", "node", "kernel-worker.js"));
}

/** What a thread sends. */
interface Message<Answer> {
  readonly index: number;
  readonly answer: Answer;
  readonly error?: unknown;
  /** How much of a task is done, and of how much; such a message has nothing else. */
  readonly told?: readonly [done: number, total: number];
  readonly facts?: unknown;
}

/** One piece of work: hands the next task to whichever thread is free. */
class PoolRun<Task, Answer> {
  readonly answers: Promise<Answer[]>;
  private readonly workers: Worker[] = [];
  private readonly found: Answer[] = [];
  private next = 0;
  private done = 0;
  private readonly tasks: readonly Task[];
  private readonly options: TaskOptions;

  constructor(start: () => Worker, threads: number, tasks: readonly Task[], options: TaskOptions) {
    this.tasks = tasks;
    this.options = options;
    this.answers = new Promise<Answer[]>((resolve, reject) => {
      const { signal } = options;
      const stop = () => reject(signal?.reason);
      if (signal?.aborted) return stop();
      signal?.addEventListener("abort", stop, { once: true });
      for (let k = 0; k < threads; k++) this.begin(start(), resolve, reject);
    }).then(
      (found) => {
        for (const worker of this.workers) keepThread(worker);
        return found;
      },
      async (reason) => {
        await Promise.all(this.workers.map((worker) => worker.terminate()));
        throw reason;
      },
    );
  }

  private begin(worker: Worker, resolve: (found: Answer[]) => void, reject: (reason: unknown) => void): void {
    this.workers.push(worker);
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("a thread ended before its work was done")));
    worker.on("message", (message: Message<Answer>) => {
      if (message.told) return this.options.told?.(...message.told);
      if (message.error !== undefined) return reject(errorOf(message.error, message.facts));
      this.found[message.index] = message.answer;
      this.done++;
      void this.options.progress?.(this.done, this.tasks.length);
      if (this.done === this.tasks.length) resolve(this.found);
      else this.give(worker);
    });
    this.give(worker);
  }

  private give(worker: Worker): void {
    const index = this.next++;
    if (index < this.tasks.length) send(worker, { kind: "task", index, task: this.tasks[index] });
  }
}

/** The library's own errors as what they were before they went from thread to thread. */
function errorOf(error: unknown, facts: unknown): unknown {
  const tag = (facts as { tag?: unknown } | undefined)?.tag;
  if (tag === "format") return new FormatError(facts as FormatErrorFacts);
  if (tag === "argument") return new ArgumentError(facts as ArgumentErrorFacts);
  return error;
}
