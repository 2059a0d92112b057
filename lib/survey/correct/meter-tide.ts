import { type Columns, optionalNumberColumn } from "../../core/columns.js";
import { stationNames } from "./apply-correction.js";

/**
 * The models differ by 6 µGal at most, and by 5 µGal more where their permanent tides do. A meter whose clock or position
 * is wrong is off by up to 0.3 mGal.
 */
const DOUBTFUL_MGAL = 0.02;

/** How the tide that a meter wrote differs from a model's. */
export interface MeterTide {
  readonly figures: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

/**
 * Compares the tide that a meter wrote with a model's, for the report of `correctTide`: rms, mean and largest of the
 * meter's less the model's. Zeros and empty cells are passed over: a meter whose correction is switched off writes zeros.
 *
 * @param model - the model's tide, mGal, one for each row
 */
export function compareMeterTide(readings: Columns, model: Float64Array): MeterTide {
  const meter = optionalNumberColumn(readings, "tide_correction_mgal");
  const rows = Array.from(model.keys()).filter(
    (i) => meter !== undefined && meter[i] !== 0 && !Number.isNaN(meter[i] - model[i]),
  );
  if (meter === undefined || rows.length === 0) return { figures: {}, warnings: [] };
  const difference = rows.map((i) => meter[i] - model[i]);
  const doubtful = rows.filter((_, k) => Math.abs(difference[k]) > DOUBTFUL_MGAL);
  return {
    figures: {
      meter_tide_compared: rows.length,
      meter_tide_rms_difference_mgal: Math.sqrt(difference.reduce((s, d) => s + d * d, 0) / rows.length),
      meter_tide_mean_difference_mgal: difference.reduce((s, d) => s + d, 0) / rows.length,
      meter_tide_largest_difference_mgal: difference.reduce((most, d) => Math.max(most, Math.abs(d)), 0),
      meter_tide_doubtful: doubtful.length,
    },
    warnings:
      doubtful.length === 0
        ? []
        : [
            `The meter's own tide is more than ${DOUBTFUL_MGAL} mGal from the model at ${doubtful.length} readings (${stationNames(readings, doubtful)}): are the clock and the position right, in the meter and in the table? A wrong time makes the new tide wrong as well; cleanReadings says what is wrong with which loop.`,
          ],
  };
}
