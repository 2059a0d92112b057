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
      relaxNode(level, u, f, j * nx + i, held.coefficients, c++ * TERMS);
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
      relaxNode(level, u, f, j * nx + i, held.coefficients, c-- * TERMS);
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

/** Relaxes the nodes from `from` to `to`, both included, walking by `step` (1 or -1). */
function relaxRun(
  { nx, interior: [cx, cy, cd, cxx, cyy] }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  from: number,
  to: number,
  step: number,
): void {
  const nx2 = 2 * nx;
  // The two nodes just relaxed stay in registers, so that each node waits for its neighbour as little as it can.
  let one = u[from - step];
  let two = u[from - 2 * step];
  for (let k = from, n = (to - from) * step; n >= 0; n--, k += step) {
    const fresh =
      f[k] -
      cy * (u[k - nx] + u[k + nx]) -
      cd * (u[k - nx - 1] + u[k - nx + 1] + u[k + nx - 1] + u[k + nx + 1]) -
      cyy * (u[k - nx2] + u[k + nx2]) -
      cx * u[k + step] -
      cxx * (u[k + 2 * step] + two) -
      cx * one;
    two = one;
    one = fresh;
    u[k] = fresh;
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
      residualNode(level, u, f, r, j * nx + held.column[c], held.coefficients, c * TERMS);
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
  { nx, interior: [cx, cy, cd, cxx, cyy] }: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  r: Float64Array,
  from: number,
  to: number,
): void {
  const nx2 = 2 * nx;
  for (let k = from; k <= to; k++) {
    r[k] =
      f[k] -
      u[k] -
      cx * (u[k - 1] + u[k + 1]) -
      cy * (u[k - nx] + u[k + nx]) -
      cd * (u[k - nx - 1] + u[k - nx + 1] + u[k + nx - 1] + u[k + nx + 1]) -
      cxx * (u[k - 2] + u[k + 2]) -
      cyy * (u[k - nx2] + u[k + nx2]);
  }
}
