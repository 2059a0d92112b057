import type { Column, Columns } from "../../core/columns.js";
import type { NetworkDatum, WeakStation } from "./network-datum.js";
import { linearOccupation } from "./network-matrix.js";
import type { NetworkModel } from "./network-model.js";
import type { NetworkReadings } from "./network-readings.js";
import { NO_REDUNDANCY, type OutlierLimits, type Reliability } from "./network-statistics.js";
import type { WeightedSolution } from "./network-weights.js";
import { stationCoordinates } from "./station-coordinates.js";

/** All that the result tables are made of. */
export interface NetworkAnswer {
  readonly readings: NetworkReadings;
  readonly model: NetworkModel;
  readonly weighted: WeightedSolution;
  readonly datum: NetworkDatum;
  readonly limits: OutlierLimits;
  readonly reliability: Reliability;
  /** What the variances of results are multiplied with. */
  readonly varianceFactor: number;
  /** Standard deviation of unit weight, from the residuals. */
  readonly sigma0: number;
}

/** Gravity less the offset and its variance (weight unit 1), of a station that is found. */
function gravityOf(
  { model, weighted, datum }: NetworkAnswer,
  s: number,
): { value: number; variance: number } {
  const unknown = model.stationUnknown[s];
  if (unknown < 0) return { value: model.held_mgal[s], variance: 0 };
  const level = datum.level(s);
  const own = weighted.covariance(unknown, unknown);
  if (level === undefined) return { value: weighted.solution.x[unknown], variance: own };
  const part = datum.parts[datum.part[s]];
  const mean = part.reduce((sum, other) => sum + level[model.stationUnknown[other]], 0) / part.length;
  return {
    value: weighted.solution.x[unknown] - datum.mean[datum.part[s]],
    variance: Math.max(0, own - 2 * level[unknown] + mean),
  };
}

/** Stations that one observation alone determines, so that nothing checks it. */
export function singleLinks({ model, weighted, datum }: NetworkAnswer): WeakStation[] {
  const checked = new Uint8Array(model.stations.length);
  const link = new Int32Array(model.stations.length).fill(-1);
  for (const [i, equation] of model.equations.entries()) {
    if (equation.kind === "prior") continue;
    const isChecked = weighted.redundancy[i] > NO_REDUNDANCY;
    const see = (name: string) => {
      const s = model.stationIndex.get(name) as number;
      if (isChecked) checked[s] = 1;
      link[s] = i;
    };
    see(equation.station);
    for (const { occupation } of equation.parts)
      if (occupation.station !== equation.station) see(occupation.station);
  }
  const linkOf = (s: number) => {
    const [part] = model.equations[link[s]]?.parts ?? [];
    return part
      ? `one occupation (${model.drifts[part.occupation.group].group.name})`
      : "its own absolute tie";
  };
  return model.stations.flatMap((station, s): WeakStation[] =>
    checked[s] === 1 || !datum.isFound[s] || model.stationUnknown[s] < 0
      ? []
      : [{ station, why: "single_link", reason: `${linkOf(s)} determines it, and nothing checks that` }],
  );
}

/** A row a station. */
export function stationTable(answer: NetworkAnswer, single: readonly WeakStation[]): Columns {
  const { readings, model, datum, varianceFactor } = answer;
  const names = [...new Set(readings.station)].filter((name) => name !== "");
  const at = names.map((name) => model.stationIndex.get(name) ?? -1);
  const isFound = at.map((s) => s >= 0 && datum.isFound[s]);
  const found = at.map((s, i) =>
    isFound[i] ? gravityOf(answer, s) : { value: Number.NaN, variance: Number.NaN },
  );
  const weak = new Map([...single, ...datum.undetermined].map((entry) => [entry.station, entry]));
  const occupations = new Map<string, number>();
  for (const { group } of model.drifts)
    for (const { station } of group.occupations)
      occupations.set(station, (occupations.get(station) ?? 0) + 1);
  const columns: Record<string, Column> = {
    station: names,
    ...stationCoordinates(readings.columns, readings.station, names, readings.warnings),
  };
  columns.gravity_mgal = Float64Array.from(found, ({ value }) => value + model.offset_mgal);
  columns.gravity_sigma_mgal = Float64Array.from(found, ({ variance }) =>
    Math.sqrt(variance * varianceFactor),
  );
  columns.occupations = Float64Array.from(names, (name) => occupations.get(name) ?? 0);
  columns.weakness = names.map((name, i) => (isFound[i] ? (weak.get(name)?.why ?? "") : ""));
  columns.flag = isFound.map((is) => (is ? "" : "no_gravity"));
  columns.flag_reason = names.map((name, i) =>
    isFound[i] ? "" : (weak.get(name)?.reason ?? "it has no reading that can be used"),
  );
  return columns;
}

/** A row an equation: occupations or differences, absolute ties, and what was known beforehand. */
export function observationTable(answer: NetworkAnswer): Columns {
  const { model, weighted, limits, reliability, sigma0 } = answer;
  const { misfit } = weighted.solution.linear;
  const { redundancy, sigmas } = weighted;
  const checked = Float64Array.from(redundancy, (r) => (r > NO_REDUNDANCY ? r : Number.NaN));
  const w = checked.map((r, i) => misfit[i] / (sigmas[i] * Math.sqrt(r)));
  const tau = w.map((value) => value / sigma0);
  const first = model.equations.map(({ parts }) => parts[0]?.occupation);
  const group = first.map((occupation) => occupation && model.drifts[occupation.group].group);
  return {
    kind: model.equations.map(({ kind }) => kind),
    meter: model.equations.map(({ meter }) => (meter < 0 ? "" : model.meters[meter])),
    loop: group.map((g) => g?.loop ?? ""),
    from_station: model.equations.map(({ parts }) => parts[1]?.occupation.station ?? ""),
    station: model.equations.map(({ station }) => station),
    minutes: Float64Array.from(first, (occupation) => occupation?.minutes ?? Number.NaN),
    reading_row: Float64Array.from(first, (occupation) => occupation?.row ?? Number.NaN),
    value_mgal: Float64Array.from(
      model.equations,
      ({ kind, value }) => value + (kind === "base" ? model.offset_mgal : 0),
    ),
    sigma_mgal: sigmas.slice(),
    residual_mgal: misfit.slice(),
    weight: weighted.robust.slice(),
    redundancy: redundancy.slice(),
    estimated_error_mgal: checked.map((r, i) => misfit[i] / r),
    w,
    tau,
    // steps of a wandering drift hang together: a reading that is off shows in many of them
    rejected_by: Array.from(w, (value, i) =>
      model.equations[i].kind === "prior"
        ? ""
        : [
            ...(Math.abs(value) > limits.w ? ["w"] : []),
            ...(Math.abs(tau[i]) > limits.tau ? ["tau"] : []),
          ].join("; "),
    ),
    internal_reliability_mgal: reliability.internal_mgal,
    external_reliability_mgal: reliability.external_mgal,
    external_reliability_sigmas: reliability.external_sigmas,
  };
}

/**
 * The readings as they came, with flags and what the network says of each: also of a flagged one, where its station
 * and its loop are known from others.
 */
export function readingTable(answer: NetworkAnswer): Columns {
  const { readings, model, weighted } = answer;
  const { x, factor } = weighted.solution;
  const observation = new Float64Array(readings.station.length).fill(Number.NaN);
  for (const [i, { parts }] of model.equations.entries())
    if (parts.length > 0) for (const row of parts[0].occupation.rows) observation[row] = i;
  const residual = Float64Array.from(readings.station, (station, row) => {
    const group = readings.groupOfRow[row];
    const drift = model.drifts[group];
    const minutes = readings.minutes[row];
    if (!model.stationIndex.has(station) || !Number.isFinite(minutes) || drift.powers[0] === undefined)
      return Number.NaN;
    if (drift.powers[0] < 0) return Number.NaN; // differences have no offset
    const seen = new Map<number, number>();
    const counter = readings.counters[row];
    const predicted = linearOccupation(model, x, { station, minutes, counter, group }, (unknown, value) =>
      seen.set(unknown, (seen.get(unknown) ?? 0) + value),
    );
    const isOpen = factor.unseen.some(({ unknowns, parts }) => {
      let [sum, size] = [0, 0];
      for (const [k, unknown] of unknowns.entries()) {
        sum += (seen.get(unknown) ?? 0) * parts[k];
        size += Math.abs((seen.get(unknown) ?? 0) * parts[k]);
      }
      return Math.abs(sum) > 1e-6 * size;
    });
    return isOpen ? Number.NaN : readings.reading_mgal[row] - predicted;
  });
  return {
    ...readings.columns,
    observation,
    residual_mgal: residual,
    flag: readings.flags.flag,
    flag_reason: readings.flags.flag_reason,
  };
}

/** A row a drift group: its polynomial about the middle of its time, in the meter's own mGal. */
export function driftTable(answer: NetworkAnswer): Columns {
  const { model, weighted, varianceFactor } = answer;
  const drifts = model.drifts.filter(({ powers }) => powers.length > 0);
  const coefficient = (n: number) =>
    Float64Array.from(drifts, ({ powers, half_minutes }) =>
      (powers[n] ?? -1) < 0 ? Number.NaN : weighted.solution.x[powers[n]] / (half_minutes / 60) ** n,
    );
  const sigma = Float64Array.from(drifts, ({ powers, half_minutes }) =>
    (powers[1] ?? -1) < 0
      ? Number.NaN
      : Math.sqrt(weighted.covariance(powers[1], powers[1]) * varianceFactor) / (half_minutes / 60),
  );
  return {
    loop: drifts.map(({ group }) => group.loop),
    meter: drifts.map(({ group }) => group.meter),
    occupations: Float64Array.from(drifts, ({ group }) => group.occupations.length),
    middle_minutes: Float64Array.from(drifts, ({ middle_minutes }) => middle_minutes),
    hours: Float64Array.from(drifts, ({ group }) => {
      const list = group.occupations;
      return (list[list.length - 1].minutes - list[0].minutes) / 60;
    }),
    offset_mgal: coefficient(0),
    drift_mgal_per_hour: coefficient(1),
    drift_sigma_mgal_per_hour: sigma,
    drift_mgal_per_hour2: coefficient(2),
    drift_mgal_per_hour3: coefficient(3),
    tares: drifts.map(({ tares }) =>
      tares
        .filter(({ unknown }) => unknown >= 0)
        .map(({ unknown }) => {
          const error = Math.sqrt(weighted.covariance(unknown, unknown) * varianceFactor);
          return `${weighted.solution.x[unknown].toFixed(4)} ± ${error.toFixed(4)} mGal`;
        })
        .join("; "),
    ),
  };
}

/** A row a meter: its scale factor and what its sigmas were multiplied with. */
export function meterTable({ model, weighted, varianceFactor }: NetworkAnswer): Columns {
  const k = Float64Array.from(model.scaleUnknown, (unknown, m) =>
    unknown < 0 ? model.scaleStart[m] : weighted.solution.x[unknown],
  );
  const sums = model.meters.map(() => ({ observations: 0, redundancy: 0, squares: 0 }));
  for (const [i, { meter, kind }] of model.equations.entries()) {
    if (kind === "prior" || meter < 0) continue;
    sums[meter].observations++;
    sums[meter].redundancy += weighted.redundancy[i];
    sums[meter].squares += weighted.weights[i] * weighted.solution.linear.misfit[i] ** 2;
  }
  return {
    meter: [...model.meters],
    observations: Float64Array.from(sums, ({ observations }) => observations),
    redundancy: Float64Array.from(sums, ({ redundancy }) => redundancy),
    scale_factor: k.map((value) => 1 / value),
    scale_factor_sigma: k.map((value, m) => {
      const unknown = model.scaleUnknown[m];
      return unknown < 0 ? 0 : Math.sqrt(weighted.covariance(unknown, unknown) * varianceFactor) / value ** 2;
    }),
    sigma_factor: weighted.sigmaFactors.slice(),
    sigma0: Float64Array.from(sums, ({ redundancy, squares }) => Math.sqrt(squares / redundancy)),
  };
}
