import type { NormalPattern } from "./sparse-normal.js";

/** A combination of unknowns that the observations do not see: adding it changes none of them. */
export interface UnseenCombination {
  /** The unknown that is held so that the rest can be solved. */
  readonly held: number;
  readonly unknowns: Int32Array;
  /** Its parts in the unit of each unknown, the one of the held unknown being 1. */
  readonly parts: Float64Array;
  /** The parts where all unknowns are scaled to the same weight: what is small here is rounding. */
  readonly scaledParts: Float64Array;
}

/** Cholesky factor of a sparse normal matrix: `S N S = L Lᵀ` in the order of the pattern, S being a scale. */
export interface SparseFactor {
  readonly pattern: NormalPattern;
  /** L by columns; the diagonal is the first element of each, then the rows ascend. */
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  /** Scale by place: 1/√ of the diagonal, so that the scaled matrix has ones there. */
  readonly scale: Float64Array;
  /** 1 at the places of unknowns that are held. */
  readonly held: Uint8Array;
  readonly unseen: readonly UnseenCombination[];
}

/** Part of a unit diagonal that may be left over; below it an unknown depends on those before it. */
const SMALLEST_PIVOT = 1e-10;

/**
 * Factors a sparse normal matrix, row by row. It is scaled to a unit diagonal first, so that unknowns of different
 * units do not spoil its condition. Where what is left of a diagonal element is below 1e-10 (the unknown's sigma would
 * be more than 100,000 times what its own observations give), the unknown is held at its value and the combination
 * that is not seen is written down.
 *
 * Source: Davis (2006), Direct methods for sparse linear systems, algorithm cs_chol (up-looking), section 4.7.
 */
export function factorNormal(pattern: NormalPattern, normal: Float64Array): SparseFactor {
  const n = pattern.size;
  const scale = scaleOf(pattern, normal);
  const parent = eliminationTree(pattern);
  const starts = columnStarts(pattern, parent);
  const rows = new Int32Array(starts[n]);
  const values = new Float64Array(starts[n]);
  const held = new Uint8Array(n);
  const unseen: UnseenCombination[] = [];
  const factor: SparseFactor = { pattern, starts, rows, values, scale, held, unseen };
  const next = starts.slice();
  const work = new Float64Array(n);
  const reach = makeReach(pattern, parent);
  for (let k = 0; k < n; k++) {
    const top = reach.of(k);
    for (let p = pattern.starts[k]; p < pattern.starts[k + 1]; p++)
      work[pattern.rows[p]] = normal[p] * scale[pattern.rows[p]] * scale[k];
    let rest = work[k];
    work[k] = 0;
    const first = next[k];
    rows[next[k]++] = k;
    for (let t = top; t < n; t++) {
      const i = reach.stack[t];
      const part = held[i] === 1 ? 0 : work[i] / values[starts[i]];
      work[i] = 0;
      if (part !== 0) for (let p = starts[i] + 1; p < next[i]; p++) work[rows[p]] -= values[p] * part;
      rest -= part * part;
      rows[next[i]] = k;
      values[next[i]++] = part;
    }
    work[k] = 0;
    if (rest > SMALLEST_PIVOT) values[first] = Math.sqrt(rest);
    else {
      unseen.push(unseenAt(factor, next, reach.stack.subarray(top), k));
      for (const i of reach.stack.subarray(top)) values[next[i] - 1] = 0;
      values[first] = 1;
      held[k] = 1;
    }
  }
  return factor;
}

/**
 * Solves `N x = b`. Held unknowns get 0.
 *
 * @param b - by unknown, not by place
 */
export function solveNormal(factor: SparseFactor, b: Float64Array): Float64Array {
  const { pattern, starts, rows, values, scale, held } = factor;
  const n = pattern.size;
  const x = new Float64Array(n);
  for (let k = 0; k < n; k++) x[k] = held[k] === 1 ? 0 : b[pattern.order[k]] * scale[k];
  for (let j = 0; j < n; j++) {
    if (x[j] === 0) continue;
    const part = x[j] / values[starts[j]];
    x[j] = part;
    for (let p = starts[j] + 1; p < starts[j + 1]; p++) x[rows[p]] -= values[p] * part;
    if (held[j] === 1) x[j] = 0;
  }
  backward(factor, x, n, starts.subarray(1));
  const solved = new Float64Array(n);
  for (let k = 0; k < n; k++) solved[pattern.order[k]] = held[k] === 1 ? 0 : x[k] * scale[k];
  return solved;
}

/**
 * Condition number of the scaled normal matrix in the 1-norm: its norm times an estimate (a lower bound, seldom less
 * than a third) of the norm of its inverse. Its root is what the observations themselves feel.
 *
 * Source: Higham (1988), FORTRAN codes for estimating the one-norm, ACM TOMS 14, 381–396, algorithm 2.1.
 */
export function normalCondition(factor: SparseFactor, normal: Float64Array): number {
  const { pattern, scale, held } = factor;
  const n = pattern.size;
  const free = n - factor.unseen.length;
  if (free === 0) return 1;
  const sums = new Float64Array(n);
  for (let j = 0; j < n; j++)
    for (let p = pattern.starts[j]; p < pattern.starts[j + 1]; p++) {
      const i = pattern.rows[p];
      if (held[i] === 1 || held[j] === 1) continue;
      const part = Math.abs(normal[p] * scale[i] * scale[j]);
      sums[j] += part;
      if (i !== j) sums[i] += part;
    }
  const solveScaled = (v: Float64Array) => {
    const b = new Float64Array(n);
    for (let k = 0; k < n; k++) b[pattern.order[k]] = v[k] / scale[k];
    const x = solveNormal(factor, b);
    return Float64Array.from(v, (_, k) => x[pattern.order[k]] / scale[k]);
  };
  let v = new Float64Array(n).fill(1 / free);
  let inverseNorm = 0;
  for (let round = 0; round < 5; round++) {
    const x = solveScaled(v);
    inverseNorm = Math.max(
      inverseNorm,
      x.reduce((sum, part) => sum + Math.abs(part), 0),
    );
    const z = solveScaled(x.map((part) => Math.sign(part) || 1));
    let largest = 0;
    for (let k = 1; k < n; k++) if (Math.abs(z[k]) > Math.abs(z[largest])) largest = k;
    if (Math.abs(z[largest]) <= z.reduce((sum, part, k) => sum + part * v[k], 0)) break;
    v = new Float64Array(n);
    v[largest] = 1;
  }
  return sums.reduce((a, b) => Math.max(a, b), 0) * inverseNorm;
}

function scaleOf(pattern: NormalPattern, normal: Float64Array): Float64Array {
  const scale = new Float64Array(pattern.size).fill(1);
  for (let j = 0; j < pattern.size; j++)
    for (let p = pattern.starts[j]; p < pattern.starts[j + 1]; p++)
      if (pattern.rows[p] === j && normal[p] > 0) scale[j] = 1 / Math.sqrt(normal[p]);
  return scale;
}

/** Solves `Lᵀ x = x` in place for the places below `size`; `ends` has the end of each column. */
function backward(factor: SparseFactor, x: Float64Array, size: number, ends: Int32Array): void {
  const { starts, rows, values, held } = factor;
  for (let j = size - 1; j >= 0; j--) {
    if (held[j] === 1) continue;
    let sum = x[j];
    for (let p = starts[j] + 1; p < ends[j]; p++) sum -= values[p] * x[rows[p]];
    x[j] = sum / values[starts[j]];
  }
}

/** The combination of unknown k with those before it that leaves every observation as it is. */
function unseenAt(factor: SparseFactor, next: Int32Array, row: Int32Array, k: number): UnseenCombination {
  const { pattern, values, scale } = factor;
  const z = new Float64Array(k + 1);
  for (const i of row) z[i] = -values[next[i] - 1];
  const ends = Int32Array.from({ length: k }, (_, j) => next[j]);
  for (const i of row) ends[i]--; // row k itself is no part of the triangle above
  backward(factor, z, k, ends);
  z[k] = 1;
  const places = Array.from(z.keys()).filter((j) => Math.abs(z[j]) > 1e-7);
  return {
    held: pattern.order[k],
    unknowns: Int32Array.from(places, (j) => pattern.order[j]),
    parts: Float64Array.from(places, (j) => (z[j] * scale[j]) / scale[k]),
    scaledParts: Float64Array.from(places, (j) => z[j]),
  };
}

function eliminationTree({ size, starts, rows }: NormalPattern): Int32Array {
  const parent = new Int32Array(size).fill(-1);
  const ancestor = new Int32Array(size).fill(-1);
  for (let k = 0; k < size; k++)
    for (let p = starts[k]; p < starts[k + 1]; p++)
      for (let i = rows[p]; i !== -1 && i < k; ) {
        const up = ancestor[i];
        ancestor[i] = k;
        if (up === -1) parent[i] = k;
        i = up;
      }
  return parent;
}

/** For row k of L the columns in which it has elements, in an order in which they can be solved. */
function makeReach(
  { size, starts, rows }: NormalPattern,
  parent: Int32Array,
): { stack: Int32Array; of(k: number): number } {
  const stack = new Int32Array(size);
  const path = new Int32Array(size);
  const seen = new Int32Array(size).fill(-1);
  return {
    stack,
    of(k) {
      let top = size;
      seen[k] = k;
      for (let p = starts[k]; p < starts[k + 1]; p++) {
        let length = 0;
        for (let i = rows[p]; seen[i] !== k; i = parent[i]) {
          path[length++] = i;
          seen[i] = k;
        }
        while (length > 0) stack[--top] = path[--length];
      }
      return top;
    },
  };
}

function columnStarts(pattern: NormalPattern, parent: Int32Array): Int32Array {
  const starts = new Int32Array(pattern.size + 1);
  const reach = makeReach(pattern, parent);
  for (let k = 0; k < pattern.size; k++) {
    starts[k + 1]++;
    for (const i of reach.stack.subarray(reach.of(k))) starts[i + 1]++;
  }
  for (let j = 0; j < pattern.size; j++) starts[j + 1] += starts[j];
  return starts;
}
