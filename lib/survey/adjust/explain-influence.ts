import { ArgumentError } from "../../core/errors.js";
import { solveNormal } from "../../core/sparse-cholesky.js";
import type { NetworkDatum } from "./network-datum.js";
import type { NetworkModel } from "./network-model.js";
import type { WeightedSolution } from "./network-weights.js";

/** What one observation does to the gravity of every station. */
export interface ObservationInfluence {
  readonly stations: readonly string[];
  /** How far gravity rises where the observation is 1 mGal larger; NaN for a station that is not found. */
  readonly values: Float64Array;
}

/**
 * The influence of observation i on all stations, `q = N⁻¹ aᵢᵀ pᵢ`: one solution of the normal equations. In a free
 * network the mean of each part is taken off, as it is from gravity.
 *
 * @param observation - its row in the table of observations, from 0
 * @throws ArgumentError if there is no such row
 */
export function observationInfluence(
  model: NetworkModel,
  { solution, weights }: WeightedSolution,
  datum: NetworkDatum,
  observation: number,
): ObservationInfluence {
  if (!(Number.isInteger(observation) && observation >= 0 && observation < weights.length))
    throw new ArgumentError({
      argument: "observation",
      value: observation,
      accepted: `a row of the observations, 0 to ${weights.length - 1}`,
    });
  const { starts, columns, values } = solution.linear.matrix;
  const right = new Float64Array(model.unknowns.length);
  for (let a = starts[observation]; a < starts[observation + 1]; a++)
    right[columns[a]] += values[a] * weights[observation];
  const q = solveNormal(solution.factor, right);
  const mean = datum.parts.map((stations) =>
    stations.length > 0 && datum.level(stations[0]) !== undefined
      ? stations.reduce((sum, s) => sum + q[model.stationUnknown[s]], 0) / stations.length
      : 0,
  );
  return {
    stations: model.stations,
    values: Float64Array.from(model.stations, (_, s) => {
      if (!datum.isFound[s]) return Number.NaN;
      const unknown = model.stationUnknown[s];
      return unknown < 0 ? 0 : q[unknown] - (mean[datum.part[s]] ?? 0);
    }),
  };
}
