/**
 * What a person should know about the readings of one loop of a meter: rows are counted from 1, as in the table.
 *
 * @param rows - the rows that can be used, in the order of the table
 */
export function groupWarnings(
  name: string,
  rows: readonly number[],
  station: readonly string[],
  minutes: Float64Array,
): string[] {
  const warnings: string[] = [];
  const called = (row: number) => `row ${row + 1} (${station[row]})`;
  const back = rows.findIndex((row, k) => k > 0 && minutes[row] < minutes[rows[k - 1]]);
  if (back > 0)
    warnings.push(
      `${name}: ${called(rows[back])} is earlier than ${called(rows[back - 1])}. The order of time is used: are both ` +
        "times right?",
    );
  if (rows.length > 0 && rows.every((row) => station[row] === station[rows[0]]))
    warnings.push(
      `${name} has one station only, ${station[rows[0]]} (${rows.length > 1 ? "from " : ""}row ${rows[0] + 1}): it ties ` +
        "nothing to anything. Are the names of the loop and the meter right there?",
    );
  return warnings;
}

/** A sentence where some readings have no meter, though others have one. */
export function meterWarnings(
  groups: readonly { readonly meter: string; readonly rows: readonly number[] }[],
): string[] {
  const nameless = groups.find(({ meter }) => meter === "");
  if (nameless === undefined || groups.every(({ meter }) => meter === "")) return [];
  return [
    `Row ${nameless.rows[0] + 1} has no meter, though other rows have: the rows without one count as a meter of ` +
      "their own. Fill in the column meter.",
  ];
}
