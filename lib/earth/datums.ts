import { DATUM_SHIFTS, type DatumShift } from "./datum-shifts.js";

/** A geodetic datum: an ellipsoid and where it lies in the Earth. */
export interface Datum {
  /** EPSG code of its geographic coordinates, for example `EPSG:4240`. */
  readonly code: string;
  readonly name: string;
  /** Equatorial radius of its ellipsoid, metres. */
  readonly semimajorAxis: number;
  /** 1 / flattening of its ellipsoid. */
  readonly inverseFlattening: number;
}

const ELLIPSOID = {
  wgs84: [6378137, 298.257223563],
  grs80: [6378137, 298.257222101],
  everest1937: [6377276.345, 300.8017],
  everestModified: [6377304.063, 300.8017],
  everest1967: [6377298.556, 300.8017],
  bessel: [6377397.155, 299.1528128],
  clarke1866: [6378206.4, 294.9786982138982],
  krassowsky: [6378245, 298.3],
  iag1975: [6378140, 298.257],
} as const;

function datum(code: number, name: string, ellipsoid: keyof typeof ELLIPSOID): Datum {
  const [semimajorAxis, inverseFlattening] = ELLIPSOID[ellipsoid];
  return Object.freeze({ code: `EPSG:${code}`, name, semimajorAxis, inverseFlattening });
}

/**
 * Datums of East and South-East Asia, by the EPSG code of their geographic coordinates.
 *
 * Source: EPSG Geodetic Parameter Dataset, v11.022 (IOGP, 2024); NIMA (2000), TR8350.2, 3rd ed., appendices A and B.
 *
 * @example
 * DATUMS["EPSG:4240"].name; // => "Indian 1975"
 * DATUMS["EPSG:4240"].semimajorAxis; // => 6377276.345
 */
export const DATUMS: Readonly<Record<string, Datum>> = Object.freeze(
  Object.fromEntries(
    [
      datum(4326, "WGS84", "wgs84"),
      datum(4131, "Indian 1960", "everest1937"),
      datum(4147, "Hanoi 1972", "krassowsky"),
      datum(4211, "Batavia", "bessel"),
      datum(4214, "Beijing 1954", "krassowsky"),
      datum(4239, "Indian 1954", "everest1937"),
      datum(4240, "Indian 1975", "everest1937"),
      datum(4245, "Kertau 1968", "everestModified"),
      datum(4253, "Luzon 1911", "clarke1866"),
      datum(4298, "Timbalai 1948", "everest1967"),
      datum(4301, "Tokyo", "bessel"),
      datum(4490, "CGCS2000", "grs80"),
      datum(4610, "Xian 1980", "iag1975"),
      datum(4678, "Lao 1997", "krassowsky"),
      datum(4683, "PRS92", "clarke1866"),
      datum(4742, "GDM2000", "grs80"),
      datum(4755, "DGN95", "wgs84"),
      datum(4756, "VN-2000", "wgs84"),
    ].map((entry) => [entry.code, entry]),
  ),
);

/**
 * Published shifts from a datum to WGS84, the one for the largest area first. Most datums have several, for they were
 * fitted in one place each; the accuracy says how far a position may be off.
 *
 * @param code - EPSG code of geographic coordinates
 * @returns an empty list for a datum whose parameters are not public (Xian 1980), or that is not known
 *
 * @example
 * datumShifts("EPSG:4240")[0].parameters; // => [210, 814, 289]
 * datumShifts("EPSG:4240")[0].operation; // => 1304
 * datumShifts("EPSG:4610"); // => []
 */
export function datumShifts(code: string): readonly DatumShift[] {
  return DATUM_SHIFTS.filter((shift) => shift.from === code);
}
