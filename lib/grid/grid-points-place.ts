import { type Columns, numberColumn } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Length, parseLength } from "../core/length.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import type { Points } from "./points.js";

/** Positions of points: degrees if `crs` is `EPSG:4326`, else metres. */
export interface Place {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly crs: string;
}

/** Lengths of one unit of x and of y, in metres, in the middle of the points. */
export type UnitLengths = readonly [x: number, y: number];

/**
 * The coordinates that a table of points would need to be gridded, in words, or `undefined` where it has them.
 * `crs` is the one that is asked for.
 */
export function missingCoordinates(points: Columns, crs: string | undefined): string | undefined {
  const has = (...names: readonly string[]) => names.every((name) => Object.hasOwn(points, name));
  const [degrees, metres] = ["longitude_deg and latitude_deg", "easting_m and northing_m"];
  const hasDegrees = has("longitude_deg", "latitude_deg");
  const hasMetres = has("easting_m", "northing_m");
  if (crs === undefined) return hasDegrees || hasMetres ? undefined : `${degrees}, or ${metres}`;
  if (crs === "EPSG:4326") return hasDegrees ? undefined : `${degrees} for the crs EPSG:4326`;
  return hasMetres ? undefined : `${metres} for the crs ${crs}`;
}

/** Longitude and latitude where the points have them, else easting and northing. */
export function placeOf(points: Columns, crs: string | undefined): Place {
  const needed = missingCoordinates(points, crs);
  if (needed !== undefined) {
    throw new ArgumentError({
      argument: "points",
      value: `a table of ${Object.keys(points).join(", ")}`,
      accepted: `a table with ${needed}`,
    });
  }
  const isInDegrees =
    crs === "EPSG:4326" || (crs === undefined && missingCoordinates(points, "EPSG:4326") === undefined);
  const [x, y] = isInDegrees ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  return {
    x: numberColumn(points, x),
    y: numberColumn(points, y),
    crs: isInDegrees ? "EPSG:4326" : (crs ?? "plane"),
  };
}

/** A length that can be measured on these points: degrees mean nothing on a plane. */
export function lengthOn(value: number | string, place: Place, argument: string): Length {
  const length = parseLength(value, argument);
  if ("metres" in length || place.crs === "EPSG:4326") return length;
  throw new ArgumentError({
    argument,
    value: `${length.degrees} degrees`,
    accepted: "a length in metres",
    advice: "These points have easting_m and northing_m.",
  });
}

/** How long the units are; latitudes that are none are refused. */
export function unitLengthsOf({ y }: Points, { crs }: Place): UnitLengths {
  if (crs !== "EPSG:4326") return [1, 1];
  const [south, north] = rangeOf(y);
  const wrong = Math.max(-south, north) > 90 ? (north > 90 ? north : south) : undefined;
  if (wrong !== undefined) {
    throw new ArgumentError({
      argument: "column latitude_deg",
      value: `${wrong} in one row`,
      accepted: "latitudes from -90 to 90",
      advice: "Are the columns swapped?",
    });
  }
  const metres = metresPerDegree((south + north) / 2);
  return [metres.longitude, metres.latitude];
}

/** A length as a pair of distances in the points' own units. A length in metres is the same on the ground in x and y. */
export function inUnits(length: Length, unitLengths: UnitLengths): [dx: number, dy: number] {
  if ("degrees" in length) return [length.degrees, length.degrees];
  return [length.metres / unitLengths[0], length.metres / unitLengths[1]];
}

/** The side of blocks in the points' own units, where one is given. */
export function blockSizeOn(
  place: Place,
  unitLengths: UnitLengths,
  size: number | string | undefined,
): [dx: number, dy: number] | undefined {
  return size === undefined ? undefined : inUnits(lengthOn(size, place, "blockSize"), unitLengths);
}

/** A length in metres; an angle is taken along the meridian. */
export function metresOf(length: Length, unitLengths: UnitLengths): number {
  return "metres" in length ? length.metres : length.degrees * unitLengths[1];
}

/** The least and the greatest value. */
export function rangeOf(values: Float64Array): [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
