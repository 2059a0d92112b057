import { defineExercise, type Exercise, instead, names, number, swapped } from "../../exercise/index.js";

interface ZoneGiven {
  /** Where the base stands, roughly: to the tenth of a degree. */
  readonly where: string;
  readonly easting_m: number;
  readonly northing_m: number;
}

/** What is true of a base, and what it becomes in wrong zones. Computed with PROJ 9.5.1 (pyproj 3.7.2). */
interface ZoneTruth {
  readonly code: string;
  readonly longitude_deg: number;
  readonly latitude_deg: number;
  /** The same metres with the other hemisphere's code. */
  readonly otherHemisphere: readonly [code: string, longitude: number, latitude: number];
}

const TRUTH: Readonly<Record<string, ZoneTruth>> = {
  "Da Nang": {
    code: "EPSG:32649",
    longitude_deg: 108.2214,
    latitude_deg: 16.0612,
    otherHemisphere: ["EPSG:32749", 101.371, -73.876],
  },
  Bandung: {
    code: "EPSG:32748",
    longitude_deg: 107.6098,
    latitude_deg: -6.9147,
    otherHemisphere: ["EPSG:32648", 125.756, 82.696],
  },
  Davao: {
    code: "EPSG:32651",
    longitude_deg: 125.6128,
    latitude_deg: 7.0731,
    otherHemisphere: ["EPSG:32751", 143.345, -82.548],
  },
};

const truthOf = ({ where }: ZoneGiven): ZoneTruth => TRUTH[where.split(",")[0]];
const shiftedCode = (code: string, zones: number): string => `EPSG:${Number(code.slice(5)) + zones}`;
const answerOf = ({ code, longitude_deg, latitude_deg }: ZoneTruth) => ({
  code,
  longitude_deg,
  latitude_deg,
});

/** A neighbouring zone has the same grid six degrees beside: the latitude stays, the longitude moves. */
const inZone = (given: ZoneGiven, zones: number) => {
  const { code, longitude_deg, latitude_deg } = truthOf(given);
  return { code: shiftedCode(code, zones), longitude_deg: longitude_deg + 6 * zones, latitude_deg };
};

/** Exercise 04.2. */
export const findTheZone: Exercise = defineExercise({
  id: "04.2",
  objective: "Find the UTM zone of a pair of metres, and turn the pair into longitude and latitude",
  minutes: 6,
  points: 2,
  given: [
    { where: "Da Nang, near 108.2° E, 16.1° N", easting_m: 202704.51, northing_m: 1777700.54 },
    { where: "Bandung, near 107.6° E, 6.9° S", easting_m: 788404.62, northing_m: 9234889.55 },
    { where: "Davao, near 125.6° E, 7.1° N", easting_m: 788638.98, northing_m: 782640.64 },
  ] satisfies ZoneGiven[],
  reads: {
    code: names({ known: /^EPSG:\d{4,5}$/i }),
    // The place is known to 0.0001°: 11 m.
    longitude_deg: number("degrees", { tolerance: 0.0002 }),
    latitude_deg: number("degrees", { tolerance: 0.0002 }),
  },
  check: ({ given }) => answerOf(truthOf(given)),
  misconceptions: [
    instead(
      "zone-before",
      "code",
      ({ given }) => inZone(given, -1).code,
      "The zone is one too small. Zone 1 begins at 180° W, so zone 31 begins at Greenwich. Count the whole sixes in longitude + 180, and then add 1. Look at your longitude: it lies six degrees west of the place.",
    ),
    instead(
      "zone-after",
      "code",
      ({ given }) => inZone(given, 1).code,
      "The zone is one too large. Count the whole sixes in longitude + 180, cut the rest off, and add 1. Look at your longitude: it lies six degrees east of the place.",
    ),
    instead(
      "hemisphere",
      "code",
      ({ given }) => truthOf(given).otherHemisphere[0],
      "The zone is right, and the hemisphere is wrong. Codes 326.. count the northing from the equator, for the north. Codes 327.. are for the south. Look at your latitude: there is only ice.",
    ),
    instead(
      "degrees-code",
      "code",
      () => "EPSG:4326",
      "EPSG:4326 is longitude and latitude on WGS 84: that is what you want to have. The list is in metres of a UTM zone. Give the code of that zone.",
    ),
    swapped(
      "swapped",
      "longitude_deg",
      "latitude_deg",
      "Longitude and latitude have changed places. Longitude is the angle to the east, latitude the angle to the north.",
    ),
    instead(
      "still-metres",
      "longitude_deg",
      ({ given }) => given.easting_m,
      "This is still the easting, in metres. Take the column `longitude_deg` of the transformed table.",
    ),
  ],
  hints: [
    "Does the base stand north or south of the equator? And between which multiples of six degrees?",
    "A zone is 6° wide, and zone 1 begins at 180° W. So the zone is the whole part of (longitude + 180) / 6, plus 1. The code is 32600 + zone in the north, 32700 + zone in the south.",
    'Write: `const code = igdp.utmCode(longitude, latitude);` with the rough numbers of `where`, the south negative. Then `igdp.transformCoordinates(metres, { from: code, to: "EPSG:4326" })`.',
  ],
  wrong: {
    "zone-before": ({ given }) => inZone(given, -1),
    "zone-after": ({ given }) => inZone(given, 1),
    hemisphere: ({ given }) => {
      const [code, longitude_deg, latitude_deg] = truthOf(given).otherHemisphere;
      return { code, longitude_deg, latitude_deg };
    },
    "degrees-code": ({ given }) => ({ ...answerOf(truthOf(given)), code: "EPSG:4326" }),
    swapped: ({ given }) => {
      const { code, longitude_deg, latitude_deg } = truthOf(given);
      return { code, longitude_deg: latitude_deg, latitude_deg: longitude_deg };
    },
    "still-metres": ({ given }) => ({
      ...answerOf(truthOf(given)),
      longitude_deg: given.easting_m,
      latitude_deg: given.northing_m,
    }),
  },
});
