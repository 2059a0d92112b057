import { type Columns, numberColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { normalPressure } from "../../earth/normal-pressure.js";
import { applyCorrection, rangeOf, stationNames } from "./apply-correction.js";

/** Options of `correctPressure`. */
export interface CorrectPressureOptions {
  /**
   * How much gravity changes for each hPa that the air pressure rises, µGal/hPa: negative, since more air above pulls
   * upwards. Default −0.3; observed ones lie between −0.2 and −0.4.
   */
  readonly admittance_ugal_per_hpa?: number;
}

/** Weather moves the pressure by less. More is another unit, or a pressure that was reduced to sea level. */
const LARGEST_DEVIATION_HPA = 60;

/**
 * Corrects readings for air pressure: the columns-in, columns-out form of {@link correctPressure} in
 * `correct-pressure-table.ts`, where it is described.
 */
export function correctPressure(readings: Columns, options: CorrectPressureOptions = {}): Reported<Columns> {
  const { admittance_ugal_per_hpa: admittance = -0.3 } = options;
  if (!(admittance <= 0 && admittance >= -1))
    throw new ArgumentError({
      argument: "options.admittance_ugal_per_hpa",
      value: admittance,
      accepted: "a number from -1 to 0",
      advice: "It is negative: gravity falls where the pressure rises. Usual is -0.3 µGal/hPa.",
    });
  const pressure = numberColumn(readings, "air_pressure_hpa");
  const height = numberColumn(readings, "height_m");
  const strange: number[] = [];
  const correction = pressure.map((value, i) => {
    const deviation = value - normalPressure(height[i]);
    if (Math.abs(deviation) > LARGEST_DEVIATION_HPA) strange.push(i);
    return Math.abs(deviation) <= LARGEST_DEVIATION_HPA ? (-admittance * deviation) / 1000 : Number.NaN;
  });
  const corrected = correction.filter((value) => !Number.isNaN(value)).length;
  const without = correction.length - corrected - strange.length;
  const { smallest, largest } = rangeOf(correction);
  return {
    result: applyCorrection(readings, "pressure_correction_mgal", correction),
    report: stepReport("correctPressure", {
      parameters: { admittance_ugal_per_hpa: admittance, normal_pressure: "DIN 5450" },
      rows: {
        readings: rowCount(readings),
        corrected,
        without_pressure_or_height: without,
        strange_pressure: strange.length,
      },
      figures: { correction_smallest_mgal: smallest, correction_largest_mgal: largest },
      warnings: [
        ...(without === 0
          ? []
          : [`${without} readings have no air pressure or no height: they are not corrected.`]),
        ...(strange.length === 0
          ? []
          : [
              `${strange.length} readings (${stationNames(readings, strange)}) have a pressure more than ${LARGEST_DEVIATION_HPA} hPa from normal at their height, as ${pressure[strange[0]]} at ${height[strange[0]]} m: they are not corrected. Is it in hPa, and at the station, not reduced to sea level?`,
            ]),
      ],
    }),
  };
}
