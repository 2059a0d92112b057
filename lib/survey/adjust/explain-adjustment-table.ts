import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { NetworkAdjustment } from "./adjust-network.js";
import {
  type AdjustmentExplanation,
  type ExplainAdjustmentOptions,
  explainAdjustment as explainColumns,
} from "./explain-adjustment.js";

/**
 * Explains what `adjustNetwork` found, in figures, tables and one page of words that can be read aloud.
 *
 * The readings that fit worst, by `|w|`, are each left out for themselves: how far every station moves, its sigma
 * without the reading, and the new σ0 are computed from the influence of the reading, without solving anew:
 *
 * ```
 * g′ = g − q v/r,   σ′² = σ² + σ₀² q²/(p r),   Ω′ = Ω − p v²/r
 * ```
 *
 * with q = N⁻¹ aᵀ p, v the residual and r the redundancy number. This is exact, unless scale factors are unknown (then
 * it holds to the first order) or weights come from the residuals (then it holds for the weights as they are). A
 * "reading" is here an observation of the adjustment: all readings of one visit together.
 *
 * @param network - the answer of `adjustNetwork`
 * @param options - see {@link ExplainAdjustmentOptions}
 * @returns `figures` (plotly data): `map`, `residuals`, `drift` (one for each meter and column `survey`), `worst`;
 *   `worst`, a row a reading that fits badly, with `estimated_error_mgal`, the station that moves most without it and
 *   how far; `moves`, a row for each such reading and station; `text`, at most 55 lines of 88 signs. NaN where nothing
 *   checks a reading or a station has no gravity
 * @throws ArgumentError if `network` is not such an answer, or an option is out of range
 *
 * Source: Cook & Weisberg (1982), Residuals and influence in regression, eqs. 2.2.2 and A.2.1.
 *
 * @example
 * const readings = tableOf({
 *   station: ["base", "A", "base", "A"], elapsed_minutes: Float64Array.of(0, 60, 120, 180),
 *   reading_mgal: Float64Array.of(2000, 2010.05, 2000.1, 2010.19),
 * });
 * const bases = tableOf({ station: ["base"], gravity_mgal: Float64Array.of(978500) });
 * const explained = explainAdjustment(adjustNetwork(readings, { bases }), { worst: 1 });
 * explained.worst.get("most_moved_station", 0); // => "A"
 * explained.text.split("\n")[0]; // => "The adjustment"
 */
export function explainAdjustment(
  network: NetworkAdjustment<ColumnTable>,
  options: ExplainAdjustmentOptions = {},
): AdjustmentExplanation<ColumnTable> {
  const { result, readings, observations, drift, meters } = network ?? {};
  const explained = explainColumns(
    typeof network?.influence !== "function"
      ? (network as never)
      : {
          ...network,
          result: columnsOf(result, "network.result"),
          readings: columnsOf(readings, "network.readings"),
          observations: columnsOf(observations, "network.observations"),
          drift: columnsOf(drift, "network.drift"),
          meters: columnsOf(meters, "network.meters"),
        },
    options,
  );
  return { ...explained, worst: tableOf(explained.worst), moves: tableOf(explained.moves) };
}
