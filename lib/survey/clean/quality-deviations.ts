import { median, robustScale } from "../../core/robust-statistics.js";
import type { QualityData } from "./quality-style.js";
import { READING_LIMITS } from "./reading-limits.js";
import { setupsOf } from "./reading-setups.js";

/** How far each reading lies from the other good ones of its setup. */
export interface Deviations {
  /** A value a row; NaN where a setup has no second reading. */
  readonly values: Float64Array;
  /** Robust standard deviation of those without a flag; 0 where there are none. */
  readonly scale: number;
}

/**
 * Each reading less the median of the other readings of its setup, of those without a flag where there are any. A
 * reading is not compared with itself: the median of three readings is one of them, and its difference would be zero.
 */
export function deviationsOf({ view, reading, flag }: QualityData): Deviations {
  const values = new Float64Array(view.rows).fill(Number.NaN);
  if (reading === undefined) return { values, scale: 0 };
  for (const { rows } of setupsOf({ ...view, isUsable: () => true }, reading, READING_LIMITS)) {
    for (const row of rows) {
      const others = rows.filter((other) => other !== row);
      const good = others.filter((other) => flag[other] === "");
      if (others.length === 0) continue;
      values[row] = reading[row] - median((good.length > 0 ? good : others).map((other) => reading[other]));
    }
  }
  const good = values.filter((value, row) => flag[row] === "" && !Number.isNaN(value));
  return { values, scale: good.length === 0 ? 0 : robustScale(good, 0) };
}
