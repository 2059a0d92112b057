import { type DialTable, makeDialTable } from "../../core/dial-table.js";
import { ArgumentError, FormatError } from "../../core/errors.js";
import type { TextFile } from "../../core/report.js";
import { readCsv } from "../csv.js";

/**
 * Reads the calibration table of a LaCoste & Romberg meter: a CSV with `counter`, `value_mgal` and `factor`
 * (also called `counter_reading` and `interval_factor`), one line for every hundred counter units.
 *
 * @returns the table, checked: ascending, and the factors agree with the values beside them
 * @throws FormatError with file, line and column for anything that is not so
 *
 * @example
 * const text = "counter_reading,value_mgal,interval_factor\n0000,0000.00,1.00636\n0100,0100.64,1.00621\n";
 * readDialTable({ name: "G-1.csv", text, sha256: "" }).value_mgal; // => Float64Array.of(0, 100.64)
 */
export function readDialTable(file: TextFile): DialTable {
  const { columns, lines } = readCsv(file.text, {
    file: file.name,
    required: ["counter", "value_mgal", "factor"],
    numbers: ["counter", "value_mgal", "factor"],
    aliases: { counter: ["counter_reading"], factor: ["interval_factor"] },
  });
  const { counter, value_mgal, factor } = columns as Record<string, Float64Array>;
  for (const [name, values] of Object.entries({ counter, value_mgal, factor })) {
    const gap = values.findIndex(Number.isNaN);
    if (gap >= 0)
      throw new FormatError({
        file: file.name,
        line: lines[gap],
        column: name,
        problem: "the cell is empty",
      });
  }
  try {
    return makeDialTable(counter, value_mgal, factor);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    throw new FormatError({ file: file.name, problem: error.message.replace(/\.$/, "") });
  }
}
