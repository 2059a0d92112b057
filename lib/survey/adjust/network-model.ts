import { ArgumentError } from "../../core/errors.js";
import type { NetworkBase } from "./network-bases.js";
import { taresByGroup, unknownMeter } from "./network-confirmed-tares.js";
import { type DriftTerms, driftPriors, driftTerms, type PeriodicTerm } from "./network-drift.js";
import { directEquation, type Equation, type Unknown } from "./network-equation.js";
import type { FullSettings } from "./network-options.js";
import type { NetworkReadings } from "./network-readings.js";

/** The unknowns and equations of a network. */
export interface NetworkModel {
  readonly stations: readonly string[];
  readonly stationIndex: ReadonlyMap<string, number>;
  /** Unknown of each station, or −1 where its gravity is held. */
  readonly stationUnknown: Int32Array;
  /** Gravity is counted from here, mGal. */
  readonly offset_mgal: number;
  /** Held gravity less the offset, by station; 0 where it is an unknown. */
  readonly held_mgal: Float64Array;
  readonly meters: readonly string[];
  /** 1/scale factor: unknown of each meter or −1, and the value that it starts from or is held at. */
  readonly scaleUnknown: Int32Array;
  readonly scaleStart: Float64Array;
  /** Periodic errors, by meter. */
  readonly periodic: readonly (readonly PeriodicTerm[])[];
  readonly drifts: readonly DriftTerms[];
  readonly unknowns: readonly Unknown[];
  readonly equations: readonly Equation[];
}

/** What the first attempts at a solution showed that the readings cannot tell. */
export interface Repairs {
  /** Meters whose scale factor is held. */
  readonly scales: Set<string>;
  /** Drift terms that get a sigma beforehand: `group:term`. */
  readonly drifts: Set<string>;
  /** Tares that are left out: `group:tare`. */
  readonly tares: Set<string>;
  /** Periodic errors that are left out: `meter:number`. */
  readonly periods: Set<string>;
}

/** The model of a network. Throws ArgumentError where an option names a meter, station or time that is not there. */
export function networkModel(
  readings: NetworkReadings,
  bases: readonly NetworkBase[],
  settings: FullSettings,
  repairs: Repairs,
): NetworkModel {
  const meters = [...new Set(readings.groups.map(({ meter }) => meter))];
  for (const name of Object.keys(settings.meters)) if (!meters.includes(name)) unknownMeter(name, meters);
  const stations = [
    ...new Set(readings.groups.flatMap(({ occupations }) => occupations.map(({ station }) => station))),
  ];
  const stationIndex = new Map(stations.map((name, i) => [name, i]));
  const unknowns: Unknown[] = [];
  const add = (kind: Unknown["kind"], owner: number, term = 0) => unknowns.push({ kind, owner, term }) - 1;
  const usedBases = bases.filter(({ station }) => stationIndex.has(station));
  const offset_mgal =
    usedBases.length === 0
      ? 0
      : usedBases.reduce((sum, base) => sum + base.gravity_mgal, 0) / usedBases.length;
  const { held, held_mgal } = heldStations(stations, stationIndex, usedBases, settings, offset_mgal);
  const stationUnknown = Int32Array.from(stations, (_, i) => (held.has(i) ? -1 : add("gravity", i)));
  const scaleUnknown = Int32Array.from(meters, (name, m) =>
    hasScaleUnknown(name, settings) && !repairs.scales.has(name) ? add("scale", m) : -1,
  );
  const periodic = meters.map((name, m): PeriodicTerm[] =>
    (settings.meters[name]?.periods_counter ?? []).map((period_counter, n) => {
      const isOpen = repairs.periods.has(`${m}:${n}`);
      const [cosine, sine] = [0, 1].map((part) => (isOpen ? -1 : add("periodic", m, 2 * n + part)));
      return { period_counter, cosine, sine };
    }),
  );
  const tares = taresByGroup(readings.groups, settings.tares, meters);
  const drifts = readings.groups.map((group, g) => {
    const m = meters.indexOf(group.meter);
    return driftTerms(group, m, tares[g], periodic[m], settings, (kind, term) =>
      kind === "tare" && repairs.tares.has(`${g}:${term}`) ? -1 : add(kind, g, term),
    );
  });
  const model = {
    stations,
    stationIndex,
    stationUnknown,
    offset_mgal,
    held_mgal,
    meters,
    scaleUnknown,
    scaleStart: Float64Array.from(meters, (name) => {
      const factor = settings.meters[name]?.scaleFactor ?? 1;
      return factor === "unknown" ? 1 : 1 / factor;
    }),
    periodic,
    drifts,
    unknowns,
  };
  const equations = [
    ...drifts.flatMap((drift) => readingEquations(drift, settings)),
    ...usedBases.flatMap((base) => baseEquation(base, model)),
    ...priorEquations(model, settings, repairs),
  ];
  return { ...model, equations };
}

function heldStations(
  stations: readonly string[],
  stationIndex: ReadonlyMap<string, number>,
  bases: readonly NetworkBase[],
  { datum }: FullSettings,
  offset_mgal: number,
): { held: Set<number>; held_mgal: Float64Array } {
  const held = new Set<number>();
  const held_mgal = new Float64Array(stations.length);
  const hold = (station: string, value: number) => {
    const i = stationIndex.get(station) as number;
    held.add(i);
    held_mgal[i] = value;
  };
  if (datum === "bases")
    for (const base of bases) if (base.sigma_mgal === 0) hold(base.station, base.gravity_mgal - offset_mgal);
  if (typeof datum === "object") {
    if (!stationIndex.has(datum.station))
      throw new ArgumentError({
        argument: "options.datum.station",
        value: datum.station,
        accepted: "a station that has a reading that can be used",
        advice: `The first are: ${stations.slice(0, 5).join(", ")}.`,
      });
    hold(datum.station, 0);
  }
  return { held, held_mgal };
}

function hasScaleUnknown(name: string, settings: FullSettings): boolean {
  const meter = settings.meters[name];
  return meter?.scaleFactor === "unknown" || meter?.scaleFactorSigma !== undefined;
}

function readingEquations(drift: DriftTerms, settings: FullSettings): Equation[] {
  const { occupations } = drift.group;
  if (settings.observations === "readings")
    return occupations.map((occupation) => ({
      kind: "reading",
      parts: [{ occupation, sign: 1 }],
      direct: [],
      value: occupation.reading_mgal,
      sigma: occupation.sigma_mgal,
      meter: drift.meter,
      station: occupation.station,
    }));
  return occupations.slice(1).map((occupation, k) => ({
    kind: "difference",
    parts: [
      { occupation, sign: 1 },
      { occupation: occupations[k], sign: -1 },
    ],
    direct: [],
    value: occupation.reading_mgal - occupations[k].reading_mgal,
    sigma: Math.hypot(occupation.sigma_mgal, occupations[k].sigma_mgal),
    meter: drift.meter,
    station: occupation.station,
  }));
}

type Draft = Omit<NetworkModel, "equations">;

function baseEquation(base: NetworkBase, model: Draft): Equation[] {
  if (base.sigma_mgal === 0) return [];
  const station = model.stationIndex.get(base.station) as number;
  const unknown = model.stationUnknown[station];
  const value = base.gravity_mgal - model.offset_mgal - model.held_mgal[station];
  const equation = directEquation("base", unknown, value, base.sigma_mgal, -1, base.station);
  // a second tie of a base that is held by a first one has no unknown, only a misfit
  return [unknown < 0 ? { ...equation, direct: [] } : equation];
}

function priorEquations(model: Draft, settings: FullSettings, repairs: Repairs): Equation[] {
  const equations: Equation[] = [];
  for (const [m, name] of model.meters.entries()) {
    const { scaleFactor = 1, scaleFactorSigma } = settings.meters[name] ?? {};
    if (model.scaleUnknown[m] < 0 || scaleFactorSigma === undefined || scaleFactor === "unknown") continue;
    const sigma = scaleFactorSigma / scaleFactor ** 2;
    equations.push(directEquation("prior", model.scaleUnknown[m], 1 / scaleFactor, sigma, m, ""));
  }
  for (const [g, drift] of model.drifts.entries())
    equations.push(...driftPriors(drift, (term) => repairs.drifts.has(`${g}:${term}`), settings));
  return equations;
}
