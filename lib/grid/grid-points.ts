import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid, Region } from "../core/grid.js";
import type { Reported } from "../core/report.js";
import { blockMedian } from "./block-median.js";
import { inUnits, lengthOn, metresOf, type Place, placeOf, unitLengthsOf } from "./grid-points-place.js";
import { regionToGrid } from "./grid-points-region.js";
import { refuseEmptyMask, wholeReport } from "./grid-points-report.js";
import { maskByDistance } from "./mask.js";
import { minimumCurvature } from "./minimum-curvature.js";
import type { Points } from "./points.js";

/** Options of `gridPoints`. */
export interface GridPointsOptions {
  /** The column to grid, for example `bouguer_anomaly_mgal`. */
  readonly column: string;
  /** Distance between nodes: metres, or a text with a unit, such as `2km`, `0.1deg` or `6arcmin`. */
  readonly spacing: number | string;
  /** West, east, south and north, in the points' own coordinates; default: just around the points. */
  readonly region?: Region;
  /** Tension of the surface, from 0 (smoothest) to 1 (no overshoot); default 0.25. */
  readonly tension?: number;
  /** Nodes farther than this from every point become NaN: metres, or a text with a unit. Default: none do. */
  readonly maskDistance?: number | string;
  /** Coordinate reference system of `easting_m` and `northing_m`, for example `EPSG:32648`; default `plane`. */
  readonly crs?: string;
  /** Stops the work when it is aborted. */
  readonly signal?: AbortSignal;
  /** Told how much is done. */
  readonly progress?: (done: number, total: number) => void;
}

/**
 * Grids a column of points: the columns-in form of {@link gridPoints} in `grid-points-table.ts`, where it is
 * described.
 */
export function gridPoints(points: Columns, options: GridPointsOptions): Reported<Grid> {
  const { column, tension = 0.25, signal, progress } = options;
  const place = placeOf(points, options.crs);
  const spacingLength = lengthOn(options.spacing, place, "spacing");
  const maskLength =
    options.maskDistance === undefined ? undefined : lengthOn(options.maskDistance, place, "maskDistance");
  const usable = usableValues(points, column, place);
  const unitLengths = unitLengthsOf(usable, place);
  const spacing = inUnits(spacingLength, unitLengths);
  const region = regionToGrid(usable, spacing, options);
  const blocks = blockMedian(usable, { region, spacing });
  const surface = minimumCurvature(blocks.result, {
    region,
    spacing,
    tension,
    aspectRatio: unitLengths[0] / unitLengths[1],
    crs: place.crs,
    name: column,
    units: unitsOf(column),
    signal,
    progress,
  });
  const mask = maskLength && metresOf(maskLength, unitLengths);
  const grid =
    mask === undefined
      ? surface.result
      : maskByDistance(surface.result, usable, { distance: mask, unitLengths });
  const facts = { points, usable, region, spacing, mask, grid, unitLengths };
  refuseEmptyMask(options, facts);
  return { result: grid, report: wholeReport(options, facts, [blocks.report, surface.report]) };
}

/** Rows with a position, a value and no flag; with the column's sigma where there is one. */
function usableValues(points: Columns, column: string, place: Place): Points {
  const values = numberColumn(points, column);
  const flag = optionalTextColumn(points, "flag");
  const sigma = optionalNumberColumn(points, `${column.replace(/_mgal$/, "")}_sigma_mgal`);
  const keep: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (!flag?.[i] && Number.isFinite(values[i] + place.x[i] + place.y[i])) keep.push(i);
  }
  if (keep.length === 0) {
    throw new ArgumentError({
      argument: `column ${column}`,
      value: `${rowCount(points)} rows without a value and a position`,
      accepted: "at least one point to grid",
    });
  }
  const pick = (from: Float64Array) => Float64Array.from(keep, (i) => from[i]);
  const hasSigma = sigma !== undefined && keep.every((i) => sigma[i] > 0);
  return {
    x: pick(place.x),
    y: pick(place.y),
    values: pick(values),
    ...(hasSigma ? { sigma: pick(sigma) } : {}),
  };
}

/** `bouguer_anomaly_mgal` is in mGal; other endings are their own unit. */
function unitsOf(column: string): string {
  const ending = column.split("_").pop() ?? "";
  return ending === "mgal" ? "mGal" : ["m", "deg", "s"].includes(ending) ? ending : "";
}
