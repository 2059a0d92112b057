import { median } from "../../core/robust-statistics.js";
import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import { noiseByLoop, setupsOf } from "./reading-setups.js";
import type { ReadingView } from "./reading-view.js";

/** Settling is a matter of minutes: only so many first readings of a long setup are looked at. */
const LONGEST = 11;

/**
 * First readings of a setup that were taken before the spring had come to rest. With m the median of the later half
 * of the setup's readings, the first readings are flagged as long as
 *
 * ```
 * limit < |x − m| ≤ largestSettling_mgal,   limit = max(smallestSpike_mgal, spikeThreshold · noise)
 * ```
 *
 * all on the same side of m, and none further off than the one before it. The noise is that of {@link findSpikes}. A
 * setup of fewer than three readings, or one whose later half does not agree within the limit, says nothing.
 *
 * Source: Scintrex Ltd (2010), CG-5 Operation Manual, revision 7 (let the meter settle for some minutes after rough
 * transport, and look at successive readings); Reudink et al. (2014), Journal of Geodesy 88, 617–622, who saw tens
 * of microgals.
 */
export function findUnsettledReadings(
  view: ReadingView,
  limits: Pick<
    ReadingLimits,
    | "setupGap_minutes"
    | "stationDistance_m"
    | "spikeThreshold"
    | "smallestSpike_mgal"
    | "largestSettling_mgal"
  >,
): RuleAnswer {
  const reading = view.numbers("reading_mgal");
  if (reading === undefined) return skippedRule("there is no column reading_mgal");
  const setups = setupsOf(view, reading, limits);
  const noise = noiseByLoop(setups, reading);
  const findings: Finding[] = [];
  for (const setup of setups) {
    const limit = Math.max(limits.smallestSpike_mgal, limits.spikeThreshold * (noise.get(setup.loop) ?? 0));
    const rows = setup.rows.slice(0, LONGEST);
    const { settled, count } = leading(
      rows.map((row) => reading[row]),
      limit,
      limits.largestSettling_mgal,
    );
    for (const row of rows.slice(0, count)) {
      const difference = reading[row] - settled;
      findings.push({
        row,
        reason:
          `${Math.abs(difference).toFixed(3)} mGal ${difference > 0 ? "above" : "below"} the later readings of the ` +
          `same setup (limit ${limit.toFixed(3)} mGal)`,
      });
    }
  }
  return flagged(findings);
}

/** How many of the first values have not settled, and the value to which the later half settled. */
function leading(
  values: readonly number[],
  limit: number,
  largest: number,
): { settled: number; count: number } {
  const late = values.slice(-Math.max(2, Math.ceil(values.length / 2)));
  const settled = median(late);
  const isCalm = late.length < values.length && Math.max(...late) - Math.min(...late) <= limit;
  if (!isCalm) return { settled, count: 0 };
  const early = values.slice(0, values.length - late.length).map((value) => value - settled);
  const end = early.findIndex((difference) => !(Math.abs(difference) > limit));
  const off = end < 0 ? early : early.slice(0, end);
  const isSettling = off.every(
    (difference, i) =>
      Math.abs(difference) <= largest &&
      (i === 0 || (difference * off[0] > 0 && Math.abs(difference) <= Math.abs(off[i - 1]))),
  );
  return { settled, count: isSettling ? off.length : 0 };
}
