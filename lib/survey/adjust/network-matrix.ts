import type { SparseRows } from "../../core/sparse-normal.js";
import { eachDriftTerm } from "./network-drift.js";
import type { NetworkModel } from "./network-model.js";
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
 * Prepares the equations of a network, whose unknowns stand in the same places at every state:
 *
 * ```
 * reading = k · (g − offset) + drift(t)
 * ```
 *
 * with k = 1/scale factor of the meter. The drift is in the unit of the meter, so that the errors of the readings stay
 * in the readings. The equation is a product only where k is an unknown.
 *
 * @returns a function that linearises them at a state of the unknowns
 */
export function networkEquations(model: NetworkModel): (x: Float64Array) => LinearNetwork {
  const terms = termsOf(model);
  const { starts, columns, signs, meters, stations } = terms;
  const given = Float64Array.from(model.equations, ({ value }) => value);
  return (x) => {
    const k = model.scaleStart.map((start, m) =>
      model.scaleUnknown[m] < 0 ? start : x[model.scaleUnknown[m]],
    );
    const gravity = (s: number) =>
      model.stationUnknown[s] < 0 ? model.held_mgal[s] : x[model.stationUnknown[s]];
    const values = new Float64Array(columns.length);
    const misfit = new Float64Array(given.length);
    for (let i = 0; i < given.length; i++) {
      let predicted = terms.held[i] === 0 ? 0 : terms.held[i] * k[terms.heldMeter[i]];
      for (let a = starts[i]; a < starts[i + 1]; a++) {
        if (stations[a] >= 0) {
          values[a] = signs[a] * gravity(stations[a]); // the derivative by the scale; the product is counted once
          continue;
        }
        values[a] = meters[a] < 0 ? signs[a] : signs[a] * k[meters[a]];
        predicted += values[a] * x[columns[a]];
      }
      misfit[i] = given[i] - predicted;
    }
    return { matrix: { starts, columns, values, width: model.unknowns.length }, misfit };
  };
}

/** The terms of all equations. */
interface Terms {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  /** Coefficient of a drift term; sign of a gravity or a scale. */
  readonly signs: Float64Array;
  /** For a gravity the meter whose k multiplies it, else −1. */
  readonly meters: Int32Array;
  /** For a scale the station whose gravity multiplies it, else −1. */
  readonly stations: Int32Array;
  /** By equation: held gravity in it with its sign, and the meter whose k multiplies that. */
  readonly held: Float64Array;
  readonly heldMeter: Int32Array;
}

function termsOf(model: NetworkModel): Terms {
  const count = model.equations.length;
  const starts = new Int32Array(count + 1);
  const held = new Float64Array(count);
  const heldMeter = new Int32Array(count);
  const columns: number[] = [];
  const signs: number[] = [];
  const meters: number[] = [];
  const stations: number[] = [];
  const put = (column: number, sign: number, meter: number, station: number) => {
    columns.push(column);
    signs.push(sign);
    meters.push(meter);
    stations.push(station);
  };
  for (let i = 0; i < count; i++) {
    const { parts, direct } = model.equations[i];
    for (const { occupation, sign } of parts) {
      const station = model.stationIndex.get(occupation.station) as number;
      const drift = model.drifts[occupation.group];
      const unknown = model.stationUnknown[station];
      if (unknown >= 0) put(unknown, sign, drift.meter, -1);
      else {
        held[i] += sign * model.held_mgal[station];
        heldMeter[i] = drift.meter;
      }
      const scale = model.scaleUnknown[drift.meter];
      if (scale >= 0) put(scale, sign, -1, station);
      eachDriftTerm(drift, occupation, (term, coefficient) => put(term, sign * coefficient, -1, -1));
    }
    for (const { unknown, coefficient } of direct) put(unknown, coefficient, -1, -1);
    starts[i + 1] = columns.length;
  }
  return {
    starts,
    columns: Int32Array.from(columns),
    signs: Float64Array.from(signs),
    meters: Int32Array.from(meters),
    stations: Int32Array.from(stations),
    held,
    heldMeter,
  };
}

/** The reading that the network predicts for an occupation; calls back with its derivatives. */
export function linearOccupation(
  model: NetworkModel,
  x: Float64Array,
  occupation: Pick<NetworkOccupation, "station" | "minutes" | "counter" | "group">,
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
