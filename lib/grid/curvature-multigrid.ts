import { directSolver } from "./curvature-direct.js";
import { type CurvatureLevel, makeLevel, scaleByPivot } from "./curvature-level.js";
import { relax, residual } from "./curvature-relax.js";
import type { NodeData } from "./curvature-rows.js";
import type { CurvatureEquation } from "./curvature-stencil.js";
import { addInterpolated, averaged, coarserLength } from "./curvature-transfer.js";

/** The grids from the finest to the coarsest, and the arrays they work in. */
export interface Multigrid {
  readonly levels: readonly CurvatureLevel[];
  /** Correction, right-hand side and residual of each level but the finest, whose own the caller brings. */
  readonly work: readonly Work[];
  readonly solveCoarsest: (f: Float64Array, u: Float64Array) => void;
  /** How often each level was relaxed so far. */
  readonly sweeps: Int32Array;
}

interface Work {
  readonly u: Float64Array;
  readonly f: Float64Array;
  readonly r: Float64Array;
}

/** A side of at most this many nodes is not halved any more. */
const COARSEST = 8;

/** Sets up the grids below the one that `equation` describes, each with twice the spacing of the one before. */
export function makeMultigrid(equation: CurvatureEquation, data: NodeData): Multigrid {
  const levels: CurvatureLevel[] = [];
  let { nx, ny } = equation;
  for (let stride = 1; ; stride *= 2) {
    // Tension counts in spacings of the finest grid; in spacings of a coarser one it counts for more.
    const tension = equation.tension * stride * stride;
    const edgeTension =
      (equation.edgeTension * stride) / (1 - equation.edgeTension + equation.edgeTension * stride);
    levels.push(makeLevel({ ...equation, nx, ny, tension, edgeTension }, data, stride));
    if (Math.min(nx, ny) <= COARSEST) break;
    nx = coarserLength(nx);
    ny = coarserLength(ny);
  }
  const empty = new Float64Array(0);
  const work = levels.map((level, l) => {
    const array = (): Float64Array => (l === 0 ? empty : new Float64Array(level.nx * level.ny));
    return { u: array(), f: array(), r: array() };
  });
  return {
    levels,
    work,
    solveCoarsest: directSolver(levels[levels.length - 1]),
    sweeps: new Int32Array(levels.length),
  };
}

/**
 * One multigrid V-cycle from zero: what to add to a surface whose residual is `f`. `u` receives it, `r` is
 * scratch. Relaxation takes out the short waves, the coarser grids the long ones.
 */
export function cycle(grids: Multigrid, l: number, u: Float64Array, f: Float64Array, r: Float64Array): void {
  const level = grids.levels[l];
  u.fill(0);
  if (l === grids.levels.length - 1) {
    grids.solveCoarsest(f, u);
    grids.sweeps[l]++;
    return;
  }
  const sweeps = l === 0 ? 1 : 2; // relaxing is cheap on the coarser grids
  for (let s = 0; s < sweeps; s++) relax(level, u, f, false);
  residual(level, u, f, r);
  scaleByPivot(level, r, 1);
  const coarse = grids.levels[l + 1];
  const below = grids.work[l + 1];
  // Twice the spacing makes a fourth derivative's finite difference 16 times larger.
  averaged(r, level.nx, level.ny, below.f, (16 * level.scale) / coarse.scale);
  scaleByPivot(coarse, below.f, -1);
  cycle(grids, l + 1, below.u, below.f, below.r);
  addInterpolated(below.u, u, level.nx, level.ny);
  for (let s = 0; s < sweeps; s++) relax(level, u, f, true);
  grids.sweeps[l] += 2 * sweeps;
}
