import { type Columns, numberColumn, optionalTextColumn, rowCount } from "../../core/columns.js";
import { counterToMilligal, type DialTable } from "../../core/dial-table.js";
import { type Reported, stepReport } from "../../core/report.js";

/**
 * Adds `reading_mgal` to readings that have a `counter`: the columns-in, columns-out form of
 * {@link calibrateDial} in `calibrate-dial-table.ts`, where it is described.
 */
export function calibrateDial(readings: Columns, dialTable: DialTable): Reported<Columns> {
  const counter = numberColumn(readings, "counter");
  const reading_mgal = counter.map((value) => counterToMilligal(value, dialTable));
  const flag = [...(optionalTextColumn(readings, "flag") ?? Array<string>(counter.length).fill(""))];
  const reason = [...(optionalTextColumn(readings, "flag_reason") ?? Array<string>(counter.length).fill(""))];
  const [first, last] = [dialTable.counter[0], dialTable.counter[dialTable.counter.length - 1]];
  let flagged = 0;
  for (const [i, value] of counter.entries()) {
    if (!Number.isNaN(reading_mgal[i])) continue;
    flagged++;
    if (flag[i] !== "") continue;
    flag[i] = Number.isNaN(value) ? "no_reading" : "counter_outside_table";
    reason[i] = Number.isNaN(value)
      ? "the counter reading is empty"
      : `counter ${value} is outside the dial table, ${first} to ${last}`;
  }
  return {
    result: { ...readings, reading_mgal, flag, flag_reason: reason },
    report: stepReport("calibrateDial", {
      parameters: {
        dial_table_lines: dialTable.counter.length,
        dial_table_first: first,
        dial_table_last: last,
      },
      rows: { readings: rowCount(readings), flagged },
      warnings:
        flagged === 0 ? [] : [`${flagged} readings have no value in mGal; see the column flag_reason.`],
    }),
  };
}
