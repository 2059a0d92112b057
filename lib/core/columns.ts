import { ArgumentError } from "./errors.js";

/** One column: numbers (NaN = no value) or texts (empty = no value). */
export type Column = Float64Array | readonly string[];

/**
 * A table as plain arrays of one length, by column name. It is what functions compute on; a person meets the
 * same columns as an arquero table.
 */
export type Columns = Readonly<Record<string, Column>>;

/** Number of rows: the length that all columns share. */
export function rowCount(columns: Columns): number {
  let rows: number | undefined;
  for (const [name, column] of Object.entries(columns)) {
    if (rows !== undefined && column.length !== rows) {
      throw new ArgumentError({
        argument: `length of column ${name}`,
        value: column.length,
        accepted: `${rows}, as in the columns before it`,
      });
    }
    rows = column.length;
  }
  return rows ?? 0;
}

/** The column of numbers named `name`; an ArgumentError says which columns there are if it is not one. */
export function numberColumn(columns: Columns, name: string): Float64Array {
  const column = columns[name];
  if (column instanceof Float64Array) return column;
  // In a cell without types a plain list of numbers gets this far.
  if (Array.isArray(column) && column.some((value: unknown) => typeof value === "number")) {
    throw new ArgumentError({
      argument: `column ${name}`,
      value: "a plain list of numbers",
      accepted: "a Float64Array",
      advice: `Write ${name}: Float64Array.from(list).`,
    });
  }
  throw missingColumn(columns, name, column === undefined ? "missing" : "text", "numbers");
}

/** The column of texts named `name`; numbers become their text, so that station 31 and station "31" are one. */
export function textColumn(columns: Columns, name: string): readonly string[] {
  const column = columns[name];
  if (column === undefined) throw missingColumn(columns, name, "missing", "texts");
  return column instanceof Float64Array
    ? Array.from(column, (v) => (Number.isNaN(v) ? "" : String(v)))
    : column;
}

/** Like {@link numberColumn}, but `undefined` where there is no such column. */
export function optionalNumberColumn(columns: Columns, name: string): Float64Array | undefined {
  return columns[name] === undefined ? undefined : numberColumn(columns, name);
}

/** Like {@link textColumn}, but `undefined` where there is no such column. */
export function optionalTextColumn(columns: Columns, name: string): readonly string[] | undefined {
  return columns[name] === undefined ? undefined : textColumn(columns, name);
}

/** The rows at `indices`, in that order, of every column. */
export function takeRows(columns: Columns, indices: readonly number[]): Columns {
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      column instanceof Float64Array
        ? Float64Array.from(indices, (i) => column[i])
        : indices.map((i) => column[i]),
    ]),
  );
}

/**
 * Puts tables under one another. A column that one of them lacks is filled with NaN or empty text there; a
 * column that is numbers in one and text in another becomes text.
 */
export function stackRows(tables: readonly Columns[]): Columns {
  if (tables.length === 1) return tables[0];
  const names = [...new Set(tables.flatMap((table) => Object.keys(table)))];
  const stacked: Record<string, Column> = {};
  for (const name of names) {
    const isText = tables.some(
      (table) => table[name] !== undefined && !(table[name] instanceof Float64Array),
    );
    if (isText) {
      stacked[name] = tables.flatMap((table) =>
        table[name] === undefined ? Array<string>(rowCount(table)).fill("") : textColumn(table, name),
      );
    } else {
      stacked[name] = joined(tables.map((table) => (table[name] as Float64Array) ?? rowCount(table)));
    }
  }
  return stacked;
}

/** Columns under one another; a number stands for so many rows without a value. */
function joined(parts: readonly (Float64Array | number)[]): Float64Array {
  const length = (part: Float64Array | number) => (typeof part === "number" ? part : part.length);
  const column = new Float64Array(parts.reduce<number>((sum, part) => sum + length(part), 0));
  let from = 0;
  for (const part of parts) {
    if (typeof part === "number") column.fill(Number.NaN, from, from + part);
    else column.set(part, from);
    from += length(part);
  }
  return column;
}

function missingColumn(columns: Columns, name: string, state: string, kind: string): ArgumentError {
  return new ArgumentError({
    argument: `column ${name}`,
    value: state,
    accepted: `a column of ${kind}`,
    advice: `The table has: ${Object.keys(columns).join(", ") || "no columns"}.`,
  });
}
