import { type Columns, numberColumn, optionalNumberColumn } from "../../core/columns.js";

/**
 * Adds a correction to `reading_mgal` and keeps it in a column of its own. What that column holds already is part of the
 * reading (the meter, or an earlier run, put it there), so it is taken out first: no correction is ever applied twice.
 *
 * An empty cell, before or after, is no correction. The sigma of the reading stays as it is.
 *
 * @param column - for example `tide_correction_mgal`
 * @param correction - mGal, as it is added to a reading, one for each row; NaN where there is none
 */
export function applyCorrection(readings: Columns, column: string, correction: Float64Array): Columns {
  const before = optionalNumberColumn(readings, column);
  const part = (values: Float64Array | undefined, i: number) =>
    values === undefined || Number.isNaN(values[i]) ? 0 : values[i];
  const reading_mgal = numberColumn(readings, "reading_mgal").map(
    (value, i) => value - part(before, i) + part(correction, i),
  );
  return { ...readings, reading_mgal, [column]: correction };
}

/** The smallest and the largest of a correction, mGal; null where it has no number. */
export function rangeOf(values: Float64Array): { smallest: number | null; largest: number | null } {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { smallest: null, largest: null };
  return {
    smallest: known.reduce((a, b) => Math.min(a, b)),
    largest: known.reduce((a, b) => Math.max(a, b)),
  };
}

/** Names of the stations of some rows, each once, for a sentence: the first five. */
export function stationNames(readings: Columns, rows: readonly number[]): string {
  const station = readings.station;
  if (station === undefined) return `rows ${rows.slice(0, 5).join(", ")}`;
  const names = [...new Set(rows.map((row) => String(station[row])))];
  return names.slice(0, 5).join(", ") + (names.length > 5 ? " …" : "");
}
