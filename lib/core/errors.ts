/**
 * The two kinds of error that the library throws on purpose. Both carry their facts as fields, so that a
 * notebook, the command line and a test can each say them in their own way.
 */

/** Facts of an {@link ArgumentError}. */
export interface ArgumentErrorFacts {
  /** The argument as the caller wrote it, for example `options.tension`. */
  readonly argument: string;
  /** The value that came. */
  readonly value: unknown;
  /** What would be accepted, in words, for example `a number from 0 to 1`. */
  readonly accepted: string;
  /** What the caller can do next. */
  readonly advice?: string;
}

/**
 * A function was called with a value that it cannot use.
 *
 * @example
 * const error = new ArgumentError({ argument: "tension", value: 2, accepted: "a number from 0 to 1" });
 * error.message; // => "tension is 2, but must be a number from 0 to 1."
 */
export class ArgumentError extends Error implements ArgumentErrorFacts {
  override readonly name = "ArgumentError";
  readonly tag = "argument" as const;
  readonly argument: string;
  readonly value: unknown;
  readonly accepted: string;
  readonly advice?: string;

  constructor(facts: ArgumentErrorFacts) {
    super(
      `${facts.argument} is ${shown(facts.value)}, but must be ${facts.accepted}.${facts.advice ? ` ${facts.advice}` : ""}`,
    );
    this.argument = facts.argument;
    this.value = facts.value;
    this.accepted = facts.accepted;
    this.advice = facts.advice;
  }
}

/** Facts of a {@link FormatError}. */
export interface FormatErrorFacts {
  /** The file's name, as the caller gave it. */
  readonly file: string;
  /** Line number, counted from 1. */
  readonly line?: number;
  /** Column name, or a column number counted from 1. */
  readonly column?: string | number;
  /** What is wrong there, as a sentence without its full stop. */
  readonly problem: string;
  /** What the reader can do next, as a sentence. */
  readonly advice?: string;
}

/**
 * A file does not hold what its format promises.
 *
 * @example
 * const error = new FormatError({ file: "day-1.csv", line: 7, column: "height_m", problem: "'abc' is not a number" });
 * error.message; // => "day-1.csv, line 7, column height_m: 'abc' is not a number."
 */
export class FormatError extends Error implements FormatErrorFacts {
  override readonly name = "FormatError";
  readonly tag = "format" as const;
  readonly file: string;
  readonly line?: number;
  readonly column?: string | number;
  readonly problem: string;
  readonly advice?: string;

  constructor(facts: FormatErrorFacts) {
    const place = [
      facts.file,
      facts.line === undefined ? "" : `line ${facts.line}`,
      facts.column === undefined ? "" : `column ${facts.column}`,
    ].filter(Boolean);
    super(`${place.join(", ")}: ${facts.problem}.${facts.advice ? ` ${facts.advice}` : ""}`);
    this.file = facts.file;
    this.line = facts.line;
    this.column = facts.column;
    this.problem = facts.problem;
    this.advice = facts.advice;
  }
}

/** A value as it reads in a sentence: short, and never a page of numbers. */
function shown(value: unknown): string {
  if (typeof value === "string") return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (ArrayBuffer.isView(value) || Array.isArray(value)) {
    const list = value as unknown as ArrayLike<unknown>;
    return list.length > 4 ? `an array of ${list.length} values` : `[${Array.from(list).join(", ")}]`;
  }
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
