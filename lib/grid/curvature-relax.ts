import type { CurvatureLevel } from "./curvature-level.js";
import { PATTERN, placeKind } from "./curvature-stencil.js";

const TERMS = PATTERN.length;

/**
 * Relaxations of the rows `from` to `to - 1`: walks over their nodes in order, or backwards, and lets each satisfy its
 * own equation (Gauss-Seidel). `u` holds the surface, `f` the right-hand side. Each sweep follows two rows behind the
 * one before, where all it needs is ready and still in the processor's cache; the answer is that of one after another.
 */
export function relaxRows(
  level: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  from: number,
  to: number,
  sweeps: number,
  backward: boolean,
): void {
  const relaxRow = backward ? relaxRowBackward : relaxRowForward;
  for (let step = 0; step < to - from + 2 * (sweeps - 1); step++) {
    for (let s = 0; s < sweeps; s++) {
      const row = step - 2 * s;
      if (row >= 0 && row < to - from) relaxRow(level, u, f, backward ? to - 1 - row : from + row);
    }
  }
}

// Free nodes away from the edges all have the same equation. Runs of them between two held nodes are done in
// a tight loop; the others one by one.

function relaxRowForward(level: CurvatureLevel, u: Float64Array, f: Float64Array, j: number): void {
  const { nx, ny, held, kindsX } = level;
  const kindY = placeKind(j, ny);
  const inner = kindY === 2 && ny >= 5;
  const end = held.rowStart[j + 1];
  let c = held.rowStart[j];
  for (let i = 0; i < nx; i++) {
    const next = c < end ? held.column[c] : nx;
    if (i === next) {
      if (inner && i >= 2 && i <= nx - 3) relaxHeld(nx, u, f, j * nx + i, held.coefficients, c++ * TERMS);
      else relaxNode(level, u, f, j * nx + i, held.coefficients, c++ * TERMS);
    } else if (inner && i >= 2 && i <= nx - 3) {
      const stop = Math.min(nx - 3, next - 1);
      relaxRun(level, u, f, j * nx + i, j * nx + stop, 1);
      i = stop;
    } else {
      relaxNode(level, u, f, j * nx + i, level.edges, (kindY * kindsX + placeKind(i, nx)) * TERMS);
    }
  }
}

function relaxRowBackward(level: CurvatureLevel, u: Float64Array, f: Float64Array, j: number): void {
  const { nx, ny, held, kindsX } = level;
  const kindY = placeKind(j, ny);
  const inner = kindY === 2 && ny >= 5;
  const start = held.rowStart[j];
  let c = held.rowStart[j + 1] - 1;
  for (let i = nx - 1; i >= 0; i--) {
    const next = c >= start ? held.column[c] : -1;
    if (i === next) {
      if (inner && i >= 2 && i <= nx - 3) relaxHeld(nx, u, f, j * nx + i, held.coefficients, c-- * TERMS);
      else relaxNode(level, u, f, j * nx + i, held.coefficients, c-- * TERMS);
    } else if (inner && i >= 2 && i <= nx - 3) {
      const stop = Math.max(2, next + 1);
      relaxRun(level, u, f, j * nx + i, j * nx + stop, -1);
      i = stop;
    } else {
      relaxNode(level, u, f, j * nx + i, level.edges, (kindY * kindsX + placeKind(i, nx)) * TERMS);
    }
  }
}

function relaxNode(
  { steps }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  node: number,
  rows: Float64Array,
  from: number,
): void {
  let sum = f[node];
  for (let k = 1; k < TERMS; k++) {
    const coefficient = rows[from + k]; // zero where the neighbour lies beyond the edge
    if (coefficient !== 0) sum -= coefficient * u[node + steps[k]];
  }
  u[node] = sum;
}

/** The same for a held node of which no neighbour lies beyond the edge, without looking. */
function relaxHeld(
  nx: number,
  u: Float64Array,
  f: Float64Array,
  k: number,
  c: Float64Array,
  from: number,
): void {
  u[k] = f[k] - neighbours(nx, u, k, c, from);
}

/** Sum over the twelve neighbours, in the order of `PATTERN`. */
function neighbours(nx: number, u: Float64Array, k: number, c: Float64Array, from: number): number {
  return (
    c[from + 1] * u[k - 1] +
    c[from + 2] * u[k + 1] +
    c[from + 3] * u[k - nx] +
    c[from + 4] * u[k + nx] +
    c[from + 5] * u[k - nx - 1] +
    c[from + 6] * u[k - nx + 1] +
    c[from + 7] * u[k + nx - 1] +
    c[from + 8] * u[k + nx + 1] +
    c[from + 9] * u[k - 2] +
    c[from + 10] * u[k + 2] +
    c[from + 11] * u[k - 2 * nx] +
    c[from + 12] * u[k + 2 * nx]
  );
}

/** Relaxes the nodes from `from` to `to`, both included, walking by `step` (1 or -1). */
function relaxRun(
  { nx, interior: { cx, cy, cd, cxx, cyy } }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  from: number,
  to: number,
  step: number,
): void {
  const nx2 = 2 * nx;
  // What the next node needs again is carried along: fewer reads, and a short wait for the node before.
  let one = u[from - step];
  let two = u[from - 2 * step];
  let ahead = u[from + step];
  let sidesBehind = u[from - step - nx] + u[from - step + nx];
  let sidesHere = u[from - nx] + u[from + nx];
  for (let k = from, n = (to - from) * step; n >= 0; n--, k += step) {
    const further = u[k + 2 * step];
    const sidesAhead = u[k + step - nx] + u[k + step + nx];
    const rest =
      f[k] -
      cy * sidesHere -
      cd * (sidesBehind + sidesAhead) -
      cyy * (u[k - nx2] + u[k + nx2]) -
      cx * ahead -
      cxx * (further + two);
    const here = rest - cx * one;
    u[k] = here;
    two = one;
    one = here;
    ahead = further;
    sidesBehind = sidesHere;
    sidesHere = sidesAhead;
  }
}

/**
 * Writes `A u` of row `j` into `out` from `at` on, every equation divided by its own first coefficient: what is missing
 * to the right-hand side is by how much a node would have to move to satisfy its equation while its neighbours stand
 * still, in the units of the data.
 */
export function applyRow(
  level: CurvatureLevel,
  u: Float64Array,
  j: number,
  out: Float64Array,
  at: number,
): void {
  const { nx, ny, held, kindsX, edges } = level;
  const kindY = placeKind(j, ny);
  const inner = kindY === 2 && ny >= 5 && nx >= 5;
  const first = j * nx;
  if (inner) applyRun(level, u, first + 2, out, at + 2, nx - 4);
  for (let i = 0; i < nx; i++) {
    if (inner && i === 2) i = nx - 2;
    out[at + i] = applyNode(level, u, first + i, edges, (kindY * kindsX + placeKind(i, nx)) * TERMS);
  }
  for (let c = held.rowStart[j]; c < held.rowStart[j + 1]; c++) {
    const i = held.column[c];
    const k = first + i;
    if (inner && i >= 2 && i <= nx - 3)
      out[at + i] = u[k] + neighbours(nx, u, k, held.coefficients, c * TERMS);
    else out[at + i] = applyNode(level, u, k, held.coefficients, c * TERMS);
  }
}

function applyNode(
  { steps }: CurvatureLevel,
  u: Float64Array,
  node: number,
  rows: Float64Array,
  from: number,
): number {
  let sum = 0;
  for (let k = 0; k < TERMS; k++) {
    const coefficient = rows[from + k];
    if (coefficient !== 0) sum += coefficient * u[node + steps[k]];
  }
  return sum;
}

function applyRun(
  { nx, interior: { cx, cy, cd, cxx, cyy } }: CurvatureLevel,
  u: Float64Array,
  from: number,
  out: Float64Array,
  at: number,
  count: number,
): void {
  const nx2 = 2 * nx;
  let two = u[from - 2];
  let one = u[from - 1];
  let here = u[from];
  let ahead = u[from + 1];
  let sidesBehind = u[from - 1 - nx] + u[from - 1 + nx];
  let sidesHere = u[from - nx] + u[from + nx];
  for (let n = 0, k = from; n < count; n++, k++) {
    const further = u[k + 2];
    const sidesAhead = u[k + 1 - nx] + u[k + 1 + nx];
    out[at + n] =
      here +
      cx * (one + ahead) +
      cy * sidesHere +
      cd * (sidesBehind + sidesAhead) +
      cxx * (two + further) +
      cyy * (u[k - nx2] + u[k + nx2]);
    two = one;
    one = here;
    here = ahead;
    ahead = further;
    sidesBehind = sidesHere;
    sidesHere = sidesAhead;
  }
}
