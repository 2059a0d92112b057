import { type Columns, numberColumn } from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { median } from "../../core/robust-statistics.js";
import { isOnGlobe, kilometresBetween } from "./coordinates-reference.js";
import { zoneReader } from "./coordinates-repairs.js";

/** A UTM zone, and how well it reproduces the degrees of a table from its metres. */
export interface ZoneFit {
  /** `EPSG:n` of the zone on WGS84. */
  readonly code: string;
  /** Distance between both positions in the middle, metres. */
  readonly median_m: number;
  /** Points of which both positions are known. */
  readonly points: number;
}

/**
 * The UTM zone that eastings and northings are in, found from the longitudes and latitudes beside them. A zone far from
 * the points is tried like any other, for so it stands in some files.
 *
 * @param points - `easting_m`, `northing_m`, `longitude_deg` and `latitude_deg`
 * @returns all 120 zones of WGS84, the best first; a median of some 200 m shows the right zone on another datum
 * @throws ArgumentError if a column is missing, or no row has all four numbers
 */
export function utmZoneFits(points: Columns): readonly ZoneFit[] {
  const [easting, northing] = [numberColumn(points, "easting_m"), numberColumn(points, "northing_m")];
  const [longitude, latitude] = [numberColumn(points, "longitude_deg"), numberColumn(points, "latitude_deg")];
  const known = Array.from(easting.keys()).filter(
    (i) => Number.isFinite(easting[i] + northing[i]) && isOnGlobe(longitude[i], latitude[i]),
  );
  if (known.length === 0)
    throw new ArgumentError({
      argument: "points",
      value: "no row with degrees and metres",
      accepted: "rows with easting_m, northing_m, longitude_deg and latitude_deg",
    });
  // A few hundred points settle it; a large table need not be projected 120 times.
  const sample = known.filter((_, k) => k % Math.ceil(known.length / 300) === 0);
  const codes = Array.from({ length: 120 }, (_, k) => `EPSG:${k < 60 ? 32601 + k : 32701 + k - 60}`);
  return codes
    .map((code) => {
      const read = zoneReader(code);
      const distances = sample.map((i) => {
        const [x, y] = read(easting[i], northing[i]);
        return isOnGlobe(x, y) ? kilometresBetween(x, y, longitude[i], latitude[i]) * 1000 : 2e7;
      });
      return { code, median_m: median(distances), points: known.length };
    })
    .sort((a, b) => a.median_m - b.median_m);
}
