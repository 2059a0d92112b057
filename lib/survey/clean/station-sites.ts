import type { Position, ReadingView } from "./reading-view.js";
import { columnPositions, distanceBetween } from "./station-list.js";

/**
 * Where each reading was taken, as a whole number: the same for readings with the same station name whose positions
 * are within `distance_m`, and another one for each further place that carries the name. A crew that drives on without
 * typing a new name makes many places of one station. A reading without a position belongs to the first place of its
 * station.
 */
export function stationSites(view: ReadingView, distance_m: number): Float64Array {
  const at = columnPositions(view, "");
  const places = new Map<string, { readonly site: number; readonly position: Position | undefined }[]>();
  const sites = new Float64Array(view.rows);
  let count = 0;
  for (const [row, station] of view.station.entries()) {
    const position = at?.(row);
    const known = places.get(station) ?? [];
    const place = known.find(
      (other) =>
        position === undefined ||
        other.position === undefined ||
        !(distanceBetween(other.position, position) > distance_m),
    );
    sites[row] = place?.site ?? count++;
    if (place === undefined) places.set(station, [...known, { site: sites[row], position }]);
  }
  return sites;
}
