import type { Executor, Kernel } from "../core/executor.js";
import type { SolveOptions } from "./curvature-iterate.js";
import { buildMultigrid, type MultigridPlan } from "./curvature-multigrid.js";
import { type Memory, ownMemory } from "./curvature-rows.js";
import { type Solution, solveCurvature } from "./curvature-solve.js";
import { MEETING_LENGTH, stripRows, teamMember } from "./curvature-team.js";

/** What the threads of one solution share; the arrays of the plan lie in shared memory. */
export interface CurvatureShared {
  readonly plan: MultigridPlan;
  readonly limit: number;
  readonly maximumCycles: number;
  readonly size: number;
  readonly meeting: Int32Array;
}

/** One thread's part of the solution; a task is the number of a team's member, and all must run at a time. */
export const curvatureKernel: Kernel<CurvatureShared, number, Solution> = {
  name: "minimum-curvature",
  prepare({ plan, limit, maximumCycles, size, meeting }, { tell }) {
    return (member) => {
      const progress = member === 0 ? tell : undefined;
      const team = teamMember(member, size, meeting);
      return solveCurvature(buildMultigrid(plan, team), { limit, maximumCycles, progress }, team);
    };
  },
};

/** Memory that threads share, where there is such, else of this thread alone. */
export function sharedMemory(): Memory {
  if (!canShare()) return ownMemory;
  return {
    numbers: (length) => new Float64Array(new SharedArrayBuffer(8 * length)),
    integers: (length) => new Int32Array(new SharedArrayBuffer(4 * length)),
  };
}

function canShare(): boolean {
  return typeof SharedArrayBuffer !== "undefined";
}

/**
 * Solves the equations with all threads of the executor, in this thread where it has none of its own. The numbers are
 * the same to the last bit however many threads there are.
 *
 * @param plan - made with {@link sharedMemory}
 */
export async function solveInThreads(
  plan: MultigridPlan,
  { limit, maximumCycles, signal, progress }: SolveOptions,
  executor: Executor,
): Promise<Solution> {
  const { nx, ny } = plan.equations[0];
  const most = stripRows(nx, ny).length >> 1; // a strip in two can be relaxed at a time
  const size = Math.min(executor.threads, most);
  if (!executor.isSeparate || size < 2 || !canShare()) {
    return solveCurvature(buildMultigrid(plan), { limit, maximumCycles, signal, progress });
  }
  const meeting = sharedMemory().integers(MEETING_LENGTH);
  const shared: CurvatureShared = { plan, limit, maximumCycles, size, meeting };
  const members = Array.from({ length: size }, (_, member) => member);
  const [solution] = await executor.map(curvatureKernel, shared, members, { signal, told: progress });
  return solution;
}
