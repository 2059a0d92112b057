/** The rows of a file, as they stand in it. */
export interface RawRows {
  readonly count: number;
  readonly numbers: Readonly<Record<string, Float64Array>>;
  readonly texts: Readonly<Record<string, readonly string[]>>;
  /** What the meter's clock showed, as if that were UTC: milliseconds since 1970, NaN where it cannot be read. */
  readonly clock: Float64Array;
  /** Milliseconds since midnight of the meter's clock; it is there even in a file that has times but no dates. */
  readonly timeOfDay: Float64Array;
  /** Line of each row, counted from 1. */
  readonly lines: Float64Array;
  /** What is wrong with a row, by its number from 0: flag and reason. */
  readonly faults: ReadonlyMap<number, Fault>;
  /** How many rows nothing could be read from. */
  readonly damaged: number;
}

/** A row's flag, and the reason in words. */
export type Fault = readonly [flag: string, reason: string];

/** Longer arrays of texts are not made at once: the engine would make them slow ones. */
const MOST_AT_ONCE = 10_000_000;

/** Columns that grow as rows are read, by half of what they hold whenever they are full. */
export class RowStore {
  count = 0;
  damaged = 0;
  readonly numbers: Float64Array[];
  readonly texts: string[][];
  clock: Float64Array;
  timeOfDay: Float64Array;
  lines: Float64Array;
  capacity: number;
  private readonly faults = new Map<number, Fault>();
  private readonly numberColumns: readonly string[];
  private readonly textColumns: readonly string[];

  /** @param expected - how many rows to make room for */
  constructor(numberColumns: readonly string[], textColumns: readonly string[], expected: number) {
    this.numberColumns = numberColumns;
    this.textColumns = textColumns;
    this.capacity = Math.max(16, expected);
    this.numbers = numberColumns.map(() => new Float64Array(this.capacity));
    this.texts = textColumns.map(() => Array<string>(Math.min(this.capacity, MOST_AT_ONCE)));
    this.clock = new Float64Array(this.capacity);
    this.timeOfDay = new Float64Array(this.capacity);
    this.lines = new Float64Array(this.capacity);
  }

  /** Makes sure that there is room for one more row. */
  reserve(): void {
    if (this.count < this.capacity) return;
    this.capacity = Math.ceil(this.capacity * 1.5);
    const larger = (values: Float64Array) => {
      const copy = new Float64Array(this.capacity);
      copy.set(values);
      return copy;
    };
    for (let k = 0; k < this.numbers.length; k++) this.numbers[k] = larger(this.numbers[k]);
    this.clock = larger(this.clock);
    this.timeOfDay = larger(this.timeOfDay);
    this.lines = larger(this.lines);
  }

  /** Remembers a fault of a row; what is found later is added to the reason. */
  note(row: number, flag: string, reason: string): void {
    const before = this.faults.get(row);
    this.faults.set(row, before === undefined ? [flag, reason] : [before[0], `${before[1]}; ${reason}`]);
  }

  /** Leaves a row empty, and says why. */
  refuse(row: number, reason: string): void {
    for (const column of this.numbers) column[row] = Number.NaN;
    for (const column of this.texts) column[row] = "";
    this.clock[row] = Number.NaN;
    this.timeOfDay[row] = Number.NaN;
    this.damaged++;
    this.note(row, "damaged_row", reason);
  }

  /** What was collected. The arrays are views; nothing is copied. */
  finish(): RawRows {
    const { count, clock, timeOfDay, lines, faults, damaged } = this;
    for (const column of this.texts) column.length = count;
    return {
      count,
      numbers: Object.fromEntries(
        this.numberColumns.map((name, k) => [name, this.numbers[k].subarray(0, count)]),
      ),
      texts: Object.fromEntries(this.textColumns.map((name, k) => [name, this.texts[k]])),
      clock: clock.subarray(0, count),
      timeOfDay: timeOfDay.subarray(0, count),
      lines: lines.subarray(0, count),
      faults,
      damaged,
    };
  }
}
