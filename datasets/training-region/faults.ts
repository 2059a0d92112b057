import type { Row } from "./campaign-rows.js";

/** The kinds of planted faults. */
export type FaultKind =
  | "typing error"
  | "swapped stations"
  | "wrong time zone"
  | "tare"
  | "metres for degrees"
  | "bad height"
  | "bad position"
  | "duplicated page"
  | "wrong units"
  | "missing tie"
  | "wrong station name"
  | "swapped latitude and longitude"
  | "wrong hemisphere"
  | "spike"
  | "unsettled reading"
  | "duplicate with another value";

/** One entry of the answers: cells that are not what they should be. A fault may need two entries. */
export interface Fault {
  /** Entries with one number are one fault. */
  readonly number: number;
  readonly kind: FaultKind;
  /** The rows concerned, one after the other in one file. */
  readonly rows: readonly Row[];
  /** Name of the right station, empty where a fault concerns a whole page. */
  readonly station: string;
  /** The column, called as its file calls it. */
  readonly column: string;
  /** What stands there, and what should. */
  readonly written: string;
  readonly truth: string;
  readonly note: string;
}

/** Keeps the faults as they are planted. */
export class FaultBook {
  readonly faults: Fault[] = [];
  private last = 0;

  /** Opens a new fault and gives its number. */
  next(): number {
    this.last += 1;
    return this.last;
  }

  /** Writes `written` over a cell of the rows, and remembers what was there; a fault of its own unless it has a number. */
  overwrite(
    kind: FaultKind,
    rows: readonly Row[],
    station: string,
    column: string,
    written: string,
    note: string,
    number: number = this.next(),
  ): void {
    const truth = rows[0].cells[column];
    if (truth === undefined || truth === written)
      throw new Error(`${kind} at ${station}: ${column} holds ${truth}, and should become ${written}`);
    for (const row of rows) row.cells[column] = written;
    this.faults.push({ number, kind, rows, station, column, written, truth, note });
  }

  /** Notes a fault that is in the rows already, or that is no single cell. */
  note(kind: FaultKind, rows: readonly Row[], fault: Omit<Fault, "number" | "kind" | "rows">): void {
    this.faults.push({ number: this.next(), kind, rows, ...fault });
  }
}

/**
 * Two neighbouring digits of a number's text exchanged: the first pair from the `from`-th digit on, then before it,
 * that changes the number by `least` or more, so that somebody can see it, and puts no nought in front.
 */
export function exchangedDigits(text: string, from: number, least: number): string {
  const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const order = [...digits.keys()].map((i) => (i + from) % digits.length);
  for (const i of order.filter((i) => i + 1 < digits.length)) {
    const [a, b] = [digits[i], digits[i + 1]];
    const letters = [...text];
    [letters[a], letters[b]] = [letters[b], letters[a]];
    const wrong = letters.join("");
    const isOdd = /^-?0\d/.test(wrong) && !/^-?0\d/.test(text);
    if (!isOdd && Math.abs(Number(wrong) - Number(text)) >= least) return wrong;
  }
  throw new Error(`no two digits of ${text} can be exchanged`);
}

/** One digit of a number's text made larger by `by` (9 + 1 is 0). */
export function changedDigit(text: string, which: number, by: number): string {
  const at = [...text.matchAll(/\d/g)][which].index;
  return `${text.slice(0, at)}${(Number(text[at]) + by) % 10}${text.slice(at + 1)}`;
}

/** A number's name as a tired hand types it: the letter O for a nought, or the letter l for a one. */
export function misspelt(name: string): string {
  return name.includes("0")
    ? name.replace("0", "O")
    : name.includes("1")
      ? name.replace("1", "l")
      : `${name}A`;
}
