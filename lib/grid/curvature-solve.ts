import { directSolver } from "./curvature-direct.js";
import { type CurvatureLevel, subtractFromData } from "./curvature-level.js";
import {
  type CoarsestSolver,
  cycle,
  type Multigrid,
  relaxStrips,
  SUMS,
  SWEEPS,
} from "./curvature-multigrid.js";
import { applyRow } from "./curvature-relax.js";
import { alone, forMyStrips, type Team } from "./curvature-team.js";
import { addInterpolated } from "./curvature-transfer.js";

/** When to stop, and whom to tell. */
export interface SolveOptions {
  /** Largest change of a node by the last cycle that counts as converged, in the units of the data. */
  readonly limit: number;
  readonly maximumCycles: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** How well the surface, which is the finest level's `u`, satisfies its equations. */
export interface Solution {
  readonly cycles: number;
  readonly converged: boolean;
  /** Largest change of a node by the last cycle. */
  readonly lastChange: number;
  /** Residual by which each node would move to satisfy its equation: largest, and root mean square. */
  readonly residualMaximum: number;
  readonly residualRms: number;
}

/** Cycles on each coarser grid on the way to the finest. */
const CYCLES_ON_THE_WAY = 1;

/**
 * Solves the finest grid's equations: first coarse, then finer and finer, each grid starting from the one before
 * (full multigrid); then cycles on the finest until they change nothing any more. Every member of the team calls this
 * with the same shared arrays.
 */
export function solveCurvature(grids: Multigrid, options: SolveOptions, team: Team = alone): Solution {
  const last = grids.levels.length - 1;
  const solveCoarsest = team.member === 0 ? directSolver(grids.levels[last]) : () => {};
  const onTheWay = { limit: 0, maximumCycles: CYCLES_ON_THE_WAY, signal: options.signal };
  let ended = { cycles: 1, converged: true, lastChange: 0 };
  const level = (l: number, members: Team): void => {
    startFromCoarser(grids, l, members);
    ended = iterate(grids, l, solveCoarsest, l === 0 ? options : onTheWay, members);
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
  return { ...ended, ...measured(grids, team) };
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
  relaxStrips(level, u, side, false, team);
  if (team.member === 0) sweeps[0] += SWEEPS;
}

/**
 * Improves a level's surface by cycles, each taken as a direction along which the residual's sum of squares is made
 * least, independent of the direction before (generalised conjugate residuals, cut short; Eisenstat, Elman & Schultz
 * 1983). The residual can only fall.
 */
function iterate(
  grids: Multigrid,
  l: number,
  solveCoarsest: CoarsestSolver,
  options: SolveOptions,
  team: Team,
): Pick<Solution, "cycles" | "converged" | "lastChange"> {
  const level = grids.levels[l];
  const { u, r, directions, sums } = grids.work[l];
  forMyStrips(team, level.strips, (from, to) => {
    for (let j = from; j < to; j++) {
      applyRow(level, u, j, r, j * level.nx);
      subtractFromData(level, r, j);
    }
  });
  team.wait();
  let [direction, former] = directions;
  let formerSquare = 0;
  let [cycles, lastChange, firstChange] = [0, Number.POSITIVE_INFINITY, 0];
  while (cycles < options.maximumCycles && lastChange > options.limit) {
    options.signal?.throwIfAborted();
    cycle(grids, l, direction.step, r, solveCoarsest, team);
    const products = productsOf(level, direction, former, r, sums, team);
    const { part, square, amount } = bestStep(products, formerSquare);
    forMyStrips(team, level.strips, (from, to, strip) => {
      let most = 0;
      for (let j = from; j < to; j++) {
        const row = [j * level.nx, (j + 1) * level.nx] as const;
        most = Math.max(most, walk(u, r, direction, former, part, amount, row));
      }
      sums[SUMS * strip + 3] = most;
    });
    team.wait();
    lastChange = 0;
    for (let k = 3; k < sums.length; k += SUMS) lastChange = Math.max(lastChange, sums[k]);
    [direction, former, formerSquare] = [former, direction, square];
    cycles++;
    firstChange ||= lastChange;
    options.progress?.(Math.round(100 * shareDone(firstChange, lastChange, options.limit)), 100);
  }
  return { cycles, converged: lastChange <= options.limit, lastChange };
}

type Direction = Multigrid["work"][number]["directions"][number];

/** Sums of products of the direction's image with itself, with the former image, and with the residual. */
type Products = readonly [square: number, withFormer: number, withResidual: number];

/** Makes the direction's image, and its products. */
function productsOf(
  level: CurvatureLevel,
  { step, image }: Direction,
  former: Direction,
  r: Float64Array,
  sums: Float64Array,
  team: Team,
): Products {
  const { nx, strips } = level;
  forMyStrips(team, strips, (from, to, strip) => {
    sums.fill(0, SUMS * strip, SUMS * (strip + 1));
    for (let j = from; j < to; j++) {
      applyRow(level, step, j, image, j * nx);
      addProducts(image, former.image, r, [j * nx, (j + 1) * nx], sums, SUMS * strip);
    }
  });
  team.wait();
  return [total(sums, 0), total(sums, 1), total(sums, 2)];
}

/** Adds the products of a row to a strip's sums. */
function addProducts(
  image: Float64Array,
  formerImage: Float64Array,
  r: Float64Array,
  [from, to]: readonly [number, number],
  sums: Float64Array,
  at: number,
): void {
  let square = 0;
  let withFormer = 0;
  let withResidual = 0;
  for (let k = from; k < to; k++) {
    const value = image[k];
    square += value * value;
    withFormer += value * formerImage[k];
    withResidual += value * r[k];
  }
  sums[at] += square;
  sums[at + 1] += withFormer;
  sums[at + 2] += withResidual;
}

function total(sums: Float64Array, which: number): number {
  let sum = 0;
  for (let k = which; k < sums.length; k += SUMS) sum += sums[k];
  return sum;
}

/** How much of the former direction to take off, the image's sum of squares then, and how far to go. */
function bestStep(
  [square, withFormer, withResidual]: Products,
  formerSquare: number,
): { part: number; square: number; amount: number } {
  const part = formerSquare > 0 ? withFormer / formerSquare : 0;
  // The residual has nothing in common with the former image any more, so its product stays.
  const left = square - part * withFormer;
  if (left > 1e-10 * square) return { part, square: left, amount: withResidual / left };
  return { part: 0, square, amount: square > 0 ? withResidual / square : 0 };
}

/** Goes along the direction, less its part along the former one; returns the largest change of a node. */
function walk(
  u: Float64Array,
  r: Float64Array,
  { step, image }: Direction,
  former: Direction,
  part: number,
  amount: number,
  [from, to]: readonly [number, number],
): number {
  if (part !== 0) {
    takeOff(step, former.step, part, from, to);
    takeOff(image, former.image, part, from, to);
  }
  let most = 0;
  for (let k = from; k < to; k++) {
    const change = amount * step[k];
    u[k] += change;
    r[k] -= amount * image[k];
    const size = Math.abs(change);
    if (size > most) most = size;
  }
  return most;
}

function takeOff(values: Float64Array, others: Float64Array, part: number, from: number, to: number): void {
  for (let k = from; k < to; k++) values[k] -= part * others[k];
}

/** Changes shrink by about the same factor each cycle, so progress counts in their logarithm. */
function shareDone(first: number, last: number, limit: number): number {
  if (last <= limit) return 1;
  return limit > 0 ? Math.max(0, Math.min(0.99, Math.log(first / last) / Math.log(first / limit))) : 0;
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
    sums[SUMS * strip + 3] = most;
  });
  team.wait();
  let most = 0;
  for (let k = 3; k < sums.length; k += SUMS) most = Math.max(most, sums[k]);
  return { residualMaximum: most, residualRms: Math.sqrt(total(sums, 0) / u.length) };
}
