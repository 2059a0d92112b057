import type { Executor, Kernel } from "../core/executor.js";
import type { CurvatureLevel } from "./curvature-level.js";
import type { Multigrid } from "./curvature-multigrid.js";
import type { HeldRows } from "./curvature-rows.js";
import { type Solution, type SolveOptions, solveCurvature } from "./curvature-solve.js";
import { MEETING_LENGTH, teamMember } from "./curvature-team.js";

/** What the threads of one solution share; all its arrays lie in shared memory. */
export interface CurvatureShared {
  readonly grids: Multigrid;
  readonly limit: number;
  readonly maximumCycles: number;
  readonly size: number;
  readonly meeting: Int32Array;
  /** How much is done, of 100. */
  readonly done: Int32Array;
}

/** One thread's part of the solution; a task is the number of a team's member, and all must run at a time. */
export const curvatureKernel: Kernel<CurvatureShared, number, Solution> = {
  name: "minimum-curvature",
  prepare({ grids, limit, maximumCycles, size, meeting, done }) {
    return (member) => {
      const progress = member === 0 ? (share: number) => Atomics.store(done, 0, share) : undefined;
      return solveCurvature(grids, { limit, maximumCycles, progress }, teamMember(member, size, meeting));
    };
  },
};

/** An array in shared memory where there is such, else of this thread alone. */
export function sharedArray(length: number): Float64Array {
  return canShare() ? new Float64Array(new SharedArrayBuffer(8 * length)) : new Float64Array(length);
}

function canShare(): boolean {
  return typeof SharedArrayBuffer !== "undefined";
}

/** Milliseconds between two looks at how much is done. */
const LOOK_EVERY = 200;

/**
 * Solves the equations with all threads of the executor, in this thread where it has none of its own. The numbers are
 * the same to the last bit however many threads there are.
 *
 * @param grids - made with {@link sharedArray}
 */
export async function solveInThreads(
  grids: Multigrid,
  { limit, maximumCycles, signal, progress }: SolveOptions,
  executor: Executor,
): Promise<Solution> {
  const most = grids.levels[0].strips.length >> 1; // a strip in two can be relaxed at a time
  const size = Math.min(executor.threads, most);
  if (!executor.isSeparate || size < 2 || !canShare()) {
    return solveCurvature(grids, { limit, maximumCycles, signal, progress });
  }
  const numbers = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  const shared: CurvatureShared = {
    grids: { ...grids, levels: grids.levels.map(sharedLevel), sweeps: numbers(grids.sweeps.length) },
    ...{ limit, maximumCycles, size, meeting: numbers(MEETING_LENGTH), done: numbers(1) },
  };
  const look = setInterval(() => progress?.(Atomics.load(shared.done, 0), 100), LOOK_EVERY);
  try {
    const members = Array.from({ length: size }, (_, member) => member);
    const [solution] = await executor.map(curvatureKernel, shared, members, { signal });
    grids.sweeps.set(shared.grids.sweeps);
    progress?.(100, 100);
    return solution;
  } finally {
    clearInterval(look);
  }
}

function sharedLevel(level: CurvatureLevel): CurvatureLevel {
  const { rowStart, column, coefficients, pivot, target } = level.held;
  const held: HeldRows = {
    ...{ rowStart: sharedIntegers(rowStart), column: sharedIntegers(column) },
    ...{ coefficients: sharedCopy(coefficients), pivot: sharedCopy(pivot), target: sharedCopy(target) },
  };
  return { ...level, held };
}

function sharedCopy(values: Float64Array): Float64Array {
  const copy = sharedArray(values.length);
  copy.set(values);
  return copy;
}

function sharedIntegers(values: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(4 * values.length));
  copy.set(values);
  return copy;
}
