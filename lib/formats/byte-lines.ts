/** Most fields that a line may have; what goes beyond is counted, but not kept. */
export const MOST_FIELDS = 64;

const [TAB, LINE_FEED, CARRIAGE_RETURN, BLANK, COMMA] = [9, 10, 13, 32, 44];

/** Where the fields of one line begin and end. It is filled anew for every line, so that a million lines make no garbage. */
export interface FieldBounds {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Room for the fields of a line. */
export function fieldBounds(): FieldBounds {
  return { from: new Int32Array(MOST_FIELDS), to: new Int32Array(MOST_FIELDS) };
}

/** What is done with the lines of a text. */
export interface LineVisitor {
  /** Called with where the line's bytes begin and end, and the line's number, from 1. */
  visit(from: number, to: number, line: number): void;
  /** Tried first: it may take the lines that begin at `from` by itself, as many as it can. */
  quick?(from: number, line: number): LineRun;
}

/** Lines that were taken at once: how many, and where the line behind them begins. */
export interface LineRun {
  readonly at: number;
  readonly lines: number;
}

/** No line was taken. */
export const NO_LINES: LineRun = Object.freeze({ at: 0, lines: 0 });

/** Where a walk over lines has come to. */
export interface LineWalk {
  /** Number of the line that would be next. */
  readonly line: number;
  /** The last line had no end: it may have been cut. */
  readonly isOpen: boolean;
}

/**
 * Visits the lines of a text in bytes, without their ends: LF, CR LF or CR, and all of them mixed. A line of nothing
 * is visited too.
 *
 * @param firstLine - number of the first line, where these bytes are not the first of their file
 */
export function forEachLine(bytes: Uint8Array, visitor: LineVisitor, firstLine = 1): LineWalk {
  const next = (byte: number, from: number) => {
    const found = bytes.indexOf(byte, from);
    return found < 0 ? bytes.length : found;
  };
  let feed = -1;
  let carriage = -1;
  let from = 0;
  let line = firstLine;
  for (; from < bytes.length; line++) {
    const run = visitor.quick?.(from, line) ?? NO_LINES;
    if (run.lines > 0) {
      from = run.at;
      line += run.lines;
      if (from >= bytes.length) break;
    }
    if (feed < from) feed = next(LINE_FEED, from);
    if (carriage < from) carriage = next(CARRIAGE_RETURN, from);
    const to = Math.min(feed, carriage);
    visitor.visit(from, to, line);
    if (to === bytes.length) return { line: line + 1, isOpen: true };
    from = to === carriage && feed === to + 1 ? to + 2 : to + 1;
  }
  return { line, isOpen: false };
}

/** The first byte of a line that is no blank: its place, or `to` where there is none. */
export function firstLetter(bytes: Uint8Array, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(bytes[i])) i++;
  return i;
}

/**
 * Finds the fields of a line that are parted by runs of blanks and tabs.
 *
 * @returns how many there are, which may be more than there is room for
 */
export function splitBlanks(bytes: Uint8Array, from: number, to: number, bounds: FieldBounds): number {
  let count = 0;
  let i = from;
  while (i < to) {
    while (i < to && (bytes[i] === BLANK || bytes[i] === TAB)) i++;
    if (i >= to) break;
    const start = i;
    while (i < to && bytes[i] !== BLANK && bytes[i] !== TAB) i++;
    if (count < MOST_FIELDS) {
      bounds.from[count] = start;
      bounds.to[count] = i;
    }
    count++;
  }
  return count;
}

/** Finds the fields of a line that are parted by single tabs or commas; blanks around a field are no part of it. */
export function splitAt(
  bytes: Uint8Array,
  from: number,
  to: number,
  delimiter: "tab" | "comma",
  bounds: FieldBounds,
): number {
  const byte = delimiter === "tab" ? TAB : COMMA;
  let count = 0;
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && bytes[i] !== byte) continue;
    if (count < MOST_FIELDS) {
      let [first, last] = [start, i];
      while (first < last && isBlank(bytes[first])) first++;
      while (last > first && isBlank(bytes[last - 1])) last--;
      bounds.from[count] = first;
      bounds.to[count] = last;
    }
    count++;
    start = i + 1;
  }
  return count;
}

function isBlank(byte: number): boolean {
  return byte === BLANK || byte === TAB;
}
