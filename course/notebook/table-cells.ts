/** The shown cells of one column, as text. */
export interface ColumnCells {
  /** One text a cell, not yet escaped for HTML. */
  readonly cells: readonly string[];
  /** Numbers are set flush right, so that their decimal points stand under each other. */
  readonly align: "left" | "right";
}

/** What stands for NaN, null and undefined. */
export const MISSING = "–";

const LONGEST_TEXT = 200;
/** Values that were written with so many decimals or fewer, as in a field file, are shown as written. */
const MOST_WRITTEN_DECIMALS = 5;

/**
 * Writes the shown values of one column in one way: all numbers with the same number of decimals.
 *
 * - integers as integers;
 * - numbers with at most 5 decimals (read from a file, say) with the decimals that they have;
 * - computed numbers with 5 decimals in a column whose name ends in `_deg` (1 m on the ground), 3 in one that
 *   ends in `_mgal` (a microgal), 6 in one that ends in `scale_factor` (all are near 1), otherwise with 2 decimals or, where the column is small, with 2 significant
 *   digits of its median;
 * - very large and very small columns in exponent form;
 * - dates in ISO form (UTC), without the clock if every date is a midnight;
 * - NaN, null and undefined as a dash.
 *
 * @param name - column name; its ending tells the unit
 * @param values - the values that will be shown
 *
 * For example 978567.4123456 becomes `978567.412` as `gravity_mgal`, 0.0123456 becomes `0.012` as `sigma_mgal`.
 */
export function columnCells(name: string, values: readonly unknown[]): ColumnCells {
  const present = values.filter((value) => !isMissing(value));
  const write = columnWriter(name, present);
  const numeric = present.every((value) => typeof value === "number" || typeof value === "bigint");
  return {
    cells: values.map((value) => (isMissing(value) ? MISSING : write(value))),
    align: numeric ? "right" : "left",
  };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** One way to write a value that fits every value of the column. */
function columnWriter(name: string, present: readonly unknown[]): (value: unknown) => string {
  if (present.every((value) => typeof value === "number")) {
    const notation = numberNotation(name, present as readonly number[]);
    return (value) => notation(value as number);
  }
  if (present.every((value) => value instanceof Date)) {
    const midnights = present.every((date) => date.getTime() % 86_400_000 === 0);
    return (value) => isoDate(value as Date, midnights);
  }
  return textOf;
}

function numberNotation(name: string, numbers: readonly number[]): (value: number) => string {
  const sizes = numbers
    .map(Math.abs)
    .filter((size) => size > 0 && Number.isFinite(size))
    .sort((a, b) => a - b);
  const largest = sizes.at(-1) ?? 0;
  if (largest >= 1e15 || (largest > 0 && largest < 1e-4))
    return (value) => finite(value, (v) => v.toExponential(3));
  const decimals = writtenDecimals(numbers) ?? computedDecimals(name, sizes[sizes.length >> 1]);
  return (value) => finite(value, (v) => v.toFixed(decimals));
}

function finite(value: number, write: (value: number) => string): string {
  return Number.isFinite(value) ? write(value) : value > 0 ? "∞" : "-∞";
}

/** Fewest decimals that keep every number exactly, or undefined if that takes too many. */
function writtenDecimals(numbers: readonly number[]): number | undefined {
  for (let decimals = 0; decimals <= MOST_WRITTEN_DECIMALS; decimals++) {
    if (numbers.every((x) => !Number.isFinite(x) || Number(x.toFixed(decimals)) === x)) return decimals;
  }
  return undefined;
}

function computedDecimals(name: string, median: number): number {
  if (name.endsWith("_deg")) return MOST_WRITTEN_DECIMALS;
  if (name.endsWith("scale_factor")) return 6;
  const least = name.endsWith("_mgal") ? 3 : 2;
  return Math.min(6, Math.max(least, 1 - Math.floor(Math.log10(median))));
}

/** `2026-05-04`, `2026-05-04T06:30:00Z`, or with milliseconds where there are some. */
function isoDate(date: Date, dayOnly: boolean): string {
  if (Number.isNaN(date.getTime())) return MISSING;
  const text = date.toISOString();
  return dayOnly ? text.slice(0, 10) : text.replace(".000Z", "Z");
}

function textOf(value: unknown): string {
  const text =
    value instanceof Date ? isoDate(value, false) : typeof value === "object" ? jsonOf(value) : String(value);
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}

function jsonOf(value: unknown): string {
  try {
    const plain = ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
    return JSON.stringify(plain) ?? String(value);
  } catch {
    return String(value);
  }
}
