import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import {
  type TransformCoordinatesOptions,
  transformCoordinates as transformColumns,
} from "./transform-coordinates.js";

/**
 * Coordinates in another reference system: a datum shift, a projection, or both. Works for WGS84 and its UTM zones,
 * and for the datums and national grids of East and South-East Asia ({@link coordinateSystem}).
 *
 * A shift between datums is horizontal: heights stay as they are. Its accuracy (metres) stands in the report, and a
 * warning where points lie outside the area that it was published for.
 *
 * @param points - `longitude_deg` and `latitude_deg`, or `easting_m` and `northing_m`, whichever `from` has
 * @param options - see {@link TransformCoordinatesOptions}
 * @returns the same rows with the coordinates of `to`; what stood in these columns is kept as `source_…`. NaN where a
 *   coordinate is NaN or outside the range of a system
 * @throws ArgumentError if a system is not known, or a datum has no public parameters and none are given
 *
 * Source: proj4js (OSGeo); parameters from EPSG and NIMA (2000), TR8350.2, cited one by one in `datumShifts`.
 *
 * @example
 * const points = tableOf({ longitude_deg: Float64Array.of(102.6), latitude_deg: Float64Array.of(17.97) });
 * const { result } = transformCoordinates(points, { from: "EPSG:4326", to: "EPSG:32648" });
 * result.get("easting_m", 0).toFixed(2); // => "245826.19"
 */
export function transformCoordinates(
  points: ColumnTable,
  options: TransformCoordinatesOptions,
): Reported<ColumnTable> {
  const { result, report } = transformColumns(columnsOf(points, "points"), options);
  return { result: tableOf(result), report };
}
