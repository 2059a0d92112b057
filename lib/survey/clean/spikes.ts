import { median, robustScale } from "../../core/robust-statistics.js";
import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import { noiseByLoop, setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Spikes among the readings of one setup, by the Hampel identifier. In a window of `spikeHalfWidth` readings on each
 * side, with their median m and their robust standard deviation S = 1.4826 · median |xᵢ − m|, a reading x is a spike if
 *
 * ```
 * |x − m| > max(smallestSpike_mgal, spikeThreshold · max(S, noise))
 * ```
 *
 * A setup has three to six readings, and S of so few is often far too small; so it is not taken below the noise of one
 * reading in the whole loop, 1.4826 · median |difference of neighbouring readings| / √2. A setup of fewer than three
 * readings has no median that could tell which one is wrong: see {@link findDisagreements}.
 *
 * Source: Hampel (1974), Journal of the American Statistical Association 69, 383–393; Davies & Gather (1993), The
 * identification of multiple outliers, ibid. 88, 782–792; the moving window and the usual threshold 3: Pearson (2002),
 * Outliers in process modeling and identification, IEEE Transactions on Control Systems Technology 10, 55–63.
 */
export function findSpikes(
  view: ReadingView,
  limits: Pick<
    ReadingLimits,
    "setupGap_minutes" | "stationDistance_m" | "spikeThreshold" | "spikeHalfWidth" | "smallestSpike_mgal"
  >,
): RuleAnswer {
  const reading = view.numbers("reading_mgal");
  if (reading === undefined) return skippedRule("there is no column reading_mgal");
  const setups = setupsOf(view, reading, limits);
  const noise = noiseByLoop(setups, reading);
  const findings: Finding[] = [];
  for (const { loop, rows } of setups) {
    if (rows.length < 3) continue;
    for (const [i, row] of rows.entries()) {
      const window = rows
        .slice(Math.max(0, i - limits.spikeHalfWidth), i + limits.spikeHalfWidth + 1)
        .map((other) => reading[other]);
      const middle = median(window);
      const sigma = Math.max(robustScale(window, middle), noise.get(loop) ?? 0);
      const limit = Math.max(limits.smallestSpike_mgal, limits.spikeThreshold * sigma);
      const difference = reading[row] - middle;
      if (!(Math.abs(difference) > limit)) continue;
      findings.push({
        row,
        reason:
          `${Math.abs(difference).toFixed(3)} mGal ${difference > 0 ? "above" : "below"} the median of ` +
          `${window.length} readings (limit ${limit.toFixed(3)} mGal)`,
      });
    }
  }
  return flagged(findings);
}
