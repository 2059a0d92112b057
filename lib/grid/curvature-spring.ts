import { emptyRows, type HeldRows, type NodeData, normaliseRows, patternIndex } from "./curvature-rows.js";
import { type CurvatureEquation, edgeElimination, freeCoefficients, placeKind } from "./curvature-stencil.js";

/** Stiffness of one datum's spring, in units of the free equation's first coefficient. */
const STIFFNESS = 2;

/**
 * The equations of nodes near data on a coarse grid: every datum pulls, by a spring, on the bilinear surface
 * through the four nodes around it.
 *
 * A coarse grid is there to correct the slow waves of the finest one. With springs its equations stay symmetric
 * and definite however many data meet in a cell, so relaxation cannot run away; how exactly it fits the data
 * does not matter, since the finest grid decides.
 *
 * @param stride - spacings of the finest grid that make one spacing here
 */
export function springRows(equation: CurvatureEquation, data: NodeData, stride: number): HeldRows {
  const { nx, ny } = equation;
  const number = new Int32Array(nx * ny);
  const cell = cellFinder(equation, stride);
  const at: Cell = { i: 0, j: 0, weights: new Float64Array(4) };
  for (let d = 0; d < data.values.length; d++) {
    cell(data.column[d], data.row[d], at);
    for (let a = 0; a < 4; a++) number[(at.j + (a >> 1)) * nx + at.i + (a & 1)] = 1;
  }
  const rows = emptyRows(equation, number);
  const free = freeCoefficients(equation);
  const terms = free.length;
  writeFree(equation, rows);
  const stiffness = STIFFNESS * free[0];
  for (let d = 0; d < data.values.length; d++) {
    cell(data.column[d], data.row[d], at);
    for (let a = 0; a < 4; a++) {
      const c = number[(at.j + (a >> 1)) * nx + at.i + (a & 1)];
      rows.target[c] += stiffness * at.weights[a] * data.values[d];
      for (let b = 0; b < 4; b++) {
        const to = patternIndex((b & 1) - (a & 1), (b >> 1) - (a >> 1));
        rows.coefficients[c * terms + to] += stiffness * at.weights[a] * at.weights[b];
      }
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

function cellFinder(
  { nx, ny }: CurvatureEquation,
  stride: number,
): (column: number, row: number, cell: Cell) => void {
  return (column, row, cell) => {
    cell.i = Math.max(0, Math.min(nx - 2, Math.floor(column / stride)));
    cell.j = Math.max(0, Math.min(ny - 2, Math.floor(row / stride)));
    const s = column / stride - cell.i;
    const t = row / stride - cell.j;
    cell.weights[0] = (1 - s) * (1 - t);
    cell.weights[1] = s * (1 - t);
    cell.weights[2] = (1 - s) * t;
    cell.weights[3] = s * t;
  };
}

/** Starts every row as the free equation of its place. */
function writeFree(equation: CurvatureEquation, rows: HeldRows): void {
  const { nx, ny } = equation;
  const free = freeCoefficients(equation);
  const eliminate = edgeElimination(equation);
  const known = new Map<number, Float64Array>();
  for (let j = 0; j < ny; j++) {
    for (let c = rows.rowStart[j]; c < rows.rowStart[j + 1]; c++) {
      const [kindX, kindY] = [placeKind(rows.column[c], nx), placeKind(j, ny)];
      let row = known.get(8 * kindY + kindX);
      if (row === undefined) {
        row = eliminate(kindX, kindY, free);
        known.set(8 * kindY + kindX, row);
      }
      rows.coefficients.set(row, c * free.length);
    }
  }
}
