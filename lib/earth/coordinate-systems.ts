import { ArgumentError } from "../core/errors.js";
import { DATUMS, type Datum } from "./datums.js";

/** A coordinate reference system that points can be in. */
export interface CoordinateSystem {
  /** `EPSG:n`. */
  readonly code: string;
  readonly name: string;
  /** Degrees (`longitude_deg`, `latitude_deg`) or metres (`easting_m`, `northing_m`). */
  readonly kind: "geographic" | "projected";
  readonly datum: Datum;
  /** The projection in PROJ's language, without ellipsoid and datum. */
  readonly projection: string;
}

/** A run of EPSG codes with one rule: the code's place in the run gives the zone. */
interface Family {
  readonly first: number;
  readonly count: number;
  readonly datum: number;
  readonly name: (k: number) => string;
  readonly projection: (k: number) => string;
}

const utm = (first: number, count: number, datum: number, zone: number, isSouth = false): Family => ({
  first,
  count,
  datum,
  name: (k) => `UTM zone ${zone + k}${isSouth ? "S" : "N"}`,
  projection: (k) => `+proj=utm +zone=${zone + k}${isSouth ? " +south" : ""}`,
});

const transverse = (central: number, scale: number, easting: number, northing = 0, latitude = 0) =>
  `+proj=tmerc +lat_0=${latitude} +lon_0=${central} +k=${scale} +x_0=${easting} +y_0=${northing}`;

/** Gauss-Krüger zones 6° or 3° wide, with the zone's number before the easting or without it. */
const gaussKrueger = (first: number, count: number, datum: number, width: 3 | 6, zone?: number): Family => ({
  first,
  count,
  datum,
  name: (k) =>
    `${width}-degree Gauss-Kruger ${zone === undefined ? `central meridian ${75 + width * k}E` : `zone ${zone + k}`}`,
  projection: (k) => {
    const central = zone === undefined ? 75 + width * k : (zone + k) * width - (width === 6 ? 3 : 0);
    return transverse(central, 1, zone === undefined ? 500000 : (zone + k) * 1e6 + 500000);
  },
});

const philippines = (first: number, datum: number): Family => ({
  first,
  count: 5,
  datum,
  name: (k) => `Philippines zone ${k + 1}`,
  projection: (k) => transverse(117 + 2 * k, 0.99995, 500000),
});

const one = (first: number, datum: number, name: string, projection: string): Family => ({
  first,
  count: 1,
  datum,
  name: () => name,
  projection: () => projection,
});

/** Central meridians of Vietnam's provinces, from EPSG:9205 on. */
const VIETNAM = [
  103, 104, 104.5, 104.75, 105.5, 105.75, 106, 106.25, 106.5, 107, 107.25, 107.5, 108.25, 108.5,
];

/** Origins (latitude, longitude) of Japan's plane systems I to XIX, in degrees and minutes. */
const JAPAN: readonly (readonly [number, number])[] = [
  [33, 129.5],
  [33, 131],
  [36, 132 + 10 / 60],
  [33, 133.5],
  [36, 134 + 20 / 60],
  [36, 136],
  [36, 137 + 10 / 60],
  [36, 138.5],
  [36, 139 + 50 / 60],
  [40, 140 + 50 / 60],
  [44, 140.25],
  [44, 142.25],
  [44, 144.25],
  [26, 142],
  [26, 127.5],
  [26, 124],
  [26, 131],
  [20, 136],
  [26, 154],
];

const FAMILIES: readonly Family[] = [
  utm(32601, 60, 4326, 1),
  utm(32701, 60, 4326, 1, true),
  utm(3148, 2, 4131, 48),
  utm(21148, 3, 4211, 48, true),
  utm(23946, 3, 4239, 46),
  utm(24047, 2, 4240, 47),
  utm(24547, 2, 4245, 47),
  utm(29849, 2, 4298, 49),
  utm(3092, 5, 4301, 51),
  utm(23866, 7, 4755, 46),
  utm(23877, 8, 4755, 47, true),
  utm(3405, 2, 4756, 48),
  gaussKrueger(2044, 2, 4147, 6, 18),
  gaussKrueger(21413, 11, 4214, 6, 13),
  gaussKrueger(21453, 11, 4214, 6),
  gaussKrueger(2401, 21, 4214, 3, 25),
  gaussKrueger(2422, 21, 4214, 3),
  gaussKrueger(2327, 11, 4610, 6, 13),
  gaussKrueger(2338, 11, 4610, 6),
  gaussKrueger(2349, 21, 4610, 3, 25),
  gaussKrueger(2370, 21, 4610, 3),
  gaussKrueger(4491, 11, 4490, 6, 13),
  gaussKrueger(4502, 11, 4490, 6),
  gaussKrueger(4513, 21, 4490, 3, 25),
  gaussKrueger(4534, 21, 4490, 3),
  philippines(25391, 4253),
  philippines(3121, 4683),
  {
    first: 9205,
    count: VIETNAM.length,
    datum: 4756,
    name: (k) => `TM-3 central meridian ${VIETNAM[k]}E`,
    projection: (k) => transverse(VIETNAM[k], 0.9999, 500000),
  },
  {
    first: 5896,
    count: 3,
    datum: 4756,
    name: (k) => `TM-3 zone ${[481, 482, 491][k]}`,
    projection: (k) => transverse(102 + 3 * k, 0.9999, 500000),
  },
  {
    first: 23830,
    count: 16,
    datum: 4755,
    name: (k) => `Indonesia TM-3 zone ${46 + Math.ceil(k / 2)}.${k % 2 === 0 ? 2 : 1}`,
    projection: (k) => transverse(94.5 + 3 * k, 0.9999, 200000, 1500000),
  },
  {
    first: 30161,
    count: JAPAN.length,
    datum: 4301,
    name: (k) => `Japan Plane Rectangular CS ${k + 1}`,
    projection: (k) => transverse(JAPAN[k][1], 0.9999, 0, 0, JAPAN[k][0]),
  },
  one(3001, 4211, "NEIEZ", "+proj=merc +lon_0=110 +k=0.997 +x_0=3900000 +y_0=900000"),
  one(
    29873,
    4298,
    "RSO Borneo (m)",
    "+proj=omerc +lat_0=4 +lonc=115 +alpha=53.3158204722222 +gamma=53.1301023611111 +k=0.99984 +x_0=590476.87 +y_0=442857.65",
  ),
  one(
    3375,
    4742,
    "Peninsula RSO",
    "+proj=omerc +no_uoff +lat_0=4 +lonc=102.25 +alpha=323.025796466667 +gamma=323.130102361111 +k=0.99984 +x_0=804671 +y_0=0",
  ),
  one(
    3376,
    4742,
    "East Malaysia BRSO",
    "+proj=omerc +no_uoff +lat_0=4 +lonc=115 +alpha=53.31580995 +gamma=53.1301023611111 +k=0.99984 +x_0=0 +y_0=0",
  ),
];

/**
 * The coordinate reference system of an EPSG code: WGS84, the datums of East and South-East Asia, and their UTM zones
 * and national grids.
 *
 * @param code - `EPSG:n`, or the number
 * @param argument - its name, for the error message
 * @throws ArgumentError for a code that igdp does not know
 *
 * Source: EPSG Geodetic Parameter Dataset, v11.022 (IOGP, 2024).
 *
 * @example
 * coordinateSystem("EPSG:24048").name; // => "Indian 1975 / UTM zone 48N"
 * coordinateSystem(32648).datum.name; // => "WGS84"
 * coordinateSystem("EPSG:4240").kind; // => "geographic"
 * coordinateSystem("EPSG:27700"); // throws ArgumentError
 */
export function coordinateSystem(code: string | number, argument = "code"): CoordinateSystem {
  const found = knownSystem(code);
  if (found === undefined) {
    throw new ArgumentError({
      argument,
      value: code,
      accepted: "an EPSG code that igdp knows, such as EPSG:4326, EPSG:32648 or EPSG:24048",
      advice:
        "It knows WGS84 with its UTM zones, and the datums and national grids of East and South-East Asia; see DATUMS.",
    });
  }
  return found;
}

/** {@link coordinateSystem}, or undefined for a code that igdp does not know. */
export function knownSystem(code: string | number): CoordinateSystem | undefined {
  const text = typeof code === "number" ? `EPSG:${code}` : code.trim().toUpperCase();
  const own = DATUMS[text];
  if (own !== undefined)
    return { code: text, name: own.name, kind: "geographic", datum: own, projection: "+proj=longlat" };
  const number = Number(/^EPSG:(\d+)$/.exec(text)?.[1] ?? Number.NaN);
  const family = FAMILIES.find(({ first, count }) => number >= first && number < first + count);
  if (family === undefined) return undefined;
  const datum = DATUMS[`EPSG:${family.datum}`];
  const k = number - family.first;
  return {
    code: text,
    name: `${datum.name} / ${family.name(k)}`,
    kind: "projected",
    datum,
    projection: family.projection(k),
  };
}

/**
 * EPSG code of the UTM zone of WGS84 that a place lies in.
 *
 * @param longitude - degrees
 * @param latitude - degrees; the equator counts as north
 * @throws ArgumentError if a coordinate is not a number or not on the globe
 *
 * @example
 * utmCode(102.6, 17.97); // => "EPSG:32648"
 * utmCode(18.4, -33.9); // => "EPSG:32734"
 */
export function utmCode(longitude: number, latitude: number): string {
  if (!(Math.abs(latitude) <= 90) || !(longitude >= -180 && longitude <= 360)) {
    throw new ArgumentError({
      argument: "longitude, latitude",
      value: [longitude, latitude],
      accepted: "-180 to 360 and -90 to 90 degrees",
    });
  }
  const zone = Math.floor(((((longitude + 180) % 360) + 360) % 360) / 6) + 1;
  return `EPSG:${(latitude < 0 ? 32700 : 32600) + zone}`;
}
