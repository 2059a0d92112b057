/**
 * What a stage says of what it did: plain JSON, complete enough to run the step again. A data release is the
 * chain of these reports.
 */
export interface StepReport {
  /** Name of the function, for example `driftByLoop`. */
  readonly step: string;
  /** Version of igdp that ran it. */
  readonly version: string;
  /** Every parameter that shaped the result, defaults included; the unit is in the name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** How many rows came in, went out, were flagged. */
  readonly rows: Readonly<Record<string, number>>;
  /** Figures that describe the result; the unit is in the name. */
  readonly figures: Readonly<Record<string, unknown>>;
  /** Sentences that a person should read before trusting the result. */
  readonly warnings: readonly string[];
  /** Files that were read: name and SHA-256. Filled in by the caller that opened them. */
  readonly inputs: readonly InputFile[];
}

/** A file that a step read. */
export interface InputFile {
  readonly name: string;
  readonly sha256: string;
}

/** A stage's answer: the result, and the report of how it came about. */
export interface Reported<Result> {
  readonly result: Result;
  readonly report: StepReport;
}

/** Fills in the parts of a report that a step leaves out. */
export function stepReport(step: string, facts: Partial<Omit<StepReport, "step" | "version">>): StepReport {
  return Object.freeze({
    step,
    version: VERSION,
    parameters: facts.parameters ?? {},
    rows: facts.rows ?? {},
    figures: facts.figures ?? {},
    warnings: facts.warnings ?? [],
    inputs: facts.inputs ?? [],
  });
}

/** Version of igdp; a test holds it equal to package.json's. */
export const VERSION = "0.1.0";

/** A text file as a reader takes it: its name for messages, its text, and the checksum of its bytes. */
export interface TextFile extends InputFile {
  readonly text: string;
}
