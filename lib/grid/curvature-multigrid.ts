import { type CurvatureLevel, divideRowByPivot, makeLevel, multiplyRowByPivot } from "./curvature-level.js";
import { applyRow, relaxRows } from "./curvature-relax.js";
import type { NodeData } from "./curvature-rows.js";
import type { CurvatureEquation } from "./curvature-stencil.js";
import { springStiffness } from "./curvature-stiffness.js";
import { alone, forMyStrips, myRows, type Team } from "./curvature-team.js";
import { addInterpolated, averaged, coarserLength } from "./curvature-transfer.js";

/** The grids from the finest to the coarsest, and the arrays they work in. */
export interface Multigrid {
  readonly levels: readonly CurvatureLevel[];
  readonly work: readonly Work[];
  /** How often each level was relaxed so far. */
  readonly sweeps: Int32Array;
}

/** What one level works in. */
export interface Work {
  /** The level's own surface. */
  readonly u: Float64Array;
  /** Its residual; below the level of a cycle, the right-hand side of the correction. */
  readonly r: Float64Array;
  /** The step that a cycle proposes, and the one before, each with its image under the equations. */
  readonly directions: readonly [Direction, Direction];
  /** Sums over each strip. */
  readonly sums: Float64Array;
}

/** A step of the surface, and by how much it lowers the residual. */
export interface Direction {
  readonly step: Float64Array;
  readonly image: Float64Array;
}

/** Room for so many numbers in a strip's sums. */
export const SUMS = 5;

/** A side of at most this many nodes is not halved any more. */
const COARSEST = 8;
/** Relaxations before each correction from the coarser grid, and after it. One more on the finest grid is worth its time. */
export const sweepsBefore = ({ stride }: CurvatureLevel): number => (stride === 1 ? 3 : 2);
const SWEEPS_AFTER = 2;

/** Sets up the grids below the one that `equation` describes, each with twice the spacing of the one before. */
export function makeMultigrid(
  equation: CurvatureEquation,
  data: NodeData,
  array: (length: number) => Float64Array = (length) => new Float64Array(length),
): Multigrid {
  const equations: CurvatureEquation[] = [];
  let { nx, ny } = equation;
  for (let stride = 1; ; stride *= 2) {
    // Tension counts in spacings of the finest grid; in spacings of a coarser one it counts for more.
    const tension = equation.tension * stride * stride;
    const edgeTension =
      (equation.edgeTension * stride) / (1 - equation.edgeTension + equation.edgeTension * stride);
    equations.push({ ...equation, nx, ny, tension, edgeTension });
    if (Math.min(nx, ny) <= COARSEST) break;
    nx = coarserLength(nx);
    ny = coarserLength(ny);
  }
  const stiffness = springStiffness(equations);
  const levels = equations.map((each, l) => makeLevel(each, data, 2 ** l, stiffness[l]));
  const work = levels.map(({ nx, ny, strips }): Work => {
    const one = () => array(nx * ny);
    return {
      u: one(),
      r: one(),
      directions: [
        { step: one(), image: one() },
        { step: one(), image: one() },
      ],
      sums: array(SUMS * (strips.length - 1)),
    };
  });
  return { levels, work, sweeps: new Int32Array(levels.length) };
}

/** Solves the coarsest grid's equations: right-hand side, and the answer. */
export type CoarsestSolver = (f: Float64Array, u: Float64Array) => void;

/**
 * One multigrid V-cycle from zero: what to add to a surface whose residual is `f`. `u` receives it. Relaxation takes
 * out the short waves, the coarser grids the long ones.
 */
export function cycle(
  grids: Multigrid,
  l: number,
  u: Float64Array,
  f: Float64Array,
  solveCoarsest: CoarsestSolver,
  team: Team,
): void {
  const level = grids.levels[l];
  const isLast = l === grids.levels.length - 1;
  if ((isLast || level.strips.length === 2) && team.size > 1) {
    if (team.member === 0) cycle(grids, l, u, f, solveCoarsest, alone);
    team.wait();
    return;
  }
  if (isLast) {
    solveCoarsest(f, u);
    grids.sweeps[l]++;
    return;
  }
  const { nx, ny, strips } = level;
  forMyStrips(team, strips, (from, to) => u.fill(0, from * nx, to * nx));
  team.wait();
  relaxStrips(level, u, f, false, team);
  const below = grids.work[l + 1];
  const correction = below.directions[0].step;
  restrictResidual(grids, l, u, f, below.r, team);
  team.wait();
  cycle(grids, l + 1, correction, below.r, solveCoarsest, team);
  forMyStrips(team, strips, (from, to) => addInterpolated(correction, u, nx, ny, from, to));
  team.wait();
  relaxStrips(level, u, f, true, team);
  if (team.member === 0) grids.sweeps[l] += sweepsBefore(level) + SWEEPS_AFTER;
}

/** Relaxes: every second strip, then the strips between them; backwards in the opposite order. */
export function relaxStrips(
  level: CurvatureLevel,
  u: Float64Array,
  f: Float64Array,
  backward: boolean,
  team: Team,
): void {
  const { strips } = level;
  const sweeps = backward ? SWEEPS_AFTER : sweepsBefore(level);
  const [first, second] = backward ? [1, 0] : [0, 1];
  for (const parity of strips.length === 2 ? [0] : [first, second]) {
    for (let s = 2 * team.member + parity; s < strips.length - 1; s += 2 * team.size) {
      relaxRows(level, u, f, strips[s], strips[s + 1], sweeps, backward);
    }
    team.wait();
  }
}

/** The coarser grid's right-hand side: what is left of `f` after `u`. */
function restrictResidual(
  { levels }: Multigrid,
  l: number,
  u: Float64Array,
  f: Float64Array,
  coarseSide: Float64Array,
  team: Team,
): void {
  const level = levels[l];
  const coarse = levels[l + 1];
  const { nx, ny } = level;
  const [from, to] = myRows(team, coarse.ny);
  const residualRow = (j: number, row: Float64Array): void => {
    applyRow(level, u, j, row, 0);
    const first = j * nx;
    for (let i = 0; i < nx; i++) row[i] = f[first + i] - row[i];
    multiplyRowByPivot(level, row, 0, j);
  };
  // Twice the spacing makes a fourth derivative's finite difference 16 times larger.
  averaged(residualRow, nx, ny, coarseSide, (16 * level.scale) / coarse.scale, from, to);
  for (let j = from; j < to; j++) divideRowByPivot(coarse, coarseSide, j * coarse.nx, j);
}
