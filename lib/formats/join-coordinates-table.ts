import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../core/columns-table.js";
import type { Reported } from "../core/report.js";
import { joinCoordinates as joinCoordinatesColumns } from "./join-coordinates.js";

/**
 * Gives readings the coordinates of a list of stations, by the stations' names.
 *
 * What a meter's file had in those columns, mostly typed by hand, moves to `user_longitude_deg` and so on. It stays where
 * the list has no such station, or no value for it.
 *
 * @param readings - a row a reading, with `station`
 * @param points - a row a station: `station`, and any of `longitude_deg`, `latitude_deg`, `easting_m`, `northing_m`,
 *   `height_m`, `ellipsoidal_height_m` as numbers; of a station that is there twice the first row counts
 * @returns the same rows; a column that neither has is not made, and NaN is a coordinate that nobody told. The report
 *   warns of stations that the list lacks, and of those that it has twice
 * @throws ArgumentError if there is no column `station` in one of the two
 *
 * @example
 * const readings = tableOf({ station: ["A", "B"], reading_mgal: Float64Array.of(2000, 2010) });
 * const points = tableOf({ station: ["A"], latitude_deg: Float64Array.of(17.9), longitude_deg: Float64Array.of(102.6) });
 * const { result, report } = joinCoordinates(readings, points);
 * result.array("latitude_deg"); // => [17.9, NaN]
 * report.warnings; // => ["Station B is not in the list of coordinates."]
 */
export function joinCoordinates(readings: ColumnTable, points: ColumnTable): Reported<ColumnTable> {
  const { result, report } = joinCoordinatesColumns(
    columnsOf(readings, "readings"),
    columnsOf(points, "points"),
  );
  return { result: tableOf(result), report };
}
