import { dot } from "../core/dot.js";
import { type CurvatureLevel, dataSide } from "./curvature-level.js";
import { cycle, type Multigrid } from "./curvature-multigrid.js";
import { residual } from "./curvature-relax.js";
import { addInterpolated } from "./curvature-transfer.js";

/** When to stop, and whom to tell. */
export interface SolveOptions {
  /** Largest change of a node by the last cycle that counts as converged, in the units of the data. */
  readonly limit: number;
  readonly maximumCycles: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** The surface, and how well it satisfies its equations. */
export interface Solution {
  readonly u: Float64Array;
  readonly cycles: number;
  readonly converged: boolean;
  /** Largest change of a node by the last cycle. */
  readonly lastChange: number;
  /** Residual by which each node would move to satisfy its equation: largest, and root mean square. */
  readonly residualMaximum: number;
  readonly residualRms: number;
}

/** Former directions that each new one is made independent of. */
const MEMORY = 2;
/** Cycles on each coarser grid on the way to the finest. */
const CYCLES_ON_THE_WAY = 2;

/**
 * Solves the finest grid's equations: first coarse, then finer and finer, each grid starting from the one before
 * (full multigrid); then cycles on the finest until they change nothing any more.
 */
export function solveCurvature(grids: Multigrid, options: SolveOptions): Solution {
  const last = grids.levels.length - 1;
  let { u } = start(grids.levels[last]);
  const side = new Float64Array(u.length);
  dataSide(grids.levels[last], side);
  grids.solveCoarsest(side, u);
  if (last === 0) return { ...measured(grids, u), cycles: 1, converged: true, lastChange: 0 };
  for (let l = last - 1; l > 0; l--) {
    u = interpolated(grids, l, u);
    iterate(grids, l, u, { limit: 0, maximumCycles: CYCLES_ON_THE_WAY, signal: options.signal });
  }
  u = interpolated(grids, 0, u);
  const ended = iterate(grids, 0, u, options);
  return { ...ended, ...measured(grids, u) };
}

function start(level: CurvatureLevel): { u: Float64Array } {
  return { u: new Float64Array(level.nx * level.ny) };
}

function interpolated(grids: Multigrid, l: number, coarse: Float64Array): Float64Array {
  const { u } = start(grids.levels[l]);
  addInterpolated(coarse, u, grids.levels[l].nx, grids.levels[l].ny);
  return u;
}

function measured(
  grids: Multigrid,
  u: Float64Array,
): Pick<Solution, "u" | "residualMaximum" | "residualRms"> {
  const [side, r] = [new Float64Array(u.length), new Float64Array(u.length)];
  dataSide(grids.levels[0], side);
  residual(grids.levels[0], u, side, r);
  return { u, residualMaximum: largest(r), residualRms: Math.sqrt(dot(r, r) / r.length) };
}

/**
 * Improves `u` by cycles, each taken as a direction along which the residual's sum of squares is made least
 * (generalised conjugate residuals, cut short; Eisenstat, Elman & Schultz 1983). The residual can only fall.
 */
function iterate(
  grids: Multigrid,
  l: number,
  u: Float64Array,
  options: SolveOptions,
): Pick<Solution, "cycles" | "converged" | "lastChange"> {
  const level = grids.levels[l];
  const size = u.length;
  const [r, scratch, zero] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  dataSide(level, scratch);
  residual(level, u, scratch, r);
  const former: Direction[] = [];
  let [cycles, lastChange, firstChange] = [0, Number.POSITIVE_INFINITY, 0];
  while (cycles < options.maximumCycles && lastChange > options.limit) {
    options.signal?.throwIfAborted();
    const direction = former.length > MEMORY ? (former.shift() as Direction) : newDirection(size);
    cycle(grids, l, direction.step, r, scratch);
    residual(level, direction.step, zero, direction.image);
    makeIndependent(direction, former);
    lastChange = direction.square > 0 ? walk(u, r, direction) : 0;
    former.push(direction);
    cycles++;
    firstChange ||= lastChange;
    options.progress?.(Math.round(100 * shareDone(firstChange, lastChange, options.limit)), 100);
  }
  return { cycles, converged: lastChange <= options.limit, lastChange };
}

/** A step of the surface, and by how much it changes the residual. */
interface Direction {
  readonly step: Float64Array;
  readonly image: Float64Array;
  /** Sum of squares of the image. */
  square: number;
}

function newDirection(size: number): Direction {
  return { step: new Float64Array(size), image: new Float64Array(size), square: 0 };
}

/** Takes off a direction what former ones, independent of each other, have in common with it. */
function makeIndependent(direction: Direction, former: readonly Direction[]): void {
  const { step, image } = direction;
  const parts = former.map((other) => (other.square > 0 ? dot(image, other.image) / other.square : 0));
  for (const [k, { step: otherStep, image: otherImage }] of former.entries()) {
    const part = parts[k];
    for (let n = 0; n < image.length; n++) {
      image[n] -= part * otherImage[n];
      step[n] -= part * otherStep[n];
    }
  }
  direction.square = dot(image, image);
}

/** Goes along the direction as far as the residual falls; returns the largest change of a node. */
function walk(u: Float64Array, r: Float64Array, { step, image, square }: Direction): number {
  const amount = -dot(r, image) / square;
  let most = 0;
  for (let k = 0; k < u.length; k++) {
    const change = amount * step[k];
    u[k] += change;
    r[k] += amount * image[k];
    const size = Math.abs(change);
    if (size > most) most = size;
  }
  return most;
}

/** Changes shrink by about the same factor each cycle, so progress counts in their logarithm. */
function shareDone(first: number, last: number, limit: number): number {
  if (last <= limit) return 1;
  return limit > 0 ? Math.max(0, Math.min(0.99, Math.log(first / last) / Math.log(first / limit))) : 0;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k]);
    if (size > most) most = size;
  }
  return most;
}
