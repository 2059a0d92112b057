import { type CurvatureLevel, subtractFromData } from "./curvature-level.js";
import { type CoarsestSolver, cycle, type Direction, type Multigrid, SUMS } from "./curvature-multigrid.js";
import { applyRow } from "./curvature-relax.js";
import { forMyStrips, type Team } from "./curvature-team.js";

/** When to stop, and whom to tell. */
export interface SolveOptions {
  /** Largest error left that counts as converged, in the units of the data. */
  readonly limit: number;
  readonly maximumCycles: number;
  readonly signal?: AbortSignal;
  readonly progress?: (done: number, total: number) => void;
}

/** How cycles on one level went. */
export interface Iterated {
  readonly cycles: number;
  readonly converged: boolean;
  /** Largest change of a node by the last cycle. */
  readonly lastChange: number;
}

/**
 * Improves a level's surface by cycles, each taken as a direction along which the residual's sum of squares is made
 * least, independent of the direction before (generalised conjugate residuals, cut short; Eisenstat, Elman & Schultz
 * 1983). The residual can only fall.
 */
export function iterate(
  grids: Multigrid,
  l: number,
  solveCoarsest: CoarsestSolver,
  options: SolveOptions,
  team: Team,
  residuals: number[],
): Iterated {
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
  let [cycles, lastChange, errorLeft, firstError] = [0, 0, Number.POSITIVE_INFINITY, 0];
  while (cycles < options.maximumCycles && errorLeft > options.limit) {
    options.signal?.throwIfAborted();
    cycle(grids, l, direction.step, r, solveCoarsest, team);
    const products = productsOf(level, direction, former, r, sums, team);
    residuals.push(Math.sqrt(products[3] / u.length));
    const { part, square, amount } = bestStep(products, formerSquare);
    const share = Math.sqrt(Math.max(0, 1 - amount * (products[2] / products[3]))) || 0;
    // If every cycle to come lowered the error by this share, they would change this much together.
    const rest = Math.min(1, share / (1 - share));
    forMyStrips(team, level.strips, (from, to, strip) => {
      let most = 0;
      for (let j = from; j < to; j++) {
        const row = [j * level.nx, (j + 1) * level.nx] as const;
        most = Math.max(most, walk(u, r, direction, former, part, amount, row));
      }
      sums[SUMS * strip + 4] = most;
    });
    team.wait();
    lastChange = 0;
    for (let k = 4; k < sums.length; k += SUMS) lastChange = Math.max(lastChange, sums[k]);
    [direction, former, formerSquare] = [former, direction, square];
    cycles++;
    // The first cycle mends what interpolation from the coarser grid left, and so tells little of the next.
    if (cycles > 1 || lastChange === 0) errorLeft = rest * lastChange;
    firstError ||= lastChange;
    options.progress?.(Math.round(100 * shareDone(firstError, errorLeft, options.limit)), 100);
  }
  return { cycles, converged: errorLeft <= options.limit, lastChange };
}

/** Sums of products of the direction's image with itself, the former image and the residual; the residual's square. */
type Products = readonly [square: number, withFormer: number, withResidual: number, residual: number];

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
  return [total(sums, 0), total(sums, 1), total(sums, 2), total(sums, 3)];
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
  let residual = 0;
  for (let k = from; k < to; k++) {
    const value = image[k];
    square += value * value;
    withFormer += value * formerImage[k];
    withResidual += value * r[k];
    residual += r[k] * r[k];
  }
  sums[at] += square;
  sums[at + 1] += withFormer;
  sums[at + 2] += withResidual;
  sums[at + 3] += residual;
}

/** The sum of all strips' numbers in one place. */
export function total(sums: Float64Array, which: number): number {
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
    for (let k = from; k < to; k++) {
      step[k] -= part * former.step[k];
      image[k] -= part * former.image[k];
    }
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

/** Errors shrink by about the same factor each cycle, so progress counts in their logarithm. */
function shareDone(first: number, last: number, limit: number): number {
  if (last <= limit) return 1;
  return limit > 0 ? Math.max(0, Math.min(0.99, Math.log(first / last) / Math.log(first / limit))) : 0;
}
