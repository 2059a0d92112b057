import { type Columns, optionalNumberColumn, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { median } from "../core/robust-statistics.js";
import { metresPerDegree } from "./ellipsoid.js";

/** Positions of points as kilometres in a plane, for distances between near ones. */
export interface LocalPlane {
  readonly x_km: Float64Array;
  readonly y_km: Float64Array;
  /** The column of eastings or longitudes that it was made from. */
  readonly kind: "geographic" | "projected";
}

/**
 * Kilometres east and north of the middle of the points. Longitudes and latitudes go through the sinusoidal
 * projection, whose distances between near points are right to some per cent within a country, and whose areas are
 * right everywhere; it takes points on both sides of longitude 180 as near. Eastings and northings are divided by
 * 1000.
 *
 * @param points - `longitude_deg` and `latitude_deg`, or `easting_m` and `northing_m`
 * @returns NaN where a coordinate is NaN
 * @throws ArgumentError if the table has neither pair
 *
 * Source: Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, eq. 30-1 and 30-2.
 *
 * @example
 * const plane = localPlane({ longitude_deg: Float64Array.of(102, 103), latitude_deg: Float64Array.of(0, 0) });
 * Math.round(plane.x_km[1] - plane.x_km[0]); // => 111
 */
export function localPlane(points: Columns): LocalPlane {
  const longitude = optionalNumberColumn(points, "longitude_deg");
  const latitude = optionalNumberColumn(points, "latitude_deg");
  if (longitude !== undefined && latitude !== undefined) return planeOfDegrees(longitude, latitude);
  const easting = optionalNumberColumn(points, "easting_m");
  const northing = optionalNumberColumn(points, "northing_m");
  if (easting === undefined || northing === undefined) {
    throw new ArgumentError({
      argument: "points",
      value: rowCount(points) === 0 ? "an empty table" : `a table of ${Object.keys(points).join(", ")}`,
      accepted: "a table with longitude_deg and latitude_deg, or easting_m and northing_m",
    });
  }
  return {
    x_km: easting.map((value) => value / 1000),
    y_km: northing.map((value) => value / 1000),
    kind: "projected",
  };
}

function planeOfDegrees(longitude: Float64Array, latitude: Float64Array): LocalPlane {
  const middle = middleLongitude(longitude);
  const middleLatitude = median(latitude);
  const scale = metresPerDegree(Math.max(-90, Math.min(90, middleLatitude || 0))).latitude / 1000;
  const x_km = longitude.map(
    (value, i) => (degreesFrom(middle, value) * metresPerDegree(latitude[i]).longitude) / 1000,
  );
  const y_km = latitude.map((value) => (value - middleLatitude) * scale);
  return { x_km, y_km, kind: "geographic" };
}

/**
 * Degrees from one longitude east to another, −180 to 180.
 *
 * @example
 * degreesFrom(170, -170); // => 20
 */
export function degreesFrom(start: number, longitude: number): number {
  return ((((longitude - start + 180) % 360) + 360) % 360) - 180;
}

/**
 * The direction of the mean of all longitudes as vectors, which knows no jump at 180; 0 where there is none.
 *
 * @example
 * Math.round(middleLongitude([179, -179])); // => 180
 */
export function middleLongitude(longitude: ArrayLike<number>): number {
  let [sin, cos] = [0, 0];
  for (let i = 0; i < longitude.length; i++) {
    if (!Number.isFinite(longitude[i])) continue;
    sin += Math.sin((longitude[i] * Math.PI) / 180);
    cos += Math.cos((longitude[i] * Math.PI) / 180);
  }
  return sin === 0 && cos === 0 ? 0 : (Math.atan2(sin, cos) * 180) / Math.PI;
}
