import type { Columns } from "../../core/columns.js";
import { nameList } from "../../core/text-page.js";
import type { PlannedSurvey } from "./plan-design.js";
import type { FullPlanSettings } from "./plan-options.js";

/** What a survey costs. */
export interface PlanCost {
  /** A row a loop of a meter: visits, road, hours, and the day on which its meter begins it. */
  readonly loops: Columns;
  readonly readings: number;
  /** Of all meters together. */
  readonly hours: number;
  /** NaN without coordinates. */
  readonly road_km: number;
  /** Of the meter that needs most; every meter has its crew. */
  readonly days: number;
  readonly warnings: readonly string[];
}

/**
 * Adds up roads, hours and readings, and puts the loops of each meter into days in their order. A loop lasts from the
 * beginning of its first visit to the end of its last one. It is never cut in two: one that is longer than a day is a
 * long day, and from one and a half days on it takes several.
 */
export function planCost(survey: PlannedSurvey, settings: FullPlanSettings): PlanCost {
  const { hoursPerDay, visitMinutes, readingsPerVisit, days } = settings;
  const warnings: string[] = [];
  const tooLong: string[] = [];
  const used = new Map<string, { day: number; hours: number }>();
  const rows = survey.loops.map(({ loop, meter, visits }) => {
    const hours = (visits[visits.length - 1].minutes - visits[0].minutes + visitMinutes) / 60;
    const long = Math.max(1, Math.round(hours / hoursPerDay));
    if (hours > hoursPerDay) tooLong.push(`${loop} (${hours.toFixed(1)} h)`);
    const clock = used.get(meter) ?? { day: 1, hours: 0 };
    if (clock.hours > 0 && clock.hours + hours > hoursPerDay + 1e-9)
      Object.assign(clock, { day: clock.day + 1, hours: 0 });
    const day = clock.day;
    clock.day += long - 1;
    clock.hours = long > 1 ? hoursPerDay : clock.hours + hours;
    used.set(meter, clock);
    const road_km = visits.reduce((sum, visit) => sum + visit.road_km, 0);
    return { loop, meter, visits: visits.length, road_km, hours, day };
  });
  if (tooLong.length > 0)
    warnings.push(
      `Longer than a day of ${hoursPerDay} h: ${tooLong.length === 1 ? "loop" : "loops"} ${nameList(tooLong)}.`,
    );
  for (const [meter, { day }] of used)
    if (days !== undefined && day > days)
      warnings.push(
        `${meter ? `Meter ${meter}` : "The meter"} needs ${day} days, and there are ${days}: take loops away, or give some to another meter.`,
      );
  const column = (of: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, of);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    loops: {
      loop: rows.map(({ loop }) => loop),
      meter: rows.map(({ meter }) => meter),
      visits: column(({ visits }) => visits),
      readings: column(({ visits }) => visits * readingsPerVisit),
      road_km: column(({ road_km }) => road_km),
      hours: column(({ hours }) => hours),
      day: column(({ day }) => day),
    },
    readings: sum(({ visits }) => visits) * readingsPerVisit,
    hours: sum(({ hours }) => hours),
    road_km: sum(({ road_km }) => road_km),
    days: Math.max(...[...used.values()].map(({ day }) => day)),
    warnings,
  };
}
