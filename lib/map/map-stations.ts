import { type Columns, numberColumn, optionalNumberColumn, optionalTextColumn } from "../core/columns.js";
import { type Grid, gridRegion, isInDegrees } from "../core/grid.js";
import type { MapStations } from "./map-options.js";

/**
 * The points of a table as the dots of a map: the columns-in form of {@link mapStations} in
 * `map-stations-table.ts`, where it is described.
 */
export function mapStations(points: Columns, grid: Grid): MapStations {
  const [x, y] = positionColumns(grid);
  return {
    x: numberColumn(points, x),
    y: numberColumn(points, y),
    label: optionalTextColumn(points, "station"),
    value: optionalNumberColumn(points, grid.name),
  };
}

/** Names of the columns of a table that hold x and y of a grid. */
export function positionColumns(grid: Grid): readonly [x: string, y: string] {
  return isInDegrees(grid) ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
}

/**
 * What to say where most stations do not lie on the map, which is nearly always a mix-up of coordinates; nothing
 * where half of them or more do. Stations without a position do not count.
 */
export function stationsWarning({ x, y }: MapStations, grid: Grid): string | undefined {
  const [west, east, south, north] = gridRegion(grid);
  let [placed, outside] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]) || Number.isNaN(y[i])) continue;
    placed++;
    if (!(x[i] >= west && x[i] <= east && y[i] >= south && y[i] <= north)) outside++;
  }
  if (placed === 0) return "None of the stations has a position, so the map shows none.";
  if (outside <= placed / 2) return undefined;
  return `${outside} of ${placed} stations lie outside the map: are the coordinates those of the grid?`;
}
