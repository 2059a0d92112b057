/**
 * The set-up's plain-JavaScript helpers (`progress.mjs`, `child.mjs`, `failures.mjs`). They run before anything
 * is compiled, so compiled code does not import them: `start.mjs` and `test.mjs` hand them over.
 */
export interface SetupTools {
  /** Runs a step and says so on one line, with the seconds that it took. */
  readonly step: <T>(title: string, work: () => Promise<T>) => Promise<T>;
  /** Runs a program to its end; its output goes to the log file, the end of it is also given back. */
  readonly runLogged: (
    command: string,
    args: readonly string[],
    options: { readonly cwd: string; readonly log: string; readonly env?: NodeJS.ProcessEnv },
  ) => Promise<{ readonly code: number; readonly output: string }>;
  /** A sentence that says what went wrong and what to do, from what a program printed. */
  readonly explainFailure: (program: string, output: string) => string;
}

/** A set-up step failed: the message is a sentence for the user that says what to do. */
export class SetupError extends Error {
  override readonly name = "SetupError";
  readonly tag = "setup" as const;
  /** The file with the failed program's output. */
  readonly log?: string;
  /** What the failed program printed. */
  readonly output?: string;

  constructor(message: string, details: { readonly log?: string; readonly output?: string } = {}) {
    super(message);
    this.log = details.log;
    this.output = details.output;
  }
}
