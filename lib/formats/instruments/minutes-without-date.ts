const DAY = 86_400_000;

/**
 * Minutes since the first reading from times of the day alone: a clock that runs back by half a day or more has
 * passed midnight. NaN where a time is NaN.
 *
 * @param timeOfDay - milliseconds since midnight, in the order of the readings
 */
export function elapsedMinutes(timeOfDay: Float64Array): Float64Array {
  let day = 0;
  let before = Number.NaN;
  let first = Number.NaN;
  return timeOfDay.map((time) => {
    if (Number.isNaN(time)) return Number.NaN;
    if (time < before - DAY / 2) day += DAY;
    before = time;
    if (Number.isNaN(first)) first = time;
    return (day + time - first) / 60_000;
  });
}
