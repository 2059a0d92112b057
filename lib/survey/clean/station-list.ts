import { type Columns, optionalNumberColumn, textColumn } from "../../core/columns.js";
import { EARTH_RADIUS, RADIANS_PER_DEGREE } from "../../core/constants.js";
import type { ListedStation, Position, ReadingView, StationList } from "./reading-view.js";

/**
 * The stations of a coordinate list with a column `station`, and `longitude_deg`, `latitude_deg`, `height_m`,
 * `ellipsoidal_height_m` where it has them. Of a station that stands there twice the first row counts.
 */
export function stationList(list: Columns): StationList {
  const column = (name: string) => {
    const values = list[name];
    const isEmpty =
      values !== undefined && !(values instanceof Float64Array) && values.every((v) => v === "");
    return isEmpty ? undefined : optionalNumberColumn(list, name);
  };
  const [longitude, latitude, height, ellipsoidal] = [
    "longitude_deg",
    "latitude_deg",
    "height_m",
    "ellipsoidal_height_m",
  ].map(column);
  const stations = new Map<string, ListedStation>();
  for (const [i, name] of textColumn(list, "station").entries()) {
    if (name === "" || stations.has(name)) continue;
    stations.set(name, {
      longitude_deg: longitude?.[i] ?? Number.NaN,
      latitude_deg: latitude?.[i] ?? Number.NaN,
      height_m: height?.[i] ?? Number.NaN,
      ellipsoidal_height_m: ellipsoidal?.[i] ?? Number.NaN,
    });
  }
  return stations;
}

/**
 * Distance of two positions along the sphere, m (haversine formula); NaN where one is not known.
 *
 * Source: Sinnott (1984), Virtues of the haversine, Sky and Telescope 68, 159.
 */
export function distanceBetween(
  a: Pick<Position, "longitude_deg" | "latitude_deg">,
  b: Pick<Position, "longitude_deg" | "latitude_deg">,
): number {
  const half = (degrees: number) => Math.sin((degrees * RADIANS_PER_DEGREE) / 2) ** 2;
  const cosines =
    Math.cos(a.latitude_deg * RADIANS_PER_DEGREE) * Math.cos(b.latitude_deg * RADIANS_PER_DEGREE);
  const h = half(a.latitude_deg - b.latitude_deg) + cosines * half(a.longitude_deg - b.longitude_deg);
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, Math.max(0, h))));
}

/** The station of the list that is nearest to a position, and how far it is; undefined where none has a position. */
export function nearestStation(
  list: StationList,
  position: Pick<Position, "longitude_deg" | "latitude_deg">,
): { readonly name: string; readonly distance_m: number } | undefined {
  let best: { name: string; distance_m: number } | undefined;
  for (const [name, place] of list) {
    const distance_m = distanceBetween(place, position);
    if (distance_m < (best?.distance_m ?? Infinity)) best = { name, distance_m };
  }
  return best;
}

/** So many stations of a loop at one place are there by a header; two may be a mistake. */
const MANY_STATIONS = 3;

/**
 * Positions of the readings, and whether a position is a station's own. One that three or more differently named
 * stations of a loop share comes from the header of a file, and is that of the survey.
 */
export function readingPositions(
  view: ReadingView,
): { readonly at: (row: number) => Position; readonly isShared: (row: number) => boolean } | undefined {
  const at = columnPositions(view, "");
  if (at === undefined) return undefined;
  const key = (row: number) => {
    const { longitude_deg, latitude_deg } = at(row);
    return JSON.stringify([view.loop[row], longitude_deg, latitude_deg]);
  };
  const names = new Map<string, Set<string>>();
  for (const row of view.station.keys()) {
    const set = names.get(key(row)) ?? new Set();
    names.set(key(row), set.add(view.station[row]));
  }
  return { at, isShared: (row) => (names.get(key(row))?.size ?? 0) >= MANY_STATIONS };
}

/** Positions in the columns whose names begin with `prefix`; undefined where there is no such longitude or latitude. */
export function columnPositions(view: ReadingView, prefix: string): ((row: number) => Position) | undefined {
  const [longitude, latitude, height] = ["longitude_deg", "latitude_deg", "height_m"].map((name) =>
    view.numbers(`${prefix}${name}`),
  );
  if (longitude === undefined || latitude === undefined) return undefined;
  return (row) => ({
    longitude_deg: longitude[row],
    latitude_deg: latitude[row],
    height_m: height?.[row] ?? Number.NaN,
  });
}

/** The usual mistake that explains a wrong position, as the end of a sentence; empty where none does. */
export function positionMistake(
  { longitude_deg, latitude_deg }: Position,
  right: Pick<Position, "longitude_deg" | "latitude_deg">,
  limit_m: number,
): string {
  const isRight = (longitude: number, latitude: number) =>
    distanceBetween({ longitude_deg: longitude, latitude_deg: latitude }, right) <= limit_m;
  if (isRight(longitude_deg, -latitude_deg)) return ", the latitude has the wrong sign";
  if (isRight(-longitude_deg, latitude_deg)) return ", the longitude has the wrong sign";
  if (isRight(latitude_deg, longitude_deg)) return ", longitude and latitude are exchanged";
  return "";
}

/** A distance in words: metres, or kilometres from ten on. */
export function distanceText(distance_m: number): string {
  return distance_m < 10_000 ? `${distance_m.toFixed(0)} m` : `${(distance_m / 1000).toFixed(0)} km`;
}
