import type { KrigingField } from "./kriging-field.js";
import { polynomialRow, polynomialTerms } from "./trend-gram.js";

/** How the trend of some points is counted: from their middle, in their reach, so that no column is nearly a constant. */
export interface TrendFrame {
  readonly degree: number;
  readonly polynomial: number;
  /** Columns of polynomial and drift. */
  readonly terms: number;
  x: number;
  y: number;
  reach: number;
  /** Of each drift. */
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** What {@link trendAt} fills. */
  readonly row: Float64Array;
}

/** A frame that is not set yet. */
export function emptyFrame({ degree, drift }: Pick<KrigingField, "degree" | "drift">): TrendFrame {
  const polynomial = polynomialTerms(degree);
  const terms = polynomial + drift.length;
  return {
    ...{ degree, polynomial, terms, x: 0, y: 0, reach: 1 },
    centre: new Float64Array(drift.length),
    scale: new Float64Array(drift.length),
    row: new Float64Array(terms),
  };
}

/** Sets a frame about the first of a list of points. */
export function setFrame(frame: TrendFrame, field: KrigingField, points: Int32Array, count: number): void {
  const [x, y] = [rangeOf(field.x, points, count), rangeOf(field.y, points, count)];
  frame.x = x.middle;
  frame.y = y.middle;
  frame.reach = Math.hypot(x.half, y.half) || 1;
  for (const [d, column] of field.drift.entries()) {
    const { middle, half } = rangeOf(column, points, count);
    frame.centre[d] = middle;
    frame.scale[d] = half || Math.abs(middle) || 1;
  }
}

function rangeOf(values: Float64Array, rows: Int32Array, count: number) {
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const value = values[rows[i]];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { middle: (least + most) / 2, half: (most - least) / 2 };
}

/** Fills `frame.row` with the trend at place k. */
export function trendAt(
  frame: TrendFrame,
  { x, y, drift }: Pick<KrigingField, "x" | "y" | "drift">,
  k: number,
): void {
  const { row, reach, degree, polynomial } = frame;
  polynomialRow(row, 0, (x[k] - frame.x) / reach, (y[k] - frame.y) / reach, degree);
  for (let d = 0; d < drift.length; d++)
    row[polynomial + d] = (drift[d][k] - frame.centre[d]) / frame.scale[d];
}
