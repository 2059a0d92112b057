import type { CellLines } from "./cell-lines.js";
import {
  type Diagnostic,
  type ErrorReport,
  INTERRUPTED,
  reportDiagnostics,
  reportError,
  type StackReading,
} from "./error-report.js";
import { inspectText } from "./inspect-text.js";
import { type MimeBundle, mimeBundle } from "./mime-bundle.js";
import type { OutputSink } from "./output-sink.js";
import { type SharedState, withoutInterrupts } from "./shared-state.js";
import { type Completion, type Converter, DIAGNOSTIC_FORMAT, type Tslab } from "./tslab.js";

/** How a cell ended. */
export type Outcome =
  /** `shown`: the value of the last expression, if there is one. */
  | { readonly status: "ok"; readonly shown?: MimeBundle }
  | { readonly status: "error"; readonly report: ErrorReport };

/** Runs cells one after the other, and answers questions about them. */
export interface Session {
  /** Runs a cell. Never rejects. */
  run(code: string, label: string): Promise<Outcome>;
  /** Ends the cell that runs, if it waits or has been stopped. */
  interrupt(): void;
  complete(code: string, position: number): Completion;
  /** What is known about the name at a position, as text. */
  inspect(code: string, position: number): string | undefined;
  /** Whether a cell is complete, or waits for another line. */
  isComplete(code: string): { completed: boolean; indent?: string };
}

/** What a session stands on. */
export interface SessionParts {
  readonly tslab: Tslab;
  readonly lines: CellLines;
  readonly reading: StackReading;
  readonly state: SharedState;
  readonly sink: OutputSink;
}

/** What tslab's executor says about the cell that runs. */
interface Findings {
  value?: { readonly of: unknown };
  thrown?: { readonly error: unknown };
  readonly diagnostics: Diagnostic[];
}

/** Starts a session in a folder. Loads TypeScript's program, which takes a second or two. */
export function startSession(folder: string, parts: SessionParts): Session {
  const { tslab, lines, reading, state, sink } = parts;
  let findings: Findings = { diagnostics: [] };
  let label = "cell";
  let settle: ((outcome: Outcome) => void) | undefined;

  const converter = guardedConverter();
  const executor = tslab.createExecutor(
    folder,
    { node: converter, browser: converter, close: () => converter.close() },
    {
      log: (value) => {
        findings.value = { of: value };
      },
      error: (...values) => {
        if (values[0] === DIAGNOSTIC_FORMAT) findings.diagnostics.push(readDiagnostic(values));
        else findings.thrown = { error: values[0] };
      },
    },
  );

  /** tslab's converter; its work is marked as not to be stopped, and each cell's script gets a name. */
  function guardedConverter(): Converter {
    const real = withoutInterrupts(state, () => tslab.createConverter({ isJS: false, isBrowser: false }));
    const guard = <T>(work: () => T): T => withoutInterrupts(state, work);
    return {
      convert: (before, source) =>
        guard(() => {
          const conversion = real.convert(before, source);
          if (conversion.output === undefined) return conversion;
          const name = lines.add(label, tslab.takeMaps());
          return { ...conversion, output: `${conversion.output}\n//# sourceURL=${name}` };
        }),
      inspect: (before, source, position) => guard(() => real.inspect(before, source, position)),
      complete: (before, source, position) => guard(() => real.complete(before, source, position)),
      addModule: (name, source, metadata) => guard(() => real.addModule(name, source, metadata)),
      close: () => real.close(),
    };
  }

  async function conclude(succeeded: boolean, code: string): Promise<Outcome> {
    const { value, thrown, diagnostics } = findings;
    if (!succeeded) {
      const report =
        diagnostics.length > 0 ? reportDiagnostics(diagnostics, code) : reportError(thrown?.error, reading);
      return { status: "error", report };
    }
    // A module cell is kept in spite of its type errors.
    if (diagnostics.length > 0) sink.warn(reportDiagnostics(diagnostics, code));
    if (!value) return { status: "ok" };
    return {
      status: "ok",
      shown: await mimeBundle(value.of, (error) => sink.warn(reportError(error, reading))),
    };
  }

  function run(code: string, cellLabel: string): Promise<Outcome> {
    return new Promise((resolve) => {
      findings = { diagnostics: [] };
      label = cellLabel;
      settle = (outcome) => {
        settle = undefined;
        resolve(outcome);
      };
      // In a turn and a microtask of its own: if an interrupt stops the cell's code, everything above it on the
      // stack and behind it in the microtask queue is lost too, and Node counts on leaving its callbacks whole.
      setImmediate(() => {
        void Promise.resolve()
          .then(() => executor.execute(code))
          .then((succeeded) => conclude(succeeded, code))
          .catch((error) => ({ status: "error", report: reportError(error, reading) }) as const)
          .then((outcome) => settle?.(outcome));
      });
    });
  }

  function interrupt(): void {
    executor.interrupt();
    // A cell that waited has ended by the next turn; one that was stopped in a loop never says so itself.
    const interrupted = settle;
    setImmediate(() => {
      if (interrupted && settle === interrupted) interrupted({ status: "error", report: INTERRUPTED });
    });
  }

  return {
    run,
    interrupt,
    complete: (code, position) => executor.complete(code, position),
    inspect: (code, position) => {
      const info = executor.inspect(code, position);
      return info && inspectText(info);
    },
    isComplete: (code) => tslab.isCompleteCode(code),
  };
}

/** tslab's printed type error, read back: file with a blank behind it, line, column, message. */
function readDiagnostic(values: readonly unknown[]): Diagnostic {
  const [, file, line, column, message] = values;
  return {
    file: String(file).trim(),
    line: Number(line),
    column: Number(column),
    message: String(message),
  };
}
