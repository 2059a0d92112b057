import { type FieldBounds, fieldBounds, firstLetter, splitAt, splitBlanks } from "../byte-lines.js";
import { EXACT_POWERS, numberAt } from "../byte-number.js";
import type { TextBytes } from "../text-encoding.js";
import { dateAt, dayOf, timeAt } from "./clock.js";
import { LastBytes } from "./last-bytes.js";
import type { RowField } from "./row-fields.js";
import { type RawRows, RowStore } from "./row-store.js";

const KINDS: readonly RowField["is"][] = ["skipped", "number", "text", "date", "time", "part", "applied"];
const [, NUMBER, TEXT, DATE, TIME, PART, APPLIED] = KINDS.keys();
const [TAB, LINE_FEED, CARRIAGE_RETURN, BLANK, ZERO, ONE] = [9, 10, 13, 32, 48, 49];

/** Reads lines of fields into columns, one row a line. */
export class RowBuilder {
  private readonly source: TextBytes;
  private readonly fields: readonly RowField[];
  private readonly store: RowStore;
  private readonly bounds: FieldBounds = fieldBounds();
  // The fields once more as plain numbers, for the loop over millions of lines: what each is, the index of its
  // column among the numbers or the texts (or of its part of the clock), and its scale.
  private readonly kinds: Uint8Array;
  private readonly targets: Int32Array;
  private readonly scales: Float64Array;
  private readonly applied: Int32Array;
  private readonly hasParts: boolean;
  private readonly parts: Float64Array = new Float64Array(7);
  /** The last text of each text column: the same bytes again are the same text, made once. */
  private readonly lastText: LastBytes[];
  private readonly lastValue: string[];
  /** Every text that there was, so that two rows of one station share one. */
  private readonly known = new Map<string, string>();
  /** The last date, and its midnight. NaN for a file without dates. */
  private readonly lastDate: LastBytes = new LastBytes();
  private day: number = Number.NaN;
  private time = 0;

  /**
   * @param source - the file
   * @param fields - what the fields of a line are, in order
   * @param from - where the first row begins, and `to` where it ends: to guess how many there will be
   */
  constructor(source: TextBytes, fields: readonly RowField[], from: number, to: number) {
    this.source = source;
    this.fields = fields;
    const numbers = fields.flatMap((field) => (field.is === "number" ? [field.column] : []));
    const texts = fields.flatMap((field) => (field.is === "text" ? [field.column] : []));
    this.store = new RowStore(numbers, texts, expectedRows(source.size, from, to, fields.length));
    this.kinds = Uint8Array.from(fields, ({ is }) => KINDS.indexOf(is));
    this.targets = Int32Array.from(fields, (field) =>
      field.is === "number"
        ? numbers.indexOf(field.column)
        : field.is === "text"
          ? texts.indexOf(field.column)
          : field.is === "part"
            ? field.part
            : -1,
    );
    this.scales = Float64Array.from(fields, (field) => (field.is === "number" ? (field.scale ?? 1) : 1));
    this.applied = Int32Array.from(fields.find((field) => field.is === "applied")?.columns ?? [], (column) =>
      numbers.indexOf(column),
    );
    this.hasParts = fields.some(({ is }) => is === "part");
    this.lastText = texts.map(() => new LastBytes());
    this.lastValue = texts.map(() => "");
  }

  /** How many rows there are up to now. */
  get count(): number {
    return this.store.count;
  }

  /** Takes the line of bytes `from` to `to` as a row. */
  add(from: number, to: number, line: number): void {
    const { store } = this;
    store.reserve();
    const row = store.count++;
    store.lines[row] = line;
    const found = this.split(from, to);
    if (found === this.fields.length) {
      for (let k = 0; k < found; k++) this.read(row, k, this.bounds.from[k], this.bounds.to[k]);
      this.setClock(row);
    } else {
      const shown = this.shown(firstLetter(this.source.bytes, from, to), to);
      store.refuse(row, `${found} fields where this file has ${this.fields.length}: ${shown}`);
    }
  }

  /**
   * Takes the line that begins at `from` as a row if it is a plain one: fields parted by single tabs, no blanks
   * around them, every number a number. One pass over its bytes finds the fields and reads them, which is what makes
   * files of millions of lines quick.
   *
   * @returns where the next line begins, or -1 for a line that is not plain: then nothing was taken
   */
  addPlain(from: number, line: number): number {
    const { bytes } = this.source;
    const { kinds, store, targets, scales } = this;
    store.reserve();
    const { numbers, count: row } = store;
    const last = kinds.length - 1;
    // Local, so that the engine knows them as constants: this loop sees every byte of a large file.
    const powers = EXACT_POWERS;
    const isNumber = 1;
    const tab = 9;
    const feed = 10;
    const carriage = 13;
    let at = from;
    for (let k = 0; k <= last; k++) {
      const start = at;
      if (kinds[k] === isNumber) {
        if (bytes[at] === 45) at++; // a minus
        const first = at;
        let whole = 0;
        let digit = bytes[at] - 48; // NaN behind the end of the file, which is no digit
        for (; digit >= 0 && digit < 10; digit = bytes[++at] - 48) whole = (Math.imul(whole, 10) + digit) | 0;
        let digits = at - first;
        let decimals = 0;
        if (digit === -2) {
          const point = ++at;
          digit = bytes[at] - 48;
          for (; digit >= 0 && digit < 10; digit = bytes[++at] - 48)
            whole = (Math.imul(whole, 10) + digit) | 0;
          decimals = at - point;
          digits += decimals;
        }
        // Nine digits fit in 32 bits; whatever is longer or stranger goes the careful way.
        const end = bytes[at];
        if (digits > 0 && digits < 10 && (end === tab || end === feed || end === carriage)) {
          const value = whole / powers[decimals];
          numbers[targets[k]][row] = (first > start ? -value : value) * scales[k];
        } else {
          at = this.fieldEnd(at);
          const value = numberAt(bytes, start, at);
          if (value === Number.POSITIVE_INFINITY) return -1;
          numbers[targets[k]][row] = value * scales[k];
        }
      } else {
        at = this.fieldEnd(at);
        if (at > start && (bytes[start] === BLANK || bytes[at - 1] === BLANK)) return -1;
        if (!this.readPlain(row, k, start, at)) return -1;
      }
      if (k < last) {
        if (bytes[at] !== tab) return -1;
        at++;
      }
    }
    if (bytes[at] !== feed && bytes[at] !== carriage) return -1;
    this.setClock(row);
    store.lines[row] = line;
    store.count++;
    return bytes[at] === CARRIAGE_RETURN && bytes[at + 1] === LINE_FEED ? at + 2 : at + 1;
  }

  /** What was collected. */
  finish(): RawRows {
    return this.store.finish();
  }

  private fieldEnd(from: number): number {
    const { bytes } = this.source;
    const end = bytes.length;
    let at = from;
    // Nearly all bytes are larger than 13, so that one comparison does for a tab, a line feed and a carriage return.
    while (at < end && (bytes[at] > 13 || !isBreak(bytes[at]))) at++;
    return at;
  }

  /** By tabs or commas where that gives as many fields as there should be, so that a name may hold blanks or be empty. */
  private split(from: number, to: number): number {
    const { bytes } = this.source;
    const wanted = this.fields.length;
    if (splitAt(bytes, from, to, "tab", this.bounds) === wanted) return wanted;
    const found = splitBlanks(bytes, from, to, this.bounds);
    if (found === wanted || splitAt(bytes, from, to, "comma", this.bounds) === wanted) return wanted;
    return found;
  }

  /** Reads a field that is no plain number; false where it has a fault. */
  private readPlain(row: number, k: number, from: number, to: number): boolean {
    const { bytes } = this.source;
    switch (this.kinds[k]) {
      case TEXT:
        this.text(row, k, from, to);
        return true;
      case DATE:
        this.setDay(from, to);
        return !Number.isNaN(this.day);
      case TIME:
        this.time = timeAt(bytes, from, to);
        return !Number.isNaN(this.time);
      case APPLIED:
        return this.apply(row, from, to);
      case PART:
        this.parts[this.targets[k]] = numberAt(bytes, from, to);
        return true;
      default:
        return true;
    }
  }

  private read(row: number, k: number, from: number, to: number): void {
    if (this.kinds[k] === NUMBER) {
      const value = numberAt(this.source.bytes, from, to);
      const isNumber = value !== Number.POSITIVE_INFINITY;
      this.store.numbers[this.targets[k]][row] = isNumber ? value * this.scales[k] : Number.NaN;
      if (!isNumber) this.fault(row, k, from, to);
    } else if (!this.readPlain(row, k, from, to)) this.fault(row, k, from, to);
  }

  private setDay(from: number, to: number): void {
    const { bytes } = this.source;
    if (!this.lastDate.isOther(bytes, from, to)) return;
    this.day = dateAt(bytes, from, to);
  }

  private setClock(row: number): void {
    this.store.timeOfDay[row] = this.time;
    this.store.clock[row] = this.hasParts ? this.clockOfParts(row) : this.day + this.time;
  }

  private clockOfParts(row: number): number {
    const [year, month, day, hour, minute, second, millisecond] = this.parts;
    const time = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
    const isTime = hour < 24 && minute < 60 && second < 61 && millisecond < 1000 && Number.isInteger(time);
    const clock = dayOf(year, month, day) + (isTime && time >= 0 ? time : Number.NaN);
    if (Number.isNaN(clock))
      this.store.note(row, "no_time", `'${[...this.parts].join(" ")}' is not a date and a time`);
    return clock;
  }

  private text(row: number, k: number, from: number, to: number): void {
    const target = this.targets[k];
    const { lastValue } = this;
    if (this.lastText[target].isOther(this.source.bytes, from, to)) {
      const text = this.source.decode(from, to);
      const same = this.known.get(text);
      if (same === undefined) this.known.set(text, text);
      lastValue[target] = same ?? text;
    }
    this.store.texts[target][row] = lastValue[target];
  }

  /** Makes zero what was not applied; false where the word is not of as many digits 0 and 1 as there are columns. */
  private apply(row: number, from: number, to: number): boolean {
    const { bytes } = this.source;
    if (to - from !== this.applied.length) return false;
    for (let i = from; i < to; i++) if (bytes[i] !== ZERO && bytes[i] !== ONE) return false;
    for (let i = from; i < to; i++) {
      const column = this.applied[i - from];
      if (bytes[i] === ZERO && column >= 0) this.store.numbers[column][row] = 0;
    }
    return true;
  }

  private fault(row: number, k: number, from: number, to: number): void {
    const { name } = this.fields[k];
    const [flag, kind] = FAULTS[this.kinds[k]] ?? ["damaged_row", "what belongs here"];
    this.store.note(row, flag, `${name}: ${this.shown(from, to)} is not ${kind}`);
  }

  private shown(from: number, to: number): string {
    const text = this.source.decode(from, Math.min(to, from + 60)).replace(/\s+/g, " ");
    return `'${text}${to > from + 60 ? "..." : ""}'`;
  }
}

/** Flag and words for a field that cannot be read, by its kind. */
const FAULTS: Readonly<Record<number, readonly [flag: string, kind: string]>> = {
  [NUMBER]: ["not_a_number", "a number"],
  [DATE]: ["no_time", "a date (write it as 2026-01-31)"],
  [TIME]: ["no_time", "a time (write it as 08:15:00)"],
  [APPLIED]: ["not_a_number", "a word of digits 0 and 1, so what the meter corrected is not known"],
};

function isBreak(byte: number): boolean {
  return byte === TAB || byte === LINE_FEED || byte === CARRIAGE_RETURN;
}

/**
 * A guess at the rows of a file from the length of its first one, with a tenth to spare. A field and its delimiter
 * take two bytes at least, so a file with a short first line does not ask for all the memory there is.
 */
function expectedRows(size: number, from: number, to: number, fields: number): number {
  return Math.ceil((1.1 * (size - from)) / Math.max(2 * fields, to - from + 1));
}
