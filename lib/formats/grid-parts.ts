import { FormatError } from "../core/errors.js";
import { type Grid, makeGrid } from "../core/grid.js";

/** Evenly spaced positions from the first to the last, both included. */
export function axisBetween(first: number, last: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => first + ((last - first) * i) / (count - 1));
}

/**
 * Refuses a size that the file cannot hold, before memory is taken for it.
 *
 * @param room - most nodes for which the file has bytes
 */
export function checkSize(file: string, columns: number, rows: number, room: number): void {
  const whole = Number.isInteger(columns) && Number.isInteger(rows);
  if (!whole || columns < 2 || rows < 2) {
    const problem = `its header tells of ${columns} × ${rows} nodes, and a grid has whole numbers of at least 2`;
    throw new FormatError({ file, problem, advice: "Make the file again." });
  }
  if (columns * rows > room) {
    const has = Math.max(0, Math.floor(room));
    const problem = `its header tells of ${columns} × ${rows} nodes, and the file has room for ${has}`;
    throw new FormatError({ file, problem, advice: "It is cut short or damaged: copy it again." });
  }
}

/** Makes a grid of what a file held; what is wrong with it is then an error that names the file. */
export function gridOfFile(file: string, parts: Parameters<typeof makeGrid>[0]): Grid {
  for (const [name, axis] of Object.entries({ x: parts.x, y: parts.y })) {
    if (!axis.every(Number.isFinite))
      throw new FormatError({ file, problem: `its positions along ${name} are not all numbers` });
  }
  try {
    return makeGrid(parts);
  } catch (error) {
    const problem = (error as Error).message.replace(/\.$/, "");
    throw new FormatError({ file, problem });
  }
}

/** Rows in the opposite order: north first instead of south first, or back. */
export function turnRows(values: Float64Array, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  const rows = values.length / columns;
  for (let row = 0; row < rows; row++) {
    turned.set(values.subarray((rows - 1 - row) * columns, (rows - row) * columns), row * columns);
  }
  return turned;
}

/** Least and greatest value; NaN for both where there is none. */
export function rangeOf(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [Number.NaN, Number.NaN];
}
