import { median } from "../../core/robust-statistics.js";
import { type Finding, flagged, type RuleAnswer, skippedRule } from "./reading-finding.js";
import { grouped } from "./reading-groups.js";
import type { ReadingLimits } from "./reading-limits.js";
import type { ReadingView } from "./reading-view.js";

/** The column in which readers keep the temperature of the sensor. */
const COLUMN = "sensor_temperature_mk";

/**
 * Readings at which the sensor was not at its temperature: `sensor_temperature_mk` is further from the median of its
 * loop than the limit. A heater that failed, an empty battery and a morning without warming up look like this.
 *
 * Quartz meters correct by about 0.13 mGal/mK (their files say the coefficient k). A coefficient that is wrong by 1 %
 * leaves
 *
 * ```
 * δg = 0.01 · k · ΔT: at the limit of 5 mK, 0.0065 mGal
 * ```
 *
 * Between two loops the temperature may differ; only the excursion within a loop counts. An empty cell is not flagged.
 *
 * Source: the coefficients −0.125 and −0.13 mGal/mK in the headers of CG-5 and CG-6 files; the limit follows from the
 * formula.
 */
export function findTemperatureExcursions(
  view: ReadingView,
  limits: Pick<ReadingLimits, "temperature_mk">,
): RuleAnswer {
  const temperature = view.numbers(COLUMN);
  if (temperature === undefined) return skippedRule(`there is no column ${COLUMN}`);
  const findings: Finding[] = [];
  for (const rows of grouped(view.station.keys(), (row) => view.loop[row]).values()) {
    const usual = median(rows.map((row) => temperature[row]));
    for (const row of rows) {
      const difference = temperature[row] - usual;
      if (!(Math.abs(difference) > limits.temperature_mk)) continue;
      const side = difference > 0 ? "above" : "below";
      findings.push({
        row,
        reason: `the sensor is ${Math.abs(difference).toFixed(1)} mK ${side} the median of its loop (limit ${limits.temperature_mk})`,
      });
    }
  }
  return flagged(findings);
}
