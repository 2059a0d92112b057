import { type Columns, numberColumn, textColumn } from "../../core/columns.js";
import type { NetworkAdjustment } from "./adjust-network.js";
import { NO_REDUNDANCY } from "./network-statistics.js";

/** What the network says without one of its observations. The stations are in the order of `influence`. */
export interface LeftOut {
  readonly stations: readonly string[];
  /** Gravity without the observation, less gravity with it; NaN where there is none. */
  readonly change_mgal: Float64Array;
  readonly sigma_mgal: Float64Array;
  readonly sigma_without_mgal: Float64Array;
  /** σ0 without it; NaN where one degree of freedom or none is left, and with robust weights. */
  readonly sigma0: number;
}

/**
 * Leaves one observation out, without solving anew. With q the influence of the observation on a station, v its
 * residual, r its redundancy number and p its weight,
 *
 * ```
 * g′ = g − q v/r,   σ′² = σ² + σ₀² q²/(p r),   Ω′ = Ω − p v²/r
 * ```
 *
 * (the inverse of a normal matrix less one observation, by Sherman and Morrison). It is exact for a network without
 * unknown scale factors, and for unchanged weights; with unknown scale factors it holds to the first order.
 *
 * @param observation - its row in the table of observations, from 0
 * @returns NaN where nothing checks the observation, so that something is not determined without it
 *
 * Source: Cook & Weisberg (1982), Residuals and influence in regression, eqs. 2.2.2 and A.2.1.
 */
export function leaveOut(network: NetworkAdjustment<Columns>, observation: number): LeftOut {
  const { observations, result, figures, report } = network;
  const { stations, values } = network.influence(observation);
  const of = (name: string) => numberColumn(observations, name)[observation];
  const [v, r, sigma, robust] = [of("residual_mgal"), of("redundancy"), of("sigma_mgal"), of("weight")];
  const factor = r > NO_REDUNDANCY ? 1 / r : Number.NaN;
  const sigmaOf = new Map(
    textColumn(result, "station").map((name, i) => [name, numberColumn(result, "gravity_sigma_mgal")[i]]),
  );
  const sigma_mgal = Float64Array.from(stations, (name) => sigmaOf.get(name) ?? Number.NaN);
  const added = robust > 0 ? (sigma * figures.sigma_scale) ** 2 / robust : 0;
  const freedom = figures.degrees_of_freedom - (robust > 0 ? 1 : 0);
  const squares = figures.chi_square.value - robust * factor * (v / sigma) ** 2;
  const isRobust = report.parameters.robust !== "none";
  return {
    stations,
    change_mgal: values.map((q) => -q * v * factor),
    sigma_mgal,
    sigma_without_mgal: sigma_mgal.map((own, s) => Math.sqrt(own ** 2 + values[s] ** 2 * added * factor)),
    sigma0: isRobust || freedom < 1 ? Number.NaN : Math.sqrt(Math.max(0, squares) / freedom),
  };
}
