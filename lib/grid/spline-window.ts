import { factorCholesky, solveCholesky } from "../core/cholesky.js";
import type { SplineData } from "./spline-data.js";
import { contrastMatrix, driftContrasts, fillContrasts, fromContrasts, toContrasts } from "./spline-drift.js";

/** A part of the points, or all, as a system of contrasts: room for many parts, one after the other. */
export interface SplineWindow {
  readonly contrasts: ReturnType<typeof driftContrasts>;
  /** Qᵀ (K + noise) Q, row-major, `count` numbers a row. */
  readonly matrix: Float64Array;
  /** Takes some points in; with `weighed`, values and kernel times the root of each one's weight. */
  load(members: ArrayLike<number>, count: number, smoothing: number, weighed?: boolean): void;
  /** The contrasts' own covariance, row-major, `count − rank` numbers a row; overwritten by the next call. */
  covariance(count: number): Float64Array;
  /**
   * The weights that turn the members' values into the error of the last one's prediction from the others, over its
   * standard deviation.
   *
   * @returns that standard deviation for a kernel of factor 1; NaN (and weights 0) where the others do not determine the
   *   prediction, 0 (and weights 0) where the last is one of the others
   */
  predictionError(members: ArrayLike<number>, count: number, smoothing: number, row: Float64Array): number;
}

/** Makes room for windows of at most so many points. */
export function splineWindow(data: SplineData, most: number): SplineWindow {
  const { x, y, noise, kernel, terms } = data;
  const matrix = new Float64Array(most * most);
  const part = new Float64Array(most * most);
  const [drift, work, unit] = [
    new Float64Array(most * terms),
    new Float64Array(most),
    new Float64Array(most),
  ];
  const contrasts = driftContrasts(most, terms);

  const load: SplineWindow["load"] = (members, count, smoothing, weighed = false) => {
    // A window's own middle and size keep the drift's columns far from alike.
    const [x0, y0] = [x[members[count - 1]], y[members[count - 1]]];
    let reach = 0;
    for (let i = 0; i < count; i++)
      reach = Math.max(reach, Math.abs(x[members[i]] - x0), Math.abs(y[members[i]] - y0));
    if (count === data.count) reach = 0; // all points: the coordinates as they are
    for (let i = 0; i < count; i++) {
      const k = members[i];
      const factor = weighed ? 1 / Math.sqrt(noise[k]) : 1;
      for (let j = 0; j < i; j++) {
        const m = members[j];
        const value = kernel((x[k] - x[m]) ** 2 + (y[k] - y[m]) ** 2);
        const both = weighed ? (value * factor) / Math.sqrt(noise[m]) : value;
        matrix[i * count + j] = both;
        matrix[j * count + i] = both;
      }
      matrix[i * count + i] = weighed ? smoothing : smoothing * noise[k];
      drift[i] = factor;
      if (terms > 1) drift[count + i] = factor * (reach > 0 ? (x[k] - x0) / reach : x[k]);
      if (terms > 2) drift[2 * count + i] = factor * (reach > 0 ? (y[k] - y0) / reach : y[k]);
    }
    fillContrasts(contrasts, drift, count, terms);
    contrastMatrix(contrasts, matrix, count, work);
  };

  const covariance = (count: number): Float64Array => {
    const { rank } = contrasts;
    const size = count - rank;
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) part[i * size + j] = matrix[(i + rank) * count + j + rank];
    return part;
  };

  const predictionError: SplineWindow["predictionError"] = (members, count, smoothing, row) => {
    load(members, count, smoothing);
    const { rank } = contrasts;
    const size = count - rank;
    row.fill(0, 0, count);
    if (size < 1) return Number.NaN;
    unit.fill(0, 0, count);
    unit[count - 1] = 1;
    toContrasts(contrasts, unit, count);
    const q = unit.subarray(rank, count);
    const solved = q.slice();
    // At the place of one of the others nothing is left to err in.
    if (factorCholesky(covariance(count), size, 1e-14) >= 0) return 0;
    solveCholesky(part, size, solved);
    let precision = 0;
    let own = 0;
    for (let i = 0; i < size; i++) {
      precision += q[i] * solved[i];
      own += q[i] * q[i];
    }
    // Where the last point alone tells of a part of the drift, no contrast holds it.
    if (!(own > 1e-12 && precision > 0)) return Number.NaN;
    const scale = 1 / Math.sqrt(precision);
    for (let i = 0; i < size; i++) row[rank + i] = solved[i] * scale;
    fromContrasts(contrasts, row, count);
    return scale;
  };
  return { contrasts, matrix, load, covariance, predictionError };
}
