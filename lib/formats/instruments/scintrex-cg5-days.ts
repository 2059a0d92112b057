const DAY = 86_400_000;
/** How many days a survey may go on without a date. */
const LONGEST_GAP_DAYS = 400;

/**
 * Days of the readings of a CG-5 dump without a column of dates, from the date of the survey's header and the column
 * `DEC.TIME+DATE`. That column counts days from 31 December 1899, but of a date that is a month early (these meters
 * count months from 0), so that it cannot be turned back by itself; with a day to begin at it can.
 *
 * @param start - midnight of the survey's date, milliseconds since 1970
 * @param decimal - column `DEC.TIME+DATE`, of the readings of one survey, in order
 * @param timeOfDay - milliseconds since midnight, by which midnight is seen where `decimal` is no help
 * @returns midnight of each reading's day, milliseconds since 1970
 */
export function cg5Days(
  start: number,
  decimal: ArrayLike<number>,
  timeOfDay: ArrayLike<number>,
): Float64Array {
  const days = new Float64Array(decimal.length);
  let day = start;
  let before = 0;
  for (let i = 0; i < days.length; i++) {
    // A clock that runs back by half a day or more has passed midnight. The last days of some months have the same
    // count as the first of the next, so this comes first.
    const passed = timeOfDay[i] < before - DAY / 2 ? day + DAY : day;
    const counted = dayWithCount(passed, Math.floor(decimal[i]));
    day = Number.isNaN(counted) ? passed : counted;
    if (!Number.isNaN(timeOfDay[i])) before = timeOfDay[i];
    days[i] = day;
  }
  return days;
}

/** The first day from `from` on that the meter counts as `count`; NaN if there is none. */
function dayWithCount(from: number, count: number): number {
  for (let k = 0; k < LONGEST_GAP_DAYS; k++) {
    const day = from + k * DAY;
    if (cg5DayCount(day) === count) return day;
  }
  return Number.NaN;
}

/** What the meter counts for a day, given as its midnight: days from 31 December 1899 to the same day a month before. */
export function cg5DayCount(day: number): number {
  const date = new Date(day);
  const monthEarly = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, date.getUTCDate());
  return Math.round((monthEarly - Date.UTC(1899, 11, 31)) / DAY);
}
