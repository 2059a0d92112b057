import { type Convert, gridToDegrees } from "../../earth/transform-coordinates.js";
import { isOnGlobe, type Reference, zonesNear } from "./coordinates-reference.js";

/** A way to read two numbers as a position. */
export interface Reading {
  /** Code of the repair, as `proposed_repair` has it. */
  readonly repair: string;
  /** Flag of what is wrong, should this reading be right. */
  readonly flag: string;
  /** What the reading does, for a sentence. */
  readonly words: string;
  readonly read: Convert;
}

const SIGNS: readonly Reading[] = [
  {
    repair: "swap",
    flag: "swapped",
    words: "with longitude and latitude swapped",
    read: (first, second) => [second, first],
  },
  {
    repair: "negate_latitude",
    flag: "hemisphere",
    words: "with the other sign of the latitude",
    read: (first, second) => [first, -second],
  },
  {
    repair: "negate_longitude",
    flag: "hemisphere",
    words: "with the other sign of the longitude",
    read: (first, second) => [-first, second],
  },
  {
    repair: "negate_both",
    flag: "hemisphere",
    words: "with the other sign of both",
    read: (first, second) => [-first, -second],
  },
  {
    repair: "swap_negate_latitude",
    flag: "swapped",
    words: "with longitude and latitude swapped and the other sign of the latitude",
    read: (first, second) => [second, -first],
  },
  {
    repair: "swap_negate_longitude",
    flag: "swapped",
    words: "with longitude and latitude swapped and the other sign of the longitude",
    read: (first, second) => [-second, first],
  },
];

const converters = new Map<string, Convert>();

/** Projected metres as degrees; the converter of a zone is made once. */
export function zoneReader(code: string): Convert {
  const known = converters.get(code) ?? gridToDegrees(code);
  converters.set(code, known);
  return known;
}

function zoneReading(code: string, flag: string, swap: boolean): Reading {
  const zone = `${Number(code.slice(-2))}${code.startsWith("EPSG:327") ? "S" : "N"}`;
  const read = zoneReader(code);
  return {
    repair: `${swap ? "swap " : ""}utm ${code}`,
    flag,
    words: `as ${swap ? "northing and easting" : "easting and northing"} of UTM zone ${zone} (${code})`,
    read: (first, second) => (swap ? read(second, first) : read(first, second)),
  };
}

/** Ways to read two numbers that stand as longitude and latitude, likeliest first. */
export function readingsOfDegrees(first: number, second: number, reference: Reference): readonly Reading[] {
  const areMetres = Math.abs(first) > 360 && Math.abs(second) > 360;
  if (!areMetres) return SIGNS;
  const zones = zonesNear(reference);
  return [
    ...zones.map((code) => zoneReading(code, "metres_as_degrees", false)),
    ...zones.map((code) => zoneReading(code, "metres_as_degrees", true)),
  ];
}

/** Ways to read two numbers that stand as easting and northing, likeliest first. */
export function readingsOfMetres(first: number, second: number, reference: Reference): readonly Reading[] {
  if (isOnGlobe(first, second) || isOnGlobe(second, first)) {
    return [
      {
        repair: "degrees",
        flag: "degrees_as_metres",
        words: "as longitude and latitude",
        read: (x, y) => [x, y],
      },
      {
        repair: "swap degrees",
        flag: "degrees_as_metres",
        words: "as latitude and longitude",
        read: (x, y) => [y, x],
      },
    ];
  }
  const zones = zonesNear(reference);
  return [
    ...zones.map((code) => zoneReading(code, "utm_zone", false)),
    ...zones.map((code) => zoneReading(code, "swapped", true)),
  ];
}

/** The way of reading that a repair's code stands for; `undefined` where it stands for none. */
export function readingOf(repair: string): Reading | undefined {
  const zone = /^(swap )?utm (EPSG:32[67]\d\d)$/.exec(repair);
  if (zone !== null) return zoneReading(zone[2], "utm_zone", zone[1] !== undefined);
  if (repair === "degrees" || repair === "swap degrees")
    return readingsOfMetres(0, 0, { longitude: 0, latitude: 0, contains: () => true, name: "" }).find(
      (reading) => reading.repair === repair,
    );
  return SIGNS.find((reading) => reading.repair === repair);
}
