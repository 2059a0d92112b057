import { type Columns, numberColumn, rowCount, textColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { type Reported, stepReport } from "../../core/report.js";
import { parseUtc } from "../../core/time.js";
import { type Pole, type PoleSeries, polarMotionCorrection, poleAt } from "../../earth/polar-motion.js";
import { applyCorrection, rangeOf } from "./apply-correction.js";

/** The pole was never farther than 0.6″. */
const FARTHEST_ARCSEC = 1;

/**
 * Corrects readings for polar motion: the columns-in, columns-out form of {@link correctPolarMotion} in
 * `correct-polar-motion-table.ts`, where it is described.
 */
export function correctPolarMotion(readings: Columns, pole: Pole | PoleSeries): Reported<Columns> {
  const latitude = numberColumn(readings, "latitude_deg");
  const longitude = numberColumn(readings, "longitude_deg");
  const poleOf = poleFinder(readings, pole);
  const correction = latitude.map((phi, i) => polarMotionCorrection(phi, longitude[i], poleOf(i)));
  const without = correction.filter(Number.isNaN).length;
  const { smallest, largest } = rangeOf(correction);
  return {
    result: applyCorrection(readings, "polar_motion_correction_mgal", correction),
    report: stepReport("correctPolarMotion", {
      parameters: { gravimetric_factor: 1.164, pole: "time" in pole ? "a series of days" : { ...pole } },
      rows: { readings: rowCount(readings), corrected: correction.length - without, not_corrected: without },
      figures: { correction_smallest_mgal: smallest, correction_largest_mgal: largest },
      warnings:
        without === 0
          ? []
          : [
              `${without} readings have no position, or a time for which no pole is known: they are not corrected.`,
            ],
    }),
  };
}

/** The pole for a row. */
function poleFinder(readings: Columns, pole: Pole | PoleSeries): (row: number) => Pole {
  if ("time" in pole) {
    const time = textColumn(readings, "time_utc").map(parseUtc);
    return (row) => poleAt(time[row], pole);
  }
  for (const name of ["x_arcsec", "y_arcsec"] as const) {
    if (Math.abs(pole[name]) <= FARTHEST_ARCSEC) continue;
    throw new ArgumentError({
      argument: `pole.${name}`,
      value: pole[name],
      accepted: `a number of arc seconds from -${FARTHEST_ARCSEC} to ${FARTHEST_ARCSEC}`,
      advice: "The IERS publishes it for each day; 124 milliarcseconds are 0.124.",
    });
  }
  return () => pole;
}
