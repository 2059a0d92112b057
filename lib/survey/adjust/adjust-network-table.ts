import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import { adjustNetwork as adjustNetworkColumns, type NetworkAdjustment } from "./adjust-network.js";
import type { NetworkSettings } from "./network-options.js";

/** Options of {@link adjustNetwork}. */
export interface AdjustNetworkOptions extends NetworkSettings {
  /**
   * A row an absolute tie: `station`, `gravity_mgal`, and `gravity_sigma_mgal` where it is known (empty or 0: taken as
   * true).
   */
  readonly bases?: ColumnTable;
}

/**
 * Gravity at every station of a network, all readings, loops, meters and bases at once, by least squares.
 *
 * Readings that follow one another at a station are joined to an occupation. Each is an observation:
 *
 * ```
 * reading = (g − offset)/scaleFactor + d₀ + d₁ t + … + tares + wandering drift + periodic errors + error
 * ```
 *
 * with its own d₀, d₁, … for every loop of every meter. The unknowns are the gravity of the stations, the drift, and
 * what the options ask for: scale factors, tares (jumps) at given times, a wandering or a smooth drift, the periodic
 * errors of a dial. Bases are observations of
 * gravity with their sigma, or true values. The normal equations are sparse: they are factored by Cholesky in an order
 * that keeps them so; variances come from the selected inverse. Where the readings leave something open it is named,
 * never guessed in silence.
 *
 * Residuals are observed less adjusted. `w = v/(σ√r)` (Baarda) is standard normal where the sigmas are right; `tau`
 * (Pope) is w/σ0. `estimated_error_mgal` is v/r: the error that would explain the residual alone.
 * `internal_reliability_mgal` is the smallest error that the w test finds with 80 % power.
 *
 * @param readings - a row a reading: `station`, `reading_mgal`, `time_utc` or `elapsed_minutes`; and where there are any
 *   `loop`, `meter`, `sigma_mgal`, coordinates, `flag`. A row with a flag, or without a value or a time, takes no part;
 *   it is kept with its residual, where its station and its loop are known from other readings
 * @param options - see {@link AdjustNetworkOptions} and {@link NetworkSettings}
 * @returns `result`, a row a station: coordinates, `gravity_mgal`, `gravity_sigma_mgal`, `occupations`, `weakness`
 *   (`single_link` where one occupation alone determines it), `flag` = `no_gravity` with a reason where there is none;
 *   `readings`, `observations`, `drift` and `meters` as further tables; `figures` with σ0, the χ² test, the limits of
 *   the tests, the condition, undetermined stations, proposed tares and exchanged names; `covariance(stations)` in mGal²; `report`
 * @throws ArgumentError if a column is missing, an option is not what it can be, or no reading can be used
 *
 * Source: Torge (1989), Gravimetry, section 9.2; Hwang, Wang & Lee (2002), Adjustment of relative gravity measurements
 * using weighted and datum-free constraints, Computers & Geosciences 28, 1005–1015, eqs. 1–14; Baarda (1968); Pope
 * (1976).
 *
 * @example
 * const readings = tableOf({
 *   station: ["base", "A", "base", "A"], elapsed_minutes: Float64Array.of(0, 60, 120, 180),
 *   reading_mgal: Float64Array.of(2000, 2010.05, 2000.1, 2010.15),
 * });
 * const bases = tableOf({ station: ["base"], gravity_mgal: Float64Array.of(978500) });
 * const network = adjustNetwork(readings, { bases });
 * network.result.get("gravity_mgal", 1); // => 978510
 * network.drift.get("drift_mgal_per_hour", 0).toFixed(3); // => "0.050"
 * network.figures.degrees_of_freedom; // => 1
 */
export function adjustNetwork(
  readings: ColumnTable,
  options: AdjustNetworkOptions = {},
): NetworkAdjustment<ColumnTable> {
  const { bases, ...settings } = options;
  const answer = adjustNetworkColumns(columnsOf(readings, "readings"), {
    ...settings,
    ...(bases === undefined ? {} : { bases: columnsOf(bases, "options.bases") }),
  });
  return {
    ...answer,
    result: tableOf(answer.result),
    readings: tableOf(answer.readings),
    observations: tableOf(answer.observations),
    drift: tableOf(answer.drift),
    meters: tableOf(answer.meters),
  };
}
