import type { HeldRows } from "./curvature-rows.js";
import {
  type CurvatureEquation,
  edgeElimination,
  freeCoefficients,
  PATTERN,
  placeKind,
  placeKinds,
} from "./curvature-stencil.js";
import { stripRows } from "./curvature-team.js";

const TERMS = PATTERN.length;

/** One grid of the multigrid: its equations, and the arrays it works in. */
export interface CurvatureLevel {
  readonly nx: number;
  readonly ny: number;
  /** Spacings of the finest grid that make one spacing here. */
  readonly stride: number;
  /** The free equation's first coefficient far from the edges; residuals are counted in units of it. */
  readonly scale: number;
  /** Coefficients far from the edges, divided by the first. */
  readonly interior: InteriorCoefficients;
  /** 13 coefficients for each of the kinds of place, divided by the first. */
  readonly edges: Float64Array;
  /** The first coefficient at each kind of place divided by `scale`. */
  readonly edgePivot: Float64Array;
  readonly kindsX: number;
  /** Equations of the nodes that data hold. */
  readonly held: HeldRows;
  /** Steps in the flat array to the 13 nodes. */
  readonly steps: Int32Array;
  /** First rows of the strips in which it is worked on, and the number of rows. */
  readonly strips: Int32Array;
}

/** Coefficients of the neighbours: beside in x and y, diagonal, two away in x and y. */
export interface InteriorCoefficients {
  readonly cx: number;
  readonly cy: number;
  readonly cd: number;
  readonly cxx: number;
  readonly cyy: number;
}

/** The equations of one grid, of which `held` are those of the nodes that data hold. */
export function makeLevel(equation: CurvatureEquation, held: HeldRows, stride: number): CurvatureLevel {
  const { nx, ny } = equation;
  const free = freeCoefficients(equation);
  const scale = free[0];
  const eliminate = edgeElimination(equation);
  const kindsX = placeKinds(nx);
  const kindsY = placeKinds(ny);
  const edges = new Float64Array(kindsX * kindsY * TERMS);
  const edgePivot = new Float64Array(kindsX * kindsY);
  for (let ky = 0; ky < kindsY; ky++) {
    for (let kx = 0; kx < kindsX; kx++) {
      const row = eliminate(kx, ky, free);
      const kind = ky * kindsX + kx;
      edgePivot[kind] = row[0] / scale;
      for (let k = 0; k < TERMS; k++) edges[kind * TERMS + k] = row[k] / row[0];
    }
  }
  return {
    nx,
    ny,
    stride,
    scale,
    interior: {
      cx: free[1] / scale,
      cy: free[3] / scale,
      cd: free[5] / scale,
      cxx: free[9] / scale,
      cyy: free[11] / scale,
    },
    edges,
    edgePivot,
    kindsX,
    held,
    steps: Int32Array.from(PATTERN, ([x, y]) => y * nx + x),
    strips: stripRows(nx, ny),
  };
}

/**
 * Takes row `j` of `A u` off the right-hand side that the data make (their part of the equations they hold, zero at
 * free nodes), in place: the residual is left. `at` is where the row starts.
 */
export function subtractFromData(
  { nx, held }: CurvatureLevel,
  values: Float64Array,
  j: number,
  at: number = j * nx,
): void {
  for (let k = at; k < at + nx; k++) values[k] = -values[k];
  for (let c = held.rowStart[j]; c < held.rowStart[j + 1]; c++) values[at + held.column[c]] += held.target[c];
}

/**
 * Multiplies a row of values by the first coefficients of its nodes' equations in units of `scale`: from residuals
 * counted as moves of the node to residuals counted as forces. `at` is where row `j` starts.
 */
export function multiplyRowByPivot(level: CurvatureLevel, values: Float64Array, at: number, j: number): void {
  const { rowStart, column, pivot } = level.held;
  const share = 1 / level.scale;
  for (let c = rowStart[j]; c < rowStart[j + 1]; c++) values[at + column[c]] *= pivot[c] * share;
  forEachOtherPivot(level, j, (i, factor) => {
    values[at + i] *= factor;
  });
}

/** The way back from {@link multiplyRowByPivot}. */
export function divideRowByPivot(level: CurvatureLevel, values: Float64Array, at: number, j: number): void {
  const { rowStart, column, pivot } = level.held;
  for (let c = rowStart[j]; c < rowStart[j + 1]; c++) values[at + column[c]] *= level.scale / pivot[c];
  forEachOtherPivot(level, j, (i, factor) => {
    values[at + i] /= factor;
  });
}

/** Calls `visit` for the free nodes of a row whose first coefficient is not `scale`, which are those near an edge. */
function forEachOtherPivot(
  { nx, ny, held, kindsX, edgePivot }: CurvatureLevel,
  j: number,
  visit: (i: number, factor: number) => void,
): void {
  const kindY = placeKind(j, ny);
  const inner = kindY === 2 && ny >= 5 && nx >= 5;
  const end = held.rowStart[j + 1];
  let c = held.rowStart[j];
  for (let i = 0; i < nx; i++) {
    if (inner && i === 2) i = nx - 2;
    while (c < end && held.column[c] < i) c++;
    if (c === end || held.column[c] !== i) visit(i, edgePivot[kindY * kindsX + placeKind(i, nx)]);
  }
}
