import { median, robustScale } from "../../core/robust-statistics.js";
import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/** A crew whose heights scatter more than the limit is judged by so many robust standard deviations. */
const SCATTER = 6;

/**
 * Readings whose `instrument_height_m`, the height of the meter above the mark, is not like the others of the same
 * meter: a typing error, or centimetres in place of metres. One setup differs from the next by the tripod's screws
 * only, a few centimetres. Flagged is
 *
 * ```
 * |h − median(h)| > max(limit, 6 · 1.4826 · median |h − median(h)|)
 * ```
 *
 * Gravity falls by 0.3086 mGal/m, so the limit of 0.15 m stands for 0.046 mGal. An empty cell is not flagged.
 *
 * Source: Hampel (1974), as for {@link findSpikes}; the free-air gradient for the limit.
 */
export function findWrongHeights(
  view: ReadingView,
  limits: Pick<ReadingLimits, "instrumentHeight_m">,
): RuleAnswer {
  const height = view.numbers("instrument_height_m");
  if (height === undefined) return skippedRule("there is no column instrument_height_m");
  const findings: Finding[] = [];
  for (const rows of grouped(view.station.keys(), (row) => view.meter[row]).values()) {
    const known = rows.map((row) => height[row]);
    const usual = median(known);
    const limit = Math.max(limits.instrumentHeight_m, SCATTER * (robustScale(known, usual) || 0));
    for (const row of rows) {
      if (!(Math.abs(height[row] - usual) > limit)) continue;
      findings.push({
        row,
        reason: `the meter's height is ${height[row]} m, the median of this meter is ${usual.toFixed(3)} m`,
      });
    }
  }
  return flagged(findings);
}
