import { ArgumentError } from "../core/errors.js";
import type { Grid } from "../core/grid.js";
import { sampleGrid } from "../core/grid-sample.js";
import type { MultigridPlan } from "./curvature-multigrid.js";
import type { Solution } from "./curvature-solve.js";
import type { GridSpec } from "./grid-spec.js";
import type { Plane } from "./plane.js";
import type { Points } from "./points.js";

/** How many points came, were used, and were left out for which reason. */
export type PointCounts = Readonly<Record<"in" | "used" | "not_finite" | "outside_region", number>>;

/** What to say where no point is left. */
export function noPoints(counts: PointCounts, options: GridSpec): ArgumentError {
  return new ArgumentError({
    argument: "points",
    value: `${counts.in} points`,
    accepted: `at least one point with finite numbers inside the region ${options.region.join("/")}`,
    advice: `${counts.not_finite} have a number missing and ${counts.outside_region} lie outside: check column names and the order of x and y.`,
  });
}

/** What the solver did, level by level. */
export function solverFigures(
  plan: MultigridPlan | undefined,
  solution: Solution | undefined,
): Record<string, unknown> {
  if (plan === undefined || solution === undefined)
    return { cycles: 0, converged: true, residual_maximum: 0, residual_rms: 0 };
  return {
    cycles: solution.cycles,
    converged: solution.converged,
    last_change: solution.lastChange,
    residual_maximum: solution.residualMaximum,
    residual_rms: solution.residualRms,
    levels: plan.equations.map(({ nx, ny }, l) => ({
      columns: nx,
      rows: ny,
      stride: 2 ** l,
      sweeps: plan.sweeps[l],
      residuals: solution.residuals[l],
    })),
  };
}

/** How far the surface passes from the data. Points within half a spacing outside the outer nodes do not count. */
export function misfit(grid: Grid, { x, y, values }: Points): Record<string, number> {
  const at = sampleGrid(grid, { x, y });
  let [squares, most, count] = [0, 0, 0];
  for (let k = 0; k < at.length; k++) {
    const miss = at[k] - values[k];
    if (Number.isNaN(miss)) continue;
    squares += miss * miss;
    most = Math.max(most, Math.abs(miss));
    count++;
  }
  return { misfit_rms: count > 0 ? Math.sqrt(squares / count) : Number.NaN, misfit_maximum: most };
}

/** What is said where the points are one point in truth. */
export const AT_ONE_PLACE: string = "All points lie at one place: the grid is level.";

/** What a person should read before trusting the grid. */
export function warningsOf(counts: PointCounts, plane: Plane, solution: Solution | undefined): string[] {
  const warnings: string[] = [];
  if (counts.not_finite > 0)
    warnings.push(`${counts.not_finite} of ${counts.in} points have a number missing and were left out.`);
  if (counts.outside_region > 0)
    warnings.push(
      `${counts.outside_region} of ${counts.in} points lie outside the region and were left out.`,
    );
  if (plane.dimensions === 0) warnings.push(AT_ONE_PLACE);
  if (plane.dimensions === 1)
    warnings.push("All points lie on one line: the slope across it is not known and was taken as none.");
  if (solution && !solution.converged) {
    warnings.push(
      `The solver did not converge in ${solution.cycles} cycles: the last one still changed a node by ${solution.lastChange.toPrecision(2)}.`,
    );
  }
  return warnings;
}
