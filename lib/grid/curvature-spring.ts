import {
  emptyRows,
  type HeldRows,
  type NodeData,
  normaliseRows,
  patternIndex,
  roomForRows,
} from "./curvature-rows.js";
import {
  type CurvatureEquation,
  edgeElimination,
  freeCoefficients,
  PATTERN,
  placeKind,
} from "./curvature-stencil.js";

const TERMS = PATTERN.length;
/** Place in `PATTERN` of a cell's corner b seen from its corner a, at `4 a + b`. */
const CORNERS = Int32Array.from({ length: 16 }, (_, k) => {
  const [a, b] = [k >> 2, k & 3];
  return patternIndex((b & 1) - (a & 1), (b >> 1) - (a >> 1));
});

/**
 * The equations of nodes near data on a coarse grid: every datum pulls, by a spring, on the bilinear surface
 * through the four nodes around it.
 *
 * A coarse grid is there to correct the slow waves of the finest one. With springs its equations stay symmetric
 * and definite however many data meet in a cell, so relaxation cannot run away; how exactly it fits the data
 * does not matter, since the finest grid decides.
 *
 * @param stride - spacings of the finest grid that make one spacing here
 * @param stiffness - of one datum's spring, in units of the free equation's first coefficient
 */
export function springRows(
  equation: CurvatureEquation,
  data: NodeData,
  stride: number,
  stiffness: number,
  room: HeldRows = roomForRows(equation, data.values.length),
): HeldRows {
  const { nx, ny } = equation;
  const number = new Int32Array(nx * ny);
  const cell: Cell = { i: 0, j: 0, weights: new Float64Array(4) };
  for (let d = 0; d < data.values.length; d++) {
    findCell(equation, data.column[d] / stride, data.row[d] / stride, cell);
    for (let a = 0; a < 4; a++) number[(cell.j + (a >> 1)) * nx + cell.i + (a & 1)] = 1;
  }
  const rows = emptyRows(equation, number, room);
  writeFree(equation, rows);
  const { coefficients, target } = rows;
  const force = stiffness * freeCoefficients(equation)[0];
  for (let d = 0; d < data.values.length; d++) {
    findCell(equation, data.column[d] / stride, data.row[d] / stride, cell);
    for (let a = 0; a < 4; a++) {
      const c = number[(cell.j + (a >> 1)) * nx + cell.i + (a & 1)];
      const pull = force * cell.weights[a];
      target[c] += pull * data.values[d];
      for (let b = 0; b < 4; b++) coefficients[c * TERMS + CORNERS[4 * a + b]] += pull * cell.weights[b];
    }
  }
  normaliseRows(rows);
  return rows;
}

interface Cell {
  i: number;
  j: number;
  /** Bilinear weights of the nodes (i, j), (i + 1, j), (i, j + 1), (i + 1, j + 1). */
  readonly weights: Float64Array;
}

function findCell({ nx, ny }: CurvatureEquation, column: number, row: number, cell: Cell): void {
  cell.i = Math.max(0, Math.min(nx - 2, Math.floor(column)));
  cell.j = Math.max(0, Math.min(ny - 2, Math.floor(row)));
  const s = column - cell.i;
  const t = row - cell.j;
  cell.weights[0] = (1 - s) * (1 - t);
  cell.weights[1] = s * (1 - t);
  cell.weights[2] = (1 - s) * t;
  cell.weights[3] = s * t;
}

/** Starts every row as the free equation of its place. */
function writeFree(equation: CurvatureEquation, rows: HeldRows): void {
  const { nx, ny } = equation;
  const { coefficients, column, rowStart } = rows;
  const free = freeCoefficients(equation);
  const eliminate = edgeElimination(equation);
  const known: Float64Array[] = [];
  for (let j = 0; j < ny; j++) {
    const kindY = 5 * placeKind(j, ny);
    for (let c = rowStart[j]; c < rowStart[j + 1]; c++) {
      const kindX = placeKind(column[c], nx);
      known[kindY + kindX] ??= eliminate(kindX, kindY / 5, free);
      const row = known[kindY + kindX];
      for (let k = 0; k < TERMS; k++) coefficients[c * TERMS + k] = row[k];
    }
  }
}
