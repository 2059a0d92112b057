import { type Columns, rowCount } from "../core/columns.js";
import type { Grid } from "../core/grid.js";
import { type Reported, type StepReport, stepReport } from "../core/report.js";
import { convertHeights } from "../earth/geoid.js";
import type { GravityDatum } from "../earth/gravity-datums.js";
import type { HeightUnit } from "../earth/height-units.js";
import { NORMAL_GRAVITY_FORMULAS } from "../earth/normal-gravity-formulas.js";
import { transformCoordinates } from "../earth/transform-coordinates.js";
import { gravityFromAnomaly } from "./gravity-from-anomaly.js";
import { type ReduceStationsOptions, reductionSettings } from "./reduction-settings.js";
import {
  changes,
  inMetres,
  type OneOrBySurvey,
  onGravityDatum,
  withSigmas,
  withSurvey,
} from "./standardise-columns.js";

/** What a source's points stand on: options of `standardisePoints`. */
export interface StandardisePointsOptions {
  /** Name of the survey, for a table without a column `survey`. */
  readonly survey?: string;
  /** Reference system of the positions, `EPSG:n`; default `EPSG:4326`, WGS84. */
  readonly crs?: string;
  /** EPSG code of the datum shift where a datum has several; see `transformCoordinates`. */
  readonly operation?: number;
  /** Your own datum shift to WGS84: three metres, or seven numbers. */
  readonly shift?: readonly number[];
  /** Unit of `height_m` as it stands there: `m`, `ft` or `us-ft`; default `m`. */
  readonly heightUnit?: OneOrBySurvey<HeightUnit>;
  /** Geoid heights, for a table that has `ellipsoidal_height_m` alone. */
  readonly geoid?: Grid;
  /** Datum of the gravity: `igsn71`, `potsdam`, or its own shift to IGSN71 in mGal; default `igsn71`. */
  readonly gravityDatum?: OneOrBySurvey<GravityDatum | number>;
  /** A published anomaly to take gravity from, and how it was reduced; for a table without `gravity_mgal`. */
  readonly anomaly?: { readonly column: string } & Omit<ReduceStationsOptions, "gravityDatum">;
  /** Standard deviation of gravity, mGal, where the table has no `gravity_sigma_mgal`. */
  readonly gravitySigma_mgal?: OneOrBySurvey<number>;
  /** Standard deviation of the heights, metres, where the table has no `height_sigma_m`. */
  readonly heightSigma_m?: OneOrBySurvey<number>;
  /** Standard deviation of the position towards north, metres, where the table has no `position_sigma_m`. */
  readonly positionSigma_m?: OneOrBySurvey<number>;
}

/**
 * Points on one standard: the columns-in, columns-out form of {@link standardisePoints} in `standardise-points-table.ts`,
 * where it is described.
 */
export function standardisePoints(
  points: Columns,
  options: StandardisePointsOptions = {},
): Reported<Columns> {
  const steps: StepReport[] = [];
  const take = ({ result, report }: Reported<Columns>): Columns => {
    steps.push(report);
    return result;
  };
  let table = withSurvey(points, options.survey);
  table = inMetres(table, options.heightUnit);
  if (options.anomaly !== undefined) {
    const { column, ...reduction } = options.anomaly;
    // On the datum of the formula itself; the datum of the readings follows below, as for any gravity.
    table = take(gravityFromAnomaly(table, column, { ...reduction, gravityDatum: formulaDatum(reduction) }));
  }
  table = onGravityDatum(table, options.gravityDatum);
  const crs = options.crs ?? "EPSG:4326";
  if (crs !== "EPSG:4326") {
    const { operation, shift } = options;
    table = take(transformCoordinates(table, { from: crs, to: "EPSG:4326", operation, shift }));
  }
  if (table.height_m === undefined && options.geoid !== undefined)
    table = take(convertHeights(table, options.geoid, "orthometric"));
  table = withSigmas(table, options);
  return {
    result: table,
    report: stepReport("standardisePoints", {
      parameters: { ...options, geoid: options.geoid?.name ?? null, crs },
      rows: { points: rowCount(points) },
      figures: { ...changes(points, table, crs), steps },
      warnings: steps.flatMap(({ warnings }) => warnings),
    }),
  };
}

/** The datum of a formula of normal gravity: gravity is restored as it was put in, and nothing is shifted on the way. */
function formulaDatum(reduction: Omit<ReduceStationsOptions, "gravityDatum">): GravityDatum {
  const { normalGravity } = reductionSettings({ ...reduction, gravityDatum: "igsn71" });
  return normalGravity === "closed-form" ? "igsn71" : NORMAL_GRAVITY_FORMULAS[normalGravity].datum;
}
