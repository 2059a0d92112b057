import type { SparseRows } from "../../core/sparse-normal.js";
import { eachDriftTerm, type NetworkModel } from "./network-model.js";
import type { NetworkOccupation } from "./network-readings.js";

/** The equations at one state of the unknowns: their derivatives, and what is left of each value. */
export interface LinearNetwork {
  readonly matrix: SparseRows;
  /** Value less model. */
  readonly misfit: Float64Array;
}

/** The state that the iteration starts from: gravity at the offset, no drift, the scales at their given values. */
export function startOf(model: NetworkModel): Float64Array {
  const x = new Float64Array(model.unknowns.length);
  for (const [m, unknown] of model.scaleUnknown.entries()) if (unknown >= 0) x[unknown] = model.scaleStart[m];
  return x;
}

/**
 * Linearises the network:
 *
 * ```
 * reading = k · (g − offset) + drift(t)
 * ```
 *
 * with k = 1/scale factor of the meter. The drift is in the unit of the meter, so that the errors of the readings stay
 * in the readings. The equation is a product only where k is an unknown.
 *
 * @param x - state of the unknowns
 */
export function linearise(model: NetworkModel, x: Float64Array): LinearNetwork {
  const starts = new Int32Array(model.equations.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  const misfit = new Float64Array(model.equations.length);
  const put = (column: number, value: number) => {
    columns.push(column);
    values.push(value);
  };
  for (const [i, equation] of model.equations.entries()) {
    let predicted = 0;
    for (const { occupation, sign } of equation.parts)
      predicted +=
        sign * linearOccupation(model, x, occupation, (column, value) => put(column, sign * value));
    for (const { unknown, coefficient } of equation.direct) {
      put(unknown, coefficient);
      predicted += coefficient * x[unknown];
    }
    misfit[i] = equation.value - predicted;
    starts[i + 1] = columns.length;
  }
  return {
    matrix: {
      starts,
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
      width: model.unknowns.length,
    },
    misfit,
  };
}

/** The reading that the network predicts for an occupation; calls back with its derivatives. */
export function linearOccupation(
  model: NetworkModel,
  x: Float64Array,
  occupation: Pick<NetworkOccupation, "station" | "minutes" | "group">,
  put: (unknown: number, derivative: number) => void,
): number {
  const station = model.stationIndex.get(occupation.station) as number;
  const unknown = model.stationUnknown[station];
  const drift = model.drifts[occupation.group];
  const scale = model.scaleUnknown[drift.meter];
  const gravity = unknown < 0 ? model.held_mgal[station] : x[unknown];
  const k = scale < 0 ? model.scaleStart[drift.meter] : x[scale];
  if (unknown >= 0) put(unknown, k);
  if (scale >= 0) put(scale, gravity);
  let predicted = k * gravity;
  eachDriftTerm(drift, occupation, (term, coefficient) => {
    put(term, coefficient);
    predicted += coefficient * x[term];
  });
  return predicted;
}
