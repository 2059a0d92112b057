/** One stay of the meter at one station: one reading, or several in a row. */
export interface Occupation {
  readonly station: string;
  /** Row of its first reading in the table of readings. */
  readonly row: number;
  /** Mean time of its readings, minutes. */
  readonly minutes: number;
  /** Mean of its readings, mGal. */
  readonly reading_mgal: number;
  /** Standard deviation of that mean, mGal. */
  readonly sigma_mgal: number;
  /** How many readings it holds. */
  readonly readings: number;
}

/**
 * Joins readings that follow one another at the same station into occupations.
 *
 * The sigma of an occupation's mean is that of the single readings over √n, or the scatter of the readings over
 * √n where that is larger.
 *
 * @param rows - rows of one loop, in the order of time
 */
export function occupationsOf(
  rows: readonly number[],
  station: readonly string[],
  minutes: Float64Array,
  reading_mgal: Float64Array,
  sigma_mgal: (row: number) => number,
): Occupation[] {
  const occupations: Occupation[] = [];
  for (let start = 0; start < rows.length; ) {
    let end = start + 1;
    while (end < rows.length && station[rows[end]] === station[rows[start]]) end++;
    occupations.push(meanOf(rows.slice(start, end), station, minutes, reading_mgal, sigma_mgal));
    start = end;
  }
  return occupations;
}

function meanOf(
  rows: readonly number[],
  station: readonly string[],
  minutes: Float64Array,
  reading_mgal: Float64Array,
  sigma_mgal: (row: number) => number,
): Occupation {
  const n = rows.length;
  const mean = (values: (row: number) => number) => rows.reduce((sum, row) => sum + values(row), 0) / n;
  const reading = mean((row) => reading_mgal[row]);
  const single = mean((row) => sigma_mgal(row) ** 2);
  const scatter =
    n > 1 ? rows.reduce((sum, row) => sum + (reading_mgal[row] - reading) ** 2, 0) / (n - 1) : 0;
  return {
    station: station[rows[0]],
    row: rows[0],
    minutes: mean((row) => minutes[row]),
    reading_mgal: reading,
    sigma_mgal: Math.sqrt(Math.max(single, scatter) / n),
    readings: n,
  };
}
