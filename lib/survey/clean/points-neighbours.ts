import { type Columns, numberColumn, optionalTextColumn, rowCount } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, flagsOf } from "../../core/flags.js";
import { type Reported, stepReport } from "../../core/report.js";
import { localPlane } from "../../earth/local-plane.js";
import type { PointField } from "./points-covariance.js";
import { type LeaveOneOutOptions, leaveOneOut, NEIGHBOUR_DEFAULTS } from "./points-leave-one-out.js";
import { type HeightMeaning, meterHeight, smoothQuantity } from "./points-quantity.js";

/** Options of `checkNeighbours`. */
export interface CheckNeighboursOptions extends Partial<LeaveOneOutOptions> {
  /** A point that is off by more standard deviations than this is flagged; default 3.5. */
  readonly threshold?: number;
  /** A difference below this is never flagged, mGal; default 1. */
  readonly smallest_mgal?: number;
  /**
   * A column of a smooth quantity to check, such as `bouguer_anomaly_mgal`. Default: computed from `gravity_mgal`,
   * `latitude_deg` and `height_m`.
   */
  readonly column?: string;
}

/**
 * Points that their neighbours contradict: the columns-in, columns-out form of {@link checkNeighbours} in
 * `points-table.ts`, where it is described.
 */
export function checkNeighbours(points: Columns, options: CheckNeighboursOptions = {}): Reported<Columns> {
  const { threshold = 3.5, smallest_mgal = 1, column, ...given } = options;
  const settings = { ...NEIGHBOUR_DEFAULTS, ...given };
  checkOptions(threshold, smallest_mgal, settings);
  const field = pointField(points, column);
  const { predicted, sigma, score, model } = leaveOneOut(field, settings);
  const flags = flagsOf(points);
  const difference = field.value.map((value, i) => value - predicted[i]);
  let flagged = 0;
  for (let i = 0; i < difference.length; i++) {
    if (!(Math.abs(score[i]) > threshold && Math.abs(difference[i]) > smallest_mgal)) continue;
    flagged++;
    const side = difference[i] > 0 ? "above" : "below";
    addFlag(
      flags,
      i,
      "neighbours",
      `${Math.abs(difference[i]).toFixed(1)} mGal ${side} what its neighbours say (±${sigma[i].toFixed(1)})`,
    );
  }
  const checked = score.filter((value) => !Number.isNaN(value)).length;
  return {
    result: {
      ...points,
      neighbour_difference_mgal: difference,
      neighbour_sigma_mgal: sigma,
      ...flags,
    },
    report: stepReport("checkNeighbours", {
      parameters: { threshold, smallest_mgal, column: column ?? "gravity_mgal", ...settings },
      rows: { points: rowCount(points), checked, flagged },
      figures: { sill_mgal2: model.sill, range_km: model.range_km, nugget_mgal2: model.nugget },
      warnings:
        checked < rowCount(points)
          ? [
              `${rowCount(points) - checked} points could not be checked: a number is missing, or they have too few neighbours.`,
            ]
          : [],
    }),
  };
}

/**
 * The quantity that is compared between neighbours, at its places. Heights are taken for what `height_meaning` says,
 * where {@link heightsBelowSea} has been asked; without it a height is a height.
 */
export function pointField(points: Columns, column?: string): PointField {
  const { x_km, y_km } = localPlane(points);
  const meaning = optionalTextColumn(points, "height_meaning");
  const meant = (i: number): HeightMeaning =>
    meaning?.[i] === "sea_surface" || meaning?.[i] === "sea_bottom" || meaning?.[i] === "wrong_sign"
      ? meaning[i]
      : "height";
  if (column !== undefined) {
    const value = numberColumn(points, column);
    const height = points.height_m instanceof Float64Array ? points.height_m : new Float64Array(value.length);
    return { x_km, y_km, height_m: height.map((h, i) => meterHeight(h, meant(i))), value };
  }
  const height = numberColumn(points, "height_m");
  const gravity = numberColumn(points, "gravity_mgal");
  const latitude = numberColumn(points, "latitude_deg");
  return {
    x_km,
    y_km,
    height_m: height.map((h, i) => meterHeight(h, meant(i))),
    value: gravity.map((g, i) => smoothQuantity(g, latitude[i], height[i], meant(i))),
  };
}

function checkOptions(threshold: number, smallest_mgal: number, { neighbours }: LeaveOneOutOptions): void {
  const refuse = (argument: string, value: number, accepted: string) => {
    throw new ArgumentError({ argument: `options.${argument}`, value, accepted });
  };
  if (!(threshold > 0)) refuse("threshold", threshold, "a positive number of standard deviations");
  if (!(smallest_mgal >= 0)) refuse("smallest_mgal", smallest_mgal, "0 or more mGal");
  if (!(Number.isInteger(neighbours) && neighbours >= 3 && neighbours <= 100))
    refuse("neighbours", neighbours, "a whole number from 3 to 100");
}
