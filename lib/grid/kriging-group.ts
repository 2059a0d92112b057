import type { Part } from "./halve-places.js";
import type { KrigingField } from "./kriging-field.js";
import type { PlaceRows, WindowMatrix, WindowWork } from "./kriging-matrix.js";
import { factorGram, gramCoefficients, type TrendGram } from "./trend-gram.js";
import { type RowFactor, solveTransposed } from "./whiten-rows.js";

/** The system of one set of neighbours in a window. */
export interface KrigingGroup {
  /** Takes the points beside the core, by their numbers in the window: eliminates what the core left of them, and solves the trend. */
  begin(others: Part): void;
  /** Solves at place k, whose row begins at `at`. */
  solve(k: number, at: number, work: WindowWork): void;
  /** Coefficients of the trend and weights of the core, where a group has no other points. */
  weights(): { readonly ofTrend: Float64Array; readonly ofCore: Float64Array } | undefined;
}

/** A trend that the neighbours do not determine by more than this share of its scale makes the answer NaN. */
const UNDETERMINED = 1e-6;

/** Makes a {@link KrigingGroup}. */
export function krigingGroup(field: KrigingField, matrix: WindowMatrix, rows: () => PlaceRows): KrigingGroup {
  const { sill, nugget = 0 } = field.model;
  const variance = sill + (field.nuggetIs === "field" ? nugget : 0);
  const { terms } = matrix.frame;
  const width = field.neighbours + terms + 1;
  const system: RowFactor = {
    values: new Float64Array(field.neighbours * width),
    stride: 0,
    inverse: new Float64Array(width),
  };
  const gram: TrendGram = { factor: new Float64Array(terms * terms), right: new Float64Array(terms) };
  const row = new Float64Array(width);
  /** Rows of the other points in the window's matrix. */
  const others = new Int32Array(width);
  let count = 0;

  /** Takes row i of the matrix, as far as the first `length` others, to `at` in the system, and whitens it. */
  const takeRow = (i: number, at: number, length: number): number => {
    const { values } = system;
    const from = i * matrix.stride;
    for (let j = 0; j < length; j++) values[at + j] = matrix.values[from + others[j]];
    return whitenFew(values, at, system, length);
  };

  const begin: KrigingGroup["begin"] = ({ list, from, to }) => {
    const { values, stride, spare, trend, floor } = matrix;
    count = system.stride = to - from;
    for (let i = 0; i < count; i++) {
      const own = list[from + i] + spare;
      others[i] = own;
      const rest = values[own * stride + own] - takeRow(own, i * count, i);
      const pivot = Math.sqrt(Math.max(rest, floor));
      system.values[i * count + i] = pivot;
      system.inverse[i] = 1 / pivot;
    }
    for (let a = 0; a <= terms; a++) {
      const own = (count + a) * count;
      takeRow(trend + a, own, count);
      // What is left of trend and values is −Wᵀ W and −Wᵀ z.
      const left = (trend + a) * stride + trend;
      for (let b = 0; b <= a && b < terms; b++) {
        const sum = productOf(system.values, own, (count + b) * count, count) - values[left + b];
        if (a < terms) gram.factor[a * terms + b] = sum;
        else gram.right[b] = sum;
      }
    }
    factorGram(gram, terms);
  };

  const solve: KrigingGroup["solve"] = (k, at, { values, sigma }) => {
    const place = rows();
    for (let i = 0; i < count; i++) row[i] = place[at + others[i]];
    let rest = variance - productOf(place, at, at, matrix.core) - whitenFew(row, 0, system, count);
    const left = at + matrix.trend;
    let value = productOfTwo(row, system.values, (count + terms) * count, count) - place[left + terms];
    for (let t = 0; t < terms; t++) {
      let sum = place[left + t] - productOfTwo(row, system.values, (count + t) * count, count);
      for (let b = 0; b < t; b++) sum -= gram.factor[t * terms + b] * row[count + b];
      const pivot = gram.factor[t * terms + t];
      if (pivot === 0 && Math.abs(sum) > UNDETERMINED) value = Number.NaN;
      sum = pivot > 0 ? sum / pivot : 0;
      row[count + t] = sum;
      value += sum * gram.right[t];
      rest += sum * sum;
    }
    values[k] = value;
    sigma[k] = Number.isNaN(value) ? value : Math.sqrt(Math.max(rest, 0));
  };

  const weights: KrigingGroup["weights"] = () => {
    const isDetermined = gram.right.every((_, t) => gram.factor[t * terms + t] > 0);
    if (count > 0 || !isDetermined) return undefined;
    const ofTrend = gramCoefficients(gram);
    const { values, stride, trend, core } = matrix;
    // What each point's covariance counts in the value: C⁻¹(y − F b).
    const ofCore = values.slice((trend + terms) * stride, (trend + terms) * stride + core);
    for (let t = 0; t < terms; t++)
      for (let i = 0; i < core; i++) ofCore[i] -= ofTrend[t] * values[(trend + t) * stride + i];
    solveTransposed(matrix, ofCore);
    return { ofTrend, ofCore };
  };
  return { begin, solve, weights };
}

/** Whitens the first elements of a row, and returns the sum of their squares. */
function whitenFew(
  row: Float64Array,
  at: number,
  { values, stride, inverse }: RowFactor,
  count: number,
): number {
  let squares = 0;
  for (let j = 0; j < count; j++) {
    const own = j * stride;
    let sum = row[at + j];
    for (let m = 0; m < j; m++) sum -= row[at + m] * values[own + m];
    sum *= inverse[j];
    row[at + j] = sum;
    squares += sum * sum;
  }
  return squares;
}

function productOf(values: Float64Array, a: number, b: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[a + i] * values[b + i];
  return sum;
}

function productOfTwo(row: Float64Array, values: Float64Array, at: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += row[i] * values[at + i];
  return sum;
}
