import { ArgumentError } from "../core/errors.js";
import type { Positions } from "../core/grid-sample.js";
import type { CovarianceModel } from "./covariance-model.js";
import { mergeCoincident, type Points, usablePoints } from "./points.js";
import { polynomialRow, polynomialTerms } from "./trend-gram.js";

/** What is kriged: one value a place, in coordinates in which the covariance is alike in all directions. */
export interface KrigingField extends MergedPoints {
  readonly model: CovarianceModel;
  readonly degree: number;
  /** How many points count at a place. */
  readonly neighbours: number;
  readonly nuggetIs: "field" | "noise";
}

/** Usable points, those at one place averaged. */
export interface MergedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
  /** Variance of the error of each value; in a {@link KrigingField} with the nugget. */
  readonly noise: Float64Array;
  /** How many values each one is the mean of, where the nugget is noise, of which a mean has less; else 1. */
  readonly counts: Float64Array;
  /** Columns of the external drift. */
  readonly drift: readonly Float64Array[];
}

/** Columns that the field is known to follow, such as height: their coefficients are estimated with the field. */
export interface ExternalDrift {
  /** One number a point in each column. Default: what `at` gives there. */
  readonly points?: readonly Float64Array[];
  /** The same columns at other positions. */
  readonly at: (positions: Positions) => readonly Float64Array[];
}

/** Points as {@link KrigingField} takes them, and how many came, fell out and disappeared into others. */
export function mergedPoints(
  points: Points,
  nuggetIs: "field" | "noise",
  drift?: ExternalDrift,
): { readonly merged: MergedPoints; readonly rows: Readonly<Record<string, number>> } {
  const columns = drift === undefined ? [] : (drift.points ?? drift.at(points));
  for (const [k, column] of columns.entries())
    if (column.length !== points.x.length)
      throw new ArgumentError({
        argument: `options.drift.points[${k}].length`,
        value: column.length,
        accepted: `${points.x.length}, one number a point`,
      });
  // A row with a gap in any column is left out of all.
  const whole = points.values.map((value, k) =>
    columns.every((column) => Number.isFinite(column[k])) ? value : Number.NaN,
  );
  const of = (values: Float64Array) =>
    usablePoints({ ...points, values: values.map((v, k) => whole[k] - whole[k] + v) });
  const usable = of(whole);
  const first = mergeCoincident(usable.points);
  const ones = usable.points.values.map(() => 1);
  const counts = mergeCoincident({ ...usable.points, sigma: ones }).points.sigma?.map((s) => 1 / (s * s));
  const { x, y, values, sigma } = first.points;
  if (values.length === 0)
    throw new ArgumentError({
      argument: "points",
      value: "no usable point",
      accepted: "at least one with a position, a value and its drift",
    });
  return {
    merged: {
      ...{ x, y, values, counts: (nuggetIs === "noise" && counts) || values.map(() => 1) },
      noise: sigma ? sigma.map((s) => s * s) : new Float64Array(values.length),
      drift: columns.map((column) => mergeCoincident(of(column).points).points.values),
    },
    rows: { in: usable.came, used: values.length, not_finite: usable.notFinite, coincident: first.merged },
  };
}

/** The trend of all points, row-major, in scaled coordinates. */
export function trendOf({ x, y, drift }: MergedPoints, degree: number): Float64Array {
  const [u, v, ...columns] = [x, y, ...drift].map(scaled);
  const polynomial = polynomialTerms(degree);
  const terms = polynomial + columns.length;
  const rows = new Float64Array(terms * x.length);
  for (let k = 0; k < x.length; k++) {
    polynomialRow(rows, k * terms, u[k], v[k], degree);
    for (const [d, column] of columns.entries()) rows[k * terms + polynomial + d] = column[k];
  }
  return rows;
}

/** Values between −1 and 1. */
function scaled(values: Float64Array): Float64Array {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const half = (most - least) / 2 || 1;
  return values.map((value) => (value - (least + most) / 2) / half);
}
