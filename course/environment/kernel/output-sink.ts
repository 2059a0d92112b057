import { StringDecoder } from "node:string_decoder";
import type { ErrorReport } from "./error-report.js";
import { jupyterContent, type MimeBundle } from "./mime-bundle.js";
import { addInFlight, type SharedState } from "./shared-state.js";
import type { StreamName } from "./stream-batch.js";
import type { ToConnection } from "./thread-messages.js";

/** Something that a cell displays. */
export interface DisplayOutput {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** A name under which a later display can take this one's place. */
  readonly displayId?: string;
  /** True to take the place of the display with the same name. */
  readonly update?: boolean;
}

/** Where everything goes that a notebook shows. All of it arrives in the order of the calls. */
export interface OutputSink {
  stream(name: StreamName, text: string): void;
  /** A message with outputs: `execute_input`, `execute_result`, `display_data`, `error`, … */
  output(type: string, content: Readonly<Record<string, unknown>>): void;
  /** Displays something in the latest cell. */
  display(output: DisplayOutput): void;
  /** Tells of an error that does not end the cell, on standard error. */
  warn(report: ErrorReport): void;
}

/** The sink of the main thread: hands everything to the connection thread, and waits while too much is on its way. */
export function makeOutputSink(
  tellConnection: (message: ToConnection) => void,
  state: SharedState,
): OutputSink {
  const sink: OutputSink = {
    stream(name, text) {
      tellConnection({ kind: "stream", name, text });
      addInFlight(state, text.length);
    },
    output(type, content) {
      const json = JSON.stringify(content);
      tellConnection({ kind: "output", type, content: json });
      addInFlight(state, json.length);
    },
    display({ data, metadata = {}, displayId, update = false }) {
      sink.output(update ? "update_display_data" : "display_data", {
        data: jupyterContent(data as MimeBundle),
        metadata,
        transient: displayId === undefined ? {} : { display_id: displayId },
      });
    },
    warn(report) {
      sink.stream("stderr", `${report.traceback.join("\n")}\n`);
    },
  };
  return sink;
}

type WriteCallback = (error?: Error | null) => void;

/** Sends what the process prints, by `console` or by `process.stdout.write`, to the notebook. */
export function redirectProcessStreams(sink: OutputSink): void {
  for (const name of ["stdout", "stderr"] as const) {
    const decoder = new StringDecoder("utf8");
    const write = (
      chunk: Uint8Array | string,
      encoding?: BufferEncoding | WriteCallback,
      callback?: WriteCallback,
    ): boolean => {
      sink.stream(name, typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)));
      const done = typeof encoding === "function" ? encoding : callback;
      if (done) process.nextTick(done);
      return true;
    };
    // Colours in text depend on the terminal in which the Jupyter server was started: none, so that a
    // notebook is the same everywhere.
    Object.defineProperties(process[name], {
      write: { value: write, writable: true, configurable: true },
      isTTY: { value: false, writable: true, configurable: true },
    });
  }
}
