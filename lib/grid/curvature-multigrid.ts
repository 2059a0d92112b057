import { constraintRows } from "./curvature-constraint.js";
import { type CurvatureLevel, divideRowByPivot, makeLevel, multiplyRowByPivot } from "./curvature-level.js";
import { applyRow, relaxRows } from "./curvature-relax.js";
import {
  filledRows,
  type HeldRows,
  type Memory,
  type NodeData,
  ownMemory,
  roomForRows,
} from "./curvature-rows.js";
import { springRows } from "./curvature-spring.js";
import type { CurvatureEquation } from "./curvature-stencil.js";
import { springStiffness } from "./curvature-stiffness.js";
import { alone, forMyStrips, myRows, stripRows, type Team } from "./curvature-team.js";
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
const sweepsBefore = ({ stride }: CurvatureLevel): number => (stride === 1 ? 3 : 2);
const SWEEPS_AFTER = 2;

/** Relaxations of a level in one go: forward before the correction from the coarser grid, backward after it. */
export function sweepsOf(level: CurvatureLevel, backward: boolean): number {
  return backward ? SWEEPS_AFTER : sweepsBefore(level);
}

/** What the grids are made of, and room for them; the members of a team build them together. */
export interface MultigridPlan {
  /** From the finest grid to the coarsest, each with twice the spacing of the one before. */
  readonly equations: readonly CurvatureEquation[];
  readonly stiffness: Float64Array;
  readonly data: NodeData;
  readonly rooms: readonly HeldRows[];
  readonly work: readonly Work[];
  readonly sweeps: Int32Array;
}

/** Plans the grids below the one that `equation` describes. */
export function planMultigrid(
  equation: CurvatureEquation,
  data: NodeData,
  memory: Memory = ownMemory,
): MultigridPlan {
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
  const work = equations.map(({ nx, ny }): Work => {
    const one = () => memory.numbers(nx * ny);
    return {
      u: one(),
      r: one(),
      directions: [
        { step: one(), image: one() },
        { step: one(), image: one() },
      ],
      sums: memory.numbers(SUMS * (stripRows(nx, ny).length - 1)),
    };
  });
  const rooms = equations.map((each) => roomForRows(each, data.values.length, memory));
  const stiffness = springStiffness(equations);
  return { equations, stiffness, data, rooms, work, sweeps: memory.integers(equations.length) };
}

/** Writes the equations of all grids; each member those of some. */
export function buildMultigrid(plan: MultigridPlan, team: Team = alone): Multigrid {
  const { equations, stiffness, data, rooms, work, sweeps } = plan;
  for (let l = team.member; l < equations.length; l += team.size) {
    if (l === 0) constraintRows(equations[0], data, rooms[0]);
    else springRows(equations[l], data, 2 ** l, stiffness[l], rooms[l]);
  }
  team.wait();
  const levels = equations.map((equation, l) => makeLevel(equation, filledRows(rooms[l]), 2 ** l));
  return { levels, work, sweeps };
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
  if (team.member === 0) grids.sweeps[l] += sweepsOf(level, false) + sweepsOf(level, true);
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
  const sweeps = sweepsOf(level, backward);
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
