import { ticksInRange } from "../nice-ticks.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Round steps of time; years follow as multiples. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14].map((count) => count * DAY),
];

/**
 * Milliseconds since 1970 of a Date or of a date as plotly writes it (`2026-11-22`, `2026-11-22 07:30`, with `T`,
 * seconds and a zone if need be); NaN for anything else. As in plotly the zone is not used: a clock is shown
 * as it was read.
 */
export function parseDate(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  const text = typeof value === "string" ? value.trim() : "";
  const parts =
    /^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d(?:\.\d+)?))?)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  if (parts === null) return Number.NaN;
  const [year, month, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  return Date.UTC(year as number, (month as number) - 1, day, hour, minute) + second * SECOND;
}

/** A round step that fits at most `count` times into a span of milliseconds; months are steps of 30 days and more. */
export function dateStep(span: number, count: number): number {
  return STEPS.find((step) => step >= span / count) ?? Math.ceil(span / count / (30 * DAY)) * 30 * DAY;
}

/** Ticks at round times; from 30 days on at the first of a month. */
export function dateTicks(low: number, high: number, step: number): number[] {
  if (step < 30 * DAY) return ticksInRange(low, high, step);
  const months = roundMonths(Math.round(step / (30 * DAY)));
  const ticks: number[] = [];
  const first = new Date(low);
  let month = Math.floor(first.getUTCMonth() / months) * months;
  for (;;) {
    const at = Date.UTC(first.getUTCFullYear(), month);
    if (at > high) return ticks;
    if (at >= low) ticks.push(at);
    month += months;
  }
}

/** A time as its step needs it: seconds, minutes, the day or the month. */
export function dateLabel(at: number, step: number): string {
  const iso = new Date(at).toISOString();
  if (step >= 30 * DAY) return iso.slice(0, 7);
  if (step >= DAY) return iso.slice(0, 10);
  const clock = iso.slice(11, step < MINUTE ? 19 : 16);
  return at % DAY === 0 ? iso.slice(0, 10) : clock;
}

function roundMonths(months: number): number {
  return [1, 2, 3, 6, 12, 24, 60, 120, 240].find((round) => round >= months) ?? Math.ceil(months / 120) * 120;
}
