import { solveNormal } from "../../core/sparse-cholesky.js";
import { nameList } from "../../core/text-page.js";
import type { NetworkModel } from "./network-model.js";
import type { FullSettings } from "./network-options.js";
import type { NetworkSolution } from "./network-solve.js";

/** A station whose gravity is not found, or is found from one observation that nothing checks. */
export interface WeakStation {
  readonly station: string;
  readonly why: "no_tie" | "disconnected" | "rank" | "no_reading" | "single_link";
  readonly reason: string;
}

/** The level of every part of the network. */
export interface NetworkDatum {
  /** By station: the part of the network that it moves with where nothing holds it; −1 where it is held. */
  readonly part: Int32Array;
  /** By part: its stations. */
  readonly parts: readonly (readonly number[])[];
  /** By station: whether its gravity has a meaning. */
  readonly isFound: readonly boolean[];
  readonly undetermined: readonly WeakStation[];
  /** For a station of a free network: `N⁻¹` times the mean of its part. */
  level(station: number): Float64Array | undefined;
  /** By part of a free network: mean of the solution, which is taken off. */
  readonly mean: Float64Array;
}

/**
 * Finds the parts of the network that have no base. In a free network each of them gets the mean zero (which is the
 * solution of minimum norm); else its stations are not found.
 */
export function networkDatum(
  model: NetworkModel,
  solution: NetworkSolution,
  settings: FullSettings,
  warnings: string[],
): NetworkDatum {
  const part = new Int32Array(model.stations.length).fill(-1);
  const parts: number[][] = [];
  const isLevel: boolean[] = [];
  for (const { unknowns, scaledParts } of solution.factor.unseen) {
    const kinds = Array.from(unknowns, (unknown) => model.unknowns[unknown]);
    const stations = kinds
      .flatMap(({ kind, owner }) => (kind === "gravity" ? [owner] : []))
      .sort((a, b) => a - b);
    isLevel.push(
      kinds.every(({ kind }, k) => ["gravity", "offset"].includes(kind) || Math.abs(scaledParts[k]) < 1e-5),
    );
    for (const station of stations) part[station] = parts.length;
    parts.push(stations);
  }
  const isFree = settings.datum === "free";
  const mean = Float64Array.from(parts, (stations) =>
    isFree
      ? stations.reduce((sum, s) => sum + solution.x[model.stationUnknown[s]], 0) /
        Math.max(stations.length, 1)
      : 0,
  );
  const levels = new Map<number, Float64Array>();
  const hasLevel = part.some((p) => p < 0);
  if (isFree && parts.length > 1)
    warnings.push(
      `The network falls into ${parts.length} parts that no reading joins; the mean of each is zero. The smallest: ` +
        `${nameList([...parts].sort((a, b) => a.length - b.length)[0].map((s) => model.stations[s]))}.`,
    );
  return {
    part,
    parts,
    mean,
    isFound: model.stations.map((_, s) => part[s] < 0 || (isFree && isLevel[part[s]])),
    undetermined: isFree ? [] : parts.flatMap((list, p) => undetermined(model, list, isLevel[p], hasLevel)),
    level(station) {
      const p = part[station];
      if (!isFree || p < 0) return undefined;
      let level = levels.get(p);
      if (level === undefined) {
        const right = new Float64Array(model.unknowns.length);
        for (const s of parts[p]) right[model.stationUnknown[s]] = 1 / parts[p].length;
        level = solveNormal(solution.factor, right);
        levels.set(p, level);
      }
      return level;
    },
  };
}

function undetermined(
  model: NetworkModel,
  stations: readonly number[],
  isLevel: boolean,
  hasLevel: boolean,
): WeakStation[] {
  const names = stations.map((s) => model.stations[s]);
  const together = names.length > 1 ? ` (it is joined only to: ${nameList(names, 8)})` : "";
  const why = !isLevel ? "rank" : hasLevel ? "disconnected" : "no_tie";
  const reasons = {
    rank: "the readings leave a combination of it and the drift open",
    disconnected: `no reading joins it to a base${together}`,
    no_tie: `no base is read in the whole network${together}`,
  };
  return names.map((station) => ({ station, why, reason: reasons[why] }));
}

/** Covariance of the gravity of some stations. */
export interface StationCovariance {
  readonly stations: readonly string[];
  /** mGal², row-major, as many rows and columns as stations; NaN for a station that is not found. */
  readonly values: Float64Array;
}

/** The covariance of stations by one solution of the normal equations each. */
export function stationCovariance(
  model: NetworkModel,
  solution: NetworkSolution,
  datum: NetworkDatum,
  stations: readonly number[],
  varianceFactor: number,
): StationCovariance {
  const n = stations.length;
  const values = new Float64Array(n * n);
  for (const [row, a] of stations.entries()) {
    const right = new Float64Array(model.unknowns.length);
    const own = model.stationUnknown[a];
    if (own >= 0) right[own] = 1;
    const column = solveNormal(solution.factor, right);
    const level = datum.level(a);
    if (level !== undefined) for (let k = 0; k < column.length; k++) column[k] -= level[k];
    const takenOff = meansOf(model, datum, column);
    for (const [k, b] of stations.entries()) {
      const unknown = model.stationUnknown[b];
      const isFound = datum.isFound[a] && datum.isFound[b];
      const off = datum.part[b] < 0 ? 0 : takenOff[datum.part[b]];
      values[row * n + k] = isFound
        ? unknown < 0
          ? 0
          : (column[unknown] - off) * varianceFactor
        : Number.NaN;
    }
  }
  return { stations: stations.map((s) => model.stations[s]), values };
}

function meansOf(model: NetworkModel, datum: NetworkDatum, column: Float64Array): Float64Array {
  return Float64Array.from(datum.parts, (stations, p) =>
    stations.length > 0 && datum.level(datum.parts[p][0]) !== undefined
      ? stations.reduce((sum, s) => sum + column[model.stationUnknown[s]], 0) / stations.length
      : 0,
  );
}
