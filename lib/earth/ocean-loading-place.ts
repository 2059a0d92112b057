import { metresPerDegree } from "./ellipsoid.js";
import type { OceanLoading } from "./ocean-loading.js";

/** Ocean loading of a place that has a name and coordinates, as a BLQ file gives it. */
export interface OceanLoadingPlace extends OceanLoading {
  readonly station: string;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
}

/** Ocean loading of one place is good for so far, away from a coast. */
export const FARTHEST_LOADING_KILOMETRES = 50;

/** The place that is nearest, and how far it is. */
export interface NearestLoadingPlace {
  readonly place: OceanLoadingPlace;
  readonly kilometres: number;
}

/**
 * The place of a list that is nearest to a station. Ocean loading changes by a few per cent in 50 km inland, and faster
 * at a coast, so a place that is farther than 50 km should not be used.
 *
 * @param places - one or more, as `readBlq` gives them
 * @param latitude - degrees north
 * @param longitude - degrees east
 * @returns the place and its distance on the plane that touches the ellipsoid; undefined where the list is empty or a
 *   number is missing
 *
 * @example
 * const waves = { amplitude: new Float64Array(11), phaseLag: new Float64Array(11) };
 * const places = [
 *   { station: "Hanoi", longitude_deg: 105.85, latitude_deg: 21.03, ...waves },
 *   { station: "Vinh", longitude_deg: 105.68, latitude_deg: 18.67, ...waves },
 * ];
 * nearestLoadingPlace(places, 18.5, 105.6)?.place.station; // => "Vinh"
 */
export function nearestLoadingPlace(
  places: readonly OceanLoadingPlace[],
  latitude: number,
  longitude: number,
): NearestLoadingPlace | undefined {
  const perDegree = metresPerDegree(latitude);
  let nearest: NearestLoadingPlace | undefined;
  for (const place of places) {
    const east = ((((place.longitude_deg - longitude) % 360) + 540) % 360) - 180;
    const north = place.latitude_deg - latitude;
    const kilometres = Math.hypot(east * perDegree.longitude, north * perDegree.latitude) / 1000;
    if (kilometres < (nearest?.kilometres ?? Number.POSITIVE_INFINITY)) nearest = { place, kilometres };
  }
  return nearest;
}
