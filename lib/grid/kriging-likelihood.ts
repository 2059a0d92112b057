import { factorCholesky, lastRowOfInverse } from "../core/cholesky.js";
import { nearestPoints } from "../core/nearest-points.js";
import { type CovarianceModel, correlationOfSquare, isotropicPlaces } from "./covariance-model.js";
import { fillGram } from "./trend-gram.js";
import { randomChoice } from "./variogram.js";

/** What a likelihood is computed from: places in units of y, no two of them the same. */
export interface LikelihoodData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly values: Float64Array;
  /** Variance of the error of each value that is known beforehand. */
  readonly noise: Float64Array;
  /** How many values each one is the mean of; the nugget of a mean is less where it is noise. */
  readonly counts: Float64Array;
  /** Columns of the trend, row-major. */
  readonly trend: Float64Array;
  readonly terms: number;
}

/** Each point's turn, and the points before it that it is compared with. */
export interface Conditioning {
  readonly turns: readonly number[];
  readonly before: readonly (readonly number[])[];
}

/**
 * Vecchia's approximation: a point's distribution, given all points that had their turn before, is nearly that given the
 * nearest of them. The order is random, so that the first points are far apart and speak of long distances.
 *
 * Of more than `most` points, the first half of the turns and an even choice of the others count, each still compared with
 * its nearest among all points before it: a composite likelihood, whose maximum is as unbiased as the whole one's.
 */
export function vecchiaConditioning(
  { x, y }: Pick<LikelihoodData, "x" | "y">,
  neighbours: number,
  most: number,
  seed = 1,
): Conditioning {
  const order = randomChoice(x.length, x.length, seed);
  const [sx, sy] = [Float64Array.from(order, (k) => x[k]), Float64Array.from(order, (k) => y[k])];
  const ranks = ranksThatCount(order.length, most);
  let [size, index] = [0, nearestPoints(sx.subarray(0, 0), sy.subarray(0, 0))];
  const before = ranks.map((rank) => {
    if (rank <= neighbours) return order.slice(0, rank);
    if (rank >= size) {
      // A tree of at most twice as many points as had their turn.
      size = Math.min(order.length, 2 * rank);
      index = nearestPoints(sx.subarray(0, size), sy.subarray(0, size));
    }
    return index.nearest(sx[rank], sy[rank], neighbours, (k) => k < rank).map((k) => order[k]);
  });
  return { turns: ranks.map((rank) => order[rank]), before };
}

function ranksThatCount(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, k) => k);
  const first = Math.floor(most / 2);
  const rest = most - first;
  const later = Array.from({ length: rest }, (_, k) => first + Math.floor((k * (count - first)) / rest));
  return [...Array.from({ length: first }, (_, k) => k), ...later];
}

/**
 * Logarithm of the restricted likelihood of a covariance model: that of all differences of the values which no trend
 * touches.
 *
 * `−2 ℓ = log |Σ| + log |FᵀΣ⁻¹F| + zᵀ(Σ⁻¹ − Σ⁻¹F(FᵀΣ⁻¹F)⁻¹FᵀΣ⁻¹)z + (n − p) log 2π`
 *
 * with Σ the covariance of the values, their own noise on its diagonal, and F the p columns of the trend. By Cholesky's
 * factor of Σ, or by Vecchia's approximation where a conditioning is given.
 *
 * Source: Patterson & Thompson (1971), Biometrika 58, 545–554; Vecchia (1988), J. R. Statist. Soc. B 50, 297–312; Stein,
 * Chi & Welty (2004), J. R. Statist. Soc. B 66, 275–296 (both together).
 */
export function restrictedLogLikelihood(
  data: LikelihoodData,
  model: CovarianceModel,
  conditioning?: Conditioning,
): number {
  const white = conditioning ? whitenByTurns(data, model, conditioning) : whiten(data, model);
  if (white === undefined) return Number.NEGATIVE_INFINITY;
  const { w, z, logDeterminant } = white;
  const { terms } = data;
  const gram = { factor: new Float64Array(terms * terms), right: new Float64Array(terms) };
  fillGram(gram, w, z, z.length, terms);
  let [sum, freedom] = [logDeterminant, z.length];
  for (let i = 0; i < z.length; i++) sum += z[i] * z[i];
  for (let a = 0; a < terms; a++) {
    const pivot = gram.factor[a * terms + a];
    if (pivot === 0) continue;
    sum += 2 * Math.log(pivot) - gram.right[a] ** 2;
    freedom -= 1;
  }
  return -0.5 * (sum + freedom * Math.log(2 * Math.PI));
}

interface Whitened {
  /** L⁻¹F, row-major. */
  readonly w: Float64Array;
  /** L⁻¹z. */
  readonly z: Float64Array;
  readonly logDeterminant: number;
}

/** Writes the lower triangle of the covariance of some values, row-major. */
function fillCovariance(
  out: Float64Array,
  rows: readonly number[],
  { x, y }: Pick<LikelihoodData, "x" | "y">,
  model: CovarianceModel,
  own: Float64Array,
  correlation: (square: number) => number,
): void {
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const a = rows[i];
    for (let j = 0; j < i; j++) {
      const dx = x[a] - x[rows[j]];
      const dy = y[a] - y[rows[j]];
      out[i * size + j] = model.sill * correlation(dx * dx + dy * dy);
    }
    out[i * size + i] = model.sill + own[a];
  }
}

/** Variance on the diagonal beside the sill: known noise, and the nugget. */
function ownVariance({ noise, counts }: LikelihoodData, { nugget = 0 }: CovarianceModel): Float64Array {
  return noise.map((variance, k) => variance + nugget / counts[k]);
}

function whiten(data: LikelihoodData, model: CovarianceModel): Whitened | undefined {
  const { values, trend, terms } = data;
  const size = values.length;
  const factor = new Float64Array(size * size);
  const rows = Array.from({ length: size }, (_, k) => k);
  const correlation = correlationOfSquare(model.kind, model.range);
  const places = isotropicPlaces(data, 1, model.anisotropy);
  fillCovariance(factor, rows, places, model, ownVariance(data, model), correlation);
  if (factorCholesky(factor, size) >= 0) return undefined;
  const [z, w] = [values.slice(), trend.slice()];
  let logDeterminant = 0;
  for (let i = 0; i < size; i++) {
    const pivot = factor[i * size + i];
    logDeterminant += 2 * Math.log(pivot);
    let sum = z[i];
    for (let j = 0; j < i; j++) sum -= factor[i * size + j] * z[j];
    z[i] = sum / pivot;
    for (let a = 0; a < terms; a++) {
      let part = w[i * terms + a];
      for (let j = 0; j < i; j++) part -= factor[i * size + j] * w[j * terms + a];
      w[i * terms + a] = part / pivot;
    }
  }
  return { w, z, logDeterminant };
}

function whitenByTurns(
  data: LikelihoodData,
  model: CovarianceModel,
  { turns, before }: Conditioning,
): Whitened | undefined {
  const { values, trend, terms } = data;
  const [w, z] = [new Float64Array(turns.length * terms), new Float64Array(turns.length)];
  const correlation = correlationOfSquare(model.kind, model.range);
  const places = isotropicPlaces(data, 1, model.anisotropy);
  const own = ownVariance(data, model);
  let logDeterminant = 0;
  const most = before.reduce((size, rows) => Math.max(size, rows.length), 0) + 1;
  const [factor, solved] = [new Float64Array(most * most), new Float64Array(most)];
  for (const [turn, k] of turns.entries()) {
    // The point stands last: the last row of L⁻¹ is what whitens it.
    const rows = [...before[turn], k];
    const size = rows.length;
    fillCovariance(factor, rows, places, model, own, correlation);
    if (factorCholesky(factor, size) >= 0) return undefined;
    logDeterminant += 2 * Math.log(factor[size * size - 1]);
    lastRowOfInverse(factor, size, solved);
    for (let i = 0; i < size; i++) {
      const weight = solved[i];
      z[turn] += weight * values[rows[i]];
      for (let a = 0; a < terms; a++) w[turn * terms + a] += weight * trend[rows[i] * terms + a];
    }
  }
  return { w, z, logDeterminant };
}
