import type { ColumnTable } from "arquero";
import { stackRows } from "./columns.js";
import { columnsOf, tableOf } from "./columns-table.js";
import { ArgumentError } from "./errors.js";

/**
 * Puts tables under one another, such as the readings of several meters, and keeps every column of each: arquero's
 * `concat` keeps those of the first table only.
 *
 * @param tables - one table or more; their rows stay in order
 * @returns one table with all their columns, in the order in which they first appear. Where a table lacks a column there
 *   is no value: NaN in a column of numbers, empty text in a column of texts. A column that is numbers in one table and
 *   text in another becomes text
 * @throws ArgumentError if `tables` is not a list of tables, or is empty
 *
 * @example
 * const dial = tableOf({ station: ["A"], counter: Float64Array.of(2050.123) });
 * const cg6 = tableOf({ station: ["A", "B"], sigma_mgal: Float64Array.of(0.001, 0.002) });
 * const readings = stackTables([dial, cg6]);
 * readings.array("counter"); // => [2050.123, NaN, NaN]
 * readings.array("sigma_mgal"); // => [NaN, 0.001, 0.002]
 */
export function stackTables(tables: readonly ColumnTable[]): ColumnTable {
  if (!Array.isArray(tables) || tables.length === 0) {
    throw new ArgumentError({
      argument: "tables",
      value: Array.isArray(tables) ? "an empty list" : tables,
      accepted: "a list of one table or more",
      advice: "Write stackTables([one, other]), with square brackets.",
    });
  }
  return tableOf(stackRows(tables.map((table, i) => columnsOf(table, `tables[${i}]`))));
}
