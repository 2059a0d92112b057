import { dot } from "../core/dot.js";
import type { Positions } from "../core/grid-sample.js";
import { covarySquares } from "./covary-squares.js";
import type { Part } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import { krigingGroup } from "./kriging-group.js";
import type { KrigingPlaces, PlaceRows, WindowMatrix, WindowWork } from "./kriging-matrix.js";
import { type Candidates, type ChosenSets, setsOfPlaces } from "./kriging-sets.js";
import { emptyFrame, setFrame, trendAt } from "./trend-frame.js";
import { BLOCK, factorRows, PAIR, takeProducts, whitenRows, wholeBlocks } from "./whiten-rows.js";

/** Solves places near each other, of which each takes its nearest candidates. */
export type WindowSolver = (
  candidates: Candidates,
  places: KrigingPlaces,
  order: Part,
  work: WindowWork,
) => void;

/** Least part of a variance that may be left to a point by those before it. */
const PIVOT = 1e-10;
/** So many places at a time are whitened by what they share. */
const CHUNK = 64;
/** Weights cost two triangles, a place without them costs one. */
const WORTH_WEIGHTS = 4;

/**
 * Makes the solver of windows.
 *
 * Points and places are rows of one Cholesky factorisation. Points that all places of the window choose come first and are
 * eliminated once; each set of neighbours takes its part of what is left, and goes on from there. So each place has the
 * answer of its own system, but for rounding.
 */
export function krigingWindow(field: KrigingField): WindowSolver {
  const { noise, model } = field;
  const covary = covarySquares(model);
  const matrix = emptyMatrix(field);
  const { frame } = matrix;
  const sets = setsOfPlaces(field);
  const beside = wholeBlocks(frame.terms + 1);
  const atPoint = field.nuggetIs === "field" ? (model.nugget ?? 0) : 0;
  let rows: PlaceRows = new Float64Array(0);
  const group = krigingGroup(field, matrix, () => rows);
  /** All points count at all places: the matrix is made once. */
  let isWhole = false;

  /** Writes the covariances between a place and the rows of points to `out`, from `at` on. */
  const covariancesTo = (
    out: Float64Array,
    at: number,
    count: number,
    places: Positions,
    k: number,
  ): void => {
    const { x, y, spare } = matrix;
    const px = places.x[k];
    const py = places.y[k];
    let here = -1;
    for (let i = spare; i < count; i++) {
      const dx = x[i] - px;
      const dy = y[i] - py;
      const square = dx * dx + dy * dy;
      out[at + i] = square;
      if (square === 0) here = at + i;
    }
    covary(out, at + spare, at + count);
    if (here >= 0) out[here] += atPoint;
  };

  /** Covariances of a point to those before it, its trend and its value. */
  const fillPoint = (i: number, k: number): void => {
    const { values, stride, trend, x, y } = matrix;
    x[i] = field.x[k];
    y[i] = field.y[k];
    covariancesTo(values, i * stride, i, field, k);
    values[i * stride + i] = model.sill + noise[k];
    trendAt(frame, field, k);
    for (let t = 0; t < frame.terms; t++) values[(trend + t) * stride + i] = frame.row[t];
    values[(trend + frame.terms) * stride + i] = field.values[k];
  };

  /** Whitens four rows by the core, and takes off their other columns, up to one, what it knows of them. */
  const eliminate = (values: Float64Array, at: number, to: number): void => {
    const { stride, core } = matrix;
    whitenRows(values, at, stride, matrix, core);
    for (let j = core; j < to; j += PAIR)
      takeProducts(values, at, stride, j, matrix.values, j * stride, stride, core);
  };

  const fillMatrix = ({ points, count, core }: ChosenSets): void => {
    reserve(matrix, count, core, beside);
    const { values, stride, spare } = matrix;
    setFrame(frame, field, points, count);
    values.fill(0, 0, stride * stride);
    for (let i = 0; i < spare; i++) values[i * stride + i] = 1;
    for (let i = 0; i < count; i++) fillPoint(spare + i, points[i]);
    factorRows(matrix, matrix.core, matrix.floor);
    for (let i = matrix.core; i < stride; i += BLOCK) eliminate(values, i * stride, i + BLOCK);
  };

  const fillRows = (places: KrigingPlaces, { list, from, to }: Part): void => {
    const { stride, trend, points } = matrix;
    const needed = wholeBlocks(to - from) * stride;
    if (rows.length < needed) rows = new Float64Array(needed * 2);
    rows.fill(0, 0, needed);
    for (let i = 0; i < to - from; i++) {
      const k = list[from + i];
      const row = i * stride;
      covariancesTo(rows, row, points, places, k);
      trendAt(frame, places, k);
      for (let t = 0; t < frame.terms; t++) rows[row + trend + t] = frame.row[t];
    }
    for (let at = 0; at < needed; at += BLOCK * stride) eliminate(rows, at, stride);
  };

  /** Fills the values of places by weights of the core, which do for all of them; false where that would not pay. */
  const byWeights = (places: KrigingPlaces, { list, from, to }: Part, work: WindowWork): boolean => {
    const found = to - from < WORTH_WEIGHTS ? undefined : group.weights();
    if (!found) return false;
    const covariances = new Float64Array(matrix.core);
    for (let i = from; i < to; i++) {
      const k = list[i];
      covariancesTo(covariances, 0, matrix.core, places, k);
      trendAt(frame, places, k);
      work.values[k] = dot(found.ofTrend, frame.row) + dot(found.ofCore, covariances);
    }
    return true;
  };

  return (candidates, places, order, work) => {
    const chosen = sets(candidates, places, order);
    if (!isWhole) fillMatrix(chosen);
    isWhole = field.neighbours === field.values.length;
    const { groups, ends, others, each } = chosen;
    let i = order.from;
    let first = i;
    let end = i;
    for (let g = 0; g < groups; g++) {
      group.begin({ list: others, from: g * each, to: (g + 1) * each });
      if (!work.wantSigma && groups === 1 && byWeights(places, order, work)) break;
      for (; i < ends[g]; i++) {
        if (i === end) {
          first = i;
          end = Math.min(i + CHUNK, order.to);
          fillRows(places, { ...order, from: first, to: end });
        }
        group.solve(order.list[i], (i - first) * matrix.stride, work);
      }
    }
    work.told(order.to - order.from);
  };
}

function emptyMatrix(field: KrigingField): WindowMatrix {
  const { sill, nugget = 0 } = field.model;
  const none = new Float64Array(0);
  return {
    ...{ values: none, inverse: none, stride: 0, spare: 0, core: 0, points: 0, trend: 0, x: none, y: none },
    ...{ frame: emptyFrame(field), floor: PIVOT * (sill + nugget) },
  };
}

/** Makes room for a number of points, of which the first belong to the core, and for the rows beside them. */
function reserve(matrix: WindowMatrix, points: number, core: number, beside: number): void {
  matrix.core = wholeBlocks(core);
  matrix.spare = matrix.core - core;
  matrix.points = matrix.spare + points;
  matrix.trend = wholeBlocks(matrix.points);
  matrix.stride = matrix.trend + beside;
  if (matrix.inverse.length >= matrix.stride) return;
  const most = points > 500 ? matrix.stride : 2 * matrix.stride;
  matrix.values = new Float64Array(most * most);
  [matrix.inverse, matrix.x, matrix.y] = [most, most, most].map((size) => new Float64Array(size));
}
