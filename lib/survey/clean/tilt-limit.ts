import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/**
 * Readings of a meter that did not stand level: `tilt_x_arcsec` or `tilt_y_arcsec` is larger than the limit.
 *
 * A meter tilted by θ feels g cos θ. It corrects by its own sensors for
 *
 * ```
 * δg = g (1 − cos θ) ≈ ½ g θ²
 * ```
 *
 * If the sensors' zero is wrong by δθ, the correction is wrong by g θ δθ: at the limit of 20 arc seconds and with a
 * zero that is 10 arc seconds off, by 0.0046 mGal; at 100 arc seconds by 0.023 mGal. An empty cell is not flagged.
 *
 * Source: the formula is that of the cosine of an angle; for the tilt of a CG-5 on its way see Reudink et al. (2014),
 * High tilt susceptibility of the Scintrex CG-5 relative gravimeters, Journal of Geodesy 88, 617–622.
 */
export function findTiltedReadings(
  view: ReadingView,
  limits: Pick<ReadingLimits, "tilt_arcsec">,
): RuleAnswer {
  const axes = [
    { name: "X", tilt: view.numbers("tilt_x_arcsec") },
    { name: "Y", tilt: view.numbers("tilt_y_arcsec") },
  ].filter(({ tilt }) => tilt !== undefined);
  if (axes.length === 0) return skippedRule("there is no column tilt_x_arcsec or tilt_y_arcsec");
  const findings: Finding[] = [];
  for (let row = 0; row < view.rows; row++) {
    const parts = axes.flatMap(({ name, tilt }) => {
      const value = (tilt as Float64Array)[row];
      return Math.abs(value) > limits.tilt_arcsec ? [`tilt ${name} is ${value.toFixed(1)} arc seconds`] : [];
    });
    if (parts.length > 0) findings.push({ row, reason: `${parts.join(", ")} (limit ${limits.tilt_arcsec})` });
  }
  return flagged(findings);
}
