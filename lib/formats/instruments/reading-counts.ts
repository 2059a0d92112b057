import { type Columns, rowCount } from "../../core/columns.js";

/** How many readings a table holds, and how many of them have a flag: for a report. */
export function readingRows(readings: Columns): { readings: number; flagged: number } {
  const flag = readings.flag as readonly string[];
  let flagged = 0;
  for (const text of flag) if (text !== "") flagged++;
  return { readings: rowCount(readings), flagged };
}
