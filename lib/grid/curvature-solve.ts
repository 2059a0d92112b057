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
function iterate(grids: Multigrid, l: number, u: Float64Array, options: SolveOptions): Pick<Solution, "cycles" | "converged" | "lastChange"> {
  const level = grids.levels[l];
  const size = u.length;
  const r = new Float64Array(size);
  const scratch = new Float64Array(size);
  dataSide(level, scratch);
  residual(level, u, scratch, r);
  const steps: Float64Array[] = [];
  const images: Float64Array[] = []; // the equations applied to each step, of length 1
  const directions = Math.min(MEMORY + 1, options.maximumCycles);
  let [cycles, lastChange, firstChange] = [0, Number.POSITIVE_INFINITY, 0];
  while (cycles < options.maximumCycles && lastChange > options.limit) {
    options.signal?.throwIfAborted();
    const slot = cycles % directions;
    steps[slot] ??= new Float64Array(size);
    images[slot] ??= new Float64Array(size);
    const [step, image] = [steps[slot], images[slot]];
    cycle(grids, l, step, r, scratch);
    applied(level, step, image, scratch);
    for (let k = 0; k < steps.length; k++) {
      if (k !== slot) removePart(image, step, images[k], steps[k]);
    }
    const length = Math.sqrt(dot(image, image));
    if (!(length > 0)) {
      lastChange = 0;
      break;
    }
    for (let k = 0; k < size; k++) {
      image[k] /= length;
      step[k] /= length;
    }
    const amount = dot(r, image);
    for (let k = 0; k < size; k++) {
      u[k] += amount * step[k];
      r[k] -= amount * image[k];
    }
    lastChange = Math.abs(amount) * largest(step);
    cycles++;
    firstChange ||= lastChange;
    options.progress?.(Math.round(100 * shareDone(firstChange, lastChange, options.limit)), 100);
  }
  return { cycles, converged: lastChange <= options.limit, lastChange };
}

/** `image = A step`. */
function applied(level: CurvatureLevel, step: Float64Array, image: Float64Array, zero: Float64Array): void {
  zero.fill(0);
  residual(level, step, zero, image);
  for (let k = 0; k < image.length; k++) image[k] = -image[k];
}

function removePart(
  image: Float64Array,
  step: Float64Array,
  image0: Float64Array,
  step0: Float64Array,
): void {
  const part = dot(image, image0);
  for (let k = 0; k < image.length; k++) {
    image[k] -= part * image0[k];
    step[k] -= part * step0[k];
  }
}

/** Changes shrink by about the same factor each cycle, so progress counts in their logarithm. */
function shareDone(first: number, last: number, limit: number): number {
  if (last <= limit) return 1;
  return limit > 0 ? Math.max(0, Math.min(0.99, Math.log(first / last) / Math.log(first / limit))) : 0;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k]);
    if (size > most) most = size;
  }
  return most;
}
