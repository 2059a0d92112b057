import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import type { PlanCost } from "./plan-cost.js";
import type { PlannedSurvey } from "./plan-design.js";
import type { FullPlanSettings } from "./plan-options.js";

/** The figures of a plan. */
export interface PlanFigures {
  readonly stations: number;
  readonly bases: number;
  readonly visits: number;
  readonly readings: number;
  /** Of all meters together. */
  readonly hours: number;
  /** Of the meter that needs most. */
  readonly days: number;
  /** NaN without coordinates. */
  readonly road_km: number;
  readonly degrees_of_freedom: number;
  /** Mean redundancy number of the visits: the part of an error that shows. */
  readonly mean_redundancy: number;
  /** Visits whose errors nothing would show. */
  readonly unchecked_visits: number;
  /** Half of the visits that are checked show a smaller error than this, mGal; NaN where none is checked. */
  readonly typical_blunder_mgal: number;
  /** Of all stations, bases among them. */
  readonly mean_sigma_mgal: number;
  readonly worst_sigma_mgal: number;
  readonly worst_station: string;
  /** Stations above `target_mgal`. */
  readonly above_target: readonly string[];
}

/** Sums up the tables of stations and visits. */
export function planFigures(
  result: Columns,
  visits: Columns,
  degrees_of_freedom: number,
  survey: PlannedSurvey,
  cost: PlanCost,
  settings: FullPlanSettings,
): PlanFigures {
  const names = textColumn(result, "station");
  const sigma = numberColumn(result, "gravity_sigma_mgal");
  const worst = sigma.reduce((most, value, i) => (value > sigma[most] ? i : most), 0);
  const redundancy = numberColumn(visits, "redundancy");
  const blunders = numberColumn(visits, "smallest_blunder_mgal").filter(Number.isFinite).sort();
  const { target_mgal = Number.POSITIVE_INFINITY } = settings;
  return {
    stations: names.length,
    bases: survey.bases.size,
    visits: redundancy.length,
    readings: cost.readings,
    hours: cost.hours,
    days: cost.days,
    road_km: cost.road_km,
    degrees_of_freedom,
    mean_redundancy: redundancy.reduce((a, b) => a + b, 0) / redundancy.length,
    unchecked_visits: redundancy.length - blunders.length,
    typical_blunder_mgal: blunders[blunders.length >> 1] ?? Number.NaN,
    mean_sigma_mgal: sigma.reduce((a, b) => a + b, 0) / sigma.length,
    worst_sigma_mgal: sigma[worst],
    worst_station: names[worst],
    above_target: names.filter((_, i) => sigma[i] > target_mgal),
  };
}
