import { type Columns, rowCount } from "../../core/columns.js";
import { countFlags, flagsOf, hasFlag } from "../../core/flags.js";
import type { Grid } from "../../core/grid.js";
import { type Reported, type StepReport, stepReport } from "../../core/report.js";
import { type CheckCoordinatesOptions, checkCoordinates } from "./coordinates-check.js";
import { heightsBelowSea } from "./points-below-sea.js";
import { type FindDuplicatesOptions, findDuplicates } from "./points-duplicates.js";
import { recogniseNormalGravity } from "./points-legacy-datum.js";
import { type CheckNeighboursOptions, checkNeighbours } from "./points-neighbours.js";
import { compareSurveys } from "./points-surveys.js";
import { compareWithTerrain } from "./points-terrain.js";

/** Options of `cleanPoints`. */
export interface CleanPointsOptions extends CheckCoordinatesOptions {
  /** Heights of the terrain, to hold the points' heights against. */
  readonly terrain?: Grid;
  readonly duplicates?: FindDuplicatesOptions;
  readonly neighbours?: CheckNeighboursOptions;
}

/** Flags of positions that are of no use to any other check. */
const NO_PLACE = [
  "no_position",
  "impossible_position",
  "swapped",
  "hemisphere",
  "metres_as_degrees",
  "utm_zone",
  "far",
];
const COORDINATES = ["longitude_deg", "latitude_deg", "easting_m", "northing_m"];

/**
 * All checks of points, one after the other: the columns-in, columns-out form of {@link cleanPoints} in
 * `points-table.ts`, where it is described.
 */
export function cleanPoints(points: Columns, options: CleanPointsOptions = {}): Reported<Columns> {
  const steps: StepReport[] = [];
  const left: string[] = [];
  const take = <Result>({ result, report }: Reported<Result>): Result => {
    steps.push(report);
    return result;
  };
  const has = (...names: string[]) => names.every((name) => points[name] instanceof Float64Array);
  let table = take(checkCoordinates(points, options));
  // What has no place, or a false one, must not stand as a neighbour of others.
  const placed = withoutPlaces(table);
  table = keepCoordinates(take(findDuplicates(placed, options.duplicates)), table);
  const isGravity = has("gravity_mgal", "latitude_deg", "height_m");
  if (options.terrain !== undefined && has("height_m"))
    table = keepCoordinates(take(compareWithTerrain(withoutPlaces(table), options.terrain)), table);
  else left.push("heights against a terrain model (none was given)");
  const column = options.neighbours?.column;
  if (isGravity && column === undefined)
    table = keepCoordinates(take(heightsBelowSea(withoutPlaces(table), thresholdOf(options))), table);
  if (isGravity || column !== undefined)
    table = keepCoordinates(take(checkNeighbours(withoutPlaces(table), options.neighbours)), table);
  else left.push("neighbours (gravity_mgal, latitude_deg and height_m are needed, or a column)");
  if ("survey" in points && (isGravity || column !== undefined)) {
    const compared = take(compareSurveys(withoutPlaces(table), column === undefined ? {} : { column }));
    table = keepCoordinates(compared.points, table);
  } else left.push("levels of surveys (there is no column survey)");
  if (has("gravity_mgal", "latitude_deg") && (has("free_air_anomaly_mgal") || has("bouguer_anomaly_mgal")))
    take(recogniseNormalGravity(withoutPlaces(table)));
  const { flag } = flagsOf(table);
  return {
    result: table,
    report: stepReport("cleanPoints", {
      parameters: { steps: steps.map(({ step, parameters }) => ({ step, parameters })) },
      rows: { points: rowCount(points), flagged: flag.filter(Boolean).length },
      figures: {
        flags: countFlags(flag),
        steps: steps.map(({ step, rows, figures }) => ({ step, rows, figures })),
        not_checked: left,
      },
      warnings: steps.flatMap(({ warnings }) => warnings),
    }),
  };
}

function thresholdOf({ neighbours }: CleanPointsOptions): { threshold?: number } {
  return neighbours?.threshold === undefined ? {} : { threshold: neighbours.threshold };
}

/** The table with NaN for the coordinates that were flagged as false. */
function withoutPlaces(table: Columns): Columns {
  const { flag } = flagsOf(table);
  const isLost = flag.map((row) => NO_PLACE.some((name) => hasFlag(row, name)));
  if (!isLost.includes(true)) return table;
  const columns = { ...table };
  for (const name of COORDINATES) {
    const values = table[name];
    if (values instanceof Float64Array) columns[name] = values.map((v, i) => (isLost[i] ? Number.NaN : v));
  }
  return columns;
}

/** The coordinates as they came, after a check that saw some of them as NaN. */
function keepCoordinates(checked: Columns, before: Columns): Columns {
  const columns = { ...checked };
  for (const name of COORDINATES) if (before[name] !== undefined) columns[name] = before[name];
  return columns;
}
