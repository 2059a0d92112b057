import type { Columns } from "../../core/columns.js";
import { takeRows } from "../../core/columns.js";
import { median } from "../../core/robust-statistics.js";
import { longmanTide } from "../../earth/tide-longman.js";
import { type Notice, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";
import { columnPositions } from "./station-list.js";

/** What a function found that looks for the offset of a clock. */
export interface DetectedOffset {
  /** How far the times are ahead of those for which the meter's tide was computed, hours. */
  readonly offset_hours: number;
  /** Root mean square difference between the meter's tide and Longman's formula with that offset, µGal. */
  readonly rms_ugal: number;
}

/** Looks for the offset of the clock in the readings of one loop; undefined where it cannot tell. */
export type OffsetDetector = (readings: Columns) => DetectedOffset | undefined;

/** So few readings with a tide say nothing. */
const FEWEST_TIDES = 3;
const NO_TARES = "Repeated visits are not compared there.";
/** So few loops have no usual hour. */
const FEWEST_LOOPS = 4;

/**
 * Loops whose clock seems to be wrong. A notice for each, and no flag: the readings are good once the file is read
 * again with the right offset.
 *
 * Two signs. The tide that the meter wrote (`tide_correction_mgal`) is compared with Longman's formula at the time and
 * place of the reading; on real CG-6 files they agree to 0.0003–0.0006 mGal rms if the clock is right, and differ by
 * 0.03 to 0.065 mGal rms if it is hours off. And the hour of the day at which a loop begins is compared with the median
 * of all loops: a page in local time among pages in UTC begins hours later. A reading whose position is flagged does not
 * take part.
 *
 * @param detectOffset - names the right offset where it is given; the notice then tells it
 *
 * Source: Longman (1959), Journal of Geophysical Research 64, 2351–2355; the limit of 0.005 mGal is ten times the
 * largest difference seen with a right clock.
 */
export function findWrongClocks(
  view: ReadingView,
  limits: Pick<ReadingLimits, "tideMismatch_mgal" | "oddHours">,
  readings: Columns,
  detectOffset?: OffsetDetector,
): RuleAnswer {
  if (!view.time.some((time) => !Number.isNaN(time))) return skippedRule("there is no column time_utc");
  const loops = grouped(view.station.keys(), (row) => view.loop[row]);
  const notices: Notice[] = [];
  for (const [loop, rows] of loops) {
    const rms = tideMismatch(view, rows);
    if (!(rms > limits.tideMismatch_mgal)) continue;
    const found = detectOffset?.(takeRows(readings, rows));
    const fits = found !== undefined && found.rms_ugal <= 1000 * limits.tideMismatch_mgal;
    const advice = fits
      ? `It fits to ${found.rms_ugal.toFixed(1)} µGal if the times are ${Math.abs(found.offset_hours)} h too ${found.offset_hours > 0 ? "late" : "early"}.`
      : "Is the clock's offset, or the position, wrong?";
    notices.push({
      rule: "clock",
      says: `Loop ${loop}: the meter's tide is not the tide of this time and place (rms ${rms.toFixed(3)} mGal). ${advice} ${NO_TARES}`,
      rows,
      values: { loop, rms_mgal: rms, ...found },
    });
  }
  return { findings: [], notices: [...notices, ...oddHours(view, loops, limits.oddHours)] };
}

/**
 * Root mean square of the meter's tide less Longman's, mGal, at the position of the reading, or at that of the survey in
 * the header of the file; NaN where fewer than three readings have tide, time and position.
 */
function tideMismatch(view: ReadingView, rows: readonly number[]): number {
  const tide = view.numbers("tide_correction_mgal");
  const position = columnPositions(view, "") ?? columnPositions(view, "survey_");
  if (tide === undefined || position === undefined) return Number.NaN;
  const height = view.numbers("height_m");
  const differences = rows
    // Zeros are written by a meter whose tide is switched off.
    .filter((row) => view.isUsable(row) && tide[row] !== 0)
    .map((row) => {
      const { longitude_deg, latitude_deg } = position(row);
      return tide[row] - longmanTide(view.time[row], latitude_deg, longitude_deg, height?.[row] || 0).total;
    })
    .filter((difference) => !Number.isNaN(difference));
  return differences.length < FEWEST_TIDES
    ? Number.NaN
    : Math.sqrt(differences.reduce((sum, d) => sum + d * d, 0) / differences.length);
}

/** Loops that begin at another hour of the day than the others. */
function oddHours(view: ReadingView, loops: ReadonlyMap<string, number[]>, limit: number): Notice[] {
  const starts = [...loops].flatMap(([loop, rows]) => {
    const times = rows.map((row) => view.time[row]).filter((time) => !Number.isNaN(time));
    const first = times.reduce((a, b) => Math.min(a, b), Infinity);
    return times.length === 0 ? [] : [{ loop, rows, hour: (first / 3_600_000) % 24 }];
  });
  if (starts.length < FEWEST_LOOPS) return [];
  const usual = usualHour(starts.map(({ hour }) => hour));
  return starts
    .map((start) => ({ ...start, late: around(start.hour - usual) }))
    .filter(({ late }) => Math.abs(late) > limit)
    .map(({ loop, rows, hour, late }) => ({
      rule: "clock",
      says:
        `Loop ${loop} begins at ${clock(hour)}, the loops usually begin near ${clock(usual)} UTC: ` +
        `is its clock ${Math.abs(late).toFixed(0)} h ${late > 0 ? "ahead" : "behind"}? ${NO_TARES}`,
      rows,
      values: { loop, hours_late: late },
    }));
}

/** The hour that is nearest to all, on the dial of 24 hours. */
function usualHour(hours: readonly number[]): number {
  const spread = (hour: number) => hours.reduce((sum, other) => sum + Math.abs(around(other - hour)), 0);
  const nearest = hours.reduce((best, hour) => (spread(hour) < spread(best) ? hour : best));
  return (nearest + median(hours.map((hour) => around(hour - nearest))) + 24) % 24;
}

/** A difference of hours as −12 to 12. */
function around(hours: number): number {
  return ((((hours + 12) % 24) + 24) % 24) - 12;
}

function clock(hour: number): string {
  const minutes = Math.round(hour * 60) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}
