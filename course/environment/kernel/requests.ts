import type { ErrorReport } from "./error-report.js";
import { kernelInfo } from "./kernel-info.js";
import { kernelLog } from "./kernel-log.js";
import type { OutputSink } from "./output-sink.js";
import type { Outcome, Session } from "./session.js";
import { characterPosition, codeUnitPosition } from "./text-position.js";
import type { Request, ToConnection } from "./thread-messages.js";

type Content = Readonly<Record<string, unknown>>;

/** Answers requests one after the other, in the order in which they came. */
export interface RequestQueue {
  receive(request: Request): void;
  /** Every request that had arrived before the failed cell was reported has been received. */
  drained(): void;
}

/** What a queue stands on. */
export interface RequestParts {
  readonly packageRoot: string;
  readonly session: Session;
  readonly sink: OutputSink;
  readonly tellConnection: (message: ToConnection) => void;
}

/** Makes the queue of requests to the kernel. */
export function makeRequestQueue(parts: RequestParts): RequestQueue {
  const { packageRoot, session, sink, tellConnection } = parts;
  const waiting: Request[] = [];
  const aborted = new Set<number>();
  let running = false;
  let executionCount = 0;
  let onDrained: (() => void) | undefined;

  async function work(): Promise<void> {
    running = true;
    for (let request = waiting.shift(); request; request = waiting.shift()) {
      const { id, type } = request;
      tellConnection({ kind: "busy", id });
      const answer = await answerSafely(request);
      if (!answer) kernelLog(`no answer to '${type}'`);
      tellConnection({
        kind: "finish",
        id,
        type: answer && type.replace(/_request$/, "_reply"),
        content: JSON.stringify(answer),
      });
    }
    running = false;
  }

  async function answerSafely(request: Request): Promise<Content | undefined> {
    try {
      return await answer(request);
    } catch (error) {
      kernelLog(`'${request.type}' failed: ${(error as Error).stack ?? error}`);
      return { status: "error", ename: (error as Error).name, evalue: String(error), traceback: [] };
    }
  }

  async function answer({ id, type, content }: Request): Promise<Content | undefined> {
    switch (type) {
      case "execute_request":
        return aborted.delete(id) ? { status: "aborted" } : execute(id, content);
      case "kernel_info_request":
        return kernelInfo(packageRoot);
      case "complete_request":
        return complete(String(content.code), Number(content.cursor_pos));
      case "inspect_request":
        return inspect(String(content.code), Number(content.cursor_pos));
      case "is_complete_request": {
        const { completed, indent } = session.isComplete(String(content.code));
        return completed ? { status: "complete" } : { status: "incomplete", indent: indent ?? "" };
      }
      case "comm_info_request":
        return { status: "ok", comms: {} };
      case "history_request":
        return { status: "ok", history: [] };
      default:
        return undefined;
    }
  }

  async function execute(id: number, content: Content): Promise<Content> {
    const code = String(content.code);
    const silent = content.silent === true;
    if (!silent && content.store_history !== false) executionCount++;
    const execution_count = executionCount;
    tellConnection({ kind: "cell", id });
    if (!silent) sink.output("execute_input", { code, execution_count });
    const outcome = await session.run(code, `cell [${execution_count}]`);
    if (outcome.status === "ok") {
      if (!silent) showResult(outcome, execution_count);
      return { status: "ok", execution_count, user_expressions: {}, payload: [] };
    }
    if (!silent) sink.output("error", { ...outcome.report });
    if (content.stop_on_error !== false) await abortWaiting();
    return errorReply(outcome.report, execution_count);
  }

  function showResult(outcome: Outcome & { status: "ok" }, execution_count: number): void {
    if (!outcome.shown) return;
    try {
      sink.output("execute_result", { data: outcome.shown, metadata: {}, execution_count });
    } catch (error) {
      sink.stream("stderr", `The result cannot be shown: ${String(error)}\n`);
    }
  }

  /**
   * Cells that had been sent before the failed one was reported are not run ("Run All" stops at an error). The
   * connection thread is asked for all of them first; whatever comes after the reply to the failed cell runs.
   */
  async function abortWaiting(): Promise<void> {
    const everythingHere = new Promise<void>((resolve) => {
      onDrained = resolve;
    });
    tellConnection({ kind: "drain" });
    await everythingHere;
    for (const { id, type } of waiting) if (type === "execute_request") aborted.add(id);
  }

  function complete(code: string, cursor: number): Content {
    const { start, end, candidates, original } = session.complete(code, codeUnitPosition(code, cursor));
    const kinds = new Map(original?.entries.map(({ name, kind }) => [name, kind]));
    const cursor_start = characterPosition(code, start);
    const cursor_end = characterPosition(code, end);
    const types = candidates.map((text) => ({
      start: cursor_start,
      end: cursor_end,
      text,
      type: kinds.get(text) ?? "",
    }));
    return {
      status: "ok",
      matches: candidates,
      cursor_start,
      cursor_end,
      // Where JupyterLab reads the kind of each name from.
      metadata: { _jupyter_types_experimental: types },
    };
  }

  function inspect(code: string, cursor: number): Content {
    const text = session.inspect(code, codeUnitPosition(code, cursor));
    const data = text === undefined ? {} : { "text/plain": text };
    return { status: "ok", found: text !== undefined, data, metadata: {} };
  }

  return {
    receive(request) {
      waiting.push(request);
      if (!running) void work();
    },
    drained: () => onDrained?.(),
  };
}

function errorReply(report: ErrorReport, execution_count: number): Content {
  return { status: "error", execution_count, ...report };
}
