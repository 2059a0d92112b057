import type { ColumnTable } from "arquero";
import { columnsOf } from "../core/columns-table.js";
import type { Grid } from "../core/grid.js";
import type { MapStations } from "./map-options.js";
import { mapStations as mapStationsColumns } from "./map-stations.js";

/**
 * The points of a table as the dots of a map: their positions in the grid's own coordinates, their names, and
 * their values of the quantity that the grid shows.
 *
 * @param points - `longitude_deg` and `latitude_deg` for a grid in degrees, `easting_m` and `northing_m` for one
 *   in metres; `station`, and the column that the grid was made from, where they are there
 * @param grid - the grid of the map
 * @returns what `gravityMap` takes as `stations`
 * @throws ArgumentError if a position column is missing
 *
 * @example
 * const points = tableOf({ station: ["A"], easting_m: Float64Array.of(1), northing_m: Float64Array.of(2) });
 * const grid = makeGrid({ x: regularAxis(0, 2, 1), y: regularAxis(0, 2, 1), values: new Float64Array(9), crs: "plane", name: "z", units: "m" });
 * mapStations(points, grid).label; // => ["A"]
 */
export function mapStations(points: ColumnTable, grid: Grid): MapStations {
  return mapStationsColumns(columnsOf(points, "points"), grid);
}
