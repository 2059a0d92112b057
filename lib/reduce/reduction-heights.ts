import { type Columns, numberColumn, optionalNumberColumn } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { geoidHeights } from "../earth/geoid.js";
import type { ReductionSettings } from "./reduction-settings.js";

/** Heights of stations as a reduction takes them. */
export interface ReductionHeights {
  /** Heights that the reduction counts with. */
  readonly height: Float64Array;
  /** What they are above: the geoid (then the results are anomalies) or the ellipsoid (disturbances). */
  readonly kind: "orthometric" | "ellipsoidal";
  /** Which column they are, or how they were made. */
  readonly from: string;
  /** Heights above the ellipsoid beside orthometric ones, where they are known. */
  readonly ellipsoidal: Float64Array | undefined;
  readonly geoid: Float64Array | undefined;
}

/**
 * Finds the heights of stations: `height_m` where it is there; `ellipsoidal_height_m` where it alone is, or where the
 * standard counts from the ellipsoid. Where the geoid is an option, each is made from the other.
 *
 * @throws ArgumentError if there is no height
 */
export function reductionHeights(stations: Columns, settings: ReductionSettings): ReductionHeights {
  const orthometric = optionalNumberColumn(stations, "height_m");
  const geoid =
    settings.geoid === undefined
      ? optionalNumberColumn(stations, "geoid_height_m")
      : geoidHeights(settings.geoid, stations);
  const given = optionalNumberColumn(stations, "ellipsoidal_height_m");
  if (orthometric === undefined && given === undefined) {
    throw new ArgumentError({
      argument: "the column of heights",
      value: "missing",
      accepted: "height_m (above the geoid) or ellipsoidal_height_m",
      advice: `The table has: ${Object.keys(stations).join(", ")}.`,
    });
  }
  const ellipsoidal = given ?? (geoid && orthometric?.map((h, i) => h + geoid[i]));
  const made = given === undefined ? "height_m + geoid_height_m" : "ellipsoidal_height_m";
  const known = { ellipsoidal, geoid };
  if (ellipsoidal !== undefined && settings.heights === "ellipsoidal")
    return { height: ellipsoidal, kind: "ellipsoidal", from: made, ...known };
  if (orthometric !== undefined)
    return { height: orthometric, kind: "orthometric", from: "height_m", ...known };
  const above = numberColumn(stations, "ellipsoidal_height_m");
  if (settings.geoid === undefined || geoid === undefined)
    return { height: above, kind: "ellipsoidal", from: made, ...known };
  const height = above.map((h, i) => h - geoid[i]);
  return { height, kind: "orthometric", from: "ellipsoidal_height_m - geoid_height_m", ...known };
}
