import { gridRegion, gridSpacing } from "../core/grid.js";
import { median } from "../core/robust-statistics.js";
import { sampleAtPoints } from "../core/sample-at-points.js";
import { gridDegrees } from "../map/map-lines.js";
import { quantityInSentence, quantityInWords } from "../map/map-options.js";
import type { Chain } from "./chain.js";
import { crossValidationOf } from "./cross-validation.js";
import type { GridFacts, ReleaseGrid, ReleasePoints } from "./release-parts.js";

/** Computes what report and metadata say of a grid. */
export function gridFacts(part: ReleaseGrid, points: ReleasePoints | undefined, chain?: Chain): GridFacts {
  const { stem, grid } = part;
  const crossValidation = chain && crossValidationOf(chain, part);
  const known = grid.values.filter(Number.isFinite);
  const { mean, deviation } = moments(known);
  const degrees = gridDegrees(grid);
  const misfit = misfitOf(grid, points);
  return {
    ...{ stem, quantity: quantityInWords(grid), quantityInSentence: quantityInSentence(grid) },
    ...{ units: grid.units, crs: grid.crs },
    ...{ nodes: grid.values.length, known: known.length, mean, deviation },
    size: [grid.x.length, grid.y.length],
    minimum: known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    maximum: known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
    spacing: [gridSpacing(grid.x), gridSpacing(grid.y)],
    region: gridRegion(grid),
    ...(degrees && { degrees }),
    ...(grid.sigma && { sigma: median(grid.sigma) }),
    ...(misfit && { misfit }),
    ...(crossValidation && { crossValidation }),
  };
}

function misfitOf(grid: ReleaseGrid["grid"], points: ReleasePoints | undefined): GridFacts["misfit"] {
  const all = misfits(grid, points);
  const differences = all?.filter(Number.isFinite) ?? new Float64Array();
  if (all === undefined || points === undefined || differences.length === 0) return undefined;
  const withoutFlag = all.filter((_, k) => !isFlagged(points.columns, k)).length;
  return { points: differences.length, withoutFlag, ...moments(differences) };
}

/** Grid less station, a value a station; NaN where one of them is not known, or the station has a flag. */
export function misfits(
  grid: ReleaseGrid["grid"],
  points: ReleasePoints | undefined,
): Float64Array | undefined {
  const column = points?.columns[grid.name];
  if (points === undefined || points.crs !== grid.crs || !(column instanceof Float64Array)) return undefined;
  return sampleAtPoints(grid, points.columns).map((value, k) =>
    isFlagged(points.columns, k) ? Number.NaN : value - column[k],
  );
}

/** True for a row with a flag: it was not gridded. */
export function isFlagged({ flag }: ReleasePoints["columns"], row: number): boolean {
  return flag !== undefined && !(flag instanceof Float64Array) && flag[row] !== "";
}

/** Mean, and standard deviation of the whole (not of a sample); NaN of nothing. */
export function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(square) };
}
