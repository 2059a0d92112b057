import { ArgumentError } from "../../core/errors.js";
import type { Region } from "../../core/grid.js";
import { median } from "../../core/robust-statistics.js";
import { degreesFrom, middleLongitude } from "../../earth/local-plane.js";

/** Where points belong: a middle and how far they may be from it. */
export interface Reference {
  readonly longitude: number;
  readonly latitude: number;
  readonly contains: (longitude: number, latitude: number) => boolean;
  /** What it is, for a sentence: `the rest`, `the region`, `its GPS position`. */
  readonly name: string;
}

/** A survey's points are at least this near to each other to be its rest, kilometres. */
const SMALLEST_REACH = 50;
/** Points this many times farther from the middle than three quarters of all are far. */
const FAR_TIMES = 3;

/**
 * Distance on the sphere, kilometres.
 *
 * @example
 * Math.round(kilometresBetween(0, 0, 90, 0)); // => 10008
 */
export function kilometresBetween(
  longitudeA: number,
  latitudeA: number,
  longitudeB: number,
  latitudeB: number,
): number {
  const radians = Math.PI / 180;
  const half = (angle: number) => Math.sin((angle * radians) / 2) ** 2;
  const chord =
    half(latitudeB - latitudeA) +
    Math.cos(latitudeA * radians) * Math.cos(latitudeB * radians) * half(longitudeB - longitudeA);
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The region that the caller gives, in degrees. */
export function regionReference(region: Region): Reference {
  const [west, east, south, north] = region;
  if (!(west < east && south < north && south >= -90 && north <= 90 && west >= -180 && east <= 360)) {
    throw new ArgumentError({
      argument: "options.region",
      value: region,
      accepted: "west, east, south and north in degrees, west < east and south < north",
    });
  }
  return {
    longitude: (west + east) / 2,
    latitude: (south + north) / 2,
    contains: (longitude, latitude) => {
      const turned = longitude < west ? longitude + 360 : longitude > east ? longitude - 360 : longitude;
      return turned >= west && turned <= east && latitude >= south && latitude <= north;
    },
    name: "the region",
  };
}

/**
 * Where most of the points are: the circle around their medians that is three times as large as the one with three
 * quarters of them. `undefined` where fewer than four points are on the globe.
 */
export function bulkReference(longitude: Float64Array, latitude: Float64Array): Reference | undefined {
  const rows = Array.from(longitude.keys()).filter((i) => isOnGlobe(longitude[i], latitude[i]));
  if (rows.length < 4) return undefined;
  // Medians of longitudes are taken about their mean direction, for a survey may lie on both sides of longitude 180.
  const mean = middleLongitude(rows.map((i) => longitude[i]));
  const middle = [
    mean + median(rows.map((i) => degreesFrom(mean, longitude[i]))),
    median(rows.map((i) => latitude[i])),
  ] as const;
  const distances = Float64Array.from(rows, (i) =>
    kilometresBetween(...middle, longitude[i], latitude[i]),
  ).sort();
  const reach = Math.max(SMALLEST_REACH, FAR_TIMES * distances[Math.floor(0.75 * (rows.length - 1))]);
  return {
    longitude: middle[0],
    latitude: middle[1],
    contains: (lon, lat) => kilometresBetween(...middle, lon, lat) <= reach,
    name: "the rest",
  };
}

/** The circle around one position, such as what a receiver wrote beside what a person typed. */
export function placeReference(
  longitude: number,
  latitude: number,
  reach_km: number,
  name: string,
): Reference {
  const contains = (lon: number, lat: number) => kilometresBetween(longitude, latitude, lon, lat) <= reach_km;
  return { longitude, latitude, contains, name };
}

/** Whether two numbers can be longitude and latitude. */
export function isOnGlobe(longitude: number, latitude: number): boolean {
  return longitude >= -180 && longitude <= 360 && Math.abs(latitude) <= 90;
}

/** UTM zones of WGS84 that touch a place or lie beside it, nearest first, on both hemispheres. */
export function zonesNear({ longitude, latitude }: Reference): string[] {
  const zone = Math.floor(((((longitude + 180) % 360) + 360) % 360) / 6) + 1;
  const numbers = [0, 1, -1, 2, -2, 3, -3].map((step) => ((zone - 1 + step + 60) % 60) + 1);
  const [own, other] = latitude < 0 ? [32700, 32600] : [32600, 32700];
  return [...numbers.map((n) => `EPSG:${own + n}`), ...numbers.map((n) => `EPSG:${other + n}`)];
}
