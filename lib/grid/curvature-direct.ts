import { type BandMatrix, bandAdd, bandFactor, bandMatrix, bandSolve } from "./band-solve.js";
import type { CurvatureLevel } from "./curvature-level.js";
import { PATTERN, placeKind } from "./curvature-stencil.js";

/** A solver of one grid's equations by elimination; for grids that are small along x or y. */
export function directSolver(level: CurvatureLevel): (f: Float64Array, u: Float64Array) => void {
  const { nx, ny } = level;
  // Counting along the short side first keeps the band narrow.
  const [stepX, stepY] = nx <= ny ? [1, nx] : [ny, 1];
  const matrix = levelMatrix(level, stepX, stepY);
  const x = new Float64Array(nx * ny);
  return (f, u) => {
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) x[i * stepX + j * stepY] = f[j * nx + i];
    bandSolve(matrix, x);
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) u[j * nx + i] = x[i * stepX + j * stepY];
  };
}

function levelMatrix(level: CurvatureLevel, stepX: number, stepY: number): BandMatrix {
  const { nx, ny, held, edges, kindsX } = level;
  const matrix = bandMatrix(nx * ny, 2 * Math.min(nx, ny));
  for (let j = 0; j < ny; j++) {
    let c = held.rowStart[j];
    for (let i = 0; i < nx; i++) {
      const isHeld = c < held.rowStart[j + 1] && held.column[c] === i;
      const rows = isHeld ? held.coefficients : edges;
      const from = (isHeld ? c++ : placeKind(j, ny) * kindsX + placeKind(i, nx)) * PATTERN.length;
      for (let k = 0; k < PATTERN.length; k++) {
        const [x, y] = PATTERN[k];
        if (rows[from + k] === 0) continue;
        bandAdd(matrix, i * stepX + j * stepY, (i + x) * stepX + (j + y) * stepY, rows[from + k]);
      }
    }
  }
  bandFactor(matrix);
  return matrix;
}
