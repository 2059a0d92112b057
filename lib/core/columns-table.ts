import { type ColumnTable, table } from "arquero";
import { type Column, type Columns, rowCount } from "./columns.js";
import { ArgumentError } from "./errors.js";

/**
 * The columns of an arquero table as plain arrays, in the table's order and with its filter applied.
 *
 * Numbers become a `Float64Array` (null, undefined and an empty text become NaN); dates become ISO text; all
 * else becomes text.
 *
 * @throws ArgumentError if `value` is not an arquero table
 *
 * @example
 * columnsOf(tableOf({ station: ["A"], height_m: Float64Array.of(12) })).height_m; // => Float64Array.of(12)
 */
export function columnsOf(value: ColumnTable, argument = "table"): Columns {
  if (typeof value?.columnNames !== "function" || typeof value.array !== "function") {
    throw new ArgumentError({ argument, value, accepted: "an arquero table", advice: tableAdvice(value) });
  }
  return Object.fromEntries(value.columnNames().map((name) => [name, plainColumn(value.array(name))]));
}

/**
 * An arquero table of plain columns.
 *
 * @example
 * tableOf({ station: ["A", "B"], height_m: Float64Array.of(12, 15) }).numRows(); // => 2
 */
export function tableOf(columns: Columns): ColumnTable {
  rowCount(columns);
  return table(columns as Record<string, Float64Array | string[]>);
}

function plainColumn(values: ArrayLike<unknown>): Column {
  const list = Array.from(values);
  const isEmpty = (value: unknown) => value === null || value === undefined || value === "";
  if (list.every((value) => typeof value === "number" || isEmpty(value)) && !list.every((v) => v === "")) {
    return Float64Array.from(list, (value) => (isEmpty(value) ? Number.NaN : (value as number)));
  }
  return list.map((value) =>
    isEmpty(value) ? "" : value instanceof Date ? value.toISOString() : String(value),
  );
}

function tableAdvice(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("then" in value) return "It is a promise: put await before it.";
  if ("result" in value) return "It is a step's answer: use its .result.";
  return undefined;
}
