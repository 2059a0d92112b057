import { type Columns, numberColumn, optionalNumberColumn, optionalTextColumn } from "../core/columns.js";
import type { Grid } from "../core/grid.js";
import { isInDegrees, type MapStations } from "./map-options.js";

/**
 * The points of a table as the dots of a map: the columns-in form of {@link mapStations} in
 * `map-stations-table.ts`, where it is described.
 */
export function mapStations(points: Columns, grid: Grid): MapStations {
  const [x, y] = isInDegrees(grid) ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
  return {
    x: numberColumn(points, x),
    y: numberColumn(points, y),
    label: optionalTextColumn(points, "station"),
    value: optionalNumberColumn(points, grid.name),
  };
}
