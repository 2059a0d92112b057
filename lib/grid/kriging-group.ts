import { dot } from "../core/dot.js";
import type { KrigingField } from "./kriging-field.js";
import type { CovariancesTo, KrigingPlaces, PlaceRows, WindowMatrix, WindowWork } from "./kriging-matrix.js";
import type { Part } from "./kriging-sets.js";
import { trendAt } from "./trend-frame.js";
import { factorGram, gramCoefficients, type TrendGram } from "./trend-gram.js";
import {
  BLOCK,
  factorRows,
  type RowFactor,
  takeProducts,
  takeProductsOfOne,
  whitenOne,
  whitenRows,
  wholeBlocks,
} from "./whiten-rows.js";

/** The system of one set of neighbours in a window. */
export interface KrigingGroup {
  /** Takes the points beside the core: eliminates what the core left of them, and solves the trend. */
  begin(others: Part): void;
  /** Solves at place k, whose whitened covariances begin at `at` in the window's rows. */
  solve(places: KrigingPlaces, k: number, at: number, work: WindowWork): void;
  /** Fills the values of places by weights of the points, which do for all of them; false where that would not pay. */
  byWeights(places: KrigingPlaces, order: Part, work: WindowWork): boolean;
}

/** A trend that the neighbours do not determine by more than this share of its scale makes the answer NaN. */
const UNDETERMINED = 1e-6;
/** Weights cost two triangles, a place without them costs one. */
const WORTH_WEIGHTS = 4;

/** Makes a {@link KrigingGroup}. */
export function krigingGroup(
  field: KrigingField,
  matrix: WindowMatrix,
  rows: PlaceRows,
  covariancesTo: CovariancesTo,
): KrigingGroup {
  const { sill, nugget = 0 } = field.model;
  const variance = sill + (field.nuggetIs === "field" ? nugget : 0);
  const { terms } = matrix.frame;
  const beside = wholeBlocks(terms + 1);
  const width = wholeBlocks(field.neighbours) + beside;
  const system: RowFactor = {
    values: new Float64Array(width * width),
    stride: 0,
    inverse: new Float64Array(width),
  };
  const gram: TrendGram = { factor: new Float64Array(terms * terms), right: new Float64Array(terms) };
  const row = new Float64Array(width);
  const points = new Int32Array(width);
  let count = 0;
  /** Where the rows of the points begin in the window's matrix; a whole number of blocks. */
  const starts = new Int32Array(width);
  let size = 0;

  const begin: KrigingGroup["begin"] = (others) => {
    count = others.to - others.from;
    size = wholeBlocks(count);
    for (let i = 0; i < count; i++) points[i] = others.list[others.from + i];
    for (let i = 0; i < size; i++) starts[i] = points[Math.min(i, count - 1)] * matrix.stride;
    fillSystem();
    factorRows(system, size, matrix.floor);
    const { values, stride } = system;
    for (let i = size; i < stride; i += BLOCK) {
      whitenRows(values, i * stride, stride, system, size);
      for (let j = size; j <= i; j += BLOCK)
        takeProducts(values, i * stride, stride, j, values, j * stride, stride, size);
    }
    // What is left of trend and values is −Wᵀ W and −Wᵀ z.
    for (let a = 0; a < terms; a++) {
      const own = (size + a) * stride + size;
      for (let b = 0; b <= a; b++) gram.factor[a * terms + b] = -values[own + b];
      gram.right[a] = -values[(size + terms) * stride + size + a];
    }
    factorGram(gram, terms);
  };

  /** What the core leaves of the other points, the trend and the values; rows that fill a block have 1 on the diagonal. */
  const fillSystem = (): void => {
    const { values } = system;
    const stride = size + beside;
    system.stride = stride;
    values.fill(0, 0, stride * stride);
    for (let i = 0; i < count; i++) {
      const from = points[i] * matrix.stride;
      for (let j = 0; j <= i; j++) values[i * stride + j] = matrix.values[from + points[j]];
    }
    for (let i = count; i < size; i++) values[i * stride + i] = 1;
    for (let i = 0; i <= terms; i++) {
      const from = (matrix.trend + i) * matrix.stride;
      const to = (size + i) * stride;
      for (let j = 0; j < count; j++) values[to + j] = matrix.values[from + points[j]];
      for (let j = 0; j <= i; j++) values[to + size + j] = matrix.values[from + matrix.trend + j];
    }
  };

  /** Whitens what the core leaves of the covariances between a place and the other points. */
  const whitenPlace = (places: KrigingPlaces, k: number, at: number): void => {
    const { core, values } = matrix;
    covariancesTo(row, 0, points, count, places.x[k], places.y[k]);
    for (let i = 0; i < size; i += BLOCK) {
      const a = starts[i];
      const b = starts[i + 1];
      const c = starts[i + 2];
      const d = starts[i + 3];
      takeProductsOfOne(rows.values, at, row, i, values, a, b, c, d, core);
    }
    row.fill(0, count, size);
    for (let t = 0; t < beside; t++) row[size + t] = rows.values[at + core + t];
    whitenOne(row, 0, system, size);
    for (let j = 0; j < beside; j += BLOCK) {
      const a = (size + j) * system.stride;
      const b = a + system.stride;
      const c = b + system.stride;
      takeProductsOfOne(row, 0, row, size + j, system.values, a, b, c, c + system.stride, size);
    }
  };
  const solve: KrigingGroup["solve"] = (places, k, at, work) => {
    whitenPlace(places, k, at);
    let value = -row[size + terms];
    let rest = variance - sumOfSquares(rows.values, at, at + matrix.core) - sumOfSquares(row, 0, size);
    for (let t = 0; t < terms; t++) {
      let sum = row[size + t];
      for (let b = 0; b < t; b++) sum -= gram.factor[t * terms + b] * row[size + b];
      const pivot = gram.factor[t * terms + t];
      if (pivot === 0 && Math.abs(sum) > UNDETERMINED) value = Number.NaN;
      row[size + t] = pivot > 0 ? sum / pivot : 0;
      value += row[size + t] * gram.right[t];
      rest += row[size + t] * row[size + t];
    }
    work.values[k] = value;
    work.sigma[k] = Number.isNaN(value) ? value : Math.sqrt(Math.max(rest, 0));
    work.told();
  };

  /** What each point's covariance counts in the value, others first: `C⁻¹(y − F b)`. */
  const weightsOf = (
    coefficients: Float64Array,
  ): { readonly ofOthers: Float64Array; readonly ofCore: Float64Array } => {
    const rest = ({ values, stride }: RowFactor, trend: number, count: number): Float64Array => {
      const weights = values.slice((trend + terms) * stride, (trend + terms) * stride + count);
      for (let t = 0; t < terms; t++)
        for (let i = 0; i < count; i++) weights[i] -= coefficients[t] * values[(trend + t) * stride + i];
      return weights;
    };
    const ofOthers = rest(system, size, count);
    solveTransposed(system, ofOthers);
    const ofCore = rest(matrix, matrix.trend, matrix.core);
    for (const [i, weight] of ofOthers.entries()) {
      const from = points[i] * matrix.stride;
      for (let j = 0; j < ofCore.length; j++) ofCore[j] -= weight * matrix.values[from + j];
    }
    solveTransposed(matrix, ofCore);
    return { ofOthers, ofCore };
  };

  const byWeights: KrigingGroup["byWeights"] = (places, { list, from, to }, work) => {
    const { core, everyone, frame } = matrix;
    const isDetermined = gram.right.every((_, t) => gram.factor[t * terms + t] > 0);
    if (to - from < WORTH_WEIGHTS || !isDetermined) return false;
    const coefficients = gramCoefficients(gram);
    const { ofOthers, ofCore } = weightsOf(coefficients);
    const covariances = new Float64Array(Math.max(core, count));
    for (let i = from; i < to; i++) {
      const k = list[i];
      const [px, py] = [places.x[k], places.y[k]];
      trendAt(frame, px, py, places.drift, k);
      let value = dot(coefficients, frame.row);
      covariancesTo(covariances, 0, everyone, core, px, py);
      for (let j = 0; j < core; j++) value += ofCore[j] * covariances[j];
      covariancesTo(covariances, 0, points, count, px, py);
      for (let j = 0; j < count; j++) value += ofOthers[j] * covariances[j];
      work.values[k] = value;
      work.told();
    }
    return true;
  };
  return { begin, solve, byWeights };
}

function sumOfSquares(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i] * values[i];
  return sum;
}

/** Solves `Lᵀ x = b` with the first rows of a factor; b becomes x. */
function solveTransposed({ values, stride, inverse }: RowFactor, b: Float64Array): void {
  for (let i = b.length - 1; i >= 0; i--) {
    b[i] *= inverse[i];
    for (let j = 0; j < i; j++) b[j] -= values[i * stride + j] * b[i];
  }
}
