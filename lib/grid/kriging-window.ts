import { correlateSquares, correlationOfSquare } from "./covariance-model.js";
import type { KrigingField } from "./kriging-field.js";
import { fillGram, gramCoefficients, polynomialRow, polynomialTerms, type TrendGram } from "./trend-gram.js";

/**
 * A set of candidates around some places, from which each place takes its nearest. What places near each other share is
 * computed once: the covariances of all candidates, and the first rows of Cholesky's factor, as far as the chosen ones are
 * the same as for the place before. So candidates should come nearest to the middle first.
 */
export interface KrigingWindow {
  /** Takes new candidates, for places around a middle. */
  move(candidates: ArrayLike<number>, x: number, y: number): void;
  /** Solves at a place: fills `value` and `sigma` of the window. `drift` holds the drifts there, from `at`. */
  solve(x: number, y: number, drift: readonly Float64Array[], at: number, wantSigma: boolean): void;
  value: number;
  sigma: number;
}

/** Least part of a variance that may be left to a point by those before it; a point that has less gets this as noise. */
const PIVOT = 1e-10;
/** A trend that the neighbours do not determine by more than this share of its scale makes the answer NaN. */
const UNDETERMINED = 1e-6;

/** Makes a {@link KrigingWindow}. */
export function krigingWindow(field: KrigingField): KrigingWindow {
  const { values, noise, model, degree, drift } = field;
  const { sill, nugget = 0 } = model;
  const [fieldX, fieldY] = [field.x, field.y];
  const correlation = correlationOfSquare(model.kind, model.range);
  const correlate = correlateSquares(model.kind, model.range);
  const size = Math.min(field.neighbours, values.length);
  const polynomial = polynomialTerms(degree);
  const terms = polynomial + drift.length;
  const atPoint = field.nuggetIs === "field" ? nugget : 0;
  const ofPlace = sill + atPoint;
  const floor = PIVOT * (sill + nugget);
  const factor = new Float64Array(size * size);
  const [w, z] = [new Float64Array(size * terms), new Float64Array(size)];
  const gram: TrendGram = { factor: new Float64Array(terms * terms), right: new Float64Array(terms) };
  const [chosen, c, row] = [new Int32Array(size), new Float64Array(size), new Float64Array(terms)];
  const [centre, scale] = [new Float64Array(drift.length), new Float64Array(drift.length)];
  let [count, ready, middleX, middleY, reach] = [0, 0, 0, 0, 1];
  let rows = new Int32Array(0);
  let [x, y, squares, sorted, covariance, trend] = Array.from({ length: 6 }, () => new Float64Array(0));
  let dual: Dual | undefined;

  const move: KrigingWindow["move"] = (candidates, px, py) => {
    count = candidates.length;
    [ready, middleX, middleY, dual] = [0, px, py, undefined];
    if (rows.length < count) {
      rows = new Int32Array(count);
      [x, y, squares, sorted] = Array.from({ length: 4 }, () => new Float64Array(count));
      covariance = new Float64Array(count * count);
      trend = new Float64Array(count * terms);
    }
    let most = 0;
    for (let i = 0; i < count; i++) {
      const k = candidates[i];
      rows[i] = k;
      x[i] = fieldX[k];
      y[i] = fieldY[k];
      most = Math.max(most, (x[i] - px) ** 2 + (y[i] - py) ** 2);
      for (let j = 0; j < i; j++) {
        const dx = x[i] - x[j];
        const dy = y[i] - y[j];
        covariance[i * count + j] = dx * dx + dy * dy;
      }
      correlate(covariance, i * count, i * count + i);
      covariance[i * count + i] = sill + noise[k];
    }
    reach = Math.sqrt(most) || 1;
    fillTrend();
  };

  /** The trend at the candidates, about the middle, so that no column is nearly a constant. */
  const fillTrend = (): void => {
    for (const [d, column] of drift.entries()) {
      let [least, most] = [Infinity, -Infinity];
      for (let i = 0; i < count; i++) {
        least = Math.min(least, column[rows[i]]);
        most = Math.max(most, column[rows[i]]);
      }
      centre[d] = (least + most) / 2;
      scale[d] = (most - least) / 2 || Math.abs(centre[d]) || 1;
    }
    for (let i = 0; i < count; i++) {
      polynomialRow(trend, i * terms, (x[i] - middleX) / reach, (y[i] - middleY) / reach, degree);
      for (let d = 0; d < drift.length; d++)
        trend[i * terms + polynomial + d] = (drift[d][rows[i]] - centre[d]) / scale[d];
    }
  };

  /** Chooses the nearest candidates; returns how many of the first are the same as before. */
  const choose = (px: number, py: number): number => {
    for (let i = 0; i < count; i++) squares[i] = (x[i] - px) ** 2 + (y[i] - py) ** 2;
    const limit = count > size ? nthSmallest(squares, sorted, count, size) : Infinity;
    let ties = size;
    for (let i = 0; i < count; i++) if (squares[i] < limit) ties -= 1;
    let [taken, same, alike] = [0, 0, true];
    for (let i = 0; i < count && taken < size; i++) {
      if (!(squares[i] < limit || (squares[i] === limit && ties-- > 0))) continue;
      alike = alike && taken < ready && chosen[taken] === i;
      if (alike) same += 1;
      chosen[taken++] = i;
    }
    return same;
  };

  /** Cholesky's factor of the chosen ones, and what it whitens, from a row on. */
  const refactor = (from: number): void => {
    for (let i = from; i < size; i++) {
      const [a, own] = [chosen[i], i * size];
      let value = values[rows[a]];
      let rest = covariance[a * count + a];
      for (let j = 0; j < i; j++) {
        let sum = sill * covariance[a * count + chosen[j]];
        const other = j * size;
        for (let m = 0; m < j; m++) sum -= factor[own + m] * factor[other + m];
        sum /= factor[other + j];
        factor[own + j] = sum;
        rest -= sum * sum;
        value -= sum * z[j];
      }
      const pivot = Math.sqrt(Math.max(rest, floor));
      factor[own + i] = pivot;
      z[i] = value / pivot;
      for (let t = 0; t < terms; t++) {
        let sum = trend[a * terms + t];
        for (let j = 0; j < i; j++) sum -= factor[own + j] * w[j * terms + t];
        w[i * terms + t] = sum / pivot;
      }
    }
    ready = size;
    fillGram(gram, w, z, size, terms);
    dual = undefined;
  };

  const window: KrigingWindow = {
    move,
    value: Number.NaN,
    sigma: Number.NaN,
    solve(px, py, drifts, at, wantSigma) {
      const same = choose(px, py);
      if (same < size || ready < size) refactor(same);
      polynomialRow(row, 0, (px - middleX) / reach, (py - middleY) / reach, degree);
      for (let d = 0; d < drifts.length; d++) row[polynomial + d] = (drifts[d][at] - centre[d]) / scale[d];
      if (!wantSigma && count <= size) {
        dual ??= dualOf(factor, w, z, gram, size, terms);
        if (dual.complete) {
          window.value = dualValue(dual);
          return;
        }
      }
      solveTriangle();
    },
  };

  const covarianceTo = (square: number): number => sill * correlation(square) + (square === 0 ? atPoint : 0);

  const dualValue = ({ weights, coefficients }: Dual): number => {
    let sum = 0;
    for (let t = 0; t < terms; t++) sum += row[t] * coefficients[t];
    for (let i = 0; i < size; i++) sum += weights[i] * covarianceTo(squares[chosen[i]]);
    return sum;
  };

  /** Value and sigma by the whitened covariances to the place. */
  const solveTriangle = (): void => {
    let [value, variance] = [0, ofPlace];
    for (let i = 0; i < size; i++) c[i] = squares[chosen[i]];
    correlate(c, 0, size);
    for (let i = 0; i < size; i++) {
      let sum = sill * c[i];
      if (squares[chosen[i]] === 0) sum += atPoint;
      const own = i * size;
      for (let j = 0; j < i; j++) sum -= factor[own + j] * c[j];
      sum /= factor[own + i];
      c[i] = sum;
      value += sum * z[i];
      variance -= sum * sum;
      for (let t = 0; t < terms; t++) row[t] -= w[i * terms + t] * sum;
    }
    for (let t = 0; t < terms; t++) {
      let sum = row[t];
      for (let b = 0; b < t; b++) sum -= gram.factor[t * terms + b] * row[b];
      const pivot = gram.factor[t * terms + t];
      if (pivot === 0 && Math.abs(sum) > UNDETERMINED) value = Number.NaN;
      row[t] = pivot > 0 ? sum / pivot : 0;
      value += row[t] * gram.right[t];
      variance += row[t] * row[t];
    }
    window.value = value;
    window.sigma = Number.isNaN(value) ? value : Math.sqrt(Math.max(variance, 0));
  };
  return window;
}

/** Weights of the covariances, so that a value costs no triangle. */
interface Dual {
  readonly weights: Float64Array;
  readonly coefficients: Float64Array;
  /** Whether the points determine every column of the trend. */
  readonly complete: boolean;
}

function dualOf(
  factor: Float64Array,
  w: Float64Array,
  z: Float64Array,
  gram: TrendGram,
  size: number,
  terms: number,
): Dual {
  const coefficients = gramCoefficients(gram);
  const complete = coefficients.every((_, t) => gram.factor[t * terms + t] > 0);
  const weights = z.slice(0, size);
  for (let i = 0; i < size; i++)
    for (let t = 0; t < terms; t++) weights[i] -= w[i * terms + t] * coefficients[t];
  for (let i = size - 1; i >= 0; i--) {
    weights[i] /= factor[i * size + i];
    for (let j = 0; j < i; j++) weights[j] -= factor[i * size + j] * weights[i];
  }
  return { weights, coefficients, complete };
}

/** The n-th smallest of the first `count` values, n from 1 (Hoare's quickselect); `work` is written over. */
function nthSmallest(values: Float64Array, work: Float64Array, count: number, n: number): number {
  for (let i = 0; i < count; i++) work[i] = values[i];
  let [low, high] = [0, count - 1];
  while (low < high) {
    const pivot = work[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (work[i] < pivot) i++;
      while (work[j] > pivot) j--;
      if (i > j) break;
      const other = work[i];
      work[i++] = work[j];
      work[j--] = other;
    }
    if (n - 1 <= j) high = j;
    else if (n - 1 >= i) low = i;
    else break;
  }
  return work[n - 1];
}
