import { addColumns } from "./add-columns.js";
import type { NormalPattern } from "./sparse-normal.js";
import { type FactorStructure, findRow } from "./sparse-structure.js";

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
 * Factors a sparse normal matrix, supernode by supernode: to the columns of one, all those before it are added that
 * reach it, then it is factored as a dense trapezoid. The matrix is scaled to a unit diagonal first, so that unknowns of
 * different units do not spoil its condition. Where what is left of a diagonal element is below 1e-10 (the unknown's
 * sigma would be more than 100,000 times what its own observations give), the unknown is held at its value and the
 * combination that is not seen is written down.
 *
 * Source: Ng & Peyton (1993), Block sparse Cholesky algorithms on advanced uniprocessor computers, SIAM J. Scientific
 * Computing 14, 1034–1056, the left-looking supernodal form.
 */
export function factorNormal(pattern: NormalPattern, normal: Float64Array): SparseFactor {
  const { structure, size: n } = pattern;
  const { starts, rows, supernodes } = structure;
  const scale = scaleOf(pattern, normal);
  const values = new Float64Array(rows.length);
  for (let j = 0; j < n; j++)
    for (let p = pattern.starts[j]; p < pattern.starts[j + 1]; p++)
      values[structure.slots[p]] = normal[p] * scale[pattern.rows[p]] * scale[j];
  const held = new Uint8Array(n);
  const unseen: UnseenCombination[] = [];
  const factor: SparseFactor = { pattern, starts, rows, values, scale, held, unseen };
  const waiting = makeWaiting(structure);
  const room = makeRoom(structure);
  for (let s = 0; s < supernodes.length - 1; s++) {
    const first = supernodes[s];
    for (let i = starts[first]; i < starts[first + 1]; i++) room.relative[rows[i]] = i - starts[first];
    for (let d = waiting.first[s]; d >= 0; ) {
      const after = waiting.next[d];
      addSupernode(factor, room, d, waiting.row[d], s);
      waiting.put(d);
      d = after;
    }
    factorSupernode(factor, unseen, room, s);
    waiting.put(s);
  }
  return factor;
}

/** Supernodes that are done, in the list of the supernode whose columns they are to be added to next. */
function makeWaiting({ starts, rows, supernodes, supernodeOf }: FactorStructure): {
  first: Int32Array;
  next: Int32Array;
  /** By supernode: which of its rows comes next. */
  row: Int32Array;
  put(supernode: number): void;
} {
  const count = supernodes.length - 1;
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(count).fill(-1);
  const row = new Int32Array(count);
  return {
    first,
    next,
    row,
    put(d) {
      const from = starts[supernodes[d]];
      const length = starts[supernodes[d] + 1] - from;
      const now = supernodeOf[rows[from + row[d]]]; // at first its own columns
      while (row[d] < length && supernodeOf[rows[from + row[d]]] === now) row[d]++;
      if (row[d] === length) return;
      const s = supernodeOf[rows[from + row[d]]];
      next[d] = first[s];
      first[s] = d;
    },
  };
}

/** Memory that the supernodes share. */
interface Room {
  /** By row: its number in the supernode that is worked on. */
  readonly relative: Int32Array;
  readonly column: Float64Array;
  readonly offsets: Int32Array;
  readonly factors: Float64Array;
}

function makeRoom({ starts, supernodes }: FactorStructure): Room {
  let [longest, widest] = [0, 0];
  for (let s = 0; s < supernodes.length - 1; s++) {
    longest = Math.max(longest, starts[supernodes[s] + 1] - starts[supernodes[s]]);
    widest = Math.max(widest, supernodes[s + 1] - supernodes[s]);
  }
  return {
    relative: new Int32Array(supernodes[supernodes.length - 1]),
    column: new Float64Array(longest),
    offsets: new Int32Array(widest),
    factors: new Float64Array(widest),
  };
}

/** Takes what supernode d, from its row `at` on, does to the columns of supernode s. */
function addSupernode(factor: SparseFactor, room: Room, d: number, at: number, s: number): void {
  const { starts, rows, values } = factor;
  const { supernodes } = factor.pattern.structure;
  const { relative, column, offsets, factors } = room;
  const [first, width] = [supernodes[d], supernodes[d + 1] - supernodes[d]];
  const [from, length] = [starts[first], starts[first + 1] - starts[first]];
  const [target, end] = [supernodes[s], supernodes[s + 1]];
  for (let q = at; q < length && rows[from + q] < end; q++) {
    for (let j = 0; j < width; j++) {
      offsets[j] = starts[first + j] - j + q;
      factors[j] = -values[offsets[j]];
    }
    const count = length - q;
    column.fill(0, 0, count);
    addColumns(column, 0, count, values, offsets, factors, width);
    const to = rows[from + q];
    const begin = starts[to] - (to - target);
    for (let i = 0; i < count; i++) values[begin + relative[rows[from + q + i]]] += column[i];
  }
}

/** Dense Cholesky of the columns of one supernode, to which all before it have been added. */
function factorSupernode(
  factor: SparseFactor,
  unseen: UnseenCombination[],
  { offsets, factors }: Room,
  s: number,
): void {
  const { starts, values, held, pattern } = factor;
  const { supernodes } = pattern.structure;
  const first = supernodes[s];
  for (let k = first; k < supernodes[s + 1]; k++) {
    const [from, end] = [starts[k], starts[k + 1]];
    for (let j = first; j < k; j++) {
      offsets[j - first] = starts[j] + (k - j);
      factors[j - first] = -values[starts[j] + (k - j)];
    }
    addColumns(values, from, end - from, values, offsets, factors, k - first);
    const rest = values[from];
    if (rest > SMALLEST_PIVOT) {
      const pivot = Math.sqrt(rest);
      values[from] = pivot;
      for (let p = from + 1; p < end; p++) values[p] /= pivot;
    } else {
      unseen.push(unseenAt(factor, k));
      values.fill(0, from + 1, end);
      values[from] = 1;
      held[k] = 1;
    }
  }
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
  for (let j = n - 1; j >= 0; j--) {
    if (held[j] === 1) continue;
    let sum = x[j];
    for (let p = starts[j] + 1; p < starts[j + 1]; p++) sum -= values[p] * x[rows[p]];
    x[j] = sum / values[starts[j]];
  }
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

/**
 * The combination of unknown k with those before it that leaves every observation as it is. Row k of the factor becomes
 * zero, since an unknown that is held changes no other.
 */
function unseenAt(factor: SparseFactor, k: number): UnseenCombination {
  const { pattern, starts, rows, values, scale, held } = factor;
  const z = new Float64Array(k + 1);
  z[k] = 1;
  const lowest = pattern.structure.firstBelow[k];
  for (let j = k - 1; j >= lowest; j--) {
    const end = findRow(rows, k, starts[j], starts[j + 1]);
    let sum = 0;
    if (end < starts[j + 1] && rows[end] === k) {
      sum = -values[end];
      values[end] = 0;
    }
    if (held[j] === 1) continue;
    for (let p = starts[j] + 1; p < end; p++) sum -= values[p] * z[rows[p]];
    z[j] = sum / values[starts[j]];
  }
  const places = Array.from({ length: k + 1 - lowest }, (_, i) => lowest + i).filter(
    (j) => Math.abs(z[j]) > 1e-7,
  );
  return {
    held: pattern.order[k],
    unknowns: Int32Array.from(places, (j) => pattern.order[j]),
    parts: Float64Array.from(places, (j) => (z[j] * scale[j]) / scale[k]),
    scaledParts: Float64Array.from(places, (j) => z[j]),
  };
}
