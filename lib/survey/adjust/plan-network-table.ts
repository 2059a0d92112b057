import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import { type NetworkPlan, planNetwork as planColumns } from "./plan-network.js";
import type { PlanNetworkOptions } from "./plan-options.js";

/**
 * Before the field: how good a survey will be that is planned so, what it costs, and which extra tie would help most.
 *
 * The sigmas of an adjustment do not depend on what is read, only on who is visited when. So the planned visits are
 * adjusted by `adjustNetwork` as if they had been read: the sigmas, redundancy numbers and smallest errors that would
 * be found (w test at 0.001, power 0.8) are those that the field will have, as far as the meters are as good as they
 * are said to be. Scale factors count as known.
 *
 * An extra tie is a short loop to and fro between two stations with `tieMeter`, A B A for a linear drift. It gives one
 * difference of gravity, so all new sigmas follow from an update of rank one of the covariance:
 *
 * ```
 * C′ = C − (C d)(C d)ᵀ/(s² + dᵀ C d),   d = eₐ − e_b
 * ```
 *
 * @param design - a row a visit, in the order of the loop: `loop`, `station`; coordinates (`longitude_deg`,
 *   `latitude_deg` or `easting_m`, `northing_m`) at one row of each station or more; `base_sigma_mgal` at a row of each
 *   base, 0 for one that is taken as true; `meter` where there are several; `elapsed_minutes` since the loop began, else
 *   times come from the roads. A row without `loop` only lists a station. Empty cells and NaN are gaps
 * @param options - see {@link PlanNetworkOptions}
 * @returns `result`, a row a station: coordinates, `gravity_sigma_mgal`, `visits`, `smallest_blunder_mgal` (the largest
 *   of its visits; Infinity where nothing checks one), `weakness`; `visits` with `redundancy`, `smallest_blunder_mgal`
 *   and `blunder_effect_mgal` (on the station, where it is not found); `loops` with hours, roads and days; `ties`, the
 *   best first; `readings` as `adjustNetwork` takes them, all 0; `figures`; `figure`, a map; `text`; `covariance`
 * @throws ArgumentError, by name: a station that no loop visits, a loop of one station, no base, loops that no base is
 *   joined to, a meter that `options.meters` lacks, times that run backwards, a visit with neither time nor coordinates,
 *   an option out of range
 *
 * Source: Kuang (1996), Geodetic network analysis and optimal design, chapters 5 and 9; Sherman & Morrison (1950).
 *
 * @example
 * const design = tableOf({
 *   loop: ["1", "1", "1", "1", "1"], station: ["B", "P", "Q", "P", "B"],
 *   easting_m: Float64Array.of(0, 3000, 5000, 3000, 0), northing_m: new Float64Array(5),
 *   base_sigma_mgal: Float64Array.of(0, NaN, NaN, NaN, NaN),
 * });
 * const plan = planNetwork(design, { meters: { "CG-6": { readingSigma_mgal: 0.005 } }, days: 1 });
 * plan.figures.worst_station; // => "Q"
 * plan.figures.hours.toFixed(2); // => "1.27"
 * plan.ties.get("to_station", 0); // => "Q"
 */
export function planNetwork(design: ColumnTable, options: PlanNetworkOptions = {}): NetworkPlan<ColumnTable> {
  const plan = planColumns(columnsOf(design, "design"), options);
  return {
    ...plan,
    result: tableOf(plan.result),
    visits: tableOf(plan.visits),
    loops: tableOf(plan.loops),
    ties: tableOf(plan.ties),
    readings: tableOf(plan.readings),
  };
}
