import { FormatError } from "../core/errors.js";
import { joinBytes } from "../core/join-bytes.js";
import { numberAt } from "./byte-number.js";

const [LINE_FEED, RETURN, BLANK] = [10, 13, 32];
/** Bytes that are encoded at a time. */
const PART = 1 << 20;

/** Numbers between blanks, from a place in a text file to its end. */
export interface TextNumbers {
  readonly bytes: Uint8Array;
  /** Where the numbers begin. */
  readonly from: number;
  readonly file: string;
  /** How many must be there. */
  readonly count: number;
}

/**
 * Reads numbers that stand between blanks or line ends.
 *
 * @throws FormatError with the line where a word is no number, or if there are fewer or more numbers than told
 */
export function readNumbers({ bytes, from, file, count }: TextNumbers): Float64Array {
  const values = new Float64Array(count);
  let found = 0;
  for (let at = from; at < bytes.length; ) {
    while (at < bytes.length && bytes[at] <= BLANK) at++;
    const start = at;
    while (at < bytes.length && bytes[at] > BLANK) at++;
    if (at === start) break;
    if (found === count) {
      const problem = `more numbers stand here than the ${count} that its header tells of`;
      throw new FormatError({ file, line: lineAt(bytes, start), problem });
    }
    values[found++] = numberOrThrow(bytes, start, at, file);
  }
  if (found < count) {
    const problem = `it holds ${found} numbers where its header tells of ${count}`;
    throw new FormatError({ file, problem, advice: "It is cut short or damaged: copy it again." });
  }
  return values;
}

function numberOrThrow(bytes: Uint8Array, from: number, to: number, file: string): number {
  const value = numberAt(bytes, from, to);
  if (Number.isFinite(value)) return value;
  const word = new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 40)));
  if (/^[+-]?nan$/i.test(word)) return Number.NaN;
  throw new FormatError({ file, line: lineAt(bytes, from), problem: `'${word}' is not a number` });
}

/** Number of the line that a byte stands in, counted from 1. */
export function lineAt(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === LINE_FEED) line++;
  return line;
}

/** A line of a file, without its end, and where the next one begins. */
export interface TextLine {
  readonly text: string;
  readonly next: number;
}

/** The line that begins at a byte; undefined at the end of the file. No header's line is longer than 10,000 bytes. */
export function readLine(bytes: Uint8Array, at: number): TextLine | undefined {
  if (at >= bytes.length) return undefined;
  let end = at;
  while (end < bytes.length && bytes[end] !== LINE_FEED && bytes[end] !== RETURN) end++;
  const next = bytes[end] === RETURN && bytes[end + 1] === LINE_FEED ? end + 2 : end + 1;
  return { text: new TextDecoder().decode(bytes.subarray(at, Math.min(end, at + 10_000))), next };
}

/** Lines as the bytes of a text file; they are encoded in parts, since a text has a greatest length. */
export function bytesOfLines(lines: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let text = "";
  for (const line of lines) {
    text += `${line}\n`;
    if (text.length < PART) continue;
    parts.push(encoder.encode(text));
    text = "";
  }
  parts.push(encoder.encode(text));
  return joinBytes(parts);
}

/** Rows of values as text, eight on a line or fewer, so that no line is too long for an older program. */
export function* valueLines(row: Float64Array, noData: string, perLine = 8): Generator<string> {
  for (let from = 0; from < row.length; from += perLine) {
    const part = Array.from(row.subarray(from, from + perLine), (v) =>
      Number.isFinite(v) ? `${v}` : noData,
    );
    yield part.join(" ");
  }
}

/** A number that stands for no value, and that none of the values is. */
export function noDataFor(...columns: readonly (Float64Array | undefined)[]): number {
  let noData = -99999;
  while (columns.some((values) => values?.includes(noData))) noData = noData * 10 - 9;
  return noData;
}
