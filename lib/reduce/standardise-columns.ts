import {
  type Column,
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { median } from "../core/robust-statistics.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import { type GravityDatum, gravityDatumShift } from "../earth/gravity-datums.js";
import { HEIGHT_UNITS, type HeightUnit } from "../earth/height-units.js";

/** A choice for all points, or one for each survey of the table by name; a survey that is not named has the default. */
export type OneOrBySurvey<Value> = Value | Readonly<Record<string, Value>>;

/** The table with its surveys' names. */
export function withSurvey(points: Columns, survey: string | undefined): Columns {
  if (survey === undefined) return points;
  if (points.survey !== undefined)
    throw new ArgumentError({
      argument: "options.survey",
      value: survey,
      accepted: "left out, for the table has a column survey",
    });
  return { ...points, survey: Array<string>(rowCount(points)).fill(survey) };
}

/** What a choice is for every row. */
function chosen<Value>(
  points: Columns,
  choice: OneOrBySurvey<Value>,
  name: string,
  otherwise: Value,
): (row: number) => Value {
  if (typeof choice !== "object" || choice === null) return () => choice;
  const bySurvey = choice as Readonly<Record<string, Value>>;
  const survey = optionalTextColumn(points, "survey") ?? [];
  const unknown = Object.keys(bySurvey).find((key) => !survey.includes(key));
  if (unknown !== undefined)
    throw new ArgumentError({
      argument: `options.${name}`,
      value: unknown,
      accepted: `names of surveys: ${[...new Set(survey)].join(", ") || "the table has no column survey"}`,
    });
  return (row) => (Object.hasOwn(bySurvey, survey[row]) ? bySurvey[survey[row]] : otherwise);
}

/** Heights in metres; what stood there is kept as `source_height_m` where it changes. */
export function inMetres(points: Columns, unit: OneOrBySurvey<HeightUnit> = "m"): Columns {
  const height = optionalNumberColumn(points, "height_m");
  if (height === undefined) return points;
  const unitOf = chosen<HeightUnit>(points, unit, "heightUnit", "m");
  const height_m = height.map((value, i) => value * metresOf(unitOf(i)));
  const isSame = height_m.every((value, i) => value === height[i] || Number.isNaN(height[i]));
  return isSame ? points : { ...points, source_height_m: height, height_m };
}

function metresOf(unit: HeightUnit): number {
  if (Object.hasOwn(HEIGHT_UNITS, unit)) return HEIGHT_UNITS[unit];
  const accepted = Object.keys(HEIGHT_UNITS).join(", ");
  throw new ArgumentError({ argument: "options.heightUnit", value: unit, accepted });
}

/** Gravity on IGSN71; what stood there is kept as `source_gravity_mgal`. */
export function onGravityDatum(
  points: Columns,
  datum: OneOrBySurvey<GravityDatum | number> = "igsn71",
): Columns {
  const gravity = numberColumn(points, "gravity_mgal");
  const datumOf = chosen<GravityDatum | number>(points, datum, "gravityDatum", "igsn71");
  const shift = gravity.map((_, i) => gravityDatumShift(datumOf(i)));
  if (shift.every((mgal) => mgal === 0)) return points;
  return {
    ...points,
    source_gravity_mgal: gravity,
    gravity_datum_shift_mgal: shift,
    gravity_mgal: gravity.map((g, i) => g + shift[i]),
  };
}

/** Standard deviations that the table does not have itself. */
export function withSigmas(
  points: Columns,
  sigmas: {
    readonly gravitySigma_mgal?: OneOrBySurvey<number>;
    readonly heightSigma_m?: OneOrBySurvey<number>;
    readonly positionSigma_m?: OneOrBySurvey<number>;
  },
): Columns {
  const added: Record<string, Column> = {};
  const rows = rowCount(points);
  for (const [option, column] of [
    ["gravitySigma_mgal", "gravity_sigma_mgal"],
    ["heightSigma_m", "height_sigma_m"],
    ["positionSigma_m", "position_sigma_m"],
  ] as const) {
    const given = sigmas[option];
    if (given === undefined) continue;
    const sigmaOf = chosen(points, given, option, Number.NaN);
    const own = optionalNumberColumn(points, column);
    added[column] = Float64Array.from({ length: rows }, (_, i) => {
      const sigma = sigmaOf(i);
      if (sigma < 0)
        throw new ArgumentError({ argument: `options.${option}`, value: sigma, accepted: "0 or more" });
      return own === undefined || Number.isNaN(own[i]) ? sigma : own[i];
    });
  }
  return { ...points, ...added };
}

/** What was changed, for a report: amounts of gravity and height, and how far positions moved. */
export function changes(before: Columns, after: Columns, crs: string): Record<string, unknown> {
  const apart = (name: string) => {
    const [now, then] = [
      optionalNumberColumn(after, name),
      optionalNumberColumn(after, `source_${name}`) ?? optionalNumberColumn(before, name),
    ];
    return now === undefined || then === undefined ? undefined : now.map((v, i) => v - then[i]);
  };
  const [east, north] = [apart("longitude_deg"), apart("latitude_deg")];
  const latitude = optionalNumberColumn(after, "latitude_deg");
  const moved =
    east === undefined || north === undefined || latitude === undefined || crs === "EPSG:4326"
      ? undefined
      : east.map((degrees, i) => {
          const metres = metresPerDegree(latitude[i]);
          return Math.hypot(degrees * metres.longitude, north[i] * metres.latitude);
        });
  return {
    gravity_change_mgal: spread(apart("gravity_mgal")),
    height_change_m: spread(apart("height_m")),
    position_change_m: spread(moved),
  };
}

/** Smallest, median and largest change, and how many rows have one. */
function spread(values: Float64Array | undefined): Record<string, number> | null {
  const known = values?.filter((value) => Number.isFinite(value) && value !== 0) ?? new Float64Array(0);
  if (known.length === 0) return null;
  const [least, most] = known.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  return { rows: known.length, least, median: median(known), most };
}
