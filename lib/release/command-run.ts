import { FormatError } from "../core/errors.js";
import { type InputFile, type StepReport, type TextFile, VERSION } from "../core/report.js";

/** A file of a chain: its name as the command was given it, its length and its checksum. */
export interface ChainFile extends InputFile {
  readonly bytes?: number;
}

/** One call of a command: enough to run it again, and to know its results by their checksums. */
export interface CommandRun {
  /** Name of the command, for example `grid`. */
  readonly command: string;
  /** What was typed after it, without `--report`. */
  readonly arguments: readonly string[];
  readonly inputs: readonly ChainFile[];
  readonly outputs: readonly ChainFile[];
}

/** A report file, as `--report` writes it. */
export interface ReportFile {
  /** Version of igdp that wrote it. */
  readonly version: string;
  /** Missing in reports of igdp before it recorded its arguments. */
  readonly run?: CommandRun;
  readonly steps: readonly StepReport[];
}

/** A report as the text of the file that stands beside a result. */
export function reportText(run: CommandRun | undefined, steps: readonly StepReport[]): string {
  return `${JSON.stringify({ igdp: VERSION, run, steps }, null, 2)}\n`;
}

/**
 * Reads a report file.
 *
 * @param file - its name, for messages, and its text
 * @throws FormatError if it is no JSON or no report of igdp
 *
 * @example
 * const text = '{"igdp": "0.1.0", "steps": [{"step": "gridPoints", "rows": {"points": 4}}]}';
 * parseReport({ name: "grid.json", text }).steps[0].rows.points; // => 4
 * parseReport({ name: "notes.json", text: "[]" }); // throws FormatError
 */
export function parseReport({ name, text }: Pick<TextFile, "name" | "text">): ReportFile {
  const fail = (problem: string): never => {
    const advice = "A report is what igdp COMMAND … --report FILE writes.";
    throw new FormatError({ file: name, problem, advice });
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`this is no JSON (${(error as Error).message.slice(0, 80)})`);
  }
  if (!isRecord(value) || typeof value.igdp !== "string" || !Array.isArray(value.steps))
    return fail("this is no report of igdp");
  if (stepsOf(value.steps) === undefined) return fail("one of its steps has no name");
  const run = value.run === undefined ? undefined : runOf(value.run);
  if (value.run !== undefined && run === undefined) return fail("its 'run' is damaged");
  return { version: value.igdp, ...(run && { run }), steps: stepsOf(value.steps) ?? [] };
}

/** A run as plain JSON, if it is one. */
export function runOf(value: unknown): CommandRun | undefined {
  if (!isRecord(value) || typeof value.command !== "string") return undefined;
  const { command, arguments: words, inputs, outputs } = value;
  const isText = (word: unknown) => typeof word === "string";
  if (!Array.isArray(words) || !words.every(isText) || !areFiles(inputs) || !areFiles(outputs))
    return undefined;
  return { command, arguments: words as string[], inputs, outputs };
}

function areFiles(value: unknown): value is ChainFile[] {
  return (
    Array.isArray(value) &&
    value.every((file) => isRecord(file) && typeof file.name === "string" && isChecksum(file.sha256))
  );
}

/** True for 64 hexadecimal digits. */
export function isChecksum(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}

/** True for an object in `{ }`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Steps of a report as they should be, if each has a name. */
export function stepsOf(value: unknown): StepReport[] | undefined {
  if (!Array.isArray(value) || !value.every((step) => isRecord(step) && typeof step.step === "string"))
    return undefined;
  return value.map(wholeStep);
}

/** A step with every part that a report has, for whoever reads it. */
function wholeStep(step: Record<string, unknown>): StepReport {
  const record = (value: unknown) => (isRecord(value) ? value : {});
  const texts = Array.isArray(step.warnings) ? step.warnings.filter((text) => typeof text === "string") : [];
  return {
    step: step.step as string,
    version: typeof step.version === "string" ? step.version : "",
    parameters: record(step.parameters),
    rows: record(step.rows) as Record<string, number>,
    figures: record(step.figures),
    warnings: texts,
    inputs: areFiles(step.inputs) ? step.inputs : [],
  };
}
