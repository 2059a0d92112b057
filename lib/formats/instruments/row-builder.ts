import {
  type FieldBounds,
  fieldBounds,
  firstLetter,
  type LineRun,
  splitAt,
  splitBlanks,
} from "../byte-lines.js";
import { EXACT_POWERS, numberAt } from "../byte-number.js";
import type { TextBytes } from "../text-encoding.js";
import { TextPool } from "../text-pool.js";
import { dateAt, dayOf, timeAt } from "./clock.js";
import { LastBytes } from "./last-bytes.js";
import type { RowField } from "./row-fields.js";
import { type RawRows, RowStore } from "./row-store.js";

const KINDS: readonly RowField["is"][] = ["skipped", "number", "text", "date", "time", "part", "applied"];
const [, NUMBER, TEXT, DATE, TIME, PART, APPLIED] = KINDS.keys();
const [TAB, LINE_FEED, CARRIAGE_RETURN, BLANK, SLASH, ZERO, ONE] = [9, 10, 13, 32, 47, 48, 49];

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
  private readonly pool: TextPool = new TextPool();
  /** The last date, and its midnight. NaN for a file without dates. */
  private readonly lastDate: LastBytes = new LastBytes();
  private day: number = Number.NaN;
  private time = 0;
  private readonly run = { at: 0, lines: 0 };

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
   * Takes the lines that begin at `from` as rows, as long as they are plain ones: fields parted by single tabs, no
   * blanks around them, every number a number. One pass over their bytes finds the fields and reads them, which is what
   * makes files of millions of lines quick.
   *
   * @returns where the first line begins that is not plain, and how many were taken before it
   */
  addPlain(from: number, line: number): LineRun {
    const { bytes } = this.source;
    const { kinds, store, targets, scales, run } = this;
    const fields = kinds.length;
    // Local, so that the engine knows them as constants: these loops see every byte of a large file.
    const powers = EXACT_POWERS;
    const [tab, feed, carriage, isNumber] = [9, 10, 13, 1];
    const length = bytes.length;
    run.at = from;
    run.lines = 0;
    store.reserve();
    let { numbers, count: row } = store;
    let at = from;
    // A slash before a line makes it a remark.
    lines: while (at < length && bytes[at] !== SLASH) {
      for (let k = 0; k < fields; k++) {
        const start = at;
        if (kinds[k] === isNumber) {
          let digit = bytes[at] - 48;
          if (digit === -3) digit = bytes[++at] - 48; // a minus
          const first = at;
          let whole = 0;
          while (digit >= 0 && digit < 10) {
            whole = (Math.imul(whole, 10) + digit) | 0;
            digit = bytes[++at] - 48;
          }
          let digits = at - first;
          let decimals = 0;
          if (digit === -2) {
            const point = ++at;
            digit = bytes[at] - 48;
            while (digit >= 0 && digit < 10) {
              whole = (Math.imul(whole, 10) + digit) | 0;
              digit = bytes[++at] - 48;
            }
            decimals = at - point;
            digits += decimals;
          }
          // Nine digits fit in 32 bits; whatever is longer or stranger goes the careful way.
          if (digits > 0 && digits < 10 && (digit === -39 || digit === -38 || digit === -35)) {
            const value = whole / powers[decimals];
            numbers[targets[k]][row] = (first > start ? -value : value) * scales[k];
          } else {
            while (at < length && (bytes[at] > 13 || !isBreak(bytes[at]))) at++;
            const value = numberAt(bytes, start, at);
            if (value === Number.POSITIVE_INFINITY) break lines;
            numbers[targets[k]][row] = value * scales[k];
          }
        } else {
          // Nearly all bytes are larger than 13, so that one comparison does for a tab, a feed and a return.
          while (at < length && (bytes[at] > 13 || !isBreak(bytes[at]))) at++;
          if (at > start && (bytes[start] === BLANK || bytes[at - 1] === BLANK)) break lines;
          if (!this.readPlain(bytes, row, k, start, at)) break lines;
        }
        if (k < fields - 1 && bytes[at++] !== tab) break lines;
      }
      if (bytes[at] === carriage) at += bytes[at + 1] === feed ? 2 : 1;
      else if (bytes[at] === feed) at++;
      else break;
      this.setClock(row);
      store.lines[row] = line++;
      row = ++store.count;
      run.at = at;
      run.lines++;
      if (row === store.capacity) {
        store.reserve();
        numbers = store.numbers;
      }
    }
    return run;
  }

  /** What was collected. */
  finish(): RawRows {
    return this.store.finish();
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
  private readPlain(bytes: Uint8Array, row: number, k: number, from: number, to: number): boolean {
    switch (this.kinds[k]) {
      case TEXT:
        this.text(bytes, row, k, from, to);
        return true;
      case DATE:
        if (this.lastDate.isOther(bytes, from, to)) this.day = dateAt(bytes, from, to);
        return !Number.isNaN(this.day);
      case TIME:
        this.time = timeAt(bytes, from, to);
        return !Number.isNaN(this.time);
      case APPLIED:
        return this.apply(bytes, row, from, to);
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
    } else if (!this.readPlain(this.source.bytes, row, k, from, to)) this.fault(row, k, from, to);
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

  private text(bytes: Uint8Array, row: number, k: number, from: number, to: number): void {
    const target = this.targets[k];
    const { lastValue } = this;
    if (this.lastText[target].isOther(bytes, from, to)) {
      lastValue[target] = this.pool.of(bytes, from, to, this.source.decode);
    }
    this.store.texts[target][row] = lastValue[target];
  }

  /** Makes zero what was not applied; false where the word is not of as many digits 0 and 1 as there are columns. */
  private apply(bytes: Uint8Array, row: number, from: number, to: number): boolean {
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
