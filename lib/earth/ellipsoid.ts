/**
 * A level ellipsoid: a rotating ellipsoid of revolution whose surface is an equipotential of its own gravity.
 * Four constants define it; everything else follows from them.
 */
export interface Ellipsoid {
  readonly name: string;
  /** Equatorial radius a, in metres. */
  readonly semimajorAxis: number;
  /** Flattening f = (a − b) / a. */
  readonly flattening: number;
  /** GM, with the atmosphere, in m³/s². */
  readonly geocentricGravitationalConstant: number;
  /** Angular velocity ω, in rad/s. */
  readonly angularVelocity: number;
  /** Where the constants are published. */
  readonly source: string;
}

/**
 * Geodetic Reference System 1980.
 *
 * Source: Moritz, H. (1980), Geodetic Reference System 1980, Bulletin Géodésique 54, 395–405.
 *
 * @example
 * GRS80.semimajorAxis; // => 6378137
 */
export const GRS80: Ellipsoid = Object.freeze({
  name: "GRS80",
  semimajorAxis: 6378137,
  flattening: 1 / 298.257222101,
  geocentricGravitationalConstant: 3986005e8,
  angularVelocity: 7292115e-11,
  source: "Moritz (1980), Bulletin Géodésique 54, 395–405",
});

/**
 * World Geodetic System 1984.
 *
 * Source: NIMA (2000), Technical Report 8350.2, third edition, tables 3.1 and 3.3.
 *
 * @example
 * WGS84.flattening; // => 1 / 298.257223563
 */
export const WGS84: Ellipsoid = Object.freeze({
  name: "WGS84",
  semimajorAxis: 6378137,
  flattening: 1 / 298.257223563,
  geocentricGravitationalConstant: 3986004.418e8,
  angularVelocity: 7292115e-11,
  source: "NIMA (2000), Technical Report 8350.2, third edition",
});

/**
 * Geodetic Reference System 1967: its gravity formula is the one of most anomalies published between 1971 and about
 * 2000.
 *
 * Source: International Association of Geodesy (1971), Geodetic Reference System 1967, Special Publication 3.
 *
 * @example
 * GRS67.semimajorAxis; // => 6378160
 */
export const GRS67: Ellipsoid = Object.freeze({
  name: "GRS67",
  semimajorAxis: 6378160,
  flattening: 1 / 298.247167427,
  geocentricGravitationalConstant: 398603e9,
  angularVelocity: 7.2921151467e-5,
  source: "International Association of Geodesy (1971), Special Publication 3",
});

/**
 * The level ellipsoids that an option can name. The older ellipsoids of the region (Everest, Bessel, Krassovsky, Clarke)
 * are figures for coordinates without a gravity field of their own: they stand with their datums in `DATUMS`.
 */
export const ELLIPSOIDS: Readonly<Record<"GRS80" | "WGS84" | "GRS67", Ellipsoid>> = Object.freeze({
  GRS80,
  WGS84,
  GRS67,
});

/** Polar radius b = a (1 − f), in metres. */
export function semiminorAxis(ellipsoid: Ellipsoid): number {
  return ellipsoid.semimajorAxis * (1 - ellipsoid.flattening);
}

/** Distance from the centre to a focus, E = √(a² − b²), in metres. */
export function linearEccentricity(ellipsoid: Ellipsoid): number {
  return Math.sqrt(ellipsoid.semimajorAxis ** 2 - semiminorAxis(ellipsoid) ** 2);
}

/**
 * Metres in one degree of longitude and of latitude on the ellipsoid's surface.
 *
 * @param latitude - geodetic latitude, degrees
 * @param ellipsoid - default {@link GRS80}
 * @returns metres for one degree of longitude (along the parallel) and one of latitude (along the meridian)
 *
 * Source: Torge & Müller (2012), Geodesy, 4th ed., eq. 4.13 and 4.18 (radii of curvature N and M).
 *
 * @example
 * Math.round(metresPerDegree(0).longitude); // => 111319
 * Math.round(metresPerDegree(45).latitude); // => 111132
 */
export function metresPerDegree(
  latitude: number,
  ellipsoid: Ellipsoid = GRS80,
): { readonly longitude: number; readonly latitude: number } {
  const radians = Math.PI / 180;
  const { semimajorAxis: a, flattening: f } = ellipsoid;
  const eccentricitySquared = f * (2 - f);
  const w2 = 1 - eccentricitySquared * Math.sin(latitude * radians) ** 2;
  const primeVertical = a / Math.sqrt(w2);
  const meridian = (primeVertical * (1 - eccentricitySquared)) / w2;
  return {
    longitude: primeVertical * Math.cos(latitude * radians) * radians,
    latitude: meridian * radians,
  };
}
