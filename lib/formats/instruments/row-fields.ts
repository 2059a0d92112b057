/**
 * What one field of a line is. A `number` has its unit in the column's name and may be scaled to it; `date` and
 * `time` make the clock together, or its seven `parts` (year, month, day, hour, minute, second, millisecond) do;
 * `applied` is a word of digits 0 and 1 that says which of its columns (in order) the meter has put into the
 * reading: where it has a 0 the column becomes zero, because that correction is no part of the reading.
 */
export type RowField =
  | { readonly is: "number"; readonly name: string; readonly column: string; readonly scale?: number }
  | { readonly is: "text"; readonly name: string; readonly column: string }
  | { readonly is: "date" | "time" | "skipped"; readonly name: string }
  | { readonly is: "part"; readonly name: string; readonly part: number }
  | { readonly is: "applied"; readonly name: string; readonly columns: readonly string[] };

/** A field that holds a number of column `column`, called `name` in the file. */
export function numberField(name: string, column: string, scale = 1): RowField {
  return { is: "number", name, column, scale };
}

/** A field that holds a text of column `column`, called `name` in the file. */
export function textField(name: string, column: string): RowField {
  return { is: "text", name, column };
}

/** A field that nobody needs. */
export function skippedField(name: string): RowField {
  return { is: "skipped", name };
}
