import { inspect, types } from "node:util";
import { aboutMissingNames } from "./missing-names.js";
import { INTERRUPT_MESSAGE } from "./tslab.js";

/** An error as Jupyter wants it. */
export interface ErrorReport {
  /** The error's name, such as `TypeError`. */
  readonly ename: string;
  readonly evalue: string;
  /** Lines to show, the first with name and message. */
  readonly traceback: readonly string[];
}

/** A type error in a cell, as tslab finds it; line and column count from 1. */
export interface Diagnostic {
  /** The module's file, if the error is not in the cell itself. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What turns stack lines into lines for people. */
export interface StackReading {
  /** igdp's folder: its files are named relative to it. */
  readonly packageRoot: string;
  /** Rewrites the places in cells; undefined for a line to leave out. */
  readonly rewrite: (stackLine: string) => string | undefined;
}

/** How many causes of an error are told. */
const CAUSES = 5;
/** Frames that say nothing about the reader's work: Node's insides, tslab, the kernel. */
const NOISE =
  /\(?node:|[\\/]node_modules[\\/]tslab[\\/]|[\\/]course[\\/]environment[\\/]kernel[\\/]|^\s+at new Promise \(<anonymous>\)/;

/** The `Object` of an `import * as`, and tslab's keeper of the cells' variables. */
const OWNER = /at (?:Object|Proxy)\.(?!<)/;

/** The report of what a cell threw: an `Error`, or any other value. */
export function reportError(thrown: unknown, reading: StackReading): ErrorReport {
  if (isInterrupt(thrown)) return INTERRUPTED;
  if (!isError(thrown)) {
    const evalue = inspect(thrown);
    return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`] };
  }
  const ename = errorName(thrown);
  const evalue = String(thrown.message);
  return { ename, evalue, traceback: traceback(thrown, reading, CAUSES) };
}

/** The report of a cell that was interrupted. */
export const INTERRUPTED: ErrorReport = {
  ename: "Interrupted",
  evalue: "The cell was interrupted.",
  traceback: ["Interrupted: The cell was interrupted."],
};

/**
 * The report of type errors: each with its place, the line of the cell with a mark under the place, and what
 * may help. The error's message is one line.
 *
 * @param code - the cell
 */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], code: string): ErrorReport {
  const ename = "TypeScriptError";
  const errors = byPlace(diagnostics);
  const shown = errors.flatMap(([head, ...reasons]) => {
    const source = head.file ? undefined : code.split(/\r?\n/)[head.line - 1];
    const mark = source === undefined ? [] : [`  ${source}`, `  ${" ".repeat(head.column - 1)}^`];
    const why = reasons.map(({ message }) => `  ${message}`);
    return [[headLine(head), ...mark].join("\n"), ...why, ...forgotten(head.message)];
  });
  const [[head, ...reasons]] = errors;
  const suggestion = /Did you mean [^?]*\?/.exec(reasons.map(({ message }) => message).join(" "));
  const advice = [...forgotten(head.message), ...missing([head]).map((line) => line.trim())];
  const evalue = [headLine(head), ...(suggestion ?? []), ...advice].join(" ");
  const names = missing(errors.map(([first]) => first));
  return { ename, evalue, traceback: [`${ename}: ${shown[0]}`, ...shown.slice(1), ...names] };
}

function headLine({ file, line, column, message }: Diagnostic): string {
  return `${file ? `${file}, ` : ""}line ${line}, column ${column}: ${message}`;
}

/** Advice on names that a cell uses and no cell has made; a module does not see the names of cells. */
function missing(errors: readonly Diagnostic[]): readonly string[] {
  return aboutMissingNames(errors.filter(({ file }) => !file).map(({ message }) => message));
}

/** TypeScript tells the reasons of an error as further errors at the same place. */
function byPlace(diagnostics: readonly Diagnostic[]): readonly (readonly Diagnostic[])[] {
  const errors: Diagnostic[][] = [];
  for (const diagnostic of diagnostics) {
    const error = errors.at(-1);
    const { file, line, column } = diagnostic;
    const same = error?.[0].file === file && error[0].line === line && error[0].column === column;
    if (same) error.push(diagnostic);
    else errors.push([diagnostic]);
  }
  return errors;
}

/**
 * What a type error says that comes from a forgotten `await` or `.result`: the type that is there is a
 * promise or a step's answer, and the type that is wanted is not.
 */
function forgotten(message: string): readonly string[] {
  if (message.includes("Did you mean")) return [];
  const [there, ...wanted] = message.split(/ to (?:parameter of )?type (?=')/);
  const isOnlyThere = (type: RegExp): boolean => type.test(there) && !type.test(wanted.join());
  if (isOnlyThere(/'(?:[^']* \| )?Promise</)) return ["It is a promise: put await before it."];
  if (isOnlyThere(/'(?:[^']* \| )?(?:Reported<|\{ (?:readonly )?result: [^']* report: )/)) {
    return ["It is a step's answer: add .result."];
  }
  return [];
}

function traceback(error: Error, reading: StackReading, causes: number): string[] {
  const lines = [`${errorName(error)}: ${error.message}`, ...stackFrames(error, reading)];
  if (error.cause === undefined || causes === 0) return lines;
  const cause = isError(error.cause) ? traceback(error.cause, reading, causes - 1) : [inspect(error.cause)];
  return [...lines, `Caused by ${cause[0]}`, ...cause.slice(1)];
}

function stackFrames(error: Error, { packageRoot, rewrite }: StackReading): string[] {
  const stack = typeof error.stack === "string" ? error.stack : "";
  const root = packageRoot.replaceAll("\\", "/");
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !NOISE.test(line))
    .map((line) => rewrite(shortenPath(line.replace(OWNER, "at "), root)))
    .filter((line) => line !== undefined);
}

/** Names igdp's own files relative to its folder: shorter, and the same on every machine. */
function shortenPath(line: string, root: string): string {
  const slashed = line.replaceAll("\\", "/");
  for (const prefix of [`file://${root}/`, `file:///${root}/`, `${root}/`]) {
    if (slashed.includes(prefix)) return slashed.replace(prefix, "");
  }
  return line;
}

function errorName(error: Error): string {
  const name = String(error.name);
  return name === "Error" ? error.constructor?.name || name : name;
}

function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

/** tslab and Node each have their own way to say that a cell was stopped. */
function isInterrupt(value: unknown): boolean {
  if (!isError(value)) return false;
  const { code } = value as NodeJS.ErrnoException;
  return code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || value.message === INTERRUPT_MESSAGE;
}
