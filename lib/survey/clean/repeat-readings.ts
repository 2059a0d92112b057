import { flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import { noiseByLoop, setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Repeat readings of one setup that disagree: two that follow one another differ by more than
 *
 * ```
 * max(repeat_mgal, spikeThreshold · √2 · noise)
 * ```
 *
 * with the noise of {@link findSpikes}. Nobody
 * can tell which of the two is right, so both get the flag; a person who knows the answer takes one of them off.
 *
 * Neighbours are compared, not the whole setup, so that drift and tide of a night at one station are no fault.
 * Readings that are known to be spikes or not settled do not take part.
 *
 * Source: the default limit is five times the 0.01 mGal of one dial reading, about 3.5 standard deviations of a
 * difference. For surveys of the microgal kind take 0.01 mGal.
 */
export function findDisagreements(
  view: ReadingView,
  limits: Pick<ReadingLimits, "setupGap_minutes" | "stationDistance_m" | "repeat_mgal" | "spikeThreshold">,
): RuleAnswer {
  const reading = view.numbers("reading_mgal");
  if (reading === undefined) return skippedRule("there is no column reading_mgal");
  const setups = setupsOf(view, reading, limits);
  const noise = noiseByLoop(setups, reading);
  const largest = new Map<number, { difference: number; limit: number }>();
  for (const { loop, rows } of setups) {
    const limit = Math.max(limits.repeat_mgal, limits.spikeThreshold * Math.SQRT2 * (noise.get(loop) ?? 0));
    for (let i = 1; i < rows.length; i++) {
      const difference = Math.abs(reading[rows[i]] - reading[rows[i - 1]]);
      if (!(difference > limit)) continue;
      for (const row of [rows[i - 1], rows[i]])
        largest.set(row, { difference: Math.max(difference, largest.get(row)?.difference ?? 0), limit });
    }
  }
  return flagged(
    [...largest].map(([row, { difference, limit }]) => ({
      row,
      reason: `differs by ${difference.toFixed(3)} mGal from the reading beside it at the same setup (limit ${limit.toFixed(3)} mGal)`,
    })),
  );
}
