import type { CurvatureLevel } from "./curvature-level.js";
import { PATTERN, placeKind } from "./curvature-stencil.js";

const TERMS = PATTERN.length;

/**
 * One relaxation: walks over all nodes in order, or backwards, and lets each satisfy its own equation
 * (Gauss-Seidel). `u` holds the surface, `f` the right-hand side.
 */
export function relax(level: CurvatureLevel, u: Float64Array, f: Float64Array, backward: boolean): void {
  const { ny } = level;
  if (backward) for (let j = ny - 1; j >= 0; j--) relaxRowBackward(level, u, f, j);
  else for (let j = 0; j < ny; j++) relaxRowForward(level, u, f, j);
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
 * `r = f - A u`, every equation divided by its own first coefficient: by how much each node would have to move
 * to satisfy its equation while its neighbours stand still, in the units of the data.
 */
export function residual(level: CurvatureLevel, u: Float64Array, f: Float64Array, r: Float64Array): void {
  const { nx, ny, held, kindsX, edges } = level;
  for (let j = 0; j < ny; j++) {
    const kindY = placeKind(j, ny);
    const inner = kindY === 2 && ny >= 5 && nx >= 5;
    if (inner) residualRun(level, u, f, r, j * nx + 2, j * nx + nx - 3);
    for (let i = 0; i < nx; i++) {
      if (inner && i === 2) i = nx - 2;
      residualNode(level, u, f, r, j * nx + i, edges, (kindY * kindsX + placeKind(i, nx)) * TERMS);
    }
    for (let c = held.rowStart[j]; c < held.rowStart[j + 1]; c++) {
      const i = held.column[c];
      const k = j * nx + i;
      if (inner && i >= 2 && i <= nx - 3)
        r[k] = f[k] - u[k] - neighbours(nx, u, k, held.coefficients, c * TERMS);
      else residualNode(level, u, f, r, k, held.coefficients, c * TERMS);
    }
  }
}

function residualNode(
  { steps }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  r: Float64Array,
  node: number,
  rows: Float64Array,
  from: number,
): void {
  let sum = f[node];
  for (let k = 0; k < TERMS; k++) {
    const coefficient = rows[from + k];
    if (coefficient !== 0) sum -= coefficient * u[node + steps[k]];
  }
  r[node] = sum;
}

function residualRun(
  { nx, interior: { cx, cy, cd, cxx, cyy } }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  r: Float64Array,
  from: number,
  to: number,
): void {
  const nx2 = 2 * nx;
  let two = u[from - 2];
  let one = u[from - 1];
  let here = u[from];
  let ahead = u[from + 1];
  let sidesBehind = u[from - 1 - nx] + u[from - 1 + nx];
  let sidesHere = u[from - nx] + u[from + nx];
  for (let k = from; k <= to; k++) {
    const further = u[k + 2];
    const sidesAhead = u[k + 1 - nx] + u[k + 1 + nx];
    r[k] =
      f[k] -
      here -
      cx * (one + ahead) -
      cy * sidesHere -
      cd * (sidesBehind + sidesAhead) -
      cxx * (two + further) -
      cyy * (u[k - nx2] + u[k + nx2]);
    two = one;
    one = here;
    here = ahead;
    ahead = further;
    sidesBehind = sidesHere;
    sidesHere = sidesAhead;
  }
}
