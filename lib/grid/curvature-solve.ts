import { directSolver } from "./curvature-direct.js";
import { type Iterated, iterate, type SolveOptions, total } from "./curvature-iterate.js";
import { subtractFromData } from "./curvature-level.js";
import { type CoarsestSolver, type Multigrid, relaxStrips, SUMS, sweepsOf } from "./curvature-multigrid.js";
import { applyRow } from "./curvature-relax.js";
import { alone, forMyStrips, type Team } from "./curvature-team.js";
import { addInterpolated } from "./curvature-transfer.js";

/** How well the surface, which is the finest level's `u`, satisfies its equations. */
export interface Solution extends Iterated {
  /** Residual by which each node would move to satisfy its equation: largest, and root mean square. */
  readonly residualMaximum: number;
  readonly residualRms: number;
  /** Root mean square of each level's residual before each of its own cycles, finest level first. */
  readonly residuals: readonly (readonly number[])[];
}

/** Cycles on each coarser grid on the way to the finest. */
const CYCLES_ON_THE_WAY = 1;
/** Relaxations of the finished surface, `true` for backwards: to and fro, since one way alone leaves seams between the strips. */
const POLISHING: readonly boolean[] = [false, true, false];

/**
 * Solves the finest grid's equations: first coarse, then finer and finer, each grid starting from the one before
 * (full multigrid); then cycles on the finest until they change nothing any more. Every member of the team calls this
 * with the same shared arrays.
 */
export function solveCurvature(grids: Multigrid, options: SolveOptions, team: Team = alone): Solution {
  const last = grids.levels.length - 1;
  const solveCoarsest = team.member === 0 ? directSolver(grids.levels[last]) : () => {};
  const onTheWay = { limit: 0, maximumCycles: CYCLES_ON_THE_WAY, signal: options.signal };
  const residuals: number[][] = grids.levels.map(() => []);
  let ended: Iterated = { cycles: 1, converged: true, lastChange: 0 };
  const level = (l: number, members: Team): void => {
    startFromCoarser(grids, l, members);
    ended = iterate(grids, l, solveCoarsest, l === 0 ? options : onTheWay, members, residuals[l]);
  };
  // Small grids are worked on by one member.
  const cut = grids.levels.findIndex(({ strips }) => strips.length === 2);
  const small = cut < 0 ? last : cut;
  if (team.member === 0) {
    solveLast(grids, solveCoarsest);
    for (let l = last - 1; l >= small; l--) level(l, alone);
  }
  team.wait();
  for (let l = small - 1; l >= 0; l--) level(l, team);
  if (last > 0) polish(grids, team);
  return { ...ended, ...measured(grids, team), residuals };
}

function solveLast({ levels, work }: Multigrid, solveCoarsest: CoarsestSolver): void {
  const l = levels.length - 1;
  const { u, r } = work[l];
  for (let j = 0; j < levels[l].ny; j++) subtractFromData(levels[l], r, j);
  solveCoarsest(r, u);
}

function startFromCoarser({ levels, work }: Multigrid, l: number, team: Team): void {
  const { nx, ny, strips } = levels[l];
  forMyStrips(team, strips, (from, to) => addInterpolated(work[l + 1].u, work[l].u, nx, ny, from, to));
  team.wait();
}

/** Relaxes the finest surface itself: a cycle leaves short waves in the residual, which this takes out at little cost. */
function polish({ levels, work, sweeps }: Multigrid, team: Team): void {
  const level = levels[0];
  const { u, directions } = work[0];
  const side = directions[0].image;
  forMyStrips(team, level.strips, (from, to) => {
    side.fill(0, from * level.nx, to * level.nx);
    for (let j = from; j < to; j++) subtractFromData(level, side, j);
  });
  team.wait();
  for (const backward of POLISHING) {
    relaxStrips(level, u, side, backward, team);
    if (team.member === 0) sweeps[0] += sweepsOf(level, backward);
  }
}

/** The finest grid's residual, computed afresh. */
function measured(
  { levels, work }: Multigrid,
  team: Team,
): Pick<Solution, "residualMaximum" | "residualRms"> {
  const level = levels[0];
  const { u, sums } = work[0];
  const row = new Float64Array(level.nx);
  forMyStrips(team, level.strips, (from, to, strip) => {
    let [squares, most] = [0, 0];
    for (let j = from; j < to; j++) {
      applyRow(level, u, j, row, 0);
      subtractFromData(level, row, j, 0);
      for (let i = 0; i < row.length; i++) {
        squares += row[i] * row[i];
        most = Math.max(most, Math.abs(row[i]));
      }
    }
    sums[SUMS * strip] = squares;
    sums[SUMS * strip + 4] = most;
  });
  team.wait();
  let most = 0;
  for (let k = 4; k < sums.length; k += SUMS) most = Math.max(most, sums[k]);
  return { residualMaximum: most, residualRms: Math.sqrt(total(sums, 0) / u.length) };
}
