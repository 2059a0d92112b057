import proj4 from "proj4";
import { type Column, type Columns, numberColumn, rowCount } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Reported, stepReport } from "../core/report.js";
import { type CoordinateSystem, coordinateSystem } from "./coordinate-systems.js";
import type { DatumShift } from "./datum-shifts.js";
import { type Datum, datumShifts } from "./datums.js";

/** Options of `transformCoordinates`. */
export interface TransformCoordinatesOptions {
  /** Reference system of the points: `EPSG:n`. */
  readonly from: string;
  /** Reference system that is wanted: `EPSG:n`. */
  readonly to: string;
  /**
   * EPSG code of the datum shift, where a datum has several (see `datumShifts`). Default: the first one whose area
   * holds all points, or else the first.
   */
  readonly operation?: number;
  /**
   * Your own shift to WGS84 instead of a published one, for the datum that is not WGS84: three metres, or seven
   * numbers as in `DatumShift.parameters`.
   */
  readonly shift?: readonly number[];
}

/** Turns two coordinates into two others. */
export type Convert = (first: number, second: number) => readonly [number, number];

/**
 * Coordinates in another reference system: the columns-in, columns-out form of {@link transformCoordinates} in
 * `transform-coordinates-table.ts`, where it is described.
 */
export function transformCoordinates(
  points: Columns,
  options: TransformCoordinatesOptions,
): Reported<Columns> {
  const from = coordinateSystem(options.from, "options.from");
  const to = coordinateSystem(options.to, "options.to");
  const [firstName, secondName] = columnNames(from);
  const first = numberColumn(points, firstName);
  const second = numberColumn(points, secondName);
  const warnings: string[] = [];
  const middle = geographicBounds(from, first, second);
  const shifts = [from.datum, to.datum].map((datum) =>
    from.datum.code === to.datum.code ? undefined : chooseShift(datum, options, middle, warnings),
  );
  const convert = converter(from, to, shifts);
  const [x, y] = [
    new Float64Array(first.length).fill(Number.NaN),
    new Float64Array(first.length).fill(Number.NaN),
  ];
  let lost = 0;
  for (let i = 0; i < first.length; i++) {
    if (!Number.isFinite(first[i]) || !Number.isFinite(second[i])) continue;
    const [a, b] = isInside(from, first[i], second[i])
      ? convert(first[i], second[i])
      : [Number.NaN, Number.NaN];
    if (Number.isFinite(a) && Number.isFinite(b)) [x[i], y[i]] = [a, b];
    else lost++;
  }
  if (lost > 0)
    warnings.push(`${lost} points are outside the range of ${from.name} or ${to.name}: they are NaN.`);
  const used = shifts.filter((shift) => shift !== undefined);
  return {
    result: withCoordinates(points, to, x, y),
    report: stepReport("transformCoordinates", {
      parameters: {
        from: `${from.code} ${from.name}`,
        to: `${to.code} ${to.name}`,
        shifts: used.map(({ operation, parameters, source }) => ({ operation, parameters, source })),
      },
      rows: { points: rowCount(points), without_coordinates: lost },
      figures: { accuracy_m: used.length === 0 ? 0 : Math.hypot(...used.map((shift) => shift.accuracy_m)) },
      warnings,
    }),
  };
}

/**
 * Longitude and latitude of points on a grid, on the grid's own datum: for asking where numbers would lie.
 *
 * @param code - `EPSG:n` of a projected system
 * @returns a function of easting and northing (metres) that gives longitude and latitude (degrees)
 *
 * @example
 * const [longitude, latitude] = gridToDegrees("EPSG:32648")(500000, 0);
 * longitude; // => 105
 * Math.abs(latitude) < 1e-12; // => true
 */
export function gridToDegrees(code: string): Convert {
  const from = coordinateSystem(code);
  return converter(from, { ...from, kind: "geographic", projection: "+proj=longlat" }, [
    undefined,
    undefined,
  ]);
}

/**
 * Easting and northing on a grid of longitudes and latitudes on its own datum; the inverse of {@link gridToDegrees}.
 *
 * @param code - `EPSG:n` of a projected system
 *
 * @example
 * const [easting, northing] = degreesToGrid("EPSG:32648")(105, 0);
 * easting.toFixed(6); // => "500000.000000"
 * Math.abs(northing) < 1e-6; // => true
 */
export function degreesToGrid(code: string): Convert {
  const to = coordinateSystem(code);
  return converter({ ...to, kind: "geographic", projection: "+proj=longlat" }, to, [undefined, undefined]);
}

/** Names of the two coordinates of a system. */
function columnNames(system: CoordinateSystem): readonly [string, string] {
  return system.kind === "geographic" ? ["longitude_deg", "latitude_deg"] : ["easting_m", "northing_m"];
}

/** Geographic coordinates are degrees: metres in their columns are not turned into a place at random. */
function isInside(system: CoordinateSystem, first: number, second: number): boolean {
  return system.kind === "projected" || (Math.abs(second) <= 90 && first >= -180 && first <= 360);
}

/** West, east, south and north of the points, in degrees of their own datum. */
function geographicBounds(from: CoordinateSystem, first: Float64Array, second: Float64Array): number[] {
  const bounds = [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  const convert: Convert = from.kind === "geographic" ? (x, y) => [x, y] : gridToDegrees(from.code);
  for (let i = 0; i < first.length; i++) {
    if (!Number.isFinite(first[i]) || !Number.isFinite(second[i])) continue;
    const [longitude, latitude] = convert(first[i], second[i]);
    if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) continue;
    bounds[0] = Math.min(bounds[0], longitude);
    bounds[1] = Math.max(bounds[1], longitude);
    bounds[2] = Math.min(bounds[2], latitude);
    bounds[3] = Math.max(bounds[3], latitude);
  }
  return bounds;
}

function chooseShift(
  datum: Datum,
  { operation, shift: own }: TransformCoordinatesOptions,
  [west, east, south, north]: readonly number[],
  warnings: string[],
): DatumShift | undefined {
  if (datum.code === "EPSG:4326") return undefined;
  if (own !== undefined) return ownShift(datum, own);
  const published = datumShifts(datum.code);
  if (published.length === 0) {
    throw new ArgumentError({
      argument: "options.shift",
      value: undefined,
      accepted: `three or seven parameters, for ${datum.name} has no public ones`,
      advice: "The survey office of the area has them, or compute them from points known in both systems.",
    });
  }
  const holds = ({ bounds }: DatumShift) =>
    bounds[0] <= west && bounds[1] >= east && bounds[2] <= south && bounds[3] >= north;
  const named = published.find((shift) => shift.operation === operation);
  const chosen = named ?? published.find(holds) ?? published[0];
  if (!holds(chosen) && west <= east) {
    warnings.push(
      `Some points lie outside the area of EPSG:${chosen.operation} (${chosen.area}): its accuracy of ${chosen.accuracy_m} m does not hold there.`,
    );
  }
  return chosen;
}

function ownShift(datum: Datum, parameters: readonly number[]): DatumShift {
  const isRight = (parameters.length === 3 || parameters.length === 7) && parameters.every(Number.isFinite);
  if (!isRight) {
    throw new ArgumentError({
      argument: "options.shift",
      value: parameters,
      accepted: "three numbers (dx, dy, dz in metres) or seven (then rx, ry, rz in seconds of arc, ppm)",
    });
  }
  const bounds = [-180, 360, -90, 90] as const;
  const source = "given by the caller";
  return { operation: 0, from: datum.code, area: "", bounds, accuracy_m: Number.NaN, parameters, source };
}

function converter(
  from: CoordinateSystem,
  to: CoordinateSystem,
  shifts: readonly (DatumShift | undefined)[],
): Convert {
  const way = proj4(definition(from, shifts[0]), definition(to, shifts[1]));
  return (first, second) => {
    const [x, y] = way.forward([first, second]);
    return [x, y];
  };
}

/** PROJ's text of a system. Without `towgs84` no datum is shifted. */
function definition({ projection, datum }: CoordinateSystem, shift: DatumShift | undefined): string {
  const parameters = shift?.parameters ?? (datum.code === "EPSG:4326" ? [0, 0, 0] : undefined);
  const towgs84 = parameters === undefined ? "" : ` +towgs84=${parameters.join(",")}`;
  return `${projection} +a=${datum.semimajorAxis} +rf=${datum.inverseFlattening}${towgs84} +units=m +no_defs`;
}

/** The new coordinates in their columns; those that stood there before are kept as `source_…`. */
function withCoordinates(points: Columns, to: CoordinateSystem, x: Float64Array, y: Float64Array): Columns {
  const names = columnNames(to);
  const kept: Record<string, Column> = {};
  for (const [name, column] of Object.entries(points)) {
    kept[name] = column;
    if (names.includes(name)) kept[`source_${name}`] = column;
  }
  return { ...kept, [names[0]]: x, [names[1]]: y };
}
