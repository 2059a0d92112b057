import { solveNormal } from "../../core/sparse-cholesky.js";
import type { NetworkModel } from "./network-model.js";
import { NO_REDUNDANCY } from "./network-statistics.js";
import type { WeightedSolution } from "./network-weights.js";

/** Two occupations of a loop whose readings fit if their station names are exchanged. Nothing is done about it. */
export interface ProposedSwap {
  readonly meter: string;
  readonly loop: string;
  readonly station: string;
  readonly other_station: string;
  /** Row of the first reading of each occupation in the table of readings, from 0. */
  readonly row: number;
  readonly other_row: number;
  /** Error that the exchange put into the reading at `station`, mGal; the other one has the opposite. */
  readonly error_mgal: number;
}

/** Of each loop this many observations with the largest |w| are looked at in pairs. */
const MOST_SUSPECTS = 8;
/** An error and what an exchange would give may differ by this many sigmas. */
const AGREEMENT = 4;

/**
 * Looks for station names that were exchanged: two observations of a loop that both fail the w test, whose errors,
 * estimated together, are what the exchange would give:
 *
 * ```
 * ∇ = (Eᵀ P R E)⁻¹ Eᵀ P v,   ∇₁ = k (g₂ − g₁) = −∇₂,   R = I − A N⁻¹ Aᵀ P
 * ```
 *
 * E picks the two observations, and the g are without both.
 *
 * Source: the estimate of several errors at once is that of Koch (1999), Parameter estimation and hypothesis testing in
 * linear models, section 4.2; its use for exchanged names is ours.
 */
export function proposeSwaps(model: NetworkModel, weighted: WeightedSolution, limit: number): ProposedSwap[] {
  const suspects = new Map<number, { i: number; w: number }[]>();
  for (const [i, { kind, parts }] of model.equations.entries()) {
    const r = weighted.redundancy[i];
    if (kind !== "reading" || !(r > NO_REDUNDANCY) || !(weighted.weights[i] > 0)) continue;
    const w = Math.abs(weighted.solution.linear.misfit[i]) / (weighted.sigmas[i] * Math.sqrt(r));
    if (!(w > limit)) continue;
    const { group } = parts[0].occupation;
    suspects.set(group, [...(suspects.get(group) ?? []), { i, w }]);
  }
  return [...suspects.values()].flatMap((list) => {
    const worst = list.sort((a, b) => b.w - a.w).slice(0, MOST_SUSPECTS);
    const found: { swap: ProposedSwap; misfit: number }[] = [];
    for (const [n, { i }] of worst.entries())
      for (const { i: j } of worst.slice(n + 1)) found.push(...swapOf(model, weighted, i, j));
    return found
      .sort((a, b) => a.misfit - b.misfit)
      .slice(0, 1)
      .map(({ swap }) => swap);
  });
}

function swapOf(
  model: NetworkModel,
  { solution, weights, covariance }: WeightedSolution,
  i: number,
  j: number,
): { swap: ProposedSwap; misfit: number }[] {
  const [a, b] = [i, j].map((e) => model.equations[e].parts[0].occupation);
  if (a.station === b.station) return [];
  const [s, t] = [a, b].map(({ station }) => model.stationIndex.get(station) as number);
  const { starts, columns, values } = solution.linear.matrix;
  const effect = [i, j].map((e) => {
    const right = new Float64Array(model.unknowns.length);
    for (let p = starts[e]; p < starts[e + 1]; p++) right[columns[p]] += weights[e] * values[p];
    return solveNormal(solution.factor, right);
  });
  const along = (e: number, x: Float64Array) => {
    let sum = 0;
    for (let p = starts[e]; p < starts[e + 1]; p++) sum += values[p] * x[columns[p]];
    return sum;
  };
  const [ii, jj] = [1 - along(i, effect[0]), 1 - along(j, effect[1])];
  const [ij, ji] = [-along(i, effect[1]), -along(j, effect[0])];
  const whole = ii * jj - ij * ji;
  if (!(whole > 1e-4)) return [];
  const { misfit: v } = solution.linear;
  const errors = [(jj * v[i] - ij * v[j]) / whole, (ii * v[j] - ji * v[i]) / whole];
  const gravity = (station: number) => {
    const unknown = model.stationUnknown[station];
    if (unknown < 0) return model.held_mgal[station];
    return solution.x[unknown] - errors[0] * effect[0][unknown] - errors[1] * effect[1][unknown];
  };
  const meter = model.drifts[a.group].meter;
  const scale =
    model.scaleUnknown[meter] < 0 ? model.scaleStart[meter] : solution.x[model.scaleUnknown[meter]];
  const expected = scale * (gravity(t) - gravity(s));
  const variance = [s, t].map((station) => {
    const unknown = model.stationUnknown[station];
    return unknown < 0 ? 0 : covariance(unknown, unknown);
  });
  const own = [jj / (weights[i] * whole), ii / (weights[j] * whole)];
  const sigma = Math.sqrt(own[0] + own[1] + scale ** 2 * (variance[0] + variance[1]));
  const misfit = Math.hypot(errors[0] - expected, errors[1] + expected) / sigma;
  if (!(misfit < AGREEMENT) || !(Math.abs(expected) > AGREEMENT * sigma)) return [];
  const { loop, meter: name } = model.drifts[a.group].group;
  const places = { row: a.row, other_row: b.row };
  const names = { meter: name, loop, station: a.station, other_station: b.station };
  return [{ swap: { ...names, ...places, error_mgal: errors[0] }, misfit }];
}
