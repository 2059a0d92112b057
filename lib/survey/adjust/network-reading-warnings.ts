import { countOf } from "../../core/text-page.js";

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

/**
 * A sentence where readings without value, time or name were left out, with how many of each meter: a correction that
 * failed for a whole meter would else go unseen.
 *
 * @param lacking - the rows that were left out for that
 * @param meter - the meter of every row, where there is such a column
 */
export function lackingWarnings(lacking: readonly number[], meter: readonly string[] | undefined): string[] {
  if (lacking.length === 0) return [];
  const counts = new Map<string, { lost: number; all: number }>();
  const lost = new Set(lacking);
  for (const [row, name] of (meter ?? []).entries()) {
    const count = counts.get(name) ?? { lost: 0, all: 0 };
    count.all += 1;
    if (lost.has(row)) count.lost += 1;
    counts.set(name, count);
  }
  const parts = [...counts].flatMap(([name, { lost: number, all }]) =>
    number === 0 ? [] : `${number === all ? "all" : ""} ${number} of ${name || "no meter"}`.trim(),
  );
  const which = parts.length > 0 ? ` (${parts.join(", ")})` : "";
  return [
    `${countOf(lacking.length, "reading")}${which} without a value, a time or a station's name: left out, the first in row ` +
      `${lacking[0] + 1}. Did a correction before this one find what it needs?`,
  ];
}
