import { type Column, type Columns, rowCount, textColumn } from "../core/columns.js";
import { type Reported, stepReport } from "../core/report.js";
import { nameList } from "../core/text-page.js";

/** Columns of a place; those that the list has are taken over. */
const PLACE = [
  "longitude_deg",
  "latitude_deg",
  "easting_m",
  "northing_m",
  "height_m",
  "ellipsoidal_height_m",
] as const;

/**
 * Gives readings the coordinates of a list of stations, such as a GNSS survey's. What a meter's file had in those
 * columns, mostly typed by hand, moves to `user_longitude_deg` and so on, and stays where the list has no such station
 * or no value.
 *
 * @param readings - with `station`
 * @param points - the list: `station`, and any of `longitude_deg`, `latitude_deg`, `easting_m`, `northing_m`,
 *   `height_m`, `ellipsoidal_height_m`; of a station that is there twice the first row counts
 * @returns the readings; the report warns of stations that the list lacks, and of those that it has twice
 */
export function joinCoordinates(readings: Columns, points: Columns): Reported<Columns> {
  const station = textColumn(readings, "station");
  const names = textColumn(points, "station");
  const index = new Map<string, number>();
  const twice = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (index.has(name)) twice.add(name);
    else index.set(name, i);
  }
  const rows = rowCount(readings);
  const columns: Record<string, Column> = {};
  for (const name of PLACE) {
    const listed = points[name];
    if (!(listed instanceof Float64Array)) continue;
    const before = readings[name];
    const own = before instanceof Float64Array ? before : new Float64Array(rows).fill(Number.NaN);
    columns[name] = own.map((value, i) => {
      const there = listed[index.get(station[i]) ?? -1] ?? Number.NaN;
      return Number.isNaN(there) ? value : there;
    });
    if (before !== undefined) columns[`user_${name}`] = own;
  }
  const missing = [...new Set(station)].filter((name) => name !== "" && !index.has(name));
  return {
    result: { ...readings, ...columns },
    report: stepReport("joinCoordinates", {
      parameters: { columns: Object.keys(columns) },
      rows: { readings: rows, stations_listed: index.size, stations_not_listed: missing.length },
      warnings: [
        ...(missing.length === 0 ? [] : [`${some(missing)} not in the list of coordinates.`]),
        ...(twice.size === 0
          ? []
          : [`${some([...twice])} in the list of coordinates twice; the first row is taken.`]),
      ],
    }),
  };
}

function some(names: readonly string[]): string {
  return names.length === 1 ? `Station ${names[0]} is` : `Stations ${nameList(names)} are`;
}
