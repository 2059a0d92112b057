import { type Column, type Columns, optionalNumberColumn, optionalTextColumn } from "../../core/columns.js";
import type { Correction } from "./loop-drift.js";
import type { Occupation } from "./occupations.js";

/** One occupation of a loop, and what has to be added to its reading; undefined where the loop visits no base. */
export interface LoopOccupation {
  readonly occupation: Occupation;
  /** Minutes of the loop's first occupation, on the same clock as the occupation's own. */
  readonly start_minutes: number;
  readonly correction: Correction | undefined;
}

/** Gravity from one occupation alone, with its sigma; NaN where the loop visits no base. */
export function occupationGravity({ occupation, correction }: LoopOccupation): {
  gravity_mgal: number;
  sigma_mgal: number;
} {
  return {
    gravity_mgal: occupation.reading_mgal + (correction?.correction_mgal ?? Number.NaN),
    sigma_mgal: Math.hypot(occupation.sigma_mgal, correction?.sigma_mgal ?? Number.NaN),
  };
}

/**
 * One row an occupation, loop after loop in the order of time: `loop`, `meter` and `time_utc` where the readings have
 * them, `station`, `elapsed_minutes` since the loop's first occupation, the mean `reading_mgal` with its sigma, how
 * many `readings` it holds, `correction_mgal`, and the gravity that it gives alone.
 */
export function occupationColumns(readings: Columns, list: readonly LoopOccupation[]): Columns {
  const loop = optionalTextColumn(readings, "loop");
  const meter = optionalTextColumn(readings, "meter");
  const time = optionalTextColumn(readings, "time_utc");
  const elapsed = optionalNumberColumn(readings, "elapsed_minutes");
  const numbers = (value: (one: LoopOccupation) => number): Float64Array => Float64Array.from(list, value);
  const texts = (of: readonly string[]): string[] => list.map(({ occupation }) => of[occupation.row] ?? "");
  const clock = ({ occupation: { row, minutes } }: LoopOccupation): string =>
    elapsed === undefined || Number.isNaN(elapsed[row])
      ? new Date(Math.round(minutes * 60) * 1000).toISOString()
      : "";
  const columns: Record<string, Column> = {
    ...(loop === undefined ? {} : { loop: texts(loop) }),
    ...(meter === undefined ? {} : { meter: texts(meter) }),
    station: list.map(({ occupation }) => occupation.station),
    ...(time === undefined ? {} : { time_utc: list.map(clock) }),
    elapsed_minutes: numbers(({ occupation, start_minutes }) => occupation.minutes - start_minutes),
    reading_mgal: numbers(({ occupation }) => occupation.reading_mgal),
    sigma_mgal: numbers(({ occupation }) => occupation.sigma_mgal),
    readings: numbers(({ occupation }) => occupation.readings),
    correction_mgal: numbers(({ correction }) => correction?.correction_mgal ?? Number.NaN),
    gravity_mgal: numbers((one) => occupationGravity(one).gravity_mgal),
    gravity_sigma_mgal: numbers((one) => occupationGravity(one).sigma_mgal),
  };
  return columns;
}
