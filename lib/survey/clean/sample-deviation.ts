import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Readings whose samples scatter too much: `sample_sigma_mgal`, the standard deviation of the samples that the meter
 * averaged, is larger than the limit, or `sigma_mgal`, the standard error of the mean, is larger than its limit.
 *
 * ```
 * standard error = standard deviation / √(number of samples)
 * ```
 *
 * Wind, traffic and earthquakes make the ground shake. The limit of 0.1 mGal for the samples allows, over a minute of
 * samples at 1 Hz, a standard error of 0.013 mGal, about the 0.01 mGal that a regional survey asks of a reading.
 * An empty cell is not flagged.
 *
 * Source: Scintrex Ltd (2010), CG-5 Operation Manual, revision 7, on standard deviation and error of a reading.
 */
export function findNoisyReadings(
  view: ReadingView,
  limits: Pick<ReadingLimits, "sampleSigma_mgal" | "sigma_mgal">,
): RuleAnswer {
  const sample = view.numbers("sample_sigma_mgal");
  const error = view.numbers("sigma_mgal");
  if (sample === undefined && error === undefined)
    return skippedRule("there is no column sample_sigma_mgal or sigma_mgal");
  const findings: Finding[] = [];
  for (let row = 0; row < view.rows; row++) {
    const parts: string[] = [];
    const exceeds = (values: Float64Array | undefined, limit: number, what: string) => {
      if (values !== undefined && values[row] > limit)
        parts.push(`the ${what} is ${values[row].toFixed(3)} mGal (limit ${limit} mGal)`);
    };
    exceeds(sample, limits.sampleSigma_mgal, "samples' standard deviation");
    exceeds(error, limits.sigma_mgal, "standard error");
    if (parts.length > 0) findings.push({ row, reason: parts.join(", ") });
  }
  return flagged(findings);
}
