import { type Columns, numberColumn, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Grid, isInDegrees } from "../core/grid.js";
import { type Reported, stepReport } from "../core/report.js";
import { sampleAtPoints } from "../core/sample-at-points.js";

/**
 * Height of the geoid above the ellipsoid at points, from a grid, by cubic convolution.
 *
 * @param geoid - a grid of geoid heights in metres, in degrees of longitude and latitude
 * @param points - `longitude_deg` and `latitude_deg`
 * @returns metres, one a row; NaN where a coordinate is NaN or outside the grid
 * @throws ArgumentError if the grid is not in metres and degrees, or a column is missing
 *
 * @example
 * const geoid = makeGrid({
 *   x: Float64Array.of(102, 103), y: Float64Array.of(17, 18), values: Float64Array.of(-30, -31, -30, -31),
 *   crs: "EPSG:4326", name: "geoid_height_m", units: "m",
 * });
 * geoidHeights(geoid, { longitude_deg: Float64Array.of(102.5), latitude_deg: Float64Array.of(17.2) }); // => Float64Array.of(-30.5)
 */
export function geoidHeights(geoid: Grid, points: Columns): Float64Array {
  checkGeoid(geoid);
  return sampleAtPoints(geoid, points);
}

/**
 * Heights above the geoid from heights above the ellipsoid, or the other way round: the columns-in, columns-out form
 * of {@link convertHeights} in `geoid-table.ts`, where it is described.
 */
export function convertHeights(
  points: Columns,
  geoid: Grid,
  to: "orthometric" | "ellipsoidal",
): Reported<Columns> {
  if (to !== "orthometric" && to !== "ellipsoidal")
    throw new ArgumentError({ argument: "to", value: to, accepted: "orthometric or ellipsoidal" });
  const [given, wanted, sign] =
    to === "orthometric"
      ? (["ellipsoidal_height_m", "height_m", -1] as const)
      : (["height_m", "ellipsoidal_height_m", 1] as const);
  const height = numberColumn(points, given);
  const geoid_height_m = geoidHeights(geoid, points);
  const before = points[wanted];
  const converted = height.map((value, i) => value + sign * geoid_height_m[i]);
  const missing = converted.filter((value, i) => Number.isNaN(value) && !Number.isNaN(height[i])).length;
  return {
    result: {
      ...points,
      ...(before === undefined ? {} : { [`source_${wanted}`]: before }),
      geoid_height_m,
      [wanted]: converted,
    },
    report: stepReport("convertHeights", {
      parameters: { from: given, to: wanted, geoid: geoid.name },
      rows: { points: rowCount(points), without_height: missing },
      warnings:
        missing === 0 ? [] : [`${missing} points lie outside the geoid's grid: their ${wanted} is NaN.`],
    }),
  };
}

function checkGeoid(geoid: Grid): void {
  if (geoid.units !== "m" || !isInDegrees(geoid)) {
    throw new ArgumentError({
      argument: "geoid",
      value: `a grid in ${geoid.units} and ${geoid.crs}`,
      accepted: "a grid of geoid heights in m and EPSG:4326",
    });
  }
}
