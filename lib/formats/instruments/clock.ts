const DAY = 86_400_000;
const [HYPHEN, POINT, SLASH, ZERO, NINE, COLON] = [45, 46, 47, 48, 57, 58];

/**
 * Midnight of a date as a meter writes it, `2026-01-31` or `2026/1/31`, in milliseconds since 1970. `31/01/2026`
 * is taken where its first number can be no month. NaN for what is no date, and for `5/6/2026`, which is in May for
 * some and in June for others.
 */
export function dateAt(bytes: Uint8Array, from: number, to: number): number {
  let part = 0;
  let digits = 0;
  let parts0 = 0;
  let parts1 = 0;
  let value = 0;
  let firstDigits = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      digits++;
    } else if ((byte === HYPHEN || byte === SLASH || byte === POINT) && part < 2 && digits > 0) {
      if (part === 0) {
        parts0 = value;
        firstDigits = digits;
      } else parts1 = value;
      part++;
      value = 0;
      digits = 0;
    } else return Number.NaN;
  }
  if (part !== 2 || digits === 0) return Number.NaN;
  if (firstDigits === 4 && digits <= 2) return dayOf(parts0, parts1, value);
  return digits === 4 && firstDigits <= 2 && parts0 > 12 ? dayOf(value, parts1, parts0) : Number.NaN;
}

/** Midnight of a day, in milliseconds since 1970; NaN where there is no such day. */
export function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 1900 && year < 2200 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  const time = Date.UTC(year, month - 1, day);
  return new Date(time).getUTCDate() === day ? time : Number.NaN;
}

/** Milliseconds since midnight of `08:15:00` or `08:15:00.25`; NaN for anything else. */
export function timeAt(bytes: Uint8Array, from: number, to: number): number {
  let part = 0;
  let digits = 0;
  let value = 0;
  let sum = 0;
  let i = from;
  for (; i < to; i++) {
    const byte = bytes[i];
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO);
      digits++;
    } else if (byte === COLON && part < 2 && digits > 0 && digits <= 2) {
      if (value > (part === 0 ? 23 : 59)) return Number.NaN;
      sum = sum * 60 + value;
      part++;
      value = 0;
      digits = 0;
    } else break;
  }
  if (part !== 2 || digits === 0 || digits > 2 || value > 60) return Number.NaN;
  const whole = (sum * 60 + value) * 1000;
  if (i === to) return whole;
  if (bytes[i] !== POINT) return Number.NaN;
  let fraction = 0;
  let unit = 1000;
  for (i++; i < to; i++) {
    if (bytes[i] < ZERO || bytes[i] > NINE) return Number.NaN;
    unit /= 10;
    fraction += unit * (bytes[i] - ZERO);
  }
  return whole + Math.round(fraction);
}

/**
 * Times as ISO 8601 in UTC, `2026-01-31T08:15:00Z`; empty for NaN.
 *
 * @param times - milliseconds since 1970
 */
export function utcTexts(times: Float64Array): string[] {
  const texts = Array<string>(times.length);
  // The parts are made once for a day, and once for a second of the day: there may be millions of readings.
  const seconds: string[] = times.length > 10_000 ? Array(86_400) : [];
  let day = Number.NaN;
  let date = "";
  for (let i = 0; i < times.length; i++) {
    const time = times[i];
    const dayOfTime = Math.floor(time / DAY);
    const second = (time - DAY * dayOfTime) / 1000;
    if (Number.isNaN(time)) texts[i] = "";
    else if (second !== Math.floor(second)) texts[i] = new Date(time).toISOString();
    else {
      if (dayOfTime !== day) {
        day = dayOfTime;
        date = new Date(time).toISOString().slice(0, 11);
      }
      seconds[second] ??= secondText(second);
      texts[i] = date + seconds[second];
    }
  }
  return texts;
}

/** "08:15:00Z" for a whole second of the day. */
function secondText(second: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`;
}

/** A day, counted from 1970, as `2026-01-31`; empty for NaN. */
export function dayText(day: number): string {
  return Number.isNaN(day) ? "" : new Date(day * DAY).toISOString().slice(0, 10);
}
