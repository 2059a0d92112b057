import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../../core/columns.js";
import { ArgumentError } from "../../core/errors.js";
import { addFlag, type Flags, flagsOf } from "../../core/flags.js";
import type { Region } from "../../core/grid.js";
import { type Reported, stepReport } from "../../core/report.js";
import { coordinateSystem } from "../../earth/coordinate-systems.js";
import {
  bulkReference,
  isOnGlobe,
  kilometresBetween,
  placeReference,
  type Reference,
  regionReference,
} from "./coordinates-reference.js";
import { type Reading, readingsOfDegrees, readingsOfMetres, zoneReader } from "./coordinates-repairs.js";

/** Options of `checkCoordinates`. */
export interface CheckCoordinatesOptions {
  /** Where the points belong: west, east, south, north in degrees. Default: where most of them are. */
  readonly region?: Region;
  /** Reference system of `easting_m` and `northing_m`, where the table has no degrees: `EPSG:n`. */
  readonly crs?: string;
  /** Columns of a receiver's own longitude and latitude, to hold the others against. */
  readonly gps?: readonly [longitude: string, latitude: string];
  /** A position may differ from the receiver's by this much, kilometres; default 0.5. */
  readonly gpsReach_km?: number;
}

/** Coordinates as the table has them, and as degrees where they can be. */
interface Given {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly longitude: Float64Array;
  readonly latitude: Float64Array;
  readonly isProjected: boolean;
}

/** If this part of all points is far from the rest, it is a second area, and no list of mistakes. */
const SECOND_AREA = 0.05;

/**
 * Coordinates that cannot be right, with what would fit: the columns-in, columns-out form of
 * {@link checkCoordinates} in `points-table.ts`, where it is described.
 */
export function checkCoordinates(points: Columns, options: CheckCoordinatesOptions = {}): Reported<Columns> {
  const given = givenCoordinates(points, options.crs);
  const common =
    options.region === undefined
      ? bulkReference(given.longitude, given.latitude)
      : regionReference(options.region);
  const referenceOf = gpsReferences(points, options, common);
  const flags = flagsOf(points);
  const proposed = [
    ...(optionalTextColumn(points, "proposed_repair") ?? Array<string>(given.first.length).fill("")),
  ];
  const far: number[] = [];
  const counts = new Map<string, number>();
  for (let i = 0; i < given.first.length; i++) {
    const reference = referenceOf(i);
    const [first, second] = [given.first[i], given.second[i]];
    if (!Number.isFinite(first) || !Number.isFinite(second)) {
      addFlag(flags, i, "no_position", "a coordinate is missing");
      counts.set("none", (counts.get("none") ?? 0) + 1);
      continue;
    }
    const isThere = isOnGlobe(given.longitude[i], given.latitude[i]);
    if (isThere && (reference === undefined || reference.contains(given.longitude[i], given.latitude[i])))
      continue;
    const fitting = reference && fittingReading(first, second, given.isProjected, reference);
    if (fitting !== undefined && reference !== undefined) {
      addFlag(flags, i, fitting.flag, reason(given, i, fitting, reference));
      proposed[i] = fitting.repair;
      counts.set(fitting.repair, (counts.get(fitting.repair) ?? 0) + 1);
    } else if (!isThere) {
      addFlag(flags, i, "impossible_position", `${first}, ${second} is not on the globe`);
    } else far.push(i);
  }
  const isSecondArea = common?.name === "the rest" && far.length > SECOND_AREA * given.first.length;
  for (const i of isSecondArea ? [] : far) flagFar(flags, i, given, referenceOf(i) as Reference);
  const repairs = Object.fromEntries([...counts].filter(([repair]) => repair !== "none"));
  return {
    result: { ...points, proposed_repair: proposed, ...flags },
    report: stepReport("checkCoordinates", {
      parameters: { region: options.region ?? null, crs: options.crs ?? null, gps: options.gps ?? null },
      rows: {
        points: rowCount(points),
        without_position: counts.get("none") ?? 0,
        repairable: Object.values(repairs).reduce((sum, n) => sum + n, 0),
        far: isSecondArea ? 0 : far.length,
      },
      figures: { repairs },
      warnings: coordinateWarnings(repairs, given.first.length, isSecondArea ? far.length : 0, common),
    }),
  };
}

function givenCoordinates(points: Columns, crs: string | undefined): Given {
  const longitude = optionalNumberColumn(points, "longitude_deg");
  const latitude = optionalNumberColumn(points, "latitude_deg");
  if (longitude !== undefined && latitude !== undefined)
    return { first: longitude, second: latitude, longitude, latitude, isProjected: false };
  const first = numberColumn(points, "easting_m");
  const second = numberColumn(points, "northing_m");
  if (crs === undefined || coordinateSystem(crs, "options.crs").kind !== "projected") {
    throw new ArgumentError({
      argument: "options.crs",
      value: crs,
      accepted: "the EPSG code of easting_m and northing_m, such as EPSG:32648",
    });
  }
  const read = zoneReader(crs);
  const degrees = Array.from(first, (x, i) => read(x, second[i]));
  return {
    first,
    second,
    longitude: Float64Array.from(degrees, ([x]) => x),
    latitude: Float64Array.from(degrees, ([, y]) => y),
    isProjected: true,
  };
}

function gpsReferences(
  points: Columns,
  { gps, gpsReach_km = 0.5 }: CheckCoordinatesOptions,
  common: Reference | undefined,
): (row: number) => Reference | undefined {
  if (gps === undefined) return () => common;
  const [longitude, latitude] = gps.map((name) => numberColumn(points, name));
  return (row) =>
    isOnGlobe(longitude[row], latitude[row])
      ? placeReference(longitude[row], latitude[row], gpsReach_km, "its GPS position")
      : common;
}

/** The likeliest other reading of two numbers that brings them to where they belong. */
function fittingReading(
  first: number,
  second: number,
  isProjected: boolean,
  reference: Reference,
): Reading | undefined {
  const readings = (isProjected ? readingsOfMetres : readingsOfDegrees)(first, second, reference);
  return readings.find(({ read }) => {
    const [longitude, latitude] = read(first, second);
    return isOnGlobe(longitude, latitude) && reference.contains(longitude, latitude);
  });
}

function reason(given: Given, i: number, { words, read }: Reading, reference: Reference): string {
  const [longitude, latitude] = read(given.first[i], given.second[i]);
  const after = kilometresBetween(longitude, latitude, reference.longitude, reference.latitude);
  const isThere = isOnGlobe(given.longitude[i], given.latitude[i]);
  const before = isThere
    ? `${kilometresBetween(given.longitude[i], given.latitude[i], reference.longitude, reference.latitude).toFixed(0)} km from the middle of ${reference.name}`
    : "not on the globe";
  return `${given.first[i]}, ${given.second[i]} is ${before}, but ${words} it is ${after.toFixed(after < 10 ? 1 : 0)} km from it`;
}

function flagFar(flags: Flags, i: number, { longitude, latitude }: Given, reference: Reference): void {
  const distance = kilometresBetween(longitude[i], latitude[i], reference.longitude, reference.latitude);
  addFlag(
    flags,
    i,
    "far",
    `${distance.toFixed(0)} km from the middle of ${reference.name}, and no swap, sign or zone brings it there`,
  );
}

function coordinateWarnings(
  repairs: Readonly<Record<string, number>>,
  rows: number,
  secondArea: number,
  common: Reference | undefined,
): string[] {
  return [
    ...Object.entries(repairs).map(
      ([repair, n]) =>
        `${n === rows ? "All" : n} of ${rows} positions fit after '${repair}': look at one, then use applyCoordinateRepair.`,
    ),
    ...(secondArea > 0
      ? [
          `${secondArea} points lie far from the rest, too many to be mistakes: is it a second area? Give the region.`,
        ]
      : []),
    ...(common === undefined && rows > 0
      ? ["Too few positions are on the globe to tell where the points belong: give the region."]
      : []),
  ];
}
