import { ArgumentError } from "../../core/errors.js";
import { parseUtc } from "../../core/time.js";
import type { NetworkBase } from "./network-bases.js";
import type { FullSettings, NetworkTare } from "./network-options.js";
import type { DriftGroup, NetworkOccupation, NetworkReadings } from "./network-readings.js";

/** What an unknown is: gravity of a station, a term of a group's drift, or a meter's 1/scale factor. */
export interface Unknown {
  readonly kind: "gravity" | "offset" | "drift" | "walk" | "tare" | "scale";
  /** Index of the station, the group or the meter. */
  readonly owner: number;
  /** Power of time, number of the occupation or number of the tare. */
  readonly term: number;
}

/** How the drift of a group is made of unknowns. */
export interface DriftTerms {
  readonly group: DriftGroup;
  readonly meter: number;
  /** Time is (minutes − middle)/half, from −1 to 1. */
  readonly middle_minutes: number;
  readonly half_minutes: number;
  /** Unknowns of the powers 0, 1, …; −1 for the offset where differences have none. */
  readonly powers: readonly number[];
  readonly tares: readonly { readonly minutes: number; readonly unknown: number }[];
  /** Unknown of the wandering drift at each occupation; −1 at the first. Empty where there is none. */
  readonly walk: readonly number[];
}

/** One equation: an occupation, a difference of two, an absolute tie, or what is known beforehand of an unknown. */
export interface Equation {
  readonly kind: "reading" | "difference" | "base" | "prior";
  /** Occupations with the sign that they have in the equation. */
  readonly parts: readonly { readonly occupation: NetworkOccupation; readonly sign: number }[];
  /** For bases and priors: the unknowns with their coefficients. */
  readonly direct: readonly { readonly unknown: number; readonly coefficient: number }[];
  readonly value: number;
  readonly sigma: number;
  /** Index of the meter; −1 for a base or a prior of a station. */
  readonly meter: number;
  readonly station: string;
}

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
  const tares = taresByGroup(readings.groups, settings.tares, meters);
  const drifts = readings.groups.map((group, g) =>
    driftTerms(group, meters.indexOf(group.meter), tares[g], settings, (kind, term) =>
      kind === "tare" && repairs.tares.has(`${g}:${term}`) ? -1 : add(kind, g, term),
    ),
  );
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

/** Basis functions of a group's drift at an occupation: calls back with each unknown and its coefficient. */
export function eachDriftTerm(
  drift: DriftTerms,
  occupation: { readonly minutes: number },
  visit: (unknown: number, coefficient: number) => void,
): void {
  const time = (occupation.minutes - drift.middle_minutes) / drift.half_minutes;
  let power = 1;
  for (const unknown of drift.powers) {
    if (unknown >= 0) visit(unknown, power);
    power *= time;
  }
  for (const tare of drift.tares)
    if (tare.unknown >= 0 && occupation.minutes > tare.minutes) visit(tare.unknown, 1);
  if (drift.walk.length === 0) return;
  const { occupations } = drift.group;
  let [low, high] = [0, occupations.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (occupations[middle].minutes <= occupation.minutes) low = middle;
    else high = middle - 1;
  }
  if (drift.walk[low] >= 0) visit(drift.walk[low], 1);
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

function driftTerms(
  group: DriftGroup,
  meter: number,
  tares: readonly number[],
  settings: FullSettings,
  add: (kind: Unknown["kind"], term: number) => number,
): DriftTerms {
  const { occupations } = group;
  const first = occupations[0]?.minutes ?? 0;
  const last = occupations[occupations.length - 1]?.minutes ?? 0;
  const degree = settings.meters[group.meter]?.driftDegree ?? settings.driftDegree;
  const hasOffset = settings.observations === "readings";
  const none = occupations.length === 0;
  return {
    group,
    meter,
    middle_minutes: (first + last) / 2,
    half_minutes: (last - first) / 2 || 30,
    powers: none
      ? []
      : Array.from({ length: degree + 1 }, (_, n) =>
          n === 0 ? (hasOffset ? add("offset", 0) : -1) : add("drift", n),
        ),
    tares: none ? [] : tares.map((minutes, n) => ({ minutes, unknown: add("tare", n) })),
    walk:
      driftWalkOf(group.meter, settings) > 0 && !none
        ? occupations.map((_, k) => (k === 0 ? -1 : add("walk", k)))
        : [],
  };
}

function driftWalkOf(meter: string, settings: FullSettings): number {
  return settings.meters[meter]?.driftWalk_mgal_per_root_hour ?? settings.driftWalk_mgal_per_root_hour;
}

function taresByGroup(
  groups: readonly DriftGroup[],
  tares: readonly NetworkTare[],
  meters: readonly string[],
): number[][] {
  const found: number[][] = groups.map(() => []);
  for (const [i, tare] of tares.entries()) {
    const at = `options.tares[${i}]`;
    if (tare.meter !== undefined && !meters.includes(tare.meter)) unknownMeter(tare.meter, meters);
    const minutes = tare.elapsed_minutes ?? parseUtc(tare.time_utc ?? "") / 60_000;
    if (!Number.isFinite(minutes))
      throw new ArgumentError({
        argument: at,
        value: tare.time_utc ?? tare.elapsed_minutes,
        accepted: "a time_utc such as 2026-01-05T01:30:00Z, or elapsed_minutes",
      });
    const hit = groups.flatMap(({ loop, meter, occupations }, g) => {
      const isMeant =
        (tare.meter === undefined || tare.meter === meter) && (tare.loop === undefined || tare.loop === loop);
      const last = occupations[occupations.length - 1];
      return isMeant && occupations.length > 0 && occupations[0].minutes <= minutes && minutes < last.minutes
        ? [g]
        : [];
    });
    if (hit.length !== 1)
      throw new ArgumentError({
        argument: at,
        value: tare.time_utc ?? tare.elapsed_minutes,
        accepted: `a time inside one loop of one meter (it is inside ${hit.length})`,
        advice: "Give meter and loop beside the time.",
      });
    found[hit[0]].push(minutes);
  }
  return found;
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
  const equation = direct("base", unknown, value, base.sigma_mgal, -1, base.station);
  // a second tie of a base that is held by a first one has no unknown, only a misfit
  return [unknown < 0 ? { ...equation, direct: [] } : equation];
}

function priorEquations(model: Draft, settings: FullSettings, repairs: Repairs): Equation[] {
  const equations: Equation[] = [];
  for (const [m, name] of model.meters.entries()) {
    const { scaleFactor = 1, scaleFactorSigma } = settings.meters[name] ?? {};
    if (model.scaleUnknown[m] < 0 || scaleFactorSigma === undefined || scaleFactor === "unknown") continue;
    const sigma = scaleFactorSigma / scaleFactor ** 2;
    equations.push(direct("prior", model.scaleUnknown[m], 1 / scaleFactor, sigma, m, ""));
  }
  for (const [g, drift] of model.drifts.entries()) {
    const sigma = (settings.driftSigma_mgal_per_hour * drift.half_minutes) / 60;
    for (const [n, unknown] of drift.powers.entries())
      if (repairs.drifts.has(`${g}:${n}`))
        equations.push(direct("prior", unknown, 0, sigma, drift.meter, ""));
    for (let k = 1; k < drift.walk.length; k++) {
      const { occupations } = drift.group;
      const hours = Math.max((occupations[k].minutes - occupations[k - 1].minutes) / 60, 1e-4);
      const step = direct(
        "prior",
        drift.walk[k],
        0,
        driftWalkOf(drift.group.meter, settings) * Math.sqrt(hours),
        drift.meter,
        "",
      );
      const before = drift.walk[k - 1];
      equations.push(
        before < 0 ? step : { ...step, direct: [...step.direct, { unknown: before, coefficient: -1 }] },
      );
    }
  }
  return equations;
}

function direct(
  kind: "base" | "prior",
  unknown: number,
  value: number,
  sigma: number,
  meter: number,
  station: string,
): Equation {
  return { kind, parts: [], direct: [{ unknown, coefficient: 1 }], value, sigma, meter, station };
}

function unknownMeter(name: string, meters: readonly string[]): never {
  throw new ArgumentError({
    argument: "meter in the options",
    value: name,
    accepted: `a meter of the readings: ${meters.join(", ") || "they have no column meter"}`,
  });
}
