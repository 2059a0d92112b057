import type { ColumnTable } from "arquero";
import { columnsOf, tableOf } from "../../core/columns-table.js";
import type { Grid } from "../../core/grid.js";
import type { Reported } from "../../core/report.js";
import { type CheckCoordinatesOptions, checkCoordinates as checkCoordinatesOf } from "./coordinates-check.js";
import {
  type ApplyCoordinateRepairOptions,
  applyCoordinateRepair as repairOf,
} from "./coordinates-repair.js";
import { type ZoneFit, utmZoneFits as zoneFitsOf } from "./coordinates-zone.js";
import { type HeightsBelowSeaOptions, heightsBelowSea as heightsBelowSeaOf } from "./points-below-sea.js";
import { type CleanPointsOptions, cleanPoints as cleanPointsOf } from "./points-clean.js";
import { type FindDuplicatesOptions, findDuplicates as findDuplicatesOf } from "./points-duplicates.js";
import { type CheckNeighboursOptions, checkNeighbours as checkNeighboursOf } from "./points-neighbours.js";
import { type CompareWithTerrainOptions, compareWithTerrain as compareOf } from "./points-terrain.js";

/** A verb on tables from a function on columns. */
function onTable<Options>(
  points: ColumnTable,
  options: Options | undefined,
  check: (columns: ReturnType<typeof columnsOf>, options?: Options) => Reported<ReturnType<typeof columnsOf>>,
): Reported<ColumnTable> {
  const { result, report } = check(columnsOf(points, "points"), options);
  return { result: tableOf(result), report };
}

/**
 * All checks of points, one after the other: coordinates, duplicates, heights against a terrain model, heights of zero
 * and below, neighbours, levels of surveys, old normal gravity. What the table has no columns for is left out, and the
 * report says so. Nothing is changed and no row is dropped: rows get a `flag`, a `flag_reason` and, where something
 * would fit, a `proposed_repair` for {@link applyCoordinateRepair}.
 *
 * @param points - `longitude_deg` and `latitude_deg` (or `easting_m` and `northing_m` with `crs`), `height_m`,
 *   `gravity_mgal`; `survey` and a published anomaly where there are any
 * @param options - see {@link CleanPointsOptions}
 * @returns the same rows with flags, and columns of what the checks found
 * @throws ArgumentError if the table has no positions, or an option is out of range
 *
 * @example
 * const points = tableOf({
 *   longitude_deg: Float64Array.of(102.1, 102.2, 17.9, 102.3, 102.4), latitude_deg: Float64Array.of(17.9, 17.8, 102.2, 17.7, 17.6),
 * });
 * cleanPoints(points).result.array("flag"); // => ["", "", "swapped", "", ""]
 */
export function cleanPoints(points: ColumnTable, options: CleanPointsOptions = {}): Reported<ColumnTable> {
  return onTable(points, options, cleanPointsOf);
}

/**
 * Coordinates that cannot be right, with what would fit: swapped longitude and latitude, the wrong hemisphere, metres
 * of a UTM zone that stand as degrees, degrees that stand as metres, the wrong UTM zone, or far from the rest without
 * an explanation. Where the points belong is the region that you give, a receiver's own positions beside them, or the
 * circle three times as large as the one around three quarters of the points.
 *
 * @param points - `longitude_deg` and `latitude_deg`, or `easting_m` and `northing_m` with `crs`
 * @param options - see {@link CheckCoordinatesOptions}
 * @returns the same rows with `proposed_repair` and flags `swapped`, `hemisphere`, `metres_as_degrees`,
 *   `degrees_as_metres`, `utm_zone`, `far`, `impossible_position`, `no_position`; the reason has the distances before and
 *   after
 * @throws ArgumentError if a column or the crs is missing, or the region is none
 *
 * @example
 * const points = tableOf({ longitude_deg: Float64Array.of(102.1, 17.9), latitude_deg: Float64Array.of(17.9, 102.2) });
 * const { result } = checkCoordinates(points, { region: [100, 108, 13, 23] });
 * result.array("proposed_repair"); // => ["", "swap"]
 */
export function checkCoordinates(
  points: ColumnTable,
  options: CheckCoordinatesOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, checkCoordinatesOf);
}

/**
 * Applies the repairs that {@link checkCoordinates} and {@link heightsBelowSea} proposed, and nothing else. The numbers
 * that stood there are kept as `source_…`, `repair` says what was done, and the flags that it answers are taken away.
 *
 * @param points - a checked table with `proposed_repair`
 * @param options - see {@link ApplyCoordinateRepairOptions}; rows or repairs of your choice
 * @returns the same rows, repaired; `water_depth` gives height 0 and a column `water_depth_m`
 * @throws ArgumentError if the table was not checked, or a row or repair does not exist
 *
 * @example
 * const points = tableOf({ longitude_deg: Float64Array.of(102.1, 17.9), latitude_deg: Float64Array.of(17.9, 102.2) });
 * const checked = checkCoordinates(points, { region: [100, 108, 13, 23] }).result;
 * applyCoordinateRepair(checked, { repairs: ["swap"] }).result.get("latitude_deg", 1); // => 17.9
 */
export function applyCoordinateRepair(
  points: ColumnTable,
  options: ApplyCoordinateRepairOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, repairOf);
}

/**
 * The UTM zone that eastings and northings are in, found from the longitudes and latitudes beside them.
 *
 * @param points - `easting_m`, `northing_m`, `longitude_deg` and `latitude_deg`
 * @returns all 120 zones of WGS84, the best first, each with the distance between both positions in the middle; some
 *   200 m show the right zone on another datum
 * @throws ArgumentError if a column is missing, or no row has all four numbers
 *
 * @example
 * const points = tableOf({
 *   easting_m: Float64Array.of(245826.19), northing_m: Float64Array.of(1988509.52),
 *   longitude_deg: Float64Array.of(102.6), latitude_deg: Float64Array.of(17.97),
 * });
 * utmZoneFits(points)[0].code; // => "EPSG:32648"
 */
export function utmZoneFits(points: ColumnTable): readonly ZoneFit[] {
  return zoneFitsOf(columnsOf(points, "points"));
}

/**
 * Points at one position, and points too near to each other. The same values twice are a `duplicate` (all but the first
 * are flagged); different values are a `duplicate_conflict` (all are flagged, for nobody knows which is right); points
 * at more than 1 m and less than 10 m are `too_near`.
 *
 * @param points - positions, `gravity_mgal` and `height_m` where they are known
 * @param options - see {@link FindDuplicatesOptions}
 * @returns the same rows with flags
 * @throws ArgumentError if the table has no positions, or an option is negative
 *
 * @example
 * const points = tableOf({
 *   longitude_deg: Float64Array.of(102, 102, 103), latitude_deg: Float64Array.of(17, 17, 17), gravity_mgal: Float64Array.of(978400, 978400, 978410),
 * });
 * findDuplicates(points).result.array("flag"); // => ["", "duplicate", ""]
 */
export function findDuplicates(
  points: ColumnTable,
  options: FindDuplicatesOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, findDuplicatesOf);
}

/**
 * What heights of zero and below mean in a compilation: depths under sea stations, land below the sea, a lost sign, or a
 * mistake. Each meaning gives another Bouguer anomaly, and the one that agrees with the neighbours is right. Stations
 * near each other are judged together, for one alone seldom tells.
 *
 * @param points - `gravity_mgal`, `height_m`, `latitude_deg` and positions
 * @param options - see {@link HeightsBelowSeaOptions}
 * @returns the same rows with `height_meaning` (`height`, `sea_surface`, `sea_bottom`, `sea_level`, `wrong_sign`,
 *   `error`, `undecided`), `proposed_repair` and flags `depth_as_height`, `sea_bottom`, `height_sign`, `height_error`,
 *   `height_undecided`
 * @throws ArgumentError if a column is missing
 *
 * @example
 * const latitude_deg = Float64Array.of(17, 17.1, 17, 17.05, 17.02);
 * const gravity_mgal = latitude_deg.map((latitude) => normalGravity(latitude, 800) + bouguerSlab(800));
 * const points = tableOf({
 *   longitude_deg: Float64Array.of(102, 102.1, 102.2, 102.1, 102.15), latitude_deg, gravity_mgal,
 *   height_m: Float64Array.of(800, 800, 800, -800, 800),
 * });
 * heightsBelowSea(points).result.get("height_meaning", 3); // => "wrong_sign"
 */
export function heightsBelowSea(
  points: ColumnTable,
  options: HeightsBelowSeaOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, heightsBelowSeaOf);
}

/**
 * Points that their neighbours contradict. Every point is predicted from its 20 nearest neighbours without itself, by
 * least-squares collocation of the Bouguer anomaly; the covariance is fitted to the table itself. Rock of another
 * density, relief and rough ground make no outlier: the slope with height is estimated at every point, relief adds to
 * the standard deviation, and so does what the neighbours' own differences show.
 *
 * @param points - `gravity_mgal`, `height_m`, `latitude_deg` and positions, or a column of your choice
 * @param options - see {@link CheckNeighboursOptions}
 * @returns the same rows with `neighbour_difference_mgal` (value less prediction), `neighbour_sigma_mgal` and the flag
 *   `neighbours`; NaN where a number is missing or fewer than three neighbours are there
 * @throws ArgumentError if a column is missing, or an option is out of range
 *
 * Source: Moritz (1980), Advanced Physical Geodesy, section 14; Tscherning (1991) for its use on gross errors.
 *
 * @example
 * const n = 100;
 * const at = (f: (i: number, j: number) => number) => Float64Array.from({ length: n }, (_, k) => f(k % 10, Math.floor(k / 10)));
 * const points = tableOf({
 *   longitude_deg: at((i) => 102 + i / 10), latitude_deg: at((_, j) => 17 + j / 10),
 *   bouguer_anomaly_mgal: at((i, j) => Math.sin(i) + Math.cos(j) + (i === 4 && j === 5 ? 30 : 0)),
 * });
 * const { report } = checkNeighbours(points, { column: "bouguer_anomaly_mgal" });
 * report.rows.flagged; // => 1
 */
export function checkNeighbours(
  points: ColumnTable,
  options: CheckNeighboursOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, checkNeighboursOf);
}

/**
 * Heights against a terrain model. What counts as a difference follows from the table itself: a robust scatter, and
 * more where the model has relief around a point. A common offset is taken out and reported, since heights above the
 * ellipsoid have one; heights in feet are recognised.
 *
 * @param points - `height_m` and positions in the terrain's own coordinates
 * @param terrain - heights in metres
 * @param options - see {@link CompareWithTerrainOptions}
 * @returns the same rows with `terrain_height_m` and the flag `terrain`
 * @throws ArgumentError if a column is missing, or the grid is not in metres
 *
 * @example
 * const terrain = makeGrid({
 *   x: Float64Array.of(102, 103), y: Float64Array.of(17, 18), values: Float64Array.of(200, 200, 200, 200),
 *   crs: "EPSG:4326", name: "height_m", units: "m",
 * });
 * const points = tableOf({
 *   longitude_deg: Float64Array.of(102.2, 102.4, 102.6), latitude_deg: Float64Array.of(17.5, 17.5, 17.5), height_m: Float64Array.of(203, 302, 199),
 * });
 * compareWithTerrain(points, terrain).result.array("flag"); // => ["", "terrain", ""]
 */
export function compareWithTerrain(
  points: ColumnTable,
  terrain: Grid,
  options: CompareWithTerrainOptions = {},
): Reported<ColumnTable> {
  return onTable(points, options, (columns, given) => compareOf(columns, terrain, given));
}
