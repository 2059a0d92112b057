import { covarySquares } from "./covary-squares.js";
import type { KrigingField } from "./kriging-field.js";
import { krigingGroup } from "./kriging-group.js";
import type { CovariancesTo, KrigingPlaces, PlaceRows, WindowMatrix, WindowWork } from "./kriging-matrix.js";
import { type Part, setsOfPlaces } from "./kriging-sets.js";
import { emptyFrame, setFrame, trendAt } from "./trend-frame.js";
import { BLOCK, factorRows, takeProducts, whitenRows, wholeBlocks } from "./whiten-rows.js";

/** Solves places near each other, of which each takes its nearest candidates; changes their order. */
export type WindowSolver = (candidates: Part, places: KrigingPlaces, order: Part, work: WindowWork) => void;

/** Least part of a variance that may be left to a point by those before it. */
const PIVOT = 1e-10;
/** So many places at a time are whitened by what they share. */
const CHUNK = 64;

/**
 * Makes the solver of windows.
 *
 * Points and places are rows of one Cholesky factorisation. Points that all places of the window choose come first and are
 * eliminated once; each set of neighbours takes its part of what is left, and goes on from there. So each place has the
 * answer of its own system, but for rounding.
 */
export function krigingWindow(field: KrigingField): WindowSolver {
  const { noise, model, drift } = field;
  const covary = covarySquares(model);
  const matrix = emptyMatrix(field);
  const { frame } = matrix;
  const rows: PlaceRows = { values: new Float64Array(0), stride: 0 };
  const sets = setsOfPlaces(field);
  const beside = wholeBlocks(frame.terms + 1);
  const atPoint = field.nuggetIs === "field" ? (model.nugget ?? 0) : 0;

  const covariancesTo: CovariancesTo = (out, at, points, count, px, py) => {
    const { x, y } = matrix;
    let here = -1;
    for (let i = 0; i < count; i++) {
      const dx = x[points[i]] - px;
      const dy = y[points[i]] - py;
      const square = dx * dx + dy * dy;
      out[at + i] = square;
      if (square === 0) here = at + i;
    }
    covary(out, at, at + count);
    if (here >= 0) out[here] += atPoint;
  };
  const group = krigingGroup(field, matrix, rows, covariancesTo);
  /** All points count at all places: the matrix is made once. */
  let isWhole = false;

  /** Covariances of the points, their trend and their values. */
  const fill = (points: Int32Array, count: number): void => {
    const { values, stride, trend, x, y } = matrix;
    setFrame(frame, field, points, count);
    values.fill(0, count * stride, stride * stride);
    for (let i = 0; i < count; i++) {
      const [k, row] = [points[i], i * stride];
      x[i] = field.x[k];
      y[i] = field.y[k];
      for (let j = 0; j < i; j++) {
        const dx = x[i] - x[j];
        const dy = y[i] - y[j];
        values[row + j] = dx * dx + dy * dy;
      }
      covary(values, row, row + i);
      values[row + i] = model.sill + noise[k];
      trendAt(frame, x[i], y[i], drift, k);
      for (let t = 0; t < frame.terms; t++) values[(trend + t) * stride + i] = frame.row[t];
      values[(trend + frame.terms) * stride + i] = field.values[k];
    }
  };

  const eliminate = (): void => {
    const { values, stride, core } = matrix;
    factorRows(matrix, core, matrix.floor);
    for (let i = core; i < stride; i += BLOCK) {
      whitenRows(values, i * stride, stride, matrix, core);
      for (let j = core; j <= i; j += BLOCK)
        takeProducts(values, i * stride, stride, j, values, j * stride, stride, core);
    }
  };

  const whitenPlaces = (places: KrigingPlaces, { list, from, to }: Part): void => {
    const { values, stride, core, trend } = matrix;
    const width = core + beside;
    const needed = wholeBlocks(to - from) * width;
    if (rows.values.length < needed) rows.values = new Float64Array(needed * 2);
    rows.stride = width;
    rows.values.fill(0, 0, needed);
    for (let i = 0; i < to - from; i++) {
      const [k, row] = [list[from + i], i * width];
      covariancesTo(rows.values, row, matrix.everyone, core, places.x[k], places.y[k]);
      trendAt(frame, places.x[k], places.y[k], places.drift, k);
      for (let t = 0; t < frame.terms; t++) rows.values[row + core + t] = frame.row[t];
    }
    for (let i = 0; i < needed; i += BLOCK * width) {
      whitenRows(rows.values, i, width, matrix, core);
      for (let j = 0; j < beside; j += BLOCK)
        takeProducts(rows.values, i, width, core + j, values, (trend + j) * stride, stride, core);
    }
  };

  return (candidates, places, order, work) => {
    const { points, count, core, groups, ends, others, each } = sets(candidates, places, order);
    if (!isWhole) {
      reserve(matrix, count, core, beside);
      fill(points, count);
      eliminate();
    }
    isWhole = field.neighbours === field.values.length;
    let [i, first, end] = [order.from, 0, order.from];
    for (let g = 0; g < groups; g++) {
      group.begin({ list: others, from: g * each, to: (g + 1) * each });
      if (!work.wantSigma && group.byWeights(places, { ...order, from: i, to: ends[g] }, work)) i = ends[g];
      for (; i < ends[g]; i++) {
        // Places of a group that weights served were passed by: the next one can lie beyond the end.
        if (i >= end) {
          [first, end] = [i, Math.min(i + CHUNK, order.to)];
          whitenPlaces(places, { ...order, from: first, to: end });
        }
        group.solve(places, order.list[i], (i - first) * rows.stride, work);
      }
    }
  };
}

function emptyMatrix(field: KrigingField): WindowMatrix {
  const { sill, nugget = 0 } = field.model;
  const none = new Float64Array(0);
  return {
    ...{ values: none, inverse: none, stride: 0, core: 0, trend: 0, x: none, y: none },
    ...{ everyone: new Int32Array(0), frame: emptyFrame(field), floor: PIVOT * (sill + nugget) },
  };
}

/** Makes room for a number of points and the rows beside them. */
function reserve(matrix: WindowMatrix, points: number, core: number, beside: number): void {
  matrix.core = core;
  matrix.trend = wholeBlocks(points);
  matrix.stride = matrix.trend + beside;
  if (matrix.inverse.length >= matrix.stride) return;
  const most = points > 500 ? matrix.stride : 2 * matrix.stride;
  matrix.values = new Float64Array(most * most);
  [matrix.inverse, matrix.x, matrix.y] = [most, most, most].map((size) => new Float64Array(size));
  matrix.everyone = Int32Array.from({ length: most }, (_, k) => k);
}
