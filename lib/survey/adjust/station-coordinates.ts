import { type Columns, optionalNumberColumn } from "../../core/columns.js";
import { nameList } from "../../core/text-page.js";

/** Coordinates that a station takes over from its first reading, and how far two readings of it may differ. */
const COORDINATES: Readonly<Record<string, number>> = {
  longitude_deg: 1e-4,
  latitude_deg: 1e-4,
  easting_m: 10,
  northing_m: 10,
  height_m: 0.5,
  ellipsoidal_height_m: 0.5,
};

/**
 * The coordinates of stations, each from the first reading there. A warning names the stations whose readings do not
 * agree on where they are.
 *
 * @param names - the stations, one row each
 * @returns those of the coordinate columns that the readings have
 */
export function stationCoordinates(
  readings: Columns,
  stationOfRow: readonly string[],
  names: readonly string[],
  warnings: string[],
): Record<string, Float64Array> {
  const firstRow = new Map<string, number>();
  stationOfRow.forEach((name, row) => {
    if (!firstRow.has(name)) firstRow.set(name, row);
  });
  const columns: Record<string, Float64Array> = {};
  for (const [name, tolerance] of Object.entries(COORDINATES)) {
    const values = optionalNumberColumn(readings, name);
    if (values === undefined) continue;
    columns[name] = Float64Array.from(names, (station) => values[firstRow.get(station) as number]);
    const moved = new Set<string>();
    stationOfRow.forEach((station, row) => {
      if (Math.abs(values[row] - values[firstRow.get(station) as number]) > tolerance) moved.add(station);
    });
    if (moved.size > 0) {
      warnings.push(`${name} differs between readings of ${nameList(moved)}: the first reading's is used.`);
    }
  }
  return columns;
}
