import { type Columns, numberColumn, optionalTextColumn, rowCount } from "../../core/columns.js";
import { counterToMilligal, type DialTable } from "../../core/dial-table.js";
import { ArgumentError } from "../../core/errors.js";
import { checkPeriodicErrors, type PeriodicError, periodicError } from "../../core/periodic-error.js";
import { type Reported, stepReport } from "../../core/report.js";

/** Options of `calibrateDial`: what is known of the meter beside its table. */
export interface CalibrateDialOptions {
  /** What the table's values are multiplied with, from a calibration line; default 1. */
  readonly scaleFactor?: number;
  /** Periodic errors of the dial, taken off after the scale factor; default none. */
  readonly periodicErrors?: readonly PeriodicError[];
}

/**
 * Adds `reading_mgal` to readings that have a `counter`: the columns-in, columns-out form of
 * {@link calibrateDial} in `calibrate-dial-table.ts`, where it is described.
 */
export function calibrateDial(
  readings: Columns,
  dialTable: DialTable,
  options: CalibrateDialOptions = {},
): Reported<Columns> {
  const { scaleFactor = 1, periodicErrors = [] } = options;
  if (!(scaleFactor > 0))
    throw new ArgumentError({
      argument: "options.scaleFactor",
      value: scaleFactor,
      accepted: "a positive number",
    });
  checkPeriodicErrors(periodicErrors);
  const counter = numberColumn(readings, "counter");
  const reading_mgal = counter.map(
    (value) => scaleFactor * counterToMilligal(value, dialTable) - periodicError(value, periodicErrors),
  );
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
        scale_factor: scaleFactor,
        periodic_errors: periodicErrors,
      },
      rows: { readings: rowCount(readings), flagged },
      warnings:
        flagged === 0 ? [] : [`${flagged} readings have no value in mGal; see the column flag_reason.`],
    }),
  };
}
