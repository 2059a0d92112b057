/** igdp's columns that hold numbers: a cell in one of them that is no number is an error where it stands. */
export const NUMBER_COLUMNS: readonly string[] = [
  "elapsed_minutes",
  "counter",
  "reading_mgal",
  "sigma_mgal",
  "tide_correction_mgal",
  "ocean_loading_correction_mgal",
  "pressure_correction_mgal",
  "polar_motion_correction_mgal",
  "instrument_height_correction_mgal",
  "instrument_height_m",
  "gradient_mgal_per_m",
  "air_pressure_hpa",
  "longitude_deg",
  "latitude_deg",
  "easting_m",
  "northing_m",
  "height_m",
  "ellipsoidal_height_m",
  "gravity_mgal",
  "gravity_sigma_mgal",
];

/** igdp's columns that stay text even where every cell looks like a number. */
export const TEXT_COLUMNS: readonly string[] = [
  "station",
  "loop",
  "meter",
  "time_utc",
  "flag",
  "flag_reason",
  "file",
];

/** Other names that the columns of stations and readings often have in people's files. */
export const COLUMN_ALIASES: Readonly<Record<string, readonly string[]>> = {
  station: ["station_id", "stn", "point"],
  longitude_deg: ["longitude", "lon", "long"],
  latitude_deg: ["latitude", "lat"],
  easting_m: ["easting"],
  northing_m: ["northing"],
  height_m: ["height", "elevation", "elevation_m"],
  ellipsoidal_height_m: ["ellipsoidal_height"],
  gravity_mgal: ["gravity"],
  elapsed_minutes: ["time_minutes"],
  time_utc: ["utc", "datetime_utc"],
};

/**
 * igdp's name of a column that a person may call otherwise: `gravity` is `gravity_mgal`.
 *
 * @param name - as it was typed
 */
export function columnName(name: string): string {
  const lower = name.toLowerCase();
  return Object.keys(COLUMN_ALIASES).find((column) => COLUMN_ALIASES[column].includes(lower)) ?? name;
}
