import type { Columns } from "../../core/columns.js";
import { oceanLoading } from "../../earth/ocean-loading.js";
import {
  FARTHEST_LOADING_KILOMETRES,
  nearestLoadingPlace,
  type OceanLoadingPlace,
} from "../../earth/ocean-loading-place.js";
import { stationNames } from "./apply-correction.js";

/** Ocean loading of readings: mGal as added to a reading, NaN where no place is near enough. */
export interface OceanCorrection {
  readonly correction: Float64Array;
  /** The places that were used. */
  readonly places: readonly string[];
  /** Rows that have a position, but no place near enough. */
  readonly far: number;
  readonly warnings: readonly string[];
}

/**
 * Ocean loading at times and positions, each from the nearest of the places for which it is known, within 50 km.
 *
 * @param time - UTC, milliseconds since 1970-01-01, one for each row
 */
export function oceanCorrection(
  readings: Columns,
  time: readonly number[],
  latitude: Float64Array,
  longitude: Float64Array,
  places: readonly OceanLoadingPlace[],
): OceanCorrection {
  const used = new Set<string>();
  const far: number[] = [];
  const correction = Float64Array.from(time, (moment, i) => {
    const nearest = nearestLoadingPlace(places, latitude[i], longitude[i]);
    if (nearest === undefined || Number.isNaN(moment)) return Number.NaN;
    if (nearest.kilometres > FARTHEST_LOADING_KILOMETRES) {
      far.push(i);
      return Number.NaN;
    }
    used.add(nearest.place.station);
    return oceanLoading(moment, nearest.place);
  });
  return {
    correction,
    places: [...used],
    far: far.length,
    warnings:
      far.length === 0
        ? []
        : [
            `${far.length} readings (${stationNames(readings, far)}) are more than ${FARTHEST_LOADING_KILOMETRES} km from every place of the ocean loading: they got none. Ask the provider for a place near them.`,
          ],
  };
}
