import type { Columns } from "../core/columns.js";
import { ArgumentError } from "../core/errors.js";
import { type Executor, serialExecutor } from "../core/executor.js";
import type { Grid, Region } from "../core/grid.js";
import type { Reported, StepReport } from "../core/report.js";
import { fitSurface, fitSurfaceAsync } from "./fit-surface.js";
import type { FittedSurface } from "./fitted-surface.js";
import {
  inUnits,
  lengthOn,
  metresOf,
  type Place,
  placeOf,
  type UnitLengths,
  unitLengthsOf,
} from "./grid-points-place.js";
import { regionToGrid } from "./grid-points-region.js";
import { refuseEmptyMask, wholeReport } from "./grid-points-report.js";
import { type TablePoints, unitsOf, usableRows } from "./grid-points-values.js";
import { maskByDistance } from "./mask.js";
import { maskByHull } from "./mask-hull.js";
import { maskByPolygon, type PolygonMaskOptions, type Rings } from "./mask-polygon.js";
import { type GridMethod, type MethodParameters, methodEntry } from "./methods.js";
import type { SurfaceFrame } from "./surface-frame.js";

/** Options of `gridPoints`. */
export interface GridPointsOptions {
  /** The column to grid, for example `bouguer_anomaly_mgal`. */
  readonly column: string;
  /** Distance between nodes: metres, or a text with a unit, such as `2km`, `0.1deg` or `6arcmin`. */
  readonly spacing: number | string;
  /** West, east, south and north, in the points' own coordinates; default: just around the points. */
  readonly region?: Region;
  /** How; see {@link GRID_METHODS}. Default `minimum-curvature`. */
  readonly method?: GridMethod;
  /** The method's own options, as {@link fitSurface} takes them. */
  readonly parameters?: MethodParameters;
  /** Tension of the surface, from 0 (smoothest) to 1 (no overshoot), for methods that have one; default 0.25. */
  readonly tension?: number;
  /** Nodes farther than this from every point become NaN: metres, or a text with a unit. Default: none do. */
  readonly maskDistance?: number | string;
  /**
   * Nodes outside become NaN: outside the convex `hull` of the points, or outside a polygon in their coordinates (or inside it, with
   * `keep`). Default: none do.
   */
  readonly mask?: "hull" | Rings | (PolygonMaskOptions & { readonly rings: Rings });
  /** Coordinate reference system of `easting_m` and `northing_m`, for example `EPSG:32648`; default `plane`. */
  readonly crs?: string;
  /** A field to take off the points before, and to put back after, such as a global one: see {@link fitOverBackground}. */
  readonly background?: Grid;
  /** Most nodes that the grid may have. Default 30 million, for which minimum curvature takes some 3 GB of memory. */
  readonly maximumNodes?: number;
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
  const prepared = prepareGrid(points, options);
  const asked = askedOf(prepared, options);
  const surface = fitSurface(prepared.usable, asked);
  return finishGrid(prepared, surface.grid(prepared.frame), surface.report, {
    ...options,
    method: asked.method,
  });
}

/** Options of `gridPointsAsync`. */
export interface GridPointsAsyncOptions extends GridPointsOptions {
  /** Who does the work, for example `threadPool()` of `igdp/node`. Default: this thread alone. */
  readonly executor?: Executor;
}

/** The columns-in form of {@link gridPointsAsync} in `grid-points-table.ts`, where it is described. */
export async function gridPointsAsync(
  points: Columns,
  options: GridPointsAsyncOptions,
): Promise<Reported<Grid>> {
  const { executor = serialExecutor } = options;
  const prepared = prepareGrid(points, options);
  const asked = askedOf(prepared, options);
  const surface = await fitSurfaceAsync(prepared.usable, { ...asked, executor });
  const whole = await gridOfSurface(surface, prepared.frame, executor);
  return finishGrid(prepared, whole, surface.report, { ...options, method: asked.method });
}

/** The grid of a surface, by all threads where the method can share that work. */
export async function gridOfSurface(
  surface: FittedSurface,
  { region, spacing }: PreparedGrid["frame"],
  executor: Executor,
): Promise<Grid> {
  const spec = { region, spacing };
  return surface.gridWith ? surface.gridWith(spec, executor) : surface.grid(spec);
}

function askedOf({ frame }: PreparedGrid, options: GridPointsOptions) {
  const { method = "minimum-curvature", background } = options;
  if (background) refuseOtherCoordinates(background, frame);
  return { ...frame, method, parameters: parametersOf(options, method), background };
}

/** Refuses a background in other coordinates than the points'. */
export function refuseOtherCoordinates(background: Grid, { crs }: SurfaceFrame): void {
  if (background.crs === crs || background.crs === "plane") return;
  throw new ArgumentError({
    argument: "background",
    value: `a grid in ${background.crs}`,
    accepted: `a grid in the coordinates of the points, ${crs}`,
  });
}

/** Points of a column, and how long their units are. */
export interface PreparedColumn extends TablePoints {
  readonly table: Columns;
  readonly usable: TablePoints["points"];
  readonly place: Place;
  readonly unitLengths: UnitLengths;
  readonly frame: SurfaceFrame & { readonly spacing?: readonly [number, number] };
}

/** Picks rows and reads the spacing, where there is one. */
export function prepareColumn(
  table: Columns,
  options: Pick<GridPointsOptions, "column" | "crs" | "signal" | "progress" | "maximumNodes"> &
    Partial<Pick<GridPointsOptions, "spacing">>,
): PreparedColumn {
  const { column, signal, progress, maximumNodes } = options;
  const place = placeOf(table, options.crs);
  const length = options.spacing === undefined ? undefined : lengthOn(options.spacing, place, "spacing");
  const { points: usable, rows } = usableRows(table, column, place);
  const unitLengths = unitLengthsOf(usable, place);
  const spacing = length && inUnits(length, unitLengths);
  const names = { crs: place.crs, name: column, units: unitsOf(column) };
  const aspectRatio = unitLengths[0] / unitLengths[1];
  return {
    ...{ table, points: usable, usable, rows, place, unitLengths },
    frame: { aspectRatio, ...names, signal, progress, maximumNodes, ...(spacing && { spacing }) },
  };
}

/** What is settled before a surface is fitted. */
export interface PreparedGrid extends PreparedColumn {
  readonly frame: SurfaceFrame & { readonly region: Region; readonly spacing: readonly [number, number] };
  /** Mask distance in metres. */
  readonly maskDistance: number | undefined;
}

/** Picks rows, reads lengths and settles the region: what every way from a table to a grid begins with. */
export function prepareGrid(table: Columns, options: GridPointsOptions): PreparedGrid {
  const place = placeOf(table, options.crs);
  const maskLength =
    options.maskDistance === undefined ? undefined : lengthOn(options.maskDistance, place, "maskDistance");
  const prepared = prepareColumn(table, options);
  const spacing = prepared.frame.spacing as readonly [number, number];
  const region = regionToGrid(prepared.usable, spacing, options);
  return {
    ...prepared,
    frame: { ...prepared.frame, region, spacing },
    maskDistance: maskLength && metresOf(maskLength, prepared.unitLengths),
  };
}

/** The grid of a surface, masked as asked, and the report of the whole way. */
export function finishGrid(
  prepared: PreparedGrid,
  whole: Grid,
  surface: StepReport,
  options: GridPointsOptions & { readonly method: GridMethod },
): Reported<Grid> {
  const { usable, frame, unitLengths, maskDistance: distance } = prepared;
  const near = distance === undefined ? whole : maskByDistance(whole, usable, { distance, unitLengths });
  const { mask } = options;
  const grid = mask === undefined ? near : mask === "hull" ? maskByHull(near, usable) : byPolygon(near, mask);
  const facts = { ...prepared, mask: distance, grid, spacing: frame.spacing, region: frame.region };
  refuseEmptyMask(options, facts);
  return { result: grid, report: wholeReport(options, facts, surface) };
}

function byPolygon(grid: Grid, mask: Exclude<GridPointsOptions["mask"], "hull" | undefined>): Grid {
  return "rings" in mask ? maskByPolygon(grid, mask.rings, mask) : maskByPolygon(grid, mask);
}

/** The method's parameters, with the tension among them. */
export function parametersOf(options: GridPointsOptions, method: GridMethod): MethodParameters {
  const { tension, parameters = {} } = options;
  if (tension === undefined) return parameters;
  if (methodEntry(method).takes.includes("tension")) return { tension, ...parameters };
  throw new ArgumentError({
    argument: "tension",
    value: tension,
    accepted: `nothing for ${method}, which has no tension`,
  });
}
