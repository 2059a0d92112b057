import {
  type Columns,
  numberColumn,
  optionalNumberColumn,
  optionalTextColumn,
  rowCount,
} from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import type { Grid, Region } from "../core/grid.js";
import { type Length, parseLength } from "../core/length.js";
import { type Reported, type StepReport, stepReport } from "../core/report.js";
import { metresPerDegree } from "../earth/ellipsoid.js";
import { blockMedian } from "./block-median.js";
import { regionOfPoints } from "./grid-spec.js";
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

/** Positions of points, and how long one unit of them is. */
interface Place {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly crs: string;
  /** Metres in one unit of x and of y, in the middle of the points. */
  readonly metres: readonly [x: number, y: number];
}

/**
 * Grids a column of points: the columns-in form of {@link gridPoints} in `grid-points-table.ts`, where it is
 * described.
 */
export function gridPoints(points: Columns, options: GridPointsOptions): Reported<Grid> {
  const { column, tension = 0.25, signal, progress } = options;
  const place = placeOf(points, options.crs);
  const spacing = inUnits(parseLength(options.spacing, "spacing"), place, "spacing");
  const usable = usableValues(points, column, place);
  if (usable.values.length === 0) {
    throw new ArgumentError({
      argument: `column ${column}`,
      value: `${rowCount(points)} rows without a value and a position`,
      accepted: "at least one point to grid",
    });
  }
  const region = outward(options.region ?? regionOfPoints(usable, spacing), spacing);
  const blocks = blockMedian(usable, { region, spacing });
  const surface = minimumCurvature(blocks.result, {
    region,
    spacing,
    tension,
    aspectRatio: place.metres[0] / place.metres[1],
    crs: place.crs,
    name: column,
    units: unitsOf(column),
    signal,
    progress,
  });
  const mask =
    options.maskDistance === undefined
      ? undefined
      : metresOf(parseLength(options.maskDistance, "maskDistance"), place);
  const grid =
    mask === undefined
      ? surface.result
      : maskByDistance(surface.result, usable, { distance: mask, unitLengths: place.metres });
  return {
    result: grid,
    report: wholeReport(options, { points, usable, region, spacing, mask, grid }, [
      blocks.report,
      surface.report,
    ]),
  };
}

/** Longitude and latitude where the points have them, else easting and northing. */
function placeOf(points: Columns, crs: string | undefined): Place {
  const longitude = optionalNumberColumn(points, "longitude_deg");
  const latitude = optionalNumberColumn(points, "latitude_deg");
  if (longitude !== undefined && latitude !== undefined && (crs === undefined || crs === "EPSG:4326")) {
    const known = latitude.filter((value) => Math.abs(value) <= 90);
    const middle =
      known.length === 0
        ? 0
        : (known.reduce((a, b) => Math.min(a, b)) + known.reduce((a, b) => Math.max(a, b))) / 2;
    const metres = metresPerDegree(middle);
    return { x: longitude, y: latitude, crs: "EPSG:4326", metres: [metres.longitude, metres.latitude] };
  }
  const x = numberColumn(points, "easting_m");
  return { x, y: numberColumn(points, "northing_m"), crs: crs ?? "plane", metres: [1, 1] };
}

/** A length as a pair of distances in the points' own units. A length in metres is the same on the ground in x and y. */
function inUnits(length: Length, place: Place, argument: string): [dx: number, dy: number] {
  if ("metres" in length) return [length.metres / place.metres[0], length.metres / place.metres[1]];
  if (place.crs === "EPSG:4326") return [length.degrees, length.degrees];
  throw new ArgumentError({
    argument,
    value: `${length.degrees} degrees`,
    accepted: "a length in metres",
    advice: "These points have easting_m and northing_m.",
  });
}

function metresOf(length: Length, place: Place): number {
  return "metres" in length ? length.metres : length.degrees * place.metres[1];
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
  const pick = (from: Float64Array) => Float64Array.from(keep, (i) => from[i]);
  const hasSigma = sigma !== undefined && keep.every((i) => sigma[i] > 0);
  return {
    x: pick(place.x),
    y: pick(place.y),
    values: pick(values),
    ...(hasSigma ? { sigma: pick(sigma) } : {}),
  };
}

/** A region whose sides are whole numbers of spacings, at least as large as the given one. */
function outward(region: Region, [dx, dy]: [number, number]): Region {
  const [west, east, south, north] = region;
  if (!(west < east && south < north)) {
    // One point, or points on a line along an axis: a few nodes around them.
    return outward([west - 2 * dx, east + 2 * dx, south - 2 * dy, north + 2 * dy], [dx, dy]);
  }
  const columns = Math.max(3, Math.ceil((east - west) / dx - 1e-6));
  const rows = Math.max(3, Math.ceil((north - south) / dy - 1e-6));
  return [west, west + columns * dx, south, south + rows * dy];
}

/** `bouguer_anomaly_mgal` is in mGal; other endings are their own unit. */
function unitsOf(column: string): string {
  const ending = column.split("_").pop() ?? "";
  return ending === "mgal" ? "mGal" : ["m", "deg", "s"].includes(ending) ? ending : "";
}

function wholeReport(
  options: GridPointsOptions,
  facts: {
    readonly points: Columns;
    readonly usable: Points;
    readonly region: Region;
    readonly spacing: readonly [number, number];
    readonly mask: number | undefined;
    readonly grid: Grid;
  },
  [blocks, surface]: readonly StepReport[],
): StepReport {
  const came = rowCount(facts.points);
  const left = came - facts.usable.values.length;
  return stepReport("gridPoints", {
    parameters: {
      ...surface.parameters,
      column: options.column,
      method: "minimum-curvature",
      spacing_x: facts.spacing[0],
      spacing_y: facts.spacing[1],
      region: facts.region,
      crs: facts.grid.crs,
      maskDistance_m: facts.mask ?? null,
    },
    rows: {
      points: came,
      left_out: left,
      blocks: Number(surface.rows.used),
      nodes: facts.grid.values.length,
      nodes_masked: facts.grid.values.filter(Number.isNaN).length,
    },
    figures: surface.figures,
    warnings: [
      ...(left === 0 ? [] : [`${left} points have no value, no position or a flag, and were left out.`]),
      ...blocks.warnings,
      ...surface.warnings,
    ],
  });
}
