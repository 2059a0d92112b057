import { type Columns, rowCount, takeRows } from "../../core/columns.js";
import { detectUtcOffset, tideMisfit, tideSamples, type UtcOffsetFit } from "./detect-utc-offset.js";

/** What came of comparing the tide that a meter wrote with its clock. */
export interface ClockCheck {
  /** By survey: how well the tide fits the times as they are, and, where it does not, the offset that would. */
  readonly fits: readonly Readonly<Record<string, unknown>>[];
  readonly warnings: readonly string[];
}

/** A tide column that fits its times is closer than this to Longman's, µGal: real files have 0.3 to 0.6. */
const FITS_UGAL = 5;
/** More surveys than this in one file are looked at together. */
const MOST_SURVEYS = 40;

/**
 * Compares the tide column of each survey (loop) of a file with Longman's formula at its times, and warns where they
 * contradict each other: then the clock's offset to UTC is not what was taken for it.
 */
export function clockCheck(readings: Columns, file: string): ClockCheck {
  if (readings.time_utc === undefined || readings.tide_correction_mgal === undefined)
    return { fits: [], warnings: [] };
  const fits: Record<string, unknown>[] = [];
  const warnings: string[] = [];
  for (const [survey, rows] of surveysOf(readings)) {
    const part = rows === undefined ? readings : takeRows(readings, rows);
    const samples = tideSamples(part);
    if (samples === undefined) continue;
    const rms = tideMisfit(samples, 0);
    const fit = rms > FITS_UGAL ? detectUtcOffset(part) : undefined;
    const figures = { survey, readings: samples.tide.length, rms_ugal: round(rms) };
    fits.push(
      fit === undefined
        ? figures
        : { ...figures, best_offset_hours: fit.offset_hours, best_rms_ugal: round(fit.rms_ugal) },
    );
    if (fit !== undefined)
      warnings.push(`${file}${survey === "" ? "" : `, ${survey}`}: ${contradiction(fit)}`);
  }
  return { fits, warnings };
}

function contradiction(fit: UtcOffsetFit): string {
  const given = `the meter's tide is ${round(fit.rms_as_given_ugal)} µGal rms from Longman's at these times`;
  if (fit.rms_ugal > FITS_UGAL || fit.rms_ugal > fit.rms_as_given_ugal / 3) {
    return `${given}, and no offset of the clock makes it fit; is a position or a sign wrong?`;
  }
  const hours = Math.abs(fit.offset_hours);
  const side = fit.offset_hours > 0 ? "late" : "early";
  return `${given}; it fits (${round(fit.rms_ugal)} µGal) if the times are ${hours} h too ${side}. Look at the UTC offset.`;
}

/** Rows by loop; one group of all where there is one loop, or very many. */
function surveysOf(readings: Columns): [survey: string, rows: number[] | undefined][] {
  const loop = readings.loop as readonly string[] | undefined;
  const rows = rowCount(readings);
  if (loop === undefined) return [["", undefined]];
  const groups = new Map<string, number[]>();
  for (let i = 0; i < rows && groups.size <= MOST_SURVEYS; i++) {
    const group = groups.get(loop[i]);
    if (group === undefined) groups.set(loop[i], [i]);
    else group.push(i);
  }
  if (groups.size <= 1 || groups.size > MOST_SURVEYS) return [["", undefined]];
  return [...groups].map(([survey, all]) => [survey, all.filter(isSample(all.length))]);
}

/** Picks at most two hundred of `count`, evenly: before whole columns are copied. */
function isSample(count: number): (row: number, k: number) => boolean {
  const step = Math.ceil(count / 200);
  return (_, k) => k % step === 0;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}
