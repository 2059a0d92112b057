import {
  type Columns,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
  textColumn,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { nameList } from "../../core/text-page.js";
import { localPlane } from "../../earth/local-plane.js";
import type { FullPlanSettings } from "./plan-options.js";

/** A visit that is planned. */
export interface PlannedVisit {
  readonly station: string;
  /** Since the loop began, at the middle of the visit. */
  readonly minutes: number;
  /** Road to here from the visit before; NaN without coordinates. */
  readonly road_km: number;
}

/** A loop of one meter. */
export interface PlannedLoop {
  readonly loop: string;
  readonly meter: string;
  readonly visits: readonly PlannedVisit[];
}

/** A survey that is planned. */
export interface PlannedSurvey {
  readonly stations: readonly string[];
  readonly loops: readonly PlannedLoop[];
  /** Standard deviation of each base's gravity; 0: taken as true. */
  readonly bases: ReadonlyMap<string, number>;
  /** Coordinates by station, in the columns of the design. */
  readonly places: Columns;
  /** Length of the road between two stations, km; NaN without coordinates. */
  road(from: string, to: string): number;
}

const PLACES = ["longitude_deg", "latitude_deg", "easting_m", "northing_m"];

/** Reads a design; see `planNetwork` for its columns. Throws ArgumentError with the names of what does not fit. */
export function plannedSurvey(design: Columns, settings: FullPlanSettings): PlannedSurvey {
  const station = textColumn(design, "station");
  const loop = textColumn(design, "loop");
  const nameless = station.indexOf("");
  if (nameless >= 0) refuse(`station of row ${nameless + 1}`, "", "the name of a station");
  const stations = [...new Set(station)];
  const visited = new Set(station.filter((_, row) => loop[row] !== ""));
  const unvisited = stations.filter((name) => !visited.has(name));
  if (unvisited.length > 0)
    refuse(
      "design",
      nameList(unvisited),
      "stations that a loop visits",
      "Give each a row with its loop, or take it out.",
    );
  const places = placesOf(design, stations);
  const road = roadsBetween(stations, places, settings.detour);
  const bases = basesOf(design, station);
  const meter = metersOf(design, settings);
  const rows = new Map<string, number[]>();
  for (let row = 0; row < station.length; row++) {
    if (loop[row] === "") continue;
    const key = JSON.stringify([loop[row], meter[row]]);
    const list = rows.get(key);
    if (list) list.push(row);
    else rows.set(key, [row]);
  }
  const elapsed = optionalNumberColumn(design, "elapsed_minutes");
  const loops = [...rows].map(([key, list]): PlannedLoop => {
    const [name, meterName] = JSON.parse(key) as string[];
    if (new Set(list.map((row) => station[row])).size < 2)
      refuse(`loop ${name}`, station[list[0]], "a loop of two stations or more");
    return { loop: name, meter: meterName, visits: visitsOf(name, list, station, elapsed, road, settings) };
  });
  return { stations, loops, bases, places, road };
}

function basesOf(design: Columns, station: readonly string[]): Map<string, number> {
  const sigma = optionalNumberColumn(design, "base_sigma_mgal");
  const bases = new Map<string, number>();
  for (const [row, name] of station.entries()) {
    const value = sigma?.[row] ?? Number.NaN;
    if (value < 0) refuse(`base_sigma_mgal of ${name}`, value, "0 or more");
    if (Number.isNaN(value)) continue;
    const before = bases.get(name);
    if (before !== undefined && before !== value)
      refuse(`base_sigma_mgal of ${name}`, value, `${before}, as in an earlier row`);
    bases.set(name, value);
  }
  if (bases.size === 0)
    refuse(
      "column base_sigma_mgal",
      sigma === undefined ? "missing" : "empty",
      "a standard deviation at one station or more",
      "Without a base no station gets gravity. Write 0 for a base that is taken as true.",
    );
  return bases;
}

function metersOf(design: Columns, { meters }: FullPlanSettings): readonly string[] {
  const known = Object.keys(meters);
  const given = optionalTextColumn(design, "meter") ?? Array<string>(rowCount(design)).fill("");
  return given.map((name, row) => {
    if (name === "" && known.length > 1)
      refuse(
        `meter of row ${row + 1}`,
        "",
        `one of ${known.join(", ")}`,
        "Say which meter goes on which loop.",
      );
    if (name !== "" && !known.includes(name))
      refuse(`meter of row ${row + 1}`, name, `one of ${known.join(", ")}`, "Give it in options.meters.");
    return name || known[0];
  });
}

function visitsOf(
  loop: string,
  rows: readonly number[],
  station: readonly string[],
  elapsed: Float64Array | undefined,
  road: PlannedSurvey["road"],
  { visitMinutes, travelSpeed_km_per_hour }: FullPlanSettings,
): PlannedVisit[] {
  const visits: PlannedVisit[] = [];
  for (const [k, row] of rows.entries()) {
    const before = visits[k - 1];
    const road_km = k === 0 ? 0 : road(before.station, station[row]);
    const given = elapsed?.[row] ?? Number.NaN;
    const minutes = Number.isFinite(given)
      ? given
      : k === 0
        ? 0
        : before.minutes + visitMinutes + (60 * road_km) / travelSpeed_km_per_hour;
    if (Number.isNaN(minutes))
      refuse(
        `elapsed_minutes of ${station[row]} in loop ${loop}`,
        "empty",
        "minutes, or coordinates of this station and the one before, from which they are found",
      );
    if (k > 0 && minutes <= before.minutes)
      refuse(
        `elapsed_minutes of ${station[row]} in loop ${loop}`,
        minutes,
        `more than ${before.minutes}, at ${before.station} before it`,
      );
    visits.push({ station: station[row], minutes, road_km });
  }
  return visits;
}

/** The first coordinates of each station. */
function placesOf(design: Columns, stations: readonly string[]): Columns {
  const station = textColumn(design, "station");
  return Object.fromEntries(
    PLACES.flatMap((name) => {
      const column = optionalNumberColumn(design, name);
      if (column === undefined) return [];
      const first = new Map<string, number>();
      for (const [row, own] of station.entries())
        if (Number.isFinite(column[row]) && !first.has(own)) first.set(own, column[row]);
      return [[name, Float64Array.from(stations, (own) => first.get(own) ?? Number.NaN)]];
    }),
  );
}

function roadsBetween(
  stations: readonly string[],
  places: Columns,
  detour: number,
): (from: string, to: string) => number {
  const hasPlaces =
    (places.longitude_deg !== undefined && places.latitude_deg !== undefined) ||
    (places.easting_m !== undefined && places.northing_m !== undefined);
  if (!hasPlaces) return () => Number.NaN;
  const { x_km, y_km } = localPlane(places);
  const index = new Map(stations.map((name, i) => [name, i]));
  return (from, to) => {
    const [a, b] = [index.get(from) as number, index.get(to) as number];
    return detour * Math.hypot(x_km[a] - x_km[b], y_km[a] - y_km[b]);
  };
}

function refuse(argument: string, value: unknown, accepted: string, advice?: string): never {
  throw new ArgumentError({ argument, value, accepted, ...(advice === undefined ? {} : { advice }) });
}
